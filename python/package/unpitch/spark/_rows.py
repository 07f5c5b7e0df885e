"""What became of rows -> our columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pyarrow as pa

from .._errors import PageError
from .._unpitch import Page
from ._paragraphs import Paragraphs
from ._types import CLEANED, LABELLED, Column

Outcome = Page | PageError | None
"""A labelled page, why there is none, or None where the row has no page."""


def labelled(outcomes: Iterable[Outcome]) -> list[pa.Array]:
    """The columns of `label_pages`."""
    paragraphs = Paragraphs()

    def values(page: Page) -> tuple[Any, ...]:
        return ()

    def added(outcome: Outcome) -> Outcome:
        paragraphs.add(outcome if isinstance(outcome, Page) else None)
        return outcome

    columns = _columns(map(added, outcomes), values, LABELLED[1:])
    return [paragraphs.finish(), *columns]


def cleaned(outcomes: Iterable[Outcome], max_loss: float | None, markdown: bool) -> list[pa.Array]:
    """The columns of `clean_pages`."""

    def values(page: Page) -> tuple[Any, ...]:
        metadata = page.metadata
        article = page.article(max_loss=max_loss, markdown=markdown)
        return article, metadata.title, metadata.authors, metadata.published

    return _columns(outcomes, values, CLEANED)


def _columns(
    outcomes: Iterable[Outcome], values: Callable[[Page], tuple[Any, ...]], columns: tuple[Column, ...]
) -> list[pa.Array]:
    nothing = (None,) * (len(columns) - 1)

    def row(outcome: Outcome) -> tuple[Any, ...]:
        if not isinstance(outcome, Page):
            return *nothing, None if outcome is None else str(outcome)
        verdict = outcome.verdict
        return *values(outcome), outcome.language, verdict.access, verdict.kind, None

    rows = [row(outcome) for outcome in outcomes]
    return [pa.array(each, column.arrow) for each, column in zip(zip(*rows), columns)]
