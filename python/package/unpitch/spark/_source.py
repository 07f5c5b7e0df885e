"""Which column holds the pages, and whether a DataFrame can be labelled: checked before a job starts."""

from __future__ import annotations

from typing import Literal, NamedTuple

from pyspark.sql import DataFrame
from pyspark.sql.types import BinaryType, DataType, StringType

from ._types import Column


class Source(NamedTuple):
    """The positions of the columns that are read."""

    position: int
    kind: Literal["html", "text"]
    language: int | None


def source(df: DataFrame, html_col: str | None, text_col: str | None, language_col: str | None) -> Source:
    """Finds the columns. Raises ValueError for one that is missing or of another type."""
    if html_col is not None and text_col is not None:
        raise ValueError(f"html_col, text_col: found both, {html_col!r} and {text_col!r}, expected one of them")
    if text_col is not None:
        return Source(_position(df, "text_col", text_col, StringType), "text", _language(df, language_col))
    position = _position(df, "html_col", "html" if html_col is None else html_col, StringType, BinaryType)
    return Source(position, "html", _language(df, language_col))


def require_free(df: DataFrame, columns: tuple[Column, ...]) -> None:
    """Raises ValueError if a column has the name of one of ours, in the eyes of Spark."""
    is_exact = df.sparkSession.conf.get("spark.sql.caseSensitive") == "true"
    taken = {name if is_exact else name.lower(): name for name in df.columns}
    for column in columns:
        if column.name in taken:
            found = taken[column.name]
            raise ValueError(
                f"found a column {found!r}, expected none of that name, because {column.name!r} is to be added: "
                f"rename it with df.withColumnRenamed({found!r}, ...), or drop it"
            )


def _language(df: DataFrame, name: str | None) -> int | None:
    return None if name is None else _position(df, "language_col", name, StringType)


def _position(df: DataFrame, argument: str, name: str, *types: type[DataType]) -> int:
    count = df.columns.count(name)
    if count != 1:
        found = repr(name) if count == 0 else f"{name!r}, which {count} columns are called"
        raise ValueError(f"{argument}: found {found}, expected one of the columns {', '.join(df.columns)}")
    position = df.columns.index(name)
    found_type = df.schema[position].dataType
    if not isinstance(found_type, types):
        expected = " or ".join(each.typeName() for each in types)
        raise ValueError(f"{argument}: found {name!r} of type {found_type.simpleString()}, expected {expected}")
    return position
