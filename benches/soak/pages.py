"""Pages without end: those of some folders, mutated."""

from __future__ import annotations

import gzip
from pathlib import Path
from random import Random

from mutations import mutated

OWN = Path(__file__).parents[2] / "data"


class Pages:
    """Page N of a seed and of these folders is always the same. After `different` pages the first comes again, if that is not 0."""

    def __init__(self, folders: list[Path], seed: int, different: int = 0) -> None:
        files = (path for folder in folders for path in sorted(folder.rglob("*")))
        self.paths = [path for path in files if path.name.endswith((".html", ".html.gz", ".txt"))]
        if not self.paths:
            raise SystemExit(f"{', '.join(map(str, folders))}: found no page, expected files .html, .html.gz or .txt")
        self.seed, self.different = seed, different

    def page(self, number: int) -> str:
        random = Random(f"{self.seed} {number % self.different if self.different else number}")
        page, other = (self.read(random.choice(self.paths)) for _ in range(2))
        return mutated(page, other, random)

    @staticmethod
    def read(path: Path) -> str:
        packed = path.read_bytes()
        return (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode(errors="replace")
