"""How fast the package is, beside the program and the Rust call it stands on.

    python benches/throughput.py PAGES --program unpitch [--rust unpitch-speed] [--only many,single,memory,start]

PAGES is a folder of pages, .html.gz; they are unpacked into a temporary folder first. `--program` is the command line, `--rust`
the program of `benches/peers/unpitch_speed`, which calls `Page::from_html_bytes` and `Scorer::predict` on one page after another;
build all of them with cargo's release profile. Each comparison is of five runs of each, interleaved, in processes of their own, by CPU
time (user and system, all threads); medians are given, with the least and the most.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from runs import Run, interleaved, tell

PAGES_FOR_MEMORY = 200_000


def myself(task: str, folder: Path) -> list[str]:
    return [sys.executable, __file__, str(folder), "--task", task]


def paths(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.html"))


def unpack(source: Path, target: Path) -> None:
    for path in sorted(source.iterdir()):
        if path.name.endswith(".html.gz"):
            (target / path.name[:-3]).write_bytes(gzip.decompress(path.read_bytes()))


# What the processes do that are measured.


def task_many(folder: Path) -> None:
    """Labels all pages and looks at every paragraph, as whoever writes them somewhere does."""
    import unpitch

    pages = (path.read_bytes() for path in paths(folder))
    n = 0
    for page in unpitch.Model().label_many(pages):
        assert isinstance(page, unpitch.Page)
        n += sum(len(paragraph.text) * (paragraph.label == "article") for paragraph in page.paragraphs)
    print(n)


def task_single(folder: Path) -> None:
    """CPU seconds for one page after another; reading and starting excluded, as in unpitch-speed."""
    import unpitch

    pages = [path.read_bytes() for path in paths(folder)]
    model = unpitch.Model()
    start = time.process_time()
    for page in pages:
        model.label_html(page)
    print(json.dumps({"seconds": time.process_time() - start}))


def task_memory(folder: Path) -> None:
    """Memory, in MB, after each twentieth of many pages from a generator."""
    import unpitch

    pages = [path.read_bytes() for path in paths(folder)]
    endless: Iterator[bytes] = itertools.islice(itertools.cycle(pages), PAGES_FOR_MEMORY)
    resident = []
    for n, _ in enumerate(unpitch.Model().label_many(endless), 1):
        if n % (PAGES_FOR_MEMORY // 20) == 0:
            pages_in_memory = int(Path("/proc/self/statm").read_text().split()[1])
            resident.append(round(pages_in_memory * os.sysconf("SC_PAGE_SIZE") / 1e6))
    print(json.dumps(resident))


# What is measured.


def many(folder: Path, program: str) -> None:
    files = [str(path) for path in paths(folder)]
    predict = [program, "predict", "--format", "jsonl", *files]
    wall: dict[str, list[float]] = {"program": [], "label_many": []}

    def cpu(name: str, arguments: list[str]) -> float:
        run = Run(arguments)
        wall[name].append(run.wall)
        return run.cpu

    figures = interleaved(
        {
            "program": lambda: cpu("program", predict),
            "label_many": lambda: cpu("label_many", myself("many", folder)),
        }
    )
    tell(f"{len(files)} pages on all cores, CPU time", "s", figures)
    tell("the same, wall time", "s", {name: values[1:] for name, values in wall.items()})


def single(packed: Path, folder: Path, rust: str) -> None:
    def seconds(arguments: list[str]) -> float:
        return float(json.loads(Run(arguments, quiet=False).said)["seconds"])

    figures = interleaved(
        {
            "Rust": lambda: seconds([rust, "pages", str(packed)]),
            "label_html": lambda: seconds(myself("single", folder)),
        }
    )
    tell("one page after another, CPU time", "s", figures)


def memory(folder: Path) -> None:
    # Small pages, so that so many of them take minutes and not an hour.
    with tempfile.TemporaryDirectory() as small:
        for path in sorted(paths(folder), key=lambda path: path.stat().st_size)[:300]:
            (Path(small) / path.name).write_bytes(path.read_bytes())
        run = Run(myself("memory", Path(small)), quiet=False)
    print(f"memory over {PAGES_FOR_MEMORY} pages from a generator, MB after each twentieth\n  {run.said.strip()}")


def start() -> None:
    program = "import unpitch; unpitch.Model()"
    figures = interleaved(
        {
            "python -c pass": lambda: Run([sys.executable, "-c", "pass"]).wall * 1e3,
            "import and Model()": lambda: Run([sys.executable, "-c", program]).wall * 1e3,
        }
    )
    tell("start, wall time", "ms", figures)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--program")
    parser.add_argument("--rust")
    parser.add_argument("--only", default="many,single,memory,start")
    parser.add_argument("--task", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.task:
        {"many": task_many, "single": task_single, "memory": task_memory}[arguments.task](arguments.pages)
        return
    only = arguments.only.split(",")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        unpack(arguments.pages, folder)
        if "start" in only:
            start()
        if "many" in only and arguments.program:
            many(folder, arguments.program)
        if "single" in only and arguments.rust:
            single(arguments.pages, folder, arguments.rust)
        if "memory" in only:
            memory(folder)


if __name__ == "__main__":
    main()
