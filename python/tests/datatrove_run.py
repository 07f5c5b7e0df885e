"""A pipeline in a process of its own: `datatrove_run.py READER INPUT OUTPUT`, four tasks, two workers.

With `STOP_AT_RANK` in the environment, the tasks from that rank on stand still after five documents.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from typing import Any

from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader, WarcReader
from datatrove.pipeline.writers import JsonlWriter

from unpitch.datatrove import UnpitchExtractor, UnpitchFilter


def stand_still(data: Iterable[Document], rank: int, world_size: int) -> Iterator[Document]:
    for i, document in enumerate(data):
        if i == 5 and rank >= int(os.environ.get("STOP_AT_RANK", world_size)):
            time.sleep(600)
        yield document


def run(reader: Any, output: str) -> None:
    steps = [
        reader,
        UnpitchExtractor(),
        UnpitchFilter(exclusion_writer=JsonlWriter(f"{output}/dropped")),
        stand_still,
        JsonlWriter(f"{output}/kept"),
    ]
    LocalPipelineExecutor(steps, tasks=4, workers=2, logging_dir=f"{output}/logs").run()


if __name__ == "__main__":
    readers = {"jsonl": JsonlReader, "warc": WarcReader}
    run(readers[sys.argv[1]](sys.argv[2]), sys.argv[3])
