"""Pipelines of datatrove over JSON lines and WARC, with two workers, killed and started again."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from scrapy_site import BROKEN, ROOT, Answer, pages
from unpitch import Model

# datatrove's filters import regex, and its reader of WARC the library magic, which is none of Python's.
pytest.importorskip("datatrove")
pytest.importorskip("regex")

PROGRAM = Path(__file__).with_name("datatrove_run.py")
MODEL = Model()


def run(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """Starts the pipeline with a process group of its own."""
    return subprocess.Popen(
        [sys.executable, str(PROGRAM), *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
        start_new_session=True,
    )


def finish(started: subprocess.Popen[bytes]) -> None:
    _, log = started.communicate(timeout=120)
    assert started.returncode == 0, log.decode()


def lines(folder: Path) -> list[dict[str, Any]]:
    """The documents that a writer wrote, over all its files."""
    return [json.loads(line) for path in sorted(folder.glob("*.jsonl.gz")) for line in gzip.open(path)]


def totals(logs: Path) -> Counter[str]:
    """The counts of all tasks that were done, each as `type of step: count`."""
    counts: Counter[str] = Counter()
    for path in (logs / "stats").glob("*.json"):
        for step in json.loads(path.read_text()):
            kind = re.findall("[A-Z]{4,}", step["name"])[0]
            for name, figures in step["stats"].items():
                counts[f"{kind}: {name}"] += figures["total"] if isinstance(figures, dict) else figures
    return counts


def write_jsonl(folder: Path, answers: dict[str, Answer]) -> dict[str, str]:
    """Writes the pages into four files, and gives their HTML by path."""
    html = {path: answer.body.decode("utf-8", "replace") for path, answer in answers.items()}
    folder.mkdir()
    for rank in range(4):
        with (folder / f"{rank}.jsonl").open("w") as file:
            for path in sorted(html)[rank::4]:
                file.write(json.dumps({"id": path, "text": html[path], "url": path}) + "\n")
    return html


def expected(html: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The texts to be kept and those to be dropped by the filter, by path."""
    kept: dict[str, str] = {}
    dropped: dict[str, str] = {}
    for path, page in ((path, MODEL.label_html(text)) for path, text in html.items() if text):
        if page.article():
            (dropped if page.verdict.access == "gated" else kept)[path] = page.article()
    assert len(kept) > 50 and len(dropped) > 10
    return kept, dropped


def texts(documents: list[dict[str, Any]]) -> dict[str, str]:
    by_id = {document["id"]: document["text"] for document in documents}
    assert len(by_id) == len(documents), "a document is there twice"
    return by_id


def test_a_run_killed_whole_is_taken_up_again_and_nothing_is_lost_or_there_twice(tmp_path: Path) -> None:
    html = write_jsonl(tmp_path / "pages", pages())
    out = tmp_path / "out"
    killed = run("jsonl", str(tmp_path / "pages"), str(out), STOP_AT_RANK="2")
    completions = out / "logs/completions"
    until(lambda: done(completions) == ["00000", "00001"] and (out / "kept/00003.jsonl.gz").exists(), killed)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    before = totals(out / "logs")
    assert done(completions) == ["00000", "00001"]
    assert before["EXTRAC: total"] == sum(1 for rank in (0, 1) for path in sorted(html)[rank::4] if html[path])

    finish(run("jsonl", str(tmp_path / "pages"), str(out)))
    kept, dropped = expected(html)
    assert done(completions) == ["00000", "00001", "00002", "00003"]
    assert texts(lines(out / "kept")) == kept and texts(lines(out / "dropped")) == dropped
    counts = totals(out / "logs")
    # The reader passes over what has no text.
    read = sum(1 for text in html.values() if text)
    assert counts["EXTRAC: total"] == counts["EXTRAC: extracted"] == read == 199 and "EXTRAC: errors" not in counts
    assert counts["EXTRAC: dropped_no-article"] == read - len(kept) - len(dropped) > 0
    assert counts["FILTER: dropped_gated"] == len(dropped) and counts["WRITER: total"] == len(kept)
    assert counts["EXTRAC: paragraphs_article"] > before["EXTRAC: paragraphs_article"] > 0


def done(completions: Path) -> list[str]:
    return sorted(path.name for path in completions.glob("*"))


def until(holds: Any, running: subprocess.Popen[bytes]) -> None:
    for _ in range(1_200):
        if holds():
            return
        assert running.poll() is None, running.communicate()[1].decode()
        time.sleep(0.05)
    raise AssertionError("the run did not come that far")


def write_warc(path: Path, answers: dict[str, Answer]) -> None:
    """Writes a file of WARC as crawlers do: a request beside each response."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url, answer in answers.items():
            headers = StatusAndHeaders("200 OK", [("Content-Type", answer.content_type)], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                f"https://courier.example{url}", "response", payload=io.BytesIO(answer.body), http_headers=headers
            )
            asked = StatusAndHeaders(f"GET {url} HTTP/1.1", [], is_http_request=True)
            writer.write_request_response_pair(
                writer.create_warc_record(f"https://courier.example{url}", "request", http_headers=asked), record
            )


def test_the_pages_of_warc_files_with_two_workers(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    pytest.importorskip("cchardet")
    pytest.importorskip("magic", exc_type=ImportError)
    (tmp_path / "warc").mkdir()
    whole = {path: answer for path, answer in pages().items() if path not in BROKEN}
    write_warc(tmp_path / "warc/0.warc.gz", dict(list(whole.items())[:100]))
    write_warc(tmp_path / "warc/1.warc.gz", {**dict(list(whole.items())[100:]), "/image": BROKEN["/image"]})
    finish(run("warc", str(tmp_path / "warc"), str(tmp_path / "out")))
    kept, dropped = expected({path: answer.body.decode() for path, answer in whole.items()})
    for folder, wanted in [("kept", kept), ("dropped", dropped)]:
        found = lines(tmp_path / "out" / folder)
        by_path = {document["metadata"]["url"].removeprefix("https://courier.example"): document["text"] for document in found}
        assert len(by_path) == len(found) and by_path == wanted
        reasons = {document["metadata"].get("filter_reason") for document in found}
        assert reasons == ({"gated"} if folder == "dropped" else {None})


def test_the_first_lines_of_the_manual_run_as_written(tmp_path: Path) -> None:
    manual = (ROOT / "docs/datatrove.md").read_text()
    first = re.findall(r"^```python\n(.*?)^```$", manual, re.DOTALL | re.MULTILINE)[0]
    assert len(first.splitlines()) == 10
    (tmp_path / "corpus.py").write_text(first)
    (tmp_path / "data").symlink_to(ROOT / "data")
    command = [sys.executable, "corpus.py"]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
    [document] = [json.loads(line) for line in (tmp_path / "articles/00000.jsonl").read_text().splitlines()]
    assert document["id"] == "blog" and document["text"].startswith("On mending a chair")
    assert document["metadata"]["unpitch"]["access"] == "open"
