"""The path of a model: absolute on every worker, or the name of a file that Spark sends along."""

from __future__ import annotations

import os
import socket
from os import PathLike

from pyspark import SparkContext, SparkFiles

from .._kept import load as load_kept
from .._unpitch import Model


def checked(model: str | PathLike[str] | None, max_loss: float | None) -> str | None:
    """The path as a string.

    Where this process has the file, raises what `Model.load` raises for one that is none, and Error for a `max_loss` that the
    model does not promise. A file that only the workers have is left to them.
    """
    path = None if model is None else os.fspath(model)
    here = path
    if path is not None and not os.path.isabs(path):
        here = SparkFiles.get(path) if SparkContext._active_spark_context else None
    if path is None or (here is not None and os.path.exists(here)):
        _check(Model() if path is None else Model.load(str(here)), max_loss)
    return path


def _check(model: Model, max_loss: float | None) -> None:
    model.label_text("").article(max_loss=max_loss)


def load(model: str | None) -> Model:
    """The model, read once a process.

    Raises FileNotFoundError where this worker has no such file.
    """
    path = model if model is None or os.path.isabs(model) else SparkFiles.get(model)
    try:
        return load_kept(path)
    except FileNotFoundError as error:
        raise FileNotFoundError(
            f"model {model!r}: found no file {path} on {socket.gethostname()}, expected it on each worker: send it with "
            "spark.files or spark.archives and give its name there, or give the absolute path where all workers have it"
        ) from error
