"""What a page takes datatrove with its own `Trafilatura` and with `UnpitchExtractor`.

    python benches/datatrove_extract.py PAGES [--pages 2000] [--runs 5] [--least 50000] [--most 300000]

PAGES is a folder of pages, .html.gz. They are written once as JSON lines, decoded as Scrapy decodes them. Each run is a pipeline of
a reader and an extractor, both with their defaults, one task and one worker; a run of the reader alone is what is taken off. CPU
time (user and system) is that of the pipeline's process and of the processes that the extractor starts; five runs in processes of
their own, interleaved, medians with the least and the most. Pages that take `Trafilatura` longer than a second, by the clock on the
wall, are timed out and dropped: that is datatrove's default. `pip install trafilatura lxml_html_clean` brings what it imports.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pages
from runs import RUNS, Run, interleaved, machine, minus, row

EXTRACTORS = ("Trafilatura", "UnpitchExtractor")
COUNTED = ("total", "forwarded", "dropped", "timeout", "clean_error", "broken_process", "errors")


def write(path: Path, bodies: list[bytes]) -> None:
    from w3lib.encoding import html_to_unicode

    with path.open("w", encoding="utf-8") as file:
        for i, body in enumerate(bodies):
            text = html_to_unicode(None, body)[1]
            file.write(json.dumps({"id": str(i), "text": text}) + "\n")


def extract(folder: str, name: str) -> None:
    """Runs the pipeline, and says what its extractor has counted."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader

    steps: list[Any] = [JsonlReader(folder)]
    if name == "Trafilatura":
        from datatrove.pipeline.extractors import Trafilatura

        steps.append(Trafilatura())
    elif name == "UnpitchExtractor":
        from unpitch.datatrove import UnpitchExtractor

        steps.append(UnpitchExtractor())
    with tempfile.TemporaryDirectory() as logs:
        stats = LocalPipelineExecutor(steps, logging_dir=logs).run()
    assert stats is not None, "one task was run, so that there are its counts"
    counts = stats.stats[-1].stats
    print(json.dumps({name: counts[name].total for name in COUNTED if name in counts}))


def tell(figures: dict[str, list[float]], counts: dict[str, list[dict[str, int]]], n: int) -> None:
    def each(values: list[float]) -> list[float]:
        return [value / n * 1e3 for value in values]

    print("CPU time a page")
    for name, values in figures.items():
        print(row(f"{name}, the whole run", "ms", each(values)))
    alone = {name: minus(figures[name], figures["reading"]) for name in EXTRACTORS}
    for name, values in alone.items():
        print(row(f"{name}, reading taken off", "ms", each(values)))
    for what, read in {"the whole run": figures, "reading taken off": alone}.items():
        theirs, ours = (statistics.median(read[name]) for name in EXTRACTORS)
        print(f"  {what}: UnpitchExtractor is {theirs / ours:.2f} times as fast")
    for name, runs in counts.items():
        print(f"  {name} counted " + "; ".join(f"{key} {least_and_most(key, runs)}" for key in COUNTED if any(key in run for run in runs)))


def least_and_most(key: str, runs: list[dict[str, int]]) -> str:
    numbers = [run.get(key, 0) for run in runs]
    return str(numbers[0]) if min(numbers) == max(numbers) else f"{min(numbers)} to {max(numbers)}"


def checked(name: str, counted: dict[str, int]) -> dict[str, int]:
    """The counts, if the extractor works at all: one that cannot be imported times out at every page."""
    if not counted.get("forwarded"):
        raise SystemExit(f"{name}: found {counted}, expected pages forwarded; does `import trafilatura, unpitch` do?")
    return counted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    pages.add_options(parser, 2_000)
    parser.add_argument("--runs", type=int, default=RUNS, help="(default %(default)s)")
    arguments = parser.parse_args()
    chosen = pages.choose(arguments)
    print(f"{machine('unpitch', 'datatrove', 'trafilatura', 'lxml')}\n{chosen}")
    counts: dict[str, list[dict[str, int]]] = {name: [] for name in EXTRACTORS}
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder, "pages.jsonl"), chosen.bodies)

        def cpu(name: str) -> float:
            run = Run([sys.executable, __file__, "--extract", folder, name], quiet=False)
            if name in counts:
                counts[name].append(checked(name, json.loads(run.said)))
            return run.cpu

        measures: dict[str, Callable[[], float]] = {name: partial(cpu, name) for name in ("reading", *EXTRACTORS)}
        tell(interleaved(measures, arguments.runs), counts, len(chosen.bodies))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--extract"]:
        extract(*sys.argv[2:])
    else:
        main()
