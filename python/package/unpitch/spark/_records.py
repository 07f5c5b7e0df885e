"""A WARC file -> its pages of HTML, one record at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from warcio.archiveiterator import ArchiveIterator

from . import _body
from ._body import Broken


class Row(NamedTuple):
    """A page, or what was found in its place. `offset` is where its record begins in the file as it is packed."""

    url: str | None
    date: str | None
    record_id: str | None
    file: str
    offset: int | None
    html: bytes | None
    error: str | None


class _Records(ArchiveIterator):
    """Notes whether the file breaks off, which warcio takes for its end."""

    is_whole = True

    def close(self) -> None:
        packing = self.reader and self.reader.decompressor
        # What follows the last record is the beginning of another.
        self.is_whole = self.offset == self.fh.tell() and (not packing or packing.eof)
        super().close()


def rows(file: Any, path: str) -> Iterator[Row]:
    """The pages of a file. Raises OSError where it cannot be read on, so that Spark tries again."""
    records = _Records(file)
    try:
        record = None
        for record in records:
            _require_header(record)
            row = _row(record, path, records.offset)
            if row is not None:
                yield row
        if not records.is_whole or (record is not None and _body.lacking(record)):
            raise Broken("a file that breaks off")
    except OSError:
        raise
    except Exception as error:
        # Whatever the damage does to warcio, other files are to be read on.
        found = " ".join(str(error).split()) or type(error).__name__
        message = f"found {found}, expected a whole WARC record; what follows in the file is left out"
        yield Row(None, None, None, path, records.offset, None, f"{path}, offset {records.offset}: {message}")


def _require_header(record: Any) -> None:
    """Raises Broken for a record without what all of WARC's have, as where a file breaks off in a header."""
    if record.format != "warc":
        raise Broken(f"a file of {record.format.upper()}")
    if not (record.rec_headers.get_header("Content-Length") or "").strip().isdecimal():
        raise Broken("a record without its length")


def _row(record: Any, path: str, offset: int) -> Row | None:
    """The row of a record, if it is a page."""
    html = error = None
    try:
        if not _body.is_page(record):
            return None
        html = _body.html(record)
    except Broken as broken:
        error = f"{path}, offset {offset}: found {broken}"
    names = ("WARC-Target-URI", "WARC-Date", "WARC-Record-ID")
    url, date, record_id = (record.rec_headers.get_header(name) for name in names)
    return Row(url, date, record_id, path, offset, html, error)

