"""What `UnpitchPipeline` costs a crawl, beside the program for the same pages.

    python benches/scrapy_pipeline.py PAGES --program unpitch [--pages 2000] [--runs 5] [--least 50000] [--most 300000]

PAGES is a folder of pages, .html.gz. They are served from 127.0.0.1 by a process of its own, whose time does not count, and crawled
with the pipeline and without it; the spider yields address and page in both. What a crawl takes more with the pipeline is what the
pipeline costs. Beside it stands the program's time for the same pages and values:

- the default fields (`article`, `metadata` and `verdict`) beside `clean --format jsonl`, which writes these;
- the same, and Scrapy writes them as JSON lines, beside the same run of the program;
- the field `paragraphs` alone beside `predict --format jsonl`.

Each is CPU time (user and system, all threads), five runs in processes of their own, interleaved; medians with the least and the
most. Starting is a run over one small page: with it the whole process counts, without it that run is taken off.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pages
from runs import RUNS, Run, interleaved, machine, minus, row

DEFAULT = "article,metadata,verdict"
SMALL = "<p>The ferries sail again from Monday, the harbour master said.</p>"
PROGRAM = {"clean": "clean --format jsonl", "predict": "predict --format jsonl"}
COMPARED = {
    "the pipeline's default fields": ("with", "without", "clean"),
    "the same, written by Scrapy": ("with, written", "without, written", "clean"),
    "paragraphs alone": ("paragraphs", "without", "predict"),
}


def crawl(address: str, n: int, fields: str, feed: str) -> None:
    """Crawls that many pages, with the pipeline if it is to fill fields, and says how many items there were."""
    import scrapy
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.http import Response, TextResponse

    class Spider(scrapy.Spider):
        name = "pages"

        async def start(self) -> AsyncIterator[Any]:
            for i in range(n):
                yield scrapy.Request(f"{address}/{i:06}.html", self.parse)

        def parse(self, response: Response) -> Iterator[Any]:
            assert isinstance(response, TextResponse)
            yield {"url": response.url, "html": response.text}

    settings: dict[str, Any] = {"LOG_LEVEL": "WARNING", "TELNETCONSOLE_ENABLED": False}
    if fields:
        settings |= {"ITEM_PIPELINES": {"unpitch.scrapy.UnpitchPipeline": 300}, "UNPITCH_FIELDS": fields}
    if feed:
        written = [name for name in fields.split(",") if name] or ["url"]
        settings["FEEDS"] = {feed: {"format": "jsonlines", "fields": written, "overwrite": True}}
    process = AsyncCrawlerProcess(settings)
    crawler = process.create_crawler(Spider)
    process.crawl(crawler)
    process.start()
    print(json.dumps({name: crawler.stats.get_value(name, 0) for name in ("item_scraped_count", "unpitch/pages", "unpitch/errors")}))


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Python's own server in another process; under which address the files are."""
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(folder)]
    server = subprocess.Popen([*command, "--protocol", "HTTP/1.1"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout is not None
    try:
        said = server.stdout.readline()
        found = re.search(r"port (\d+)", said)
        if found is None:
            raise SystemExit(f"http.server: found {said!r}, expected the port that it serves at")
        yield f"http://127.0.0.1:{found[1]}"
    finally:
        server.kill()
        server.wait()


class Folder:
    """Pages on disk and on the server, and what crawls and the program take for them."""

    def __init__(self, paths: list[Path], address: str, program: str) -> None:
        self.paths = paths
        self.address = address
        self.program = program

    def crawl(self, fields: str, written: bool = False) -> float:
        """CPU seconds of a crawl of all pages."""
        feed = f"{self.paths[0].parent}.jsonl" if written else ""
        n = len(self.paths)
        run = Run([sys.executable, __file__, "--crawl", self.address, str(n), fields, feed], quiet=False)
        items, labelled, errors = json.loads(run.said).values()
        if (items, labelled, errors) != (n, n if fields else 0, 0):
            raise SystemExit(f"a crawl: found {items} items, {labelled} labelled, {errors} errors, expected {n} pages and no error")
        return run.cpu

    def predict(self, command: str) -> float:
        """CPU seconds of the program for all pages."""
        return Run([self.program, *PROGRAM[command].split(), *map(str, self.paths)]).cpu

    def measures(self, when: str) -> dict[str, Callable[[], float]]:
        """All of them, by names that end in this."""
        return {
            f"without{when}": lambda: self.crawl(""),
            f"with{when}": lambda: self.crawl(DEFAULT),
            f"clean{when}": lambda: self.predict("clean"),
            f"paragraphs{when}": lambda: self.crawl("paragraphs"),
            f"predict{when}": lambda: self.predict("predict"),
            f"without, written{when}": lambda: self.crawl("", written=True),
            f"with, written{when}": lambda: self.crawl(DEFAULT, written=True),
        }


def tell(figures: dict[str, list[float]], n: int) -> None:
    """Prints what the pipeline costs beside the program, with starting and without it."""
    def each(values: list[float]) -> list[float]:
        return [value / n * 1e3 for value in values]

    def without_start(name: str) -> list[float]:
        return minus(figures[name], figures[f"{name}, start"])

    for what, (many, few, program) in COMPARED.items():
        print(f"{what}, beside {PROGRAM[program]}; CPU time a page")
        print(row("the crawl without the pipeline", "ms", each(figures[few])))
        print(row("the crawl with it", "ms", each(figures[many])))
        for when, read in {"start included": figures.__getitem__, "start taken off": without_start}.items():
            costs, program_takes = minus(read(many), read(few)), read(program)
            print(row(f"the pipeline, {when}", "ms", each(costs)))
            print(row(f"the program, {when}", "ms", each(program_takes)))
            print(f"    the pipeline takes {statistics.median(costs) / statistics.median(program_takes):.3f} of the program's time")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    pages.add_options(parser, 2_000)
    parser.add_argument("--program", required=True, help="the command line unpitch, built with cargo's release profile")
    parser.add_argument("--runs", type=int, default=RUNS, help="(default %(default)s)")
    arguments = parser.parse_args()
    chosen = pages.choose(arguments)
    small = pages.Pages([SMALL.encode()], 1)
    print(f"{machine('unpitch', 'scrapy')}, {Run([arguments.program, '--version'], quiet=False).said.strip()} as the program\n{chosen}")
    with tempfile.TemporaryDirectory() as name:
        many, one = Path(name, "many"), Path(name, "one")
        many.mkdir()
        one.mkdir()
        paths = chosen.write(many), small.write(one)
        with served(many) as address, served(one) as start:
            measures = Folder(paths[0], address, arguments.program).measures("")
            measures |= Folder(paths[1], start, arguments.program).measures(", start")
            tell(interleaved(measures, arguments.runs), len(paths[0]))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--crawl"]:
        address, n, fields, feed = sys.argv[2:]
        crawl(address, int(n), fields, feed)
    else:
        main()
