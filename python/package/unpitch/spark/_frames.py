"""DataFrames of pages -> DataFrames with our columns behind theirs."""

from __future__ import annotations

from functools import partial
from os import PathLike

from pyspark.sql import DataFrame
from pyspark.sql.types import StructField, StructType

from . import _rows
from ._model import checked
from ._source import Source, require_free, source
from ._task import Task
from ._types import CLEANED, LABELLED, Column, spark_struct


def label_pages(
    df: DataFrame,
    *,
    html_col: str | None = None,
    text_col: str | None = None,
    language_col: str | None = None,
    model: str | PathLike[str] | None = None,
) -> DataFrame:
    """Adds the labelled paragraphs of each row's page: `unpitch`, and what is known of the page as a whole.

    The pages are HTML, strings or bytes in any encoding, in the column `html_col` (`html`, if neither is given), or plain text
    in `text_col`. `language_col` has their language where it is known. `model` is the path of a model of your own: absolute
    on all workers, or the name of a file that Spark sends to them.

    A page that cannot be labelled has `unpitch_error`, and a row without a page has nothing. Raises ValueError for columns
    that do not fit, before a job starts.
    """
    pages = source(df, html_col, text_col, language_col)
    return _mapped(df, pages, LABELLED, partial(Task, model=checked(model, None), read=_rows.labelled))


def clean_pages(
    df: DataFrame,
    *,
    html_col: str | None = None,
    text_col: str | None = None,
    language_col: str | None = None,
    max_loss: float | None = None,
    markdown: bool = False,
    model: str | PathLike[str] | None = None,
) -> DataFrame:
    """Adds the article of each row's page: `unpitch_text`, with title, authors, date and verdict.

    `max_loss` (a share, 0 to 1) and `markdown` are those of `Page.article`, the others those of `label_pages`.
    """
    pages = source(df, html_col, text_col, language_col)
    read = partial(_rows.cleaned, max_loss=max_loss, markdown=markdown)
    return _mapped(df, pages, CLEANED, partial(Task, model=checked(model, max_loss), read=read))


def _mapped(df: DataFrame, pages: Source, ours: tuple[Column, ...], task: partial[Task]) -> DataFrame:
    """Under plain names meanwhile: Spark reads a dot in a name as a field of a struct."""
    require_free(df, ours)
    given = [f"_{i}" for i in range(len(df.columns))]
    names = tuple(column.name for column in ours)
    fields = [StructField(name, field.dataType, field.nullable, field.metadata) for name, field in zip(given, df.schema)]
    schema = StructType([*fields, *spark_struct(ours)])
    run = task(source=pages.position, kind=pages.kind, language=pages.language, names=names)
    return df.toDF(*given).mapInArrow(run, schema).toDF(*df.columns, *names)
