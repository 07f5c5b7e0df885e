"""What the pipeline needs of one page, all read in the thread that labels it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from .. import _plain
from .._label import Label
from ._settings import NO_ARTICLE, Options


@dataclass(frozen=True)
class Labelled:
    """A page's counts, why it is dropped, and else what its item gets."""

    labels: Counter[Label]
    access: str
    kind: str
    why_dropped: str | None
    values: dict[str, Any]


def label(html: Any, options: Options) -> Labelled:
    """Labels a page. Raises PageError if it cannot be labelled, TypeError if it is neither str nor bytes."""
    page = options.model.label_html(html)
    article = page.article(max_loss=options.max_loss) if options.needs_article else ""
    verdict = _plain.verdict(page)
    why = _why_dropped(verdict, article, options.drop)
    return Labelled(
        labels=Counter(paragraph.label for paragraph in page.paragraphs),
        access=verdict["access"],
        kind=verdict["kind"],
        why_dropped=why,
        values={} if why else options.fields.values(page, article, verdict),
    )


def _why_dropped(verdict: dict[str, Any], article: str, drop: tuple[str, ...]) -> str | None:
    """The first of the names to drop that holds; without an article being asked for, `no-article` is none of them."""
    holds = {verdict["access"], verdict["kind"]}
    if not article:
        holds.add(NO_ARTICLE)
    return next((name for name in drop if name in holds), None)
