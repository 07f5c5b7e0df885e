"""Models kept by the process, so that what is pickled for a task carries a path alone."""

from __future__ import annotations

import os
from os import PathLike

from ._unpitch import Model


def path_of(model: str | PathLike[str] | None) -> str | None:
    """The path as a string, which pickles; None is the package's own model.

    Raises what `Model.load` raises where it is no model, so that a run ends before its tasks begin.
    """
    path = None if model is None else os.fspath(model)
    load(path)
    return path


_loaded: dict[str | None, Model] = {}


def load(path: str | None) -> Model:
    """The model at this path, or the package's own, read once a process."""
    if path not in _loaded:
        _loaded[path] = Model() if path is None else Model.load(path)
    return _loaded[path]
