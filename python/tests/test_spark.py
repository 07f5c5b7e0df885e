"""Pages labelled and cleaned on a Spark whose workers are processes of their own, one of which is killed."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

import spark_session
from scrapy_site import ROOT
from spark_pages import MODEL, PAGE, by_id, known, labelled_here, pages, require_labelled
from unpitch import Page, PageError

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, str]:
    """The pages, and a folder of eight Parquet files that hold them too."""
    folder = tmp_path_factory.mktemp("pages")
    table = pages()
    each = -(-len(table) // 8)
    for i in range(8):
        pq.write_table(table.slice(i * each, each), folder / f"{i}.parquet")
    return table, f"file://{folder}"


def test_pages_are_labelled_as_by_label_many_and_other_columns_stay(spark: Any, stored: tuple[Any, str]) -> None:
    from unpitch.spark import label_pages

    table, path = stored
    expected = labelled_here(table)
    assert sum(isinstance(outcome, PageError) for outcome in expected) == sum(
        row["language"] == "English" and row["html"] is not None for row in table.to_pylist()
    )
    rows = by_id(label_pages(spark.read.parquet(path), language_col="language"))
    require_labelled(rows, expected)
    assert [{name: row[name] for name in table.column_names} for row in rows] == table.to_pylist()


def test_a_paragraph_is_what_label_arrow_gives_behind_its_position(spark: Any) -> None:
    from unpitch.spark import label_pages

    table = pages(30)
    rows = by_id(label_pages(spark.createDataFrame(table).select("id", "html")))
    for row, expected in zip(rows, pa.table(MODEL.label_arrow(table))["unpitch"].to_pylist(), strict=True):
        given = row["unpitch"]
        assert given == (expected and [{"position": i, **each} for i, each in enumerate(expected)])
        assert given is None or list(given[0]) == ["position", *expected[0]]


def test_articles_are_those_of_the_page(spark: Any) -> None:
    from unpitch.spark import clean_pages

    table = pages(120)
    rows = by_id(clean_pages(spark.createDataFrame(table), language_col="language", max_loss=0.005, markdown=True))
    for row, outcome in zip(rows, labelled_here(table), strict=True):
        found = [row[f"unpitch_{name}"] for name in ("text", "title", "authors", "published")]
        if isinstance(outcome, Page):
            about = outcome.metadata
            assert found == [outcome.article(max_loss=0.005, markdown=True), about.title, about.authors, about.published]
            assert tuple(row[name] for name in PAGE) == known(outcome)
        else:
            assert found == [None] * 4 and row["unpitch_error"] == (outcome and str(outcome))


def test_an_executor_killed_in_mid_job_loses_nothing_and_doubles_nothing(
    spark: Any, stored: tuple[Any, str], tmp_path: Path
) -> None:
    from unpitch.spark import label_pages

    table, path = stored
    app, tracker = spark.sparkContext.applicationId, spark.sparkContext.statusTracker()


    # Some ten seconds in all; with twenty thousand pages there is work enough beside.
    wait = 0.8 * min(1, 600 / len(table))

    # Known to no other process by its name, so that it is sent along.
    def slowly(batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            time.sleep(wait)
            yield batch

    frame = spark.read.parquet(path)
    frame = label_pages(frame.mapInArrow(slowly, frame.schema), language_col="language")
    out = tmp_path / "labelled"
    job = threading.Thread(target=lambda: frame.write.parquet(str(out)), daemon=True)
    known_before = set(tracker.getActiveStageIds())

    def stage() -> Any:
        new = [tracker.getStageInfo(each) for each in tracker.getActiveStageIds() if each not in known_before]
        return next((each for each in new if each.numTasks == 8 and 2 <= each.numCompletedTasks <= 5), None)

    spark_session.until(lambda: len(spark_session.executors(app)) == 2, "two executors")
    job.start()
    spark_session.until(stage, "two tasks of eight to be done")
    killed = spark_session.kill_one(app)
    assert job.is_alive() and not (out / "_SUCCESS").exists()
    job.join(timeout=120 + len(table) / 100)
    assert (out / "_SUCCESS").exists()
    spark_session.until(lambda: len(spark_session.executors(app)) == 2, "another executor")
    assert killed not in spark_session.executors(app)
    require_labelled(by_id(spark.read.parquet(str(out))), labelled_here(table))


def test_the_first_lines_of_the_manual_run_as_written(spark: Any) -> None:
    manual = (ROOT / "docs/spark.md").read_text()
    first = re.findall(r"^```python\n(.*?)^```$", manual, re.DOTALL | re.MULTILINE)[0]
    assert len(first.splitlines()) <= 10
    exec(compile(first, "docs/spark.md", "exec"), {})
    [row] = spark.read.parquet("articles").collect()
    assert row.path.endswith("/blog.html") and row.unpitch_text.startswith("On mending a chair")


def test_unpitch_alone_imports_nothing_of_spark() -> None:
    program = "import unpitch, sys; print([name for name in sys.modules if 'spark' in name or 'arrow' in name])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
