"""A site of 200 pages on this machine: our sample pages, each many times, and among them what crawlers meet."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMPLES = [*sorted((ROOT / "data/html").glob("*.html")), *sorted((ROOT / "data/languages").glob("*.html"))]
HARBOUR = (ROOT / "data/html/harbour.html").read_bytes()
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """What the site says to one request."""

    body: bytes
    content_type: str = HTML
    delay: float = 0
    """Seconds before it says it."""


BROKEN = {
    "/header-lies": Answer(HARBOUR, "text/html; charset=utf-16"),
    "/header-unknown": Answer(HARBOUR, "text/html; charset=klingon"),
    "/latin-as-utf-8": Answer("<p>Die Fähre fährt wieder, sagte der Hafenmeister am Freitag.".encode("cp1252")),
    "/cut-off": Answer(HARBOUR[: len(HARBOUR) // 2]),
    "/cut-off-in-a-tag": Answer(HARBOUR[: HARBOUR.index(b"class=") + 3]),
    "/empty": Answer(b""),
    "/noise": Answer(bytes(range(256)) * 20),
    "/image": Answer(b"\x89PNG\r\n\x1a\n\0\0", "image/png"),
    "/slow": Answer(HARBOUR, delay=2),
}


def pages(n: int = 200) -> dict[str, Answer]:
    """The answers by path: the broken ones, and the samples again and again, each time with another number in it."""
    answers = dict(BROKEN)
    for i, path in zip(range(n - len(BROKEN)), itertools.cycle(SAMPLES)):
        html = path.read_bytes()
        answers[f"/{i}/{path.name}"] = Answer(html + b"<!-- %d -->" % i)
    return answers


@contextmanager
def serve(answers: dict[str, Answer]) -> Iterator[str]:
    """Serves the answers, and says under which address they begin."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            answer = answers[self.path]
            time.sleep(answer.delay)
            self.send_response(200)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
