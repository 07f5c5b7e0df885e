"""WARC files as a source of Spark's: a partition a file, its pages as rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.datasource import DataSource, DataSourceReader, InputPartition
from pyspark.sql.types import BinaryType, StructType

from ._files import files, open_file
from ._records import Row, rows
from ._types import Column, arrow_fields, long, spark_struct, text

COLUMNS = (
    text("url"),
    text("date"),
    text("record_id"),
    text("file"),
    long("offset"),
    Column("html", BinaryType(), pa.binary()),
    text("error"),
)

MOST_ROWS = 256
"""Rows in a batch that is given to Spark."""

MOST_BYTES = 4 << 20
"""Bytes of HTML in such a batch, unless a single page has more."""


def read_warc(spark: SparkSession, paths: str | Iterable[str]) -> DataFrame:
    """A row for each page of HTML in these WARC files, read one record after another.

    `paths` are files and folders, local or addresses that pyarrow opens, such as `s3://`. `html` has bytes that `label_pages`
    reads in the right encoding: as they came, or as UTF-8 where the server named another encoding. What is damaged is a row
    without HTML, whose `error` says what was found.

    Raises FileNotFoundError for a path that is not there, before a job starts.
    """
    spark.dataSource.register(WarcSource)
    return spark.read.format(WarcSource.name()).option("files", json.dumps(files(paths))).load()


class WarcSource(DataSource):
    """`spark.read.format("unpitch_warc")`; the option `files` is a list as JSON."""

    @classmethod
    def name(cls) -> str:
        return "unpitch_warc"

    def schema(self) -> StructType:
        return spark_struct(COLUMNS)

    def reader(self, schema: StructType) -> DataSourceReader:
        return WarcReader(json.loads(self.options["files"]))


class WarcReader(DataSourceReader):
    """A partition a file: gzip can be read from its beginning alone."""

    def __init__(self, paths: list[str]) -> None:
        self._paths = paths

    def partitions(self) -> list[InputPartition]:
        return [InputPartition(path) for path in self._paths]

    def read(self, partition: InputPartition) -> Iterator[pa.RecordBatch]:
        with open_file(partition.value) as file:
            yield from batches(rows(file, partition.value))


def batches(found: Iterable[Row]) -> Iterator[pa.RecordBatch]:
    """The rows as batches of a bounded size."""
    waiting: list[Row] = []
    size = 0
    for row in found:
        waiting.append(row)
        size += len(row.html or b"")
        if len(waiting) == MOST_ROWS or size >= MOST_BYTES:
            yield _batch(waiting)
            waiting, size = [], 0
    if waiting:
        yield _batch(waiting)


def _batch(found: list[Row]) -> pa.RecordBatch:
    arrays: list[Any] = [pa.array(values, column.arrow) for values, column in zip(zip(*found), COLUMNS)]
    return pa.RecordBatch.from_arrays(arrays, schema=pa.schema(arrow_fields(COLUMNS)))
