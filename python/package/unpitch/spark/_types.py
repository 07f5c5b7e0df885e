"""The columns that we add: their names, and their types in Spark and in Arrow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pyarrow as pa
from pyspark.sql.types import ArrayType, DataType, FloatType, IntegerType, LongType, StringType, StructField, StructType

from .._label import Label


class Column(NamedTuple):
    """A column, or a field of a struct."""

    name: str
    spark: DataType
    arrow: pa.DataType


def text(name: str) -> Column:
    return Column(name, StringType(), pa.string())


def integer(name: str) -> Column:
    return Column(name, IntegerType(), pa.int32())


def long(name: str) -> Column:
    return Column(name, LongType(), pa.int64())


def share(name: str) -> Column:
    return Column(name, FloatType(), pa.float32())


def spark_struct(columns: Iterable[Column]) -> StructType:
    return StructType([StructField(column.name, column.spark) for column in columns])


def arrow_fields(columns: Iterable[Column]) -> list[pa.Field]:
    return [pa.field(column.name, column.arrow) for column in columns]


def struct(name: str, columns: Iterable[Column]) -> Column:
    columns = tuple(columns)
    return Column(name, spark_struct(columns), pa.struct(arrow_fields(columns)))


def array(name: str, item: Column) -> Column:
    return Column(name, ArrayType(item.spark), pa.list_(item.arrow))


PROBABILITIES = tuple(share(label.value) for label in Label)

PARAGRAPH = (
    integer("position"),
    text("text"),
    text("label"),
    share("probability"),
    struct("probabilities", PROBABILITIES),
    integer("start"),
    integer("end"),
    text("tag"),
    text("part"),
)
"""What `label_arrow` gives of a paragraph, in its order, behind the position."""

_PAGE = (text("unpitch_language"), text("unpitch_access"), text("unpitch_kind"), text("unpitch_error"))

LABELLED = (array("unpitch", struct("item", PARAGRAPH)), *_PAGE)

CLEANED = (
    text("unpitch_text"),
    text("unpitch_title"),
    array("unpitch_authors", text("item")),
    text("unpitch_published"),
    *_PAGE,
)
