"""Each step by itself: what it keeps, drops, counts and refuses."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from unpitch import ModelError, Model, _kept

pytest.importorskip("datatrove")
pytest.importorskip("regex")

from datatrove.data import Document
from datatrove.pipeline.readers import ParquetReader
from datatrove.pipeline.writers import JsonlWriter, ParquetWriter

from unpitch.datatrove import PitchStripper, UnpitchExtractor, UnpitchFilter

ROOT = Path(__file__).parents[2]
HARBOUR = (ROOT / "data/html/harbour.html").read_text()
BLOG = (ROOT / "data/html/blog.html").read_text()
OLD_MODEL = ROOT / "tests/fixtures/models/format-4.unpitch"
MODEL = Model()
FERRY = "The ferries sail again from Monday, the harbour master said."
LONE = "<p>The ferries \udce9 sail again."


def documents(**texts: str) -> list[Document]:
    return [Document(text=text, id=name) for name, text in texts.items()]


def counts(step: Any) -> dict[str, int]:
    return {name: figures.total for name, figures in step.stats.stats.items()}


def test_the_extractor_keeps_what_cannot_be_labelled_and_what_takes_long() -> None:
    long = f"<article>{f'<p>{FERRY}</p>' * 60_000}</article>"
    step = UnpitchExtractor()
    given = documents(lone=LONE, harbour=HARBOUR, nothing="<nav><a href=/>News</a></nav>", long=long)
    lone, harbour, last = step(given)
    assert (lone.id, lone.text) == ("lone", LONE.replace("\udce9", "\ufffd"))
    assert "lone surrogate at character 15" in lone.metadata["unpitch"]["error"]
    page = MODEL.label_html(HARBOUR)
    assert harbour.text == page.article() and last.id == "long"
    share = page.verdict.shares["article"]  # type: ignore[index]
    known = {"access": "gated", "kind": "article", "article_share": share, "language": "en", "error": ""}
    assert harbour.metadata["unpitch"] == known
    found = counts(step)
    assert (found["total"], found["forwarded"], found["dropped"], found["dropped_no-article"]) == (4, 3, 1, 1)
    assert (found["extracted"], found["errors"]) == (3, 1)


def test_the_extractor_passes_its_options_on() -> None:
    page = MODEL.label_html(HARBOUR)
    assert UnpitchExtractor(markdown=True).extract(HARBOUR) == page.article(markdown=True) != page.article()
    assert UnpitchExtractor(max_loss=0.001).extract(HARBOUR) == page.article(max_loss=0.001) != page.article()


def test_the_filter_uses_what_the_extractor_found_and_labels_what_has_none() -> None:
    extracted = list(UnpitchExtractor()(documents(harbour=HARBOUR, blog=BLOG, lone=LONE)))
    for given in (extracted, documents(harbour=HARBOUR, blog=BLOG, lone=LONE)):
        step = UnpitchFilter()
        assert [document.id for document in step(given)] == ["blog"]
        assert (counts(step)["dropped_gated"], counts(step)["dropped_error"]) == (1, 1)
    [kept] = UnpitchFilter()(documents(blog=BLOG))
    assert kept.text == BLOG and kept.metadata["unpitch"]["access"] == "open"


def test_the_filter_drops_by_name_and_by_share(tmp_path: Path) -> None:
    share = MODEL.label_html(HARBOUR).verdict.shares["article"]  # type: ignore[index]
    for options, why in [
        ({"drop": []}, None),
        ({"drop": ["open", "article", "gated"]}, "article"),
        ({"drop": [], "least_article": share + 0.01}, "little-article"),
        ({"drop": [], "least_article": share}, None),
        ({"drop": ["gated"], "least_article": 1}, "gated"),
    ]:
        result = UnpitchFilter(**options).filter(documents(harbour=HARBOUR)[0])  # type: ignore[arg-type]
        assert result == (True if why is None else (False, why)), options
    text = documents(text=f"{FERRY}\n\nSubscribe to continue reading\n")[0]
    assert UnpitchFilter(kind="text").filter(text) == (False, "gated")


def test_a_parquet_writer_takes_documents_with_errors_and_without(tmp_path: Path) -> None:
    writer = ParquetWriter(str(tmp_path), batch_size=1)
    given = documents(blog=BLOG, lone=LONE, harbour=HARBOUR)
    list(writer(UnpitchExtractor()(given)))
    read = list(ParquetReader(str(tmp_path))())
    assert [document.id for document in read] == ["blog", "lone", "harbour"]
    assert [document.id for document in UnpitchFilter()(read)] == ["blog"]


def test_a_writer_of_json_lines_takes_them_too(tmp_path: Path) -> None:
    list(JsonlWriter(str(tmp_path))(UnpitchExtractor()(documents(lone=LONE))))


@pytest.mark.parametrize(
    ("text", "stripped"),
    [
        (f"{FERRY}\n\nAlready a subscriber? Sign in\n", f"{FERRY}\n"),
        (f"Already a subscriber? Sign in\n\n{FERRY}\n\n\n  Tides  \n", f"{FERRY}\n\n\n  Tides  \n"),
        (f"{FERRY}\n\nAlready a subscriber? Sign in\n{FERRY}", f"{FERRY}\n\n{FERRY}"),
        ("Already a subscriber? Sign in\n", ""),
        (f"\ufeff {FERRY}\r\n", f"\ufeff {FERRY}\r\n"),
        ("", ""),
    ],
)
def test_the_stripper_cuts_pitches_alone(text: str, stripped: str) -> None:
    step = PitchStripper()
    [document] = step(documents(text=text))
    assert document.text == stripped
    assert counts(step).get("cut", 0) == (0 if text == stripped else 1)


def test_the_stripper_heeds_labels_and_probability_and_survives_surrogates() -> None:
    text = f"{FERRY}\n\nAlready a subscriber? Sign in\n"
    assert PitchStripper(least_probability=1.0).format(text) == text
    assert PitchStripper(labels=["article", "subscription-pitch"]).format(text) == ""
    step = PitchStripper()
    assert step.format("Tides \udce9") == "Tides \udce9" and counts(step)["errors"] == 1


def test_a_step_pickles_without_its_model(tmp_path: Path) -> None:
    path = tmp_path / "own.unpitch"
    MODEL.save(path)
    for step in (UnpitchExtractor(path), UnpitchFilter(model=path), PitchStripper(model=path)):
        pickled = pickle.dumps(step)
        assert len(pickled) < 2_000 < len(MODEL.to_bytes())
        again = pickle.loads(pickled)
        assert _kept.load(again.model) is _kept.load(step.model) is _kept.load(str(path))
    assert pickle.loads(pickle.dumps(UnpitchExtractor(path))).extract(HARBOUR) == MODEL.label_html(HARBOUR).article()


@pytest.mark.parametrize(
    ("make", "error", "said"),
    [
        (lambda: UnpitchExtractor("missing.unpitch"), FileNotFoundError, "missing.unpitch"),
        (lambda: UnpitchFilter(model=OLD_MODEL), ModelError, "format"),
        (lambda: PitchStripper(model=7), TypeError, "int"),  # type: ignore[arg-type]
        (lambda: UnpitchExtractor(max_loss=1.5), ValueError, "1.5"),
        (lambda: UnpitchFilter(drop=["gatd"]), ValueError, "found 'gatd', expected names out of open, metered"),
        (lambda: UnpitchFilter(drop="gated"), ValueError, r"such as \['gated'\]"),
        (lambda: UnpitchFilter(least_article=5), ValueError, "found 5, expected a share from 0 to 1"),
        (lambda: UnpitchFilter(kind="pdf"), ValueError, "found 'pdf'"),  # type: ignore[arg-type]
        (lambda: PitchStripper(labels=["pitch"]), ValueError, "pitch"),
        (lambda: PitchStripper(labels="navigation"), ValueError, r"such as \['navigation'\]"),
        (lambda: PitchStripper(least_probability=-1), ValueError, "found -1"),
    ],
)
def test_arguments_that_cannot_be_used_are_refused_before_any_task(
    make: Callable[[], object], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        make()
