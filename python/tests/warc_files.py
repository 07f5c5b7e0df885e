"""WARC files as crawlers write them, and such as they should not."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path
from typing import Any

from scrapy_site import HARBOUR

Response = tuple[str, dict[str, str], bytes]
"""Status, HTTP headers and body."""

GERMAN = "<p>Die Fähre fährt wieder, sagte der Hafenmeister am Freitag. Bereits Abonnent? Anmelden"
RUSSIAN = "<p>Паром снова ходит, сказал в пятницу начальник порта. Уже подписаны? Войти"
JAPANESE = "<p>フェリーは金曜日にまた運航すると港長は述べた。会員の方はログインしてください。"
CHINESE = "<p>渡轮星期五将恢复航行，港口负责人说。已经订阅？请登录。"


def typed(charset: str = "", **more: str) -> dict[str, str]:
    content_type = "text/html" + (f"; charset={charset}" if charset else "")
    return {"Content-Type": content_type, **{name.replace("_", "-"): value for name, value in more.items()}}


PAGES: dict[str, Response] = {
    "harbour": ("200 OK", typed("utf-8"), HARBOUR),
    "latin-1": ("200 OK", typed("ISO-8859-1"), GERMAN.encode("latin-1")),
    "cp1252-called-latin-1": ("200 OK", typed('"iso-8859-1"'), "<p>“Ferries” sail – again".encode("cp1252")),
    "cyrillic": ("200 OK", typed("windows-1251"), RUSSIAN.encode("cp1251")),
    "koi8": ("200 OK", typed("koi8-r"), RUSSIAN.encode("koi8-r")),
    "shift-jis": ("200 OK", typed("Shift_JIS"), JAPANESE.encode("shift_jis")),
    "iso-2022-jp": ("200 OK", typed("iso-2022-jp"), JAPANESE.encode("iso-2022-jp")),
    "gbk-called-gb2312": ("200 OK", typed("gb2312"), CHINESE.encode("gbk")),
    "utf-8-called-latin-1": ("200 OK", typed("latin1"), GERMAN.encode()),
    "latin-1-called-utf-8": ("200 OK", typed("utf-8"), GERMAN.encode("latin-1")),
    "utf-16": ("200 OK", typed("windows-1251"), RUSSIAN.encode("utf-16")),
    "header-before-meta": ("200 OK", typed("windows-1251"), b"<meta charset=koi8-r>" + RUSSIAN.encode("cp1251")),
    "meta-alone": ("200 OK", typed(), b"<meta charset=koi8-r>" + RUSSIAN.encode("koi8-r")),
    "unknown-charset": ("200 OK", typed("klingon"), GERMAN.encode()),
    "xhtml": ("203 Non-Authoritative", {"Content-Type": "application/xhtml+xml"}, GERMAN.encode()),
    "gzip": ("200 OK", typed("utf-8", Content_Encoding="gzip"), gzip.compress(HARBOUR)),
    "deflate": ("200 OK", typed("utf-8", Content_Encoding="deflate"), zlib.compress(HARBOUR)),
    "unpacked-already": ("200 OK", typed("utf-8", Content_Encoding="gzip"), HARBOUR),
    "chunked": ("200 OK", typed(Transfer_Encoding="chunked"), b"5\r\n<p>Fe\r\n8\r\nrries sa\r\n0\r\n\r\n"),
    "empty": ("200 OK", typed(), b""),
}

OTHERS: dict[str, Response] = {
    "missing": ("404 Not Found", typed(), b"<p>Nothing here"),
    "moved": ("301 Moved", typed(Location="/"), b"<p>Moved"),
    "image": ("200 OK", {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n\0\0"),
}


def write(path: Path, responses: dict[str, Response], packed: bool = True) -> None:
    """Writes a file as crawlers do: what it is, and a request beside each response."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "test"}))
        for name, (status, headers, body) in responses.items():
            url = f"https://courier.example/{name}"
            http = StatusAndHeaders(status, list(headers.items()), protocol="HTTP/1.1")
            response = writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http)
            asked = StatusAndHeaders(f"GET /{name} HTTP/1.1", [], is_http_request=True)
            request = writer.create_warc_record(url, "request", http_headers=asked)
            writer.write_request_response_pair(request, response)


def name(row: Any) -> str:
    return str(row.url).rpartition("/")[2]
