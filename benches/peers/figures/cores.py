"""All cores: what a second thread brings to `unpitch predict`."""

import statistics
import sys
from functools import partial

import inputs
import measure
import tables
from figures.shared import need, validation_pages


def cores(ready):
    need(ready.unpitch)
    stream = ready.made / "stream.jsonl"
    inputs.write_jsonl(validation_pages(ready), stream, inputs.STREAM_PAGES)
    sources = {f"JSON lines, {inputs.STREAM_PAGES:,} pages of text": stream}
    if ready.pages:
        sources[f"a folder, {len(list(ready.pages.iterdir()))} pages of HTML"] = ready.pages
    contestants = {(name, n): partial(predict, ready, path, n) for name, path in sources.items() for n in (1, 2)}
    samples = measure.alternate(contestants, ready.rounds)
    heads = ["Two threads", "seconds, one", "seconds, two", "times as fast", "95 % interval", "CPU time, two by one", "95 % interval"]
    tables.print_heads(heads)
    for name in sources:
        if (name, 1) in samples and (name, 2) in samples:
            print_row(name, samples[name, 1], samples[name, 2])
    sys.stdout.flush()


def predict(ready, path, threads):
    return measure.usage(ready.unpitch, "predict", path, "--format", "jsonl", "-q", "--threads", threads)


def print_row(name, one, two):
    """The second thread's gain is that of wall time; CPU time says what the work became dearer by."""
    walls, cpus = ([[a[clock] for a in found] for found in (one, two)] for clock in ("wall", "cpu"))
    middles = [f"{statistics.median(found):.2f}" for found in walls]
    tables.print_cells([name, *middles, *tables.ratio(*walls), *tables.ratio(*reversed(cpus))])
