"""Models from files and tables, and their figures."""

import csv
import os
from pathlib import Path
from typing import Any

import pytest

import unpitch
from unpitch import DataError, FitError, Label, Model

ROOT = Path(__file__).parents[2]
TRAIN, VALIDATION, TEST = (ROOT / f"data/{name}.csv" for name in ("train", "validation", "test"))


@pytest.fixture(scope="module")
def trained() -> unpitch.Trained:
    return unpitch.train(TRAIN, validation=str(VALIDATION), threads=2)


def test_a_trained_model_has_figures_and_can_be_kept(trained: unpitch.Trained, tmp_path: Path) -> None:
    assert trained.n_features > 1_000 and trained.n_columns > trained.n_features
    assert trained.rows.read == len(list(csv.DictReader(TRAIN.open())))
    assert (trained.rows.skipped, trained.rows.faults, trained.rows.partly_marked) == (0, [], 0)
    assert isinstance(trained.converged, bool) and trained.second_pass
    assert trained.validation and trained.validation[0].overall.macro_f1.value > 0.5
    trained.model.save(tmp_path / "site.unpitch")
    again = Model.load(tmp_path / "site.unpitch")
    assert again.to_bytes() == trained.model.to_bytes() != Model().to_bytes()
    text = (ROOT / "data/example.txt").read_text()
    ours, theirs = again.label_text(text).paragraphs, trained.model.label_text(text).paragraphs
    assert [p.probabilities for p in ours] == [p.probabilities for p in theirs]
    assert Label.SUBSCRIPTION_PITCH in {p.label for p in ours}


def test_tables_train_the_same_bytes_as_their_file() -> None:
    pd = pytest.importorskip("pandas", minversion="2.2")
    pa = pytest.importorskip("pyarrow")
    pl = pytest.importorskip("polars")
    as_file = unpitch.train(VALIDATION).model.to_bytes()
    frame = pd.read_csv(VALIDATION, keep_default_na=False, dtype=str)
    mixed = pl.read_csv(VALIDATION, infer_schema_length=None)
    assert mixed["position"].dtype == pl.Int64
    tables: list[Any] = [frame, pa.Table.from_pandas(frame), mixed]
    for table in tables:
        assert unpitch.train(table, threads=1).model.to_bytes() == as_file


def test_an_evaluation_has_what_the_program_reports(trained: unpitch.Trained) -> None:
    evaluation = unpitch.evaluate(TEST, trained.model)
    overall = evaluation.overall
    assert (overall.pages, overall.paragraphs) == (8, 426)
    assert overall.macro_f1.low <= overall.macro_f1.value <= overall.macro_f1.high
    assert float(overall.accuracy) == overall.accuracy.value
    assert list(overall.labels) == list(overall.confusion) == list(Label)
    for label, figures in overall.labels.items():
        hits = overall.confusion[label][label]
        predicted = sum(row[label] for row in overall.confusion.values())
        assert figures.support == sum(overall.confusion[label].values())
        assert figures.recall == pytest.approx(hits / figures.support)
        assert figures.precision == pytest.approx(hits / predicted)
    assert sum(slice.paragraphs for slice in evaluation.by_language.values()) == 426
    assert list(evaluation.by_length) == ["1-19", "20-79", "80-199", "200+"]
    assert len(evaluation.calibration.bins) == 10
    assert sum(bin.count for bin in evaluation.calibration.bins) == 426
    default = unpitch.evaluate([TEST])
    assert default.losses and set(default.losses[0].dropped) == set(Label)
    assert unpitch.evaluate(TEST, text_only=True).overall.paragraphs == 426


def test_parameters_change_the_model() -> None:
    table = pytest.importorskip("pyarrow").table(
        {
            "text": ["Ferries sail again from Monday.", "Sign in", "The harbour was closed.", "Home", "ad for all"] * 10,
            "label": ["article", "navigation", "article", "navigation", "offer"] * 10,
        }
    )
    label_map = {"offer": Label.SUBSCRIPTION_PITCH}
    base = unpitch.train(table, label_map=label_map)
    changes: list[dict[str, Any]] = [
        {"alpha": 2.0},
        {"min_df": 9},
        {"max_features": 3},
        {"label_weights": "balanced"},
        {"label_weights": [1, 3, 1, 1]},
        {"solver": "sparse"},
        {"dropout": 0.5},
        {"pitch_bias": 1.5},
        {"gradient_tolerance": 1e-2},
        {"max_iterations": 7},
    ]
    for keywords in changes:
        other = unpitch.train(table, label_map=label_map, **keywords)
        assert other.model.to_bytes() != base.model.to_bytes(), keywords
    with pytest.raises(ValueError, match="memory_budget"):
        unpitch.train(table, label_map=label_map, solver="linfa", memory_budget=1_000)


