"""For spiders: a response's page, labelled at once or in another thread."""

from __future__ import annotations

from scrapy.http import Response, TextResponse
from scrapy.utils.asyncio import run_in_thread

from .._errors import PageError
from .._unpitch import Model, Page

# One for the process: a model keeps what its threads have learned of words.
_DEFAULT = Model()


def label(response: Response, *, model: Model | None = None, language: str | None = None) -> Page:
    """Labels a response's page, with the default model unless another is given. The crawl waits meanwhile.

    The encoding is that of `response.text`: of the HTTP header first, as browsers read it.

    Raises PageError for a response that is no text, such as an image, and for a language that is none.
    """
    if not isinstance(response, TextResponse):
        message = f"found {type(response).__name__} of {len(response.body)} bytes, expected a response of text"
        raise PageError(message, url=response.url)
    return (model or _DEFAULT).label_html(response.text, url=response.url, language=language)


async def label_in_thread(response: Response, *, model: Model | None = None, language: str | None = None) -> Page:
    """As `label`, in another thread: the crawl goes on meanwhile. For callbacks that are `async def`."""
    return await run_in_thread(label, response, model=model, language=language)
