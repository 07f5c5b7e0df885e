"""A crawl in a process of its own: `scrapy_crawl.py SPIDER JSON` with `urls` and `settings`; says its stats as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import attrs
import scrapy
from scrapy.crawler import AsyncCrawlerProcess, Crawler, CrawlerProcess
from scrapy.http import Response, TextResponse
from scrapy.utils.asyncio import create_looping_call

from unpitch.scrapy import UnpitchPipeline, label, label_in_thread


@dataclass
class Story:
    url: str
    html: str | bytes
    article: str | None = None
    verdict: dict[str, Any] | None = None


@attrs.define
class Piece:
    url: str
    html: str | bytes
    article: str | None = None
    verdict: dict[str, Any] | None = None


class Entry(scrapy.Item):
    url = scrapy.Field()
    html = scrapy.Field()
    article = scrapy.Field()
    verdict = scrapy.Field()


@dataclass(frozen=True)
class Frozen:
    url: str
    html: str
    article: str | None = None
    verdict: dict[str, Any] | None = None


@dataclass
class Bare:
    """Has no field for the verdict."""

    url: str
    html: str
    article: str | None = None


class Spider(scrapy.Spider):
    """Yields the page of each URL, in all kinds of items by turns."""

    name = "site"
    kinds: list[Any] = [dict, Story, Piece, Entry]
    urls: list[str]
    seen = 0

    async def start(self) -> AsyncIterator[Any]:
        for url in self.urls:
            yield scrapy.Request(url, self.parse)

    def parse(self, response: Response) -> Iterator[Any]:
        kind = self.kinds[self.seen % len(self.kinds)]
        self.seen += 1
        yield kind(url=response.url, html=response.text if isinstance(response, TextResponse) else response.body)


class Odd(Spider):
    """Yields what has no page, and pages that cannot be labelled."""

    def parse(self, response: Response) -> Iterator[Any]:
        yield {"url": "no-html", "title": "Tides"}
        yield {"url": "none", "html": None}
        yield {"url": "number", "html": 7}
        yield {"url": "surrogate", "html": "<p>\udce9"}
        yield {"url": "good", "html": "<p>The ferries sail again from Monday, the harbour master said."}


class FrozenItems(Spider):
    kinds = [Frozen]


class BareItems(Spider):
    """The first item fits, the second does not, and there would be many more."""

    kinds = [dict, Bare, Bare, dict]


class Busy(Spider):
    """Counts time while one large page is labelled here and in the pipeline: the longest that other work had to wait."""

    longest = 0.0
    last = 0.0

    def tick(self) -> None:
        now = time.monotonic()
        self.longest = max(self.longest, now - self.last)
        self.last = now

    async def parse(self, response: Response) -> AsyncIterator[Any]:  # type: ignore[override]
        page = response.replace(body=b"<p>The ferries sail again from Monday, the harbour master said.</p>" * 20_000)
        start = self.last = time.monotonic()
        label(page)
        self.crawler.stats.set_value("alone", time.monotonic() - start)
        self.last = time.monotonic()
        self.ticking = create_looping_call(self.tick)
        self.ticking.start(0.01)
        await label_in_thread(page)
        yield {"html": page.body}

    def closed(self, reason: str) -> None:
        self.ticking.stop()
        self.crawler.stats.set_value("longest", self.longest)


SPIDERS = {"all": Spider, "odd": Odd, "frozen": FrozenItems, "bare": BareItems, "busy": Busy}


def crawl(spider: type[Spider], urls: list[str], settings: dict[str, Any]) -> dict[str, Any]:
    """Runs the crawl to its end, with any kind of reactor or without one, and gives its stats."""
    settings = {"TELNETCONSOLE_ENABLED": False, "ITEM_PIPELINES": {UnpitchPipeline: 300}, **settings}
    reactor = settings.get("TWISTED_REACTOR_ENABLED", True)
    process = CrawlerProcess(settings) if reactor else AsyncCrawlerProcess(settings)
    crawler: Crawler = process.create_crawler(spider)
    process.crawl(crawler, urls=urls)
    process.start()
    return crawler.stats.get_stats()


if __name__ == "__main__":
    given = json.loads(sys.argv[2])
    stats = crawl(SPIDERS[sys.argv[1]], given["urls"], given["settings"])
    print(json.dumps(stats, default=str))
