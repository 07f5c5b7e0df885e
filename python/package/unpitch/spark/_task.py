"""What a worker does with its batches of rows; it is pickled and sent to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc

from .._unpitch import Model
from ._model import load
from ._rows import Outcome

MOST_PAGES = 64
"""Pages whose paragraphs are held at once, and that a batch has which is given out."""

MOST_BYTES = 8 << 20
"""Bytes of their source, unless a single page has more."""


@dataclass(frozen=True)
class Task:
    """Labels the pages in a column and puts our columns behind the others.

    `source` and `language` are positions of columns, `model` is a path, `read` makes our columns of what became of the rows.
    """

    source: int
    kind: Literal["html", "text"]
    language: int | None
    model: str | None
    names: tuple[str, ...]
    read: Callable[[Iterable[Outcome]], list[pa.Array]]

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        model = load(self.model)
        for batch in batches:
            for part in parts(batch, self.source):
                columns = [*part.columns, *self.read(self._outcomes(model, part))]
                yield pa.RecordBatch.from_arrays(columns, names=[*part.schema.names, *self.names])

    def _outcomes(self, model: Model, part: pa.RecordBatch) -> Iterator[Outcome]:
        is_page = part.column(self.source).is_valid().to_pylist()
        pages = model.label_many(self._pages(part), jobs=1)
        yield from (next(pages) if page else None for page in is_page)

    def _pages(self, part: pa.RecordBatch) -> Iterator[dict[str, str | bytes | None]]:
        sources = part.column(self.source)
        languages = pa.nulls(part.num_rows) if self.language is None else part.column(self.language)
        for source, language in zip(sources, languages):
            if source.is_valid:
                code = str(_value(language)).strip() if language.is_valid else ""
                yield {self.kind: _value(source), "language": code or None}


def parts(batch: pa.RecordBatch, source: int) -> Iterator[pa.RecordBatch]:
    """Slices of a batch that are small enough; nothing is copied."""
    start = size = 0
    for row, length in enumerate(pc.call_function("binary_length", [batch.column(source)]).to_pylist()):
        if row > start and (row - start == MOST_PAGES or size + (length or 0) > MOST_BYTES):
            yield batch.slice(start, row - start)
            start, size = row, 0
        size += length or 0
    if start < batch.num_rows:
        yield batch.slice(start)


def _value(scalar: Any) -> str | bytes:
    """The string or bytes. Spark casts bytes to strings unseen, so a string may hold what is not UTF-8."""
    if pa.types.is_string(scalar.type) or pa.types.is_large_string(scalar.type):
        return str(scalar.as_buffer(), "utf-8", "replace")
    value: bytes = scalar.as_py()
    return value
