"""Pages to measure with: those of a folder of .html.gz that are as large as most pages of the web."""

from __future__ import annotations

import argparse
import gzip
import itertools
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Pages:
    """Pages in the order of their names, from the beginning again where there are fewer than were asked for."""

    bodies: list[bytes]
    different: int

    def __str__(self) -> str:
        n = len(self.bodies)
        size = sum(map(len, self.bodies)) / n / 1e3
        again = "" if self.different == n else f", {self.different} different ones, from the beginning again"
        return f"{n} pages of {size:.0f} kB on average{again}"

    def write(self, folder: Path) -> list[Path]:
        """Writes them as files whose names are their numbers."""
        paths = [folder / f"{i:06}.html" for i in range(len(self.bodies))]
        for path, body in zip(paths, self.bodies):
            path.write_bytes(body)
        return paths


def add_options(parser: argparse.ArgumentParser, pages: int) -> None:
    """The options that `choose` reads; so many pages by default."""
    parser.add_argument("source", type=Path, metavar="PAGES", help="a folder of pages, .html.gz")
    parser.add_argument("--pages", type=int, default=pages, help="how many (default %(default)s)")
    parser.add_argument("--least", type=int, default=50_000, help="bytes of a page, unpacked (default %(default)s)")
    parser.add_argument("--most", type=int, default=300_000, help="(default %(default)s)")


def choose(arguments: argparse.Namespace) -> Pages:
    """The pages that are meant. Ends the program if there are none."""
    least, most, n = arguments.least, arguments.most, arguments.pages
    unpacked = (gzip.decompress(path.read_bytes()) for path in sorted(arguments.source.glob("*.html.gz")))
    bodies = list(itertools.islice((body for body in unpacked if least <= len(body) <= most), n))
    if not bodies:
        raise SystemExit(f"{arguments.source}: found no page, expected .html.gz files of {least} to {most} bytes unpacked")
    return Pages(list(itertools.islice(itertools.cycle(bodies), n)), len(bodies))
