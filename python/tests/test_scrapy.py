"""Real crawls of a site on this machine: items, stats, drops, and what ends a crawl."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from scrapy_site import BROKEN, ROOT, SAMPLES, pages, serve
from unpitch import Model

pytest.importorskip("scrapy")

PROGRAM = Path(__file__).with_name("scrapy_crawl.py")
DATA = "data:text/html,<p>Tides"
MODEL = Model()


@dataclass
class Crawl:
    """What a crawl left behind."""

    log: str
    code: int
    stats: dict[str, Any] = field(default_factory=dict)
    items: list[dict[str, Any]] = field(default_factory=list)

    def ours(self) -> dict[str, int]:
        prefix = "unpitch/"
        return {name.removeprefix(prefix): n for name, n in self.stats.items() if name.startswith(prefix)}


def crawl(folder: Path, spider: str, urls: list[str], **settings: Any) -> Crawl:
    feed = folder / "items.jsonl"
    settings = {"FEEDS": {str(feed): {"format": "jsonlines"}}, "LOG_LEVEL": "INFO", **settings}
    given = json.dumps({"urls": urls, "settings": settings})
    command = [sys.executable, str(PROGRAM), spider, given]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    found = Crawl(done.stderr, done.returncode)
    if done.stdout:
        found.stats = json.loads(done.stdout.splitlines()[-1])
    if feed.exists():
        found.items = [json.loads(line) for line in feed.read_text().splitlines()]
    return found


def test_two_hundred_pages_and_all_kinds_of_items(tmp_path: Path) -> None:
    answers = pages()
    with serve(answers) as base:
        found = crawl(
            tmp_path,
            "all",
            [base + path for path in answers],
            UNPITCH_DROP=["gated", "no-article"],
            UNPITCH_FIELDS=["article", "verdict"],
            DEFAULT_DROPITEM_LOG_LEVEL="DEBUG",
        )
    ours = found.ours()
    assert ours["pages"] == 200 and found.stats["finish_reason"] == "finished", found.log
    assert "errors" not in ours and "without-html" not in ours and found.stats.get("log_count/ERROR", 0) == 0
    dropped = ours["dropped/gated"] + ours["dropped/no-article"]
    assert found.stats["item_dropped_count"] == dropped and len(found.items) == 200 - dropped
    check_items(found.items)
    check_counts(ours, found.items, {item["url"].removeprefix(base) for item in found.items})


def check_items(items: list[dict[str, Any]]) -> None:
    """Each item has what a call gives of its page."""
    for item in items:
        page = MODEL.label_html(item["html"])
        assert item["article"] == page.article() != "", item["url"]
        assert item["verdict"]["reasons"] == page.verdict.reasons
        assert item["verdict"]["access"] == page.verdict.access != "gated"
        assert item["verdict"]["shares"]["article"] == pytest.approx(page.verdict.shares["article"])  # type: ignore[index]


def check_counts(ours: dict[str, int], items: list[dict[str, Any]], kept: set[str]) -> None:
    """Those samples that are gated are missing, and the counts are of all pages."""
    gated = {path.name for path in SAMPLES if MODEL.label_html(path.read_bytes()).verdict.access == "gated"}
    assert {"harbour.html", "faehre.html"} <= gated and len(gated) < len(SAMPLES)
    names = [path.rpartition("/")[2] for path in pages() if path not in BROKEN]
    kept_samples = Counter(path.rpartition("/")[2] for path in kept if path not in BROKEN)
    assert kept_samples == Counter(name for name in names if name not in gated)
    assert "/slow" not in kept and "/empty" not in kept and "/latin-as-utf-8" in kept
    assert ours["access/gated"] == ours["dropped/gated"] >= sum(name in gated for name in names) + 1
    assert sum(n for name, n in ours.items() if name.startswith("access/")) == 200
    assert sum(n for name, n in ours.items() if name.startswith("kind/")) == 200
    assert ours["labels/article"] > len(items) and ours["labels/subscription-pitch"] > 0


REACTORS: dict[str, dict[str, Any]] = {
    "asyncio": {},
    "select": {"TWISTED_REACTOR": "twisted.internet.selectreactor.SelectReactor"},
    "none": {"TWISTED_REACTOR_ENABLED": False},
}


@pytest.mark.parametrize("reactor", REACTORS)
def test_what_has_no_page_or_cannot_be_labelled_passes_on_any_reactor(reactor: str, tmp_path: Path) -> None:
    if reactor == "none":
        # Without a reactor, Scrapy itself asks for it.
        pytest.importorskip("aiohttp")
    found = crawl(tmp_path, "odd", [DATA], UNPITCH_FIELDS={"article": "text"}, **REACTORS[reactor])
    assert found.stats.get("finish_reason") == "finished", found.log
    by_name = {item.pop("url"): item for item in found.items}
    assert by_name["no-html"] == {"title": "Tides"} and by_name["none"] == {"html": None}
    assert by_name["number"] == {"html": 7} and by_name["surrogate"] == {"html": "<p>\udce9"}
    assert by_name["good"]["text"] == "The ferries sail again from Monday, the harbour master said."
    ours = found.ours()
    assert (ours["pages"], ours["without-html"], ours["errors"]) == (3, 2, 2)
    assert len(re.findall("number cannot be labelled", found.log)) == 1
    assert len(re.findall("surrogate cannot be labelled.*lone surrogate", found.log)) == 1


def test_the_crawl_goes_on_while_a_page_is_labelled(tmp_path: Path) -> None:
    found = crawl(tmp_path, "busy", [DATA], UNPITCH_FIELDS={"verdict.kind": "html"})
    assert len(found.items) == 1 and found.ours()["pages"] == 1
    assert found.stats["longest"] < found.stats["alone"] / 2, found.stats


def test_an_item_class_without_the_field_ends_the_crawl_and_says_so(tmp_path: Path) -> None:
    found = crawl(tmp_path, "bare", [f"{DATA}{i}" for i in range(500)])
    assert found.stats["finish_reason"] == "unpitch_settings"
    assert "items of the class __main__.Bare have no field 'metadata': declare it" in found.log
    assert found.log.count("Traceback") == 1 and found.stats["response_received_count"] < 500
    assert all("verdict" in item for item in found.items)
    assert found.stats["item_dropped_count"] == found.ours().get("dropped/stopping", 0)


def test_frozen_items_end_the_crawl_too(tmp_path: Path) -> None:
    found = crawl(tmp_path, "frozen", [DATA], UNPITCH_FIELDS="article,verdict")
    assert found.stats["finish_reason"] == "unpitch_settings" and found.items == []
    assert "items of the class __main__.Frozen are frozen" in found.log


def test_a_wrong_name_of_the_field_is_noticed(tmp_path: Path) -> None:
    found = crawl(tmp_path, "all", [DATA], UNPITCH_HTML_FIELD="body")
    assert len(found.items) == 1 and "No item had the field 'body'" in found.log


def first_lines(folder: Path) -> None:
    """Saves the first lines of the manual as a spider, beside the samples that they read."""
    manual = (ROOT / "docs/scrapy.md").read_text()
    first = re.findall(r"^```python\n(.*?)^```$", manual, re.DOTALL | re.MULTILINE)[0]
    assert len(first.splitlines()) == 10
    (folder / "stories.py").write_text(first)
    (folder / "data").symlink_to(ROOT / "data")


def runspider(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    first_lines(folder)
    command = [sys.executable, "-m", "scrapy", "runspider", "stories.py", "-O", "stories.jsonl", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, timeout=60, check=False)


def test_the_first_lines_of_the_manual_run_as_written(tmp_path: Path) -> None:
    done = runspider(tmp_path)
    assert done.returncode == 0, done.stderr
    items = [json.loads(line) for line in (tmp_path / "stories.jsonl").read_text().splitlines()]
    assert [(item["metadata"]["title"], item["verdict"]["access"]) for item in items] == [("On mending a chair", "open")]
    assert items[0]["article"].startswith("On mending a chair") and "'unpitch/dropped/gated': 2" in done.stderr


def test_a_setting_that_cannot_be_used_ends_the_crawl_before_it_begins(tmp_path: Path) -> None:
    done = runspider(tmp_path, "-s", "UNPITCH_MODEL=missing.unpitch")
    assert done.returncode == 1
    assert "SettingsError: UNPITCH_MODEL: " in done.stderr and "missing.unpitch" in done.stderr
    assert "Spider opened" not in done.stderr and not (tmp_path / "stories.jsonl").exists()
