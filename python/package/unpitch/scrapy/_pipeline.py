"""The item pipeline: labels the page of each item, counts, drops by setting, adds fields."""

from __future__ import annotations

import logging
from typing import Any

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.utils.asyncio import run_in_thread
from scrapy.utils.defer import deferred_from_coro

from .._errors import PageError
from ._labelled import Labelled, label
from ._settings import Options, SettingsError

_log = logging.getLogger("unpitch.scrapy")


class UnpitchPipeline:
    """Labels the page that an item holds, adds what `UNPITCH_FIELDS` names, and drops what `UNPITCH_DROP` names.

    Pages are labelled off the reactor's thread. A setting that cannot be used raises SettingsError before the first
    request; an item class without a field for our values ends the crawl at its first item.
    """

    STOPPED = "unpitch_settings"
    """The crawl's finish reason if an item class does not fit the settings."""

    def __init__(self, options: Options, crawler: Crawler) -> None:
        self._options = options
        self._crawler = crawler
        self._fitting: set[type] = set()
        # Kept, so that it is not collected before the spider is closed.
        self._stopping: object = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> UnpitchPipeline:
        return cls(Options.read(crawler.settings), crawler)

    async def process_item(self, item: Any) -> Any:
        """The item with what is known of its page. Raises DropItem by setting."""
        adapter = ItemAdapter(item) if ItemAdapter.is_item(item) else {}
        html = adapter.get(self._options.html_field)
        if html is None:
            self._count("without-html")
            return item
        self._check_class(type(item))
        url = adapter.get(self._options.url_field)
        labelled = await self._label(html, url)
        if labelled is not None:
            self._count_page(labelled)
            self._drop_or_fill(adapter, labelled, url)
        return item

    def close_spider(self) -> None:
        """Warns if no item had a page: the setting may have a wrong name."""
        if self._stat("without-html") and not self._stat("pages"):
            field = self._options.html_field
            _log.warning("No item had the field %r: nothing was labelled. UNPITCH_HTML_FIELD names it.", field)

    async def _label(self, html: Any, url: Any) -> Labelled | None:
        self._count("pages")
        try:
            return await run_in_thread(label, html, self._options)
        except (PageError, TypeError) as error:
            self._count("errors")
            _log.warning("%s cannot be labelled, its item passes as it is: %s", url, error)
            return None

    def _drop_or_fill(self, adapter: Any, labelled: Labelled, url: Any) -> None:
        if labelled.why_dropped:
            self._count(f"dropped/{labelled.why_dropped}")
            raise DropItem(f"unpitch: {labelled.why_dropped}: {url}")
        for name, value in labelled.values.items():
            try:
                adapter[name] = value
            except AttributeError as error:
                raise self._stop(f"{_named(type(adapter.item))} are frozen: {error}") from error

    def _check_class(self, item_class: type) -> None:
        if item_class in self._fitting:
            return
        missing = self._options.fields.missing(item_class)
        if missing:
            what = f"{_named(item_class)} have no field {missing[0]!r}"
            raise self._stop(f"{what}: declare it, or change UNPITCH_FIELDS, which says what goes into which field")
        self._fitting.add(item_class)

    def _stop(self, message: str) -> Exception:
        """Closes the spider, once; what to raise for this item, so that it does not leave as if it were labelled."""
        if self._stopping is not None:
            self._count("dropped/stopping")
            return DropItem(f"unpitch: the crawl is being stopped: {message}")
        # Not awaited: the spider is closed when its items are done, and this one is among them.
        self._stopping = deferred_from_coro(self._crawler.engine.close_spider_async(reason=self.STOPPED))
        return SettingsError(message)

    def _count_page(self, labelled: Labelled) -> None:
        self._count(f"access/{labelled.access}")
        self._count(f"kind/{labelled.kind}")
        for name, n in labelled.labels.items():
            self._count(f"labels/{name}", n)

    def _count(self, name: str, n: int = 1) -> None:
        self._crawler.stats.inc_value(f"unpitch/{name}", n)

    def _stat(self, name: str) -> int:
        n: int = self._crawler.stats.get_value(f"unpitch/{name}", 0)
        return n


def _named(item_class: type) -> str:
    return f"items of the class {item_class.__module__}.{item_class.__qualname__}"
