"""Paragraphs of many pages -> one Arrow array, a list a page, column by column."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

import pyarrow as pa

from .._unpitch import Page
from ._types import LABELLED, PARAGRAPH, PROBABILITIES, Column, arrow_fields

_values = attrgetter(*(column.name for column in PARAGRAPH))


class Paragraphs:
    """The paragraphs so far."""

    def __init__(self) -> None:
        self._rows: list[tuple[Any, ...]] = []
        self._ends = [0]
        self._missing: list[bool] = []

    def add(self, page: Page | None) -> None:
        """Adds a page's; None where there is none."""
        if page is not None:
            self._rows.extend(map(_values, page.paragraphs))
        self._ends.append(len(self._rows))
        self._missing.append(page is None)

    def finish(self) -> pa.Array:
        """The lists of all pages."""
        values = _struct(PARAGRAPH, self._rows)
        ends, missing = pa.array(self._ends, pa.int32()), pa.array(self._missing, pa.bool_())
        return pa.ListArray.from_arrays(ends, values, LABELLED[0].arrow, mask=missing)


def _struct(fields: Sequence[Column], rows: Sequence[tuple[Any, ...]]) -> pa.Array:
    columns = zip(*rows) if rows else [()] * len(fields)
    arrays = [_array(field, values) for field, values in zip(fields, columns)]
    return pa.StructArray.from_arrays(arrays, fields=arrow_fields(fields))


def _array(field: Column, values: Sequence[Any]) -> pa.Array:
    if field.name == "probabilities":
        return _struct(PROBABILITIES, [tuple(shares.values()) for shares in values])
    return pa.array(values, field.arrow)
