"""The formatter: cuts the pitches out of plain text."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike

from datatrove.pipeline.formatters.base import BaseFormatter
from datatrove.utils.logging import logger

from .._errors import PageError
from .._kept import load, path_of
from .._label import Label
from .._unpitch import Paragraph


class PitchStripper(BaseFormatter):
    """Cuts subscription pitches out of documents that are plain text, and leaves all else as it stands.

    `labels` are those that are cut, by `least_probability` (0 to 1) at least; `model` is the path of a model of your own. Text
    that cannot be labelled passes as it is.
    """

    name = "✂️ unpitch"

    def __init__(
        self,
        labels: Iterable[Label | str] = (Label.SUBSCRIPTION_PITCH,),
        least_probability: float = 0.0,
        model: str | PathLike[str] | None = None,
    ) -> None:
        super().__init__()
        if isinstance(labels, str):
            raise ValueError(f"labels: found {labels!r}, expected a list of labels, such as [{str(labels)!r}]")
        if not 0 <= least_probability <= 1:
            raise ValueError(f"least_probability: found {least_probability!r}, expected a number from 0 to 1")
        self.labels = tuple(Label(label) for label in labels)
        self.least_probability = least_probability
        self.model = path_of(model)

    def format(self, text: str) -> str:
        """The text without the paragraphs that are cut."""
        try:
            paragraphs = load(self.model).label_text(text).paragraphs
        except PageError as error:
            self.stat_update("errors")
            logger.warning(f"A text of {len(text)} characters passes as it is: {error}")
            return text
        kept = [paragraph for paragraph in paragraphs if not self._is_cut(paragraph)]
        if len(kept) == len(paragraphs):
            return text
        self.stat_update("changed")
        self.stat_update("cut", value=len(paragraphs) - len(kept))
        return _joined(text, paragraphs, kept)

    def _is_cut(self, paragraph: Paragraph) -> bool:
        return paragraph.label in self.labels and paragraph.probability >= self.least_probability


def _joined(text: str, paragraphs: Iterable[Paragraph], kept: list[Paragraph]) -> str:
    """The kept paragraphs as they stand in the text, with the widest of the gaps where something between them was cut."""
    whole, gap, end = "", "", 0
    staying = {paragraph.position for paragraph in kept}
    for paragraph in paragraphs:
        gap = max(gap, text[end : paragraph.start], key=len)
        end = paragraph.end
        if paragraph.position in staying:
            whole += (gap if whole or paragraph.position == 0 else "") + text[paragraph.start : end]
            gap = ""
    return whole + text[end:] if whole else ""
