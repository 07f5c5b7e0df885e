"""Whether a WARC record is a page of HTML, and its bytes, unpacked and in an encoding that is told by them."""

from __future__ import annotations

import codecs
from typing import Any

from w3lib.encoding import http_content_type_encoding
from warcio.bufferedreaders import BufferedReader

LONGEST_PAGE = 64 << 20
"""Bytes of a page; Spark holds several at a time."""

_HTML = ("text/html", "application/xhtml+xml")
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Broken(Exception):
    """What was found in place of a page."""


def is_page(record: Any) -> bool:
    """Whether a reader would have seen it as a page: HTML, and no error or redirect."""
    if record.rec_type == "resource":
        return _media_type(record.content_type) in _HTML
    if record.rec_type != "response" or record.http_headers is None:
        return False
    status = record.http_headers.get_statuscode() or ""
    return status.startswith("2") and _media_type(_content_type(record)) in _HTML


def html(record: Any) -> bytes:
    """The page, from which `label_html` tells the encoding as browsers do, that of the HTTP header first.

    Raises Broken for a record that breaks off, one that cannot be unpacked, and one of more than LONGEST_PAGE bytes.
    """
    _require_known_packing(record)
    body: bytes = record.content_stream().read(LONGEST_PAGE + 1)
    if len(body) > LONGEST_PAGE:
        raise Broken(f"a page of more than {LONGEST_PAGE >> 20} MiB, expected a shorter one")
    while record.raw_stream.read(1 << 16):
        pass
    if lacking(record):
        raise Broken(f"a record that lacks {lacking(record)} bytes, expected a whole one")
    return marked(body, _content_type(record))


def lacking(record: Any) -> int:
    """Bytes that a record which was read does not have."""
    lacks: int = record.raw_stream.limit
    return lacks


def marked(body: bytes, content_type: str | None) -> bytes:
    """The bytes as they are, or in UTF-8 with its mark where the content type names another encoding and they do not tell it."""
    named = http_content_type_encoding(content_type)
    if named is None or named.startswith("utf-") or body.startswith(_MARKS) or _is_utf8(body):
        return body
    return codecs.BOM_UTF8 + body.decode(named, "replace").encode("utf-8", "replace")


def _is_utf8(body: bytes) -> bool:
    """Whether it is UTF-8 beyond ASCII, which hardly comes about by chance."""
    try:
        return len(body.decode()) < len(body)
    except UnicodeDecodeError:
        return False


def _content_type(record: Any) -> str | None:
    headers = record.http_headers
    found: str | None = record.content_type if headers is None else headers.get_header("Content-Type")
    return found


def _media_type(content_type: str | None) -> str:
    return (content_type or "").partition(";")[0].strip().lower()


def _require_known_packing(record: Any) -> None:
    header = record.http_headers and record.http_headers.get_header("Content-Encoding")
    packing = (header or "identity").strip().lower()
    known = BufferedReader.get_supported_decompressors()
    if packing not in ("identity", *known):
        raise Broken(f"the Content-Encoding {packing!r}, expected one of {', '.join(sorted(known))}")
