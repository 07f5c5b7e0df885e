"""What goes in and out of a worker in bounded batches; nothing of Spark runs here."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

pytest.importorskip("pyspark", exc_type=ImportError)
pa = pytest.importorskip("pyarrow")

from unpitch.spark import _rows, _task, _types, _warc
from unpitch.spark._records import Row


def task(**more: Any) -> Any:
    names = tuple(column.name for column in _types.LABELLED)
    settings = {"source": 0, "kind": "html", "language": None, "model": None, "names": names, "read": _rows.labelled}
    return pickle.loads(pickle.dumps(_task.Task(**{**settings, **more})))


def test_a_large_batch_comes_out_in_small_ones_and_in_its_order() -> None:
    batch = pa.record_batch({"html": [None, *(f"<p>Page {i}" for i in range(150))], "id": range(151)})
    out = list(task()([batch, batch.slice(0, 0), batch.slice(0, 1)]))
    assert [each.num_rows for each in out] == [64, 64, 23, 1]
    assert [i for each in out for i in each["id"].to_pylist()] == [*range(151), 0]
    texts = [page and [p["text"] for p in page] for each in out for page in each["unpitch"].to_pylist()]
    assert texts == [None, *([f"Page {i}"] for i in range(150)), None]


def test_a_batch_has_no_more_bytes_than_it_may_unless_a_page_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_task, "MOST_BYTES", 10)
    pages = ["x" * n for n in (4, 6, 1, 30, 5, 5)]
    parts = _task.parts(pa.record_batch({"html": pages}), 0)
    assert [[len(page) for page in part["html"].to_pylist()] for part in parts] == [[4, 6], [1], [30], [5, 5]]


def test_pages_are_labelled_as_they_are_asked_for() -> None:
    read = []

    def batches() -> Any:
        for i in range(3):
            read.append(i)
            yield pa.record_batch({"html": [f"<p>{i}"]})

    out = task()(batches())
    assert read == [] and next(out).num_rows == 1 and read == [0]


def test_a_language_that_is_blank_is_none() -> None:
    batch = pa.record_batch({"html": ["<p>x"] * 3, "language": ["", " de ", None]})
    [out] = task(language=1)([batch])
    assert out["unpitch_error"].to_pylist() == [None] * 3 and out["unpitch_language"][1].as_py() == "de"


def test_rows_of_warc_files_come_in_batches_of_bounded_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_warc, "MOST_BYTES", 10)
    rows = [Row("u", "d", "r", "f", i, b"x" * n, None) for i, n in enumerate((4, 6, 1, 30, 5))]
    batches = list(_warc.batches([*rows, rows[0]._replace(html=None)]))
    assert [batch["offset"].to_pylist() for batch in batches] == [[0, 1], [2, 3], [4, 0]]
    assert list(_warc.batches([])) == []
