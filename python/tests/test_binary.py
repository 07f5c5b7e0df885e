"""The package says what the program says, bit for bit, of every sample page of the repository."""

import json
import os
import struct
import subprocess
from pathlib import Path
from typing import Any

import pytest

from unpitch import Model, Page

ROOT = Path(__file__).parents[2]
CANDIDATES = [
    os.environ.get("UNPITCH_BINARY", ""),
    str(ROOT / "target/release/unpitch"),
    str(ROOT / "target/debug/unpitch"),
]
BINARY = next((path for path in CANDIDATES if path and Path(path).is_file()), None)
PAGES = sorted([*ROOT.glob("data/**/*.html"), *ROOT.glob("data/*.txt"), *ROOT.glob("tests/**/*.html")])
MODEL = Model()

pytestmark = pytest.mark.skipif(
    BINARY is None, reason="no program to compare with: cargo build, or set UNPITCH_BINARY"
)


def predict(lines: list[dict[str, Any]] | None = None, path: Path | None = None) -> list[dict[str, Any]]:
    """The program's JSON lines, of lines of JSON or of a file."""
    assert BINARY is not None
    given = "".join(json.dumps(line) + "\n" for line in lines or [])
    arguments = [BINARY, "predict", "--format", "jsonl", *([str(path)] if path else [])]
    done = subprocess.run(arguments, input=given.encode(), capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def single(number: float) -> bytes:
    """A number as the 32 bits that the model computed."""
    return struct.pack("<f", number)


def require_equal(page: Page, line: dict[str, Any], text: str | None) -> None:
    """`text` is what the offsets count in; None for HTML, where it is the joined paragraphs."""
    assert page.language == line["language"]
    assert len(page.paragraphs) == len(line["paragraphs"])
    text = "\n".join(p.text for p in page.paragraphs) if text is None else text
    for ours, theirs in zip(page.paragraphs, line["paragraphs"]):
        assert (ours.position, ours.text, ours.label) == (theirs["position"], theirs["text"], theirs["label"])
        assert ours.tag == theirs.get("tag")
        assert single(ours.probability) == single(theirs["probability"])
        assert {label.value: single(p) for label, p in ours.probabilities.items()} == {
            label: single(p) for label, p in theirs["probabilities"].items()
        }
        in_bytes = [len(text[:at].encode()) for at in (ours.start, ours.end)]
        assert in_bytes == [theirs["start"], theirs["end"]]


def test_there_are_pages_to_compare() -> None:
    assert len(PAGES) >= 25


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_file_is_labelled_alike(path: Path) -> None:
    (line,) = predict(path=path)
    if path.suffix == ".txt":
        text = path.read_text()
        require_equal(MODEL.label_text(text), line, text)
    else:
        require_equal(MODEL.label_html(path.read_bytes()), line, None)


def test_many_pages_are_labelled_alike() -> None:
    pages = [{"html": path.read_text(), "url": path.name} for path in PAGES if path.suffix == ".html"]
    text = "🚢 Ferries sail again.\n\nAlready a subscriber?\u00a0Sign in\n"
    pages.append({"text": text, "url": "text", "language": "en"})
    lines = predict(lines=pages)
    for page, line, given in zip(MODEL.label_many(pages, jobs=3), lines, pages, strict=True):
        assert isinstance(page, Page)
        assert page.url == line["url"]
        require_equal(page, line, given.get("text"))


def test_the_article_is_what_clean_writes() -> None:
    assert BINARY is not None
    for path in PAGES[:8]:
        for arguments, keywords in [
            ([], {}),
            (["--markdown"], {"markdown": True}),
            (["--max-loss", "0.5%"], {"max_loss": 0.005}),
            (["--parts", "body,heading"], {"parts": ["body", "heading"]}),
        ]:
            done = subprocess.run([BINARY, "clean", path, *arguments], capture_output=True, check=True)
            page = MODEL.label_html(path.read_bytes())
            if path.suffix == ".txt":
                page = MODEL.label_text(path.read_text())
            assert page.article(**keywords).strip() == done.stdout.decode().strip()  # type: ignore[arg-type]
