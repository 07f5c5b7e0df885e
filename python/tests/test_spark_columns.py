"""Columns, models and plain text on Spark: what is taken, what stays, and what is refused before a job starts."""

from __future__ import annotations

import datetime
import decimal
import re
from pathlib import Path
from typing import Any

import pytest

from unpitch import Model


def test_columns_of_any_type_and_name_come_through(spark: Any) -> None:
    from pyspark.sql import functions as F

    from unpitch.spark import label_pages

    when = datetime.datetime(2020, 3, 29, 2, 30)
    values = (1, "<p>x", datetime.date(2020, 1, 1), when, decimal.Decimal("1.50"), {"a": 1}, [(1, "y")], b"\0\xff", True)
    types = (
        "id long, `page.html` string, d date, t timestamp, dec decimal(10,2), m map<string,int>, "
        "a array<struct<x:int,y:string>>, b binary, flag boolean"
    )
    frame = spark.createDataFrame([values, (2,) + (None,) * 8], types)
    frame = frame.withColumn("local", F.col("t").cast("timestamp_ntz")).withColumn("span", F.expr("interval 3 days"))
    frame = frame.withColumn("one", F.lit(1).alias("one", metadata={"of": "Spark"})).withColumn("Id", F.lit("twice"))
    labelled = label_pages(frame, html_col="page.html")
    assert labelled.schema.fields[: len(frame.columns)] == frame.schema.fields
    assert labelled.schema["one"].metadata == {"of": "Spark"}
    assert {row[0]: row[: len(frame.columns)] for row in labelled.collect()} == {row[0]: tuple(row) for row in frame.collect()}


def test_plain_text_and_strings_that_are_not_utf_8(spark: Any) -> None:
    from pyspark.sql import functions as F

    from unpitch.spark import label_pages

    text = "🚢 Ferries  sail\n\nAlready a subscriber? Sign in\n"
    [row] = label_pages(spark.createDataFrame([(text,)], "words string"), text_col="words").collect()
    assert [text[p.start : p.end] for p in row.unpitch] == ["🚢 Ferries  sail", "Already a subscriber? Sign in"]
    cast = F.expr("cast(x'3c703e46e46872656e207361696c' as string)")
    [row] = label_pages(spark.range(1).select(cast.alias("html"))).collect()
    assert ([p.text for p in row.unpitch], row.unpitch_error) == (["F\ufffdhren sail"], None)
    [row] = label_pages(spark.range(1).select(F.expr("x'3c703e46e46872656e207361696c'").alias("html"))).collect()
    assert [p.text for p in row.unpitch] == ["Fähren sail"]


def test_what_does_not_fit_is_refused_before_a_job_starts(spark: Any) -> None:
    from unpitch.spark import clean_pages, label_pages

    frame = spark.createDataFrame([("<p>x", b"x", 1)], "html string, raw binary, n int")
    taken = frame.withColumnRenamed("n", "Unpitch_Error")
    refused: list[tuple[str, Any, dict[str, Any]]] = [
        ("found a column 'Unpitch_Error'", taken, {}),
        ("html_col: found 'page', expected one of the columns html, raw, n", frame, {"html_col": "page"}),
        ("html_col: found 'html', which 2 columns are called", frame.toDF("html", "html", "n"), {}),
        ("html_col: found 'n' of type int, expected string or binary", frame, {"html_col": "n"}),
        ("text_col: found 'raw' of type binary, expected string", frame, {"text_col": "raw"}),
        ("language_col: found 'n' of type int", frame, {"language_col": "n"}),
        ("found both, 'html' and 'raw'", frame, {"html_col": "html", "text_col": "raw"}),
    ]
    for message, given, arguments in refused:
        for pages_of in (label_pages, clean_pages):
            with pytest.raises(ValueError, match=re.escape(message)):
                pages_of(given, **arguments)
    with pytest.raises(ValueError, match="max_loss"):
        clean_pages(frame, max_loss=2)
    with pytest.raises(ValueError, match="unpitch"):
        label_pages(frame, model=__file__)


def test_a_model_is_sent_along_and_a_missing_one_ends_the_job(spark: Any, tmp_path: Path) -> None:
    from unpitch.spark import label_pages

    Model().save(tmp_path / "mine.unpitch")
    spark.sparkContext.addFile(str(tmp_path / "mine.unpitch"))
    frame = spark.createDataFrame([("<p>Ferries sail again.",)], "html string")
    assert label_pages(frame, model="mine.unpitch").collect() == label_pages(frame).collect()
    with pytest.raises(Exception, match=r"model 'other\.unpitch': found no file .* expected it on each worker"):
        label_pages(frame, model="other.unpitch").collect()
