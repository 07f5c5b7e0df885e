"""The filter: drops documents by the verdict on their page."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from typing import Any, Literal

from datatrove.data import Document
from datatrove.pipeline.filters.base_filter import BaseFilter
from datatrove.pipeline.writers.disk_base import DiskWriter

from .._errors import PageError
from .._kept import load, path_of
from .._plain import ACCESS, KINDS
from ._known import KEY, known, read, unknown

ERROR = "error"
LITTLE = "little-article"


class UnpitchFilter(BaseFilter):
    """Drops documents whose page is gated, or of a kind that is not wanted, or hardly article.

    `drop` holds names of access (`gated`, `metered` ...) and of kinds (`listing`, `forum` ...), and `error` for pages that could
    not be labelled. `least_article` is the least share of the page's characters, 0 to 1, that must be article.

    What `UnpitchExtractor` has found is used; a document without it is labelled here, as HTML or with `kind="text"` as plain
    text, and its text stays as it is. `model` is the path of a model of your own.
    """

    name = "🚪 unpitch"

    def __init__(
        self,
        drop: Iterable[str] = ("gated", ERROR),
        least_article: float = 0.0,
        kind: Literal["html", "text"] = "html",
        model: str | PathLike[str] | None = None,
        exclusion_writer: DiskWriter | None = None,
    ) -> None:
        super().__init__(exclusion_writer)
        self.drop = _names(drop)
        self.least_article = _share(least_article)
        self.kind = _kind(kind)
        self.model = path_of(model)

    def filter(self, doc: Document) -> bool | tuple[bool, str]:
        """True, or False with the first name that holds."""
        found = read(doc.metadata)
        if found is None:
            found = doc.metadata[KEY] = self._label(doc.text)
        holds = {ERROR} if found["error"] else {found["access"], found["kind"]}
        why = next((name for name in self.drop if name in holds), None)
        if why is None and not found["error"] and found["article_share"] < self.least_article:
            why = LITTLE
        return True if why is None else (False, why)

    def _label(self, text: str) -> dict[str, Any]:
        model = load(self.model)
        try:
            return known(model.label_text(text) if self.kind == "text" else model.label_html(text))
        except PageError as error:
            self.stat_update("errors")
            return unknown(error)


def _names(drop: Iterable[str]) -> tuple[str, ...]:
    if isinstance(drop, str):
        raise ValueError(f"drop: found {drop!r}, expected a list of names, such as [{drop!r}]")
    names, allowed = tuple(drop), (*ACCESS, *KINDS, ERROR)
    for name in names:
        if name not in allowed:
            raise ValueError(f"drop: found {name!r}, expected names out of {', '.join(allowed)}")
    return names


def _share(least_article: float) -> float:
    if not 0 <= least_article <= 1:
        raise ValueError(f"least_article: found {least_article!r}, expected a share from 0 to 1")
    return least_article


def _kind(kind: Literal["html", "text"]) -> Literal["html", "text"]:
    if kind not in ("html", "text"):
        raise ValueError(f"kind: found {kind!r}, expected html or text")
    return kind
