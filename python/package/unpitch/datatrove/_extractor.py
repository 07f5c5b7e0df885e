"""The extractor: a document's HTML becomes the text of its article."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from os import PathLike

from datatrove.data import Document
from datatrove.pipeline.extractors.base import BaseExtractor
from datatrove.utils.typeshelper import StatHints

from .._errors import PageError
from .._kept import load, path_of
from .._unpitch import Page
from ._known import KEY, known, unknown


class UnpitchExtractor(BaseExtractor):
    """Extracts the article's text from HTML, in place of `Trafilatura`.

    `model` is the path of a model of your own. `max_loss` (a share, 0 to 1) and `markdown` are those of `Page.article`.

    Every document has the key `unpitch` in its metadata then, which `UnpitchFilter` reads. One without an article is dropped,
    as datatrove's extractors do; one that cannot be labelled is kept with its HTML as text, and `error` there says why.
    Pages are labelled in the task's own process and without a time limit: labelling always ends.
    """

    name = "📰 unpitch"

    def __init__(
        self,
        model: str | PathLike[str] | None = None,
        max_loss: float | None = None,
        markdown: bool = False,
    ) -> None:
        super().__init__(timeout=math.inf)
        self.model = path_of(model)
        self.max_loss = max_loss
        self.markdown = markdown
        # Whether the model can promise that, before the tasks begin.
        self.extract("")

    def extract(self, text: str) -> str:
        """The article's text of a page of HTML."""
        return self._article(load(self.model).label_html(text))

    def run(self, data: Iterable[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """Labels each document's text, and yields those that have an article or an error."""
        for document in data:
            self.stat_update(StatHints.total)
            with self.track_time():
                self._extract(document)
            if document.text:
                self.stat_update(StatHints.forwarded)
                self.update_doc_stats(document)
                yield document
            else:
                self.stat_update(StatHints.dropped, "dropped_no-article")

    def _extract(self, document: Document) -> None:
        try:
            page = load(self.model).label_html(document.text)
        except PageError as error:
            self.stat_update("errors")
            document.metadata[KEY] = unknown(error)
            document.text = _writable(document.text)
            return
        document.text = self._article(page)
        document.metadata[KEY] = known(page)
        self.stat_update("extracted")
        for label, n in Counter(paragraph.label for paragraph in page.paragraphs).items():
            self.stat_update(f"paragraphs_{label}", value=n)

    def _article(self, page: Page) -> str:
        return page.article(max_loss=self.max_loss, markdown=self.markdown)


def _writable(text: str) -> str:
    """The text with U+FFFD for lone surrogates: no writer of datatrove takes them, and the task would end there."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
