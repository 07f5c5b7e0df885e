"""What can go wrong. Wrong types are `TypeError`, files that cannot be opened or written `OSError`."""

from __future__ import annotations


class Error(Exception):
    """Everything that can go wrong in unpitch itself."""


class PageError(Error, ValueError):
    """A page that cannot be labelled, or a language that is none.

    `index` is the page's number in the iterable of `label_many`, from 0, and `url` what was given as its `url`; None
    elsewhere.
    """

    def __init__(self, message: str, index: int | None = None, url: str | None = None) -> None:
        super().__init__(message)
        self.index = index
        self.url = url


class ModelError(Error, ValueError):
    """A model file that is damaged, truncated, or none."""


class DataError(Error, ValueError):
    """Labelled data that cannot be used. `path`, `line` (from 1) and `column` say where, as far as known.

    Of a table, `path` is `table` and lines count as if it were a CSV file: line 1 is the header.
    """

    def __init__(
        self,
        message: str,
        path: str | None = None,
        line: int | None = None,
        column: str | None = None,
    ) -> None:
        super().__init__(message)
        self.path = path
        self.line = line
        self.column = column


class FitError(Error):
    """A model that could not be fitted to the data."""
