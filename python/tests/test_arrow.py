"""Tables in, tables out, whoever they are of."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from unpitch import Model

pa = pytest.importorskip("pyarrow")

ROOT = Path(__file__).parents[2]
HARBOUR = (ROOT / "data/html/harbour.html").read_text()
PAGES = [HARBOUR, "<p>🚢 Ferries sail again.", None, "", "<p>Already a subscriber? Sign in"]
MODEL = Model()


def rows(html: str | bytes) -> list[dict[str, Any]]:
    """What the column has to hold for a page."""
    return [
        {
            "text": p.text,
            "label": p.label.value,
            "probability": p.probability,
            "probabilities": {label.value: share for label, share in p.probabilities.items()},
            "start": p.start,
            "end": p.end,
            "tag": p.tag,
            "part": p.part,
        }
        for p in MODEL.label_html(html).paragraphs
    ]


EXPECTED = [None if page is None else rows(page) for page in PAGES]


@pytest.mark.parametrize("jobs", [1, 3])
@pytest.mark.parametrize("kind", ["string", "large_string", "string_view", "binary", "large_binary", "binary_view"])
def test_every_type_of_text_is_labelled_like_single_pages(kind: str, jobs: int) -> None:
    pages: list[Any] = list(PAGES)
    if "binary" in kind:
        pages = [page if page is None else page.encode() for page in pages]
    table = pa.table({"id": range(5), "html": pa.array(pages, getattr(pa, kind)())})
    labelled = pa.table(MODEL.label_arrow(table, jobs=jobs))
    labelled.validate(full=True)
    assert labelled.column_names == ["id", "html", "unpitch", "unpitch_error"]
    assert labelled.select(["id", "html"]).equals(table)
    assert labelled["unpitch"].to_pylist() == EXPECTED
    assert labelled["unpitch_error"].to_pylist() == [None] * 5


def test_a_batch_a_slice_and_no_rows_are_streams_too() -> None:
    batch = pa.record_batch({"page": PAGES})
    for data, expected in [(batch, EXPECTED), (batch.slice(1, 3), EXPECTED[1:4]), (batch.slice(0, 0), [])]:
        assert pa.table(MODEL.label_arrow(data, column="page"))["unpitch"].to_pylist() == expected
    empty = pa.table({"html": pa.array([], pa.string())})
    assert pa.table(MODEL.label_arrow(empty)).num_rows == 0


def test_plain_text_counts_in_the_text_itself() -> None:
    text = "🚢 Ferries  sail\n\nSign in\n"
    (page,) = pa.table(MODEL.label_arrow(pa.table({"t": [text]}), column="t", kind="text"))["unpitch"].to_pylist()
    assert [text[p["start"] : p["end"]] for p in page] == ["🚢 Ferries  sail", "Sign in"]


def test_input_columns_come_through_whatever_they_are() -> None:
    table = pa.table(
        {
            "unpitch": [1, 2, None],
            "unpitch_2_error": [[1], [], None],
            "html": ["<p>x"] * 3,
            "when": pa.array([0, 1, None], pa.timestamp("us", "UTC")),
            "kind": pa.array(["a", "b", "a"]).dictionary_encode(),
        }
    ).replace_schema_metadata({"made": "here"})
    labelled = pa.table(MODEL.label_arrow(table))
    assert labelled.select(table.column_names).equals(table)
    assert labelled.column_names[-2:] == ["unpitch_3", "unpitch_3_error"]
    assert labelled.schema.metadata == {b"made": b"here"}


def test_large_tables_come_in_small_batches_and_lazily() -> None:
    read = []

    def batches() -> Iterator[Any]:
        for i in range(20):
            read.append(i)
            yield pa.record_batch({"html": [f"<p>Page {i}"] * 600})

    source = pa.RecordBatchReader.from_batches(pa.schema({"html": pa.string()}), batches())
    reader = pa.RecordBatchReader.from_stream(MODEL.label_arrow(source))
    assert read == []
    first = reader.read_next_batch()
    assert (first.num_rows, read) == (256, [0])
    assert sum(batch.num_rows for batch in reader) == 20 * 600 - 256
    del reader
    gc.collect()


def test_an_error_of_the_source_reaches_the_reader() -> None:
    def batches() -> Iterator[Any]:
        yield pa.record_batch({"html": ["<p>x"]})
        raise RuntimeError("the source dried up")

    source = pa.RecordBatchReader.from_batches(pa.schema({"html": pa.string()}), batches())
    reader = pa.RecordBatchReader.from_stream(MODEL.label_arrow(source))
    assert reader.read_next_batch().num_rows == 1
    with pytest.raises(Exception, match="dried up"):
        reader.read_next_batch()


def test_a_stream_is_read_once() -> None:
    stream = MODEL.label_arrow(pa.table({"html": ["<p>x"]}))
    assert pa.schema(stream).names == ["html", "unpitch", "unpitch_error"]
    assert pa.table(stream).num_rows == 1
    with pytest.raises(ValueError, match="read already"):
        pa.table(stream)


def test_what_cannot_be_labelled_is_refused_at_once() -> None:
    table = pa.table({"html": [1], "raw": [b"x"]})
    refused: list[tuple[type[Exception], dict[str, Any]]] = [
        (TypeError, {"data": [1]}),
        (TypeError, {"data": "path.parquet"}),
        (ValueError, {"data": table}),
        (ValueError, {"data": table, "column": "missing"}),
        (ValueError, {"data": table, "column": "raw", "kind": "text"}),
        (ValueError, {"data": table, "column": "raw", "kind": "HTML"}),
        (ValueError, {"data": table, "column": "raw", "jobs": 5_000}),
        (Exception, {"data": pa.array([1, 2])}),
        (Exception, {"data": pa.array([{"html": "x"}, None])}),
    ]
    for error, arguments in refused:
        with pytest.raises(error):
            MODEL.label_arrow(**arguments)


def test_polars_frames_go_in_and_come_out() -> None:
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame({"id": range(5), "html": PAGES})
    labelled = pl.DataFrame(MODEL.label_arrow(frame))
    assert labelled.select("id", "html").equals(frame)
    assert labelled["unpitch"].to_list() == EXPECTED
    assert labelled.explode("unpitch").unnest("unpitch").filter(label="subscription-pitch").height > 0


def test_pandas_frames_go_in() -> None:
    pd = pytest.importorskip("pandas", minversion="2.2")
    frame = pd.DataFrame({"html": PAGES})
    assert pa.table(MODEL.label_arrow(frame))["unpitch"].to_pylist() == EXPECTED


def test_duckdb_relations_go_in_and_come_out() -> None:
    duckdb = pytest.importorskip("duckdb")
    table = pa.table({"html": PAGES})
    relation = duckdb.from_arrow(table).filter("html is not null")
    labelled = pa.table(MODEL.label_arrow(relation))
    assert labelled["unpitch"].to_pylist() == [page for page in EXPECTED if page is not None]
    stream = MODEL.label_arrow(table)
    query = "select count(*) from (select unnest(unpitch) p from stream) where p.label = 'subscription-pitch'"
    expected = sum(p["label"] == "subscription-pitch" for page in EXPECTED if page for p in page)
    assert duckdb.sql(query).fetchall() == [(expected,)]
    assert stream is not None
