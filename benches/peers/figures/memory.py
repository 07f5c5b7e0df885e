"""Memory: the peak of a long stream of pages."""

from functools import partial

import inputs
import measure
import tables
from figures.shared import need, validation_pages


def memory(ready):
    need(ready.unpitch)
    stream = ready.made / "stream.jsonl"
    inputs.write_jsonl(validation_pages(ready), stream, inputs.STREAM_PAGES)
    title = f"Peak memory, {inputs.STREAM_PAGES:,} pages of {stream.stat().st_size / 1e6:.0f} MB"
    contestants = {
        "unpitch predict": partial(measure.peak_megabytes, ready.unpitch, "predict", stream, "--format", "jsonl"),
        "/bin/true, the least that can be measured": partial(measure.peak_megabytes, "/bin/true"),
    }
    samples = measure.alternate(contestants, ready.rounds)
    tables.print_table(title, {"MB": 1}, samples, {"": "unpitch predict"})
