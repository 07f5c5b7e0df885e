"""CPU time that Spark's workers take to read a page out of a WARC file, before it is labelled.

    python benches/warc_reading.py PAGES [--pages 400] [--least 50000] [--most 300000]

PAGES is a folder of pages, .html.gz, which are written as one packed WARC file. It is read six times as the workers read it; the first
warms up, and the median of the others is given.
"""

from __future__ import annotations

import argparse
import io
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import pages
from runs import RUNS, row


def write(path: Path, bodies: Iterable[bytes]) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for i, body in enumerate(bodies):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            url = f"https://courier.example/{i}"
            writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers))


def read(path: Path) -> tuple[float, int]:
    """CPU seconds, and the number of pages."""
    from unpitch.spark._files import open_file
    from unpitch.spark._records import rows
    from unpitch.spark._warc import batches

    start = time.process_time()
    with open_file(f"file://{path}") as file:
        n = sum(batch.num_rows for batch in batches(rows(file, path.name)))
    return time.process_time() - start, n


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    pages.add_options(parser, 400)
    arguments = parser.parse_args()
    chosen = pages.choose(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.warc.gz"
        write(path, chosen.bodies)
        runs = [read(path) for _ in range(RUNS + 1)][1:]
        n = runs[0][1]
        each = [seconds / n * 1e3 for seconds, _ in runs]
        print(f"{chosen}, {path.stat().st_size / n / 1e3:.0f} kB each as they are packed")
        print(row("reading", "ms a page", each))


if __name__ == "__main__":
    main()