def test_bad_parameters_and_data_are_refused(tmp_path: Path) -> None:
    wrong: list[tuple[type[Exception], dict[str, Any]]] = [
        (ValueError, {"alpha": 0}),
        (ValueError, {"alpha": float("nan")}),
        (ValueError, {"min_df": 0}),
        (OverflowError, {"min_df": -1}),
        (ValueError, {"solver": "adam"}),
        (ValueError, {"label_weights": [1, 2]}),
        (ValueError, {"label_weights": "heavy"}),
        (TypeError, {"label_weights": 3}),
        (ValueError, {"threads": 5_000}),
        (ValueError, {"label_map": {"ad": "advert"}}),
        (TypeError, {"label_map": {"ad": 3}}),
        (TypeError, {"label_map": ["ad"]}),
        (TypeError, {"unheard_of": 1}),
        (FileNotFoundError, {"validation": tmp_path / "missing.csv"}),
    ]
    for error, keywords in wrong:
        with pytest.raises(error):
            unpitch.train(TRAIN, **keywords)
    data: list[tuple[type[Exception], object]] = [
        (FileNotFoundError, tmp_path / "missing.csv"),
        (IsADirectoryError, tmp_path),
        (TypeError, 3),
        (TypeError, None),
        (DataError, []),
        (DataError, [TRAIN, TRAIN]),
        (DataError, os.devnull),
    ]
    for error, given in data:
        with pytest.raises(error):
            unpitch.train(given)  # type: ignore[arg-type]


def test_a_fault_in_the_data_has_its_place(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("text,label\nFerries,article\nHome,menu\nSign in,navigation\n")
    with pytest.raises(DataError, match="menu") as caught:
        unpitch.train(path)
    assert (caught.value.path, caught.value.line, caught.value.column) == (str(path), 3, "label")
    trained = unpitch.train(path, skip_bad=True, min_df=1)
    assert (trained.rows.read, trained.rows.skipped, len(trained.rows.faults)) == (2, 1, 1)
    table = pytest.importorskip("pyarrow").table({"text": ["a", None], "label": ["article", "article"], "x": [[1], [2]]})
    with pytest.raises(DataError, match="table:3") as caught:
        unpitch.train(table)
    assert (caught.value.path, caught.value.line, caught.value.column) == ("table", 3, "text")
    with pytest.raises((DataError, FitError)):
        unpitch.train(table.slice(0, 1))


def test_cells_keep_quotes_commas_and_line_ends() -> None:
    pa = pytest.importorskip("pyarrow")
    texts = ['A "quoted", text', "two\r\nlines", "", " "]
    table = pa.table({"text": texts[:2] * 2, "label": ["article", "navigation"] * 2, "note, with comma": texts})
    rows = unpitch.train(table, min_df=1).rows
    assert (rows.read, rows.ignored_columns) == (4, ["note, with comma"])


TIDES = (
    "page,text,label\n"
    "a,Harbour office,navigation\na,High water 04:12,article\na,Quay club: nine a year,subscription-pitch\na,Imprint,navigation\n"
    "b,Harbour office,navigation\nb,High water 05:02,article\nb,Quay club: nine a year,subscription-pitch\nb,Imprint,navigation\n"
)


@pytest.fixture
def tides(tmp_path: Path) -> Path:
    path = tmp_path / "tides.csv"
    path.write_text(TIDES)
    return path


def test_a_few_pages_are_enough_with_a_base(tides: Path) -> None:
    trained = unpitch.train(tides, base=Model())
    assert trained.second_pass == "that of the base" and trained.tuned is None
    labels = [p.label.value for p in trained.model.label_text("High water 05:40\n\nQuay club: nine a year").paragraphs]
    assert labels == ["article", "subscription-pitch"]
    with pytest.raises(ValueError, match="base_alpha"):
        unpitch.train(tides, base=Model(), base_alpha=0)
    with pytest.raises(ValueError, match="trials"):
        unpitch.train(tides, base=Model(), trials=2)


def test_trials_are_said(tides: Path) -> None:
    trained = unpitch.train(tides, trials=2, alpha=0.5)
    assert trained.tuned is not None and trained.tuned.startswith("3 trials on 2 folds: ")


def test_a_report_is_a_page_of_its_own(tides: Path) -> None:
    html = unpitch.report(tides)
    assert html.startswith("<!DOCTYPE html>") and "Quay club" in html and "quotes the pages" in html
    assert html == unpitch.report(tides, Model())
