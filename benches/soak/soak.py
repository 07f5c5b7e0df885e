"""Labels random mutated pages for minutes or days, on all cores, and says whether memory stays flat, no page is lost, and nothing slows down.

    python benches/soak/soak.py stream target/release/unpitch --minutes 15 [--pages FOLDER]... [--csv series.csv]
    python benches/soak/soak.py package VENV/bin/python --minutes 1440
    python benches/soak/soak.py page 4711 > page.html

`stream` gives the pages to the program as JSON lines, `package` to the package for Python that this interpreter has. Pages are those of
`data/` and of the folders named, changed by `mutations.py`; page N of a `--seed` is always the same, and `page` writes it. Memory rises as long as
larger pages still come. So after `--different` pages the first comes again: what rises then is a leak. With 0 none does.
Exit code 1 if anything was found; memory and speed are judged from 10 minutes on. Needs Linux, whose /proc it reads, and nothing but Python.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import judge
from labeller import Labeller
from pages import OWN, Pages
from series import Row, watch, write

HERE = Path(__file__).parent
# How long may last what is under way at the end.
LAST_SECONDS = 300.0
ROWS = 30


def labeller(options: argparse.Namespace) -> Labeller:
    if options.way == "package":
        folders = map(str, options.pages)
        return Labeller([options.program, str(HERE / "package.py"), str(options.seed), str(options.different), *folders], str)
    pages = Pages(options.pages, options.seed, options.different)
    command = [options.program, "predict", "--input", "jsonl", "--format", "jsonl", "--quiet"]
    return Labeller(command, lambda number: json.dumps({"id": number, "html": pages.page(number)}))


def tell(row: Row) -> Row:
    print(
        f"{row.seconds:8.0f} s {row.pages:9} pages {row.pages_per_second:7.1f} a second {row.cpu_ms_per_page:7.2f} ms CPU a page "
        f"{row.resident_mb:7.1f} MB, at most {row.resident_most_mb:.1f}",
        flush=True,
    )
    return row


def soak(options: argparse.Namespace) -> list[str]:
    """Runs, writes the series, and gives what went wrong."""
    seconds = options.minutes * 60
    labelled = labeller(options)
    rows = []
    for row in watch(labelled.process.pid, lambda: labelled.answered, seconds, seconds / ROWS):
        rows.append(tell(row))
        if options.csv:
            # Each time: a run of a day may be ended before its end.
            write(rows, options.csv)
        if judge.silence(rows) > judge.LONGEST_SILENCE:
            break
    labelled.finish(LAST_SECONDS)
    print(f"{labelled.answered} pages answered, {labelled.refused} of them refused, seed {options.seed}")
    found = labelled.faults + judge.faults(rows)
    if len(rows) == ROWS:
        print(judge.verdict(rows))
    return found


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("way", choices=["stream", "package", "page"])
    parser.add_argument("program", metavar="PROGRAM|NUMBER", help="the program, the Python interpreter, or the number of a page")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--pages", type=Path, action="append", default=[OWN], help="one more folder of .html, .html.gz or .txt")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--different", type=int, default=1000, help="pages until the first comes again (default %(default)s, 0: never)")
    parser.add_argument("--csv", type=Path, help="where the series goes")
    return parser.parse_args()


def main() -> int:
    chosen = options()
    if chosen.way == "page":
        page = Pages(chosen.pages, chosen.seed).page(int(chosen.program))
        sys.stdout.buffer.write(page.encode(errors="surrogatepass"))
        return 0
    found = soak(chosen)
    for fault in found:
        print(f"found: {fault}", file=sys.stderr)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
