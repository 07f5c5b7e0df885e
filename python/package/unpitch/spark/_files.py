"""Paths of WARC files, local or elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

import pyarrow as pa
from pyarrow.fs import FileInfo, FileSelector, FileSystem, FileType

_ENDS = (".warc", ".warc.gz")


def files(paths: str | Iterable[str]) -> list[str]:
    """The files at these paths, those of folders sorted by name. A file elsewhere that is named like WARC is not looked up.

    Raises FileNotFoundError for a path that is not there, and for a folder without such files.
    """
    given = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    return [file for path in given for file in _files(os.fspath(path))]


def open_file(path: str) -> pa.NativeFile:
    """Opens a file to be read once, from its beginning, as it is packed."""
    system, inside = FileSystem.from_uri(path)
    return system.open_input_stream(inside, compression=None, buffer_size=1 << 20)


def _files(path: str) -> Iterator[str]:
    if "://" in path and path.endswith(_ENDS):
        yield path
        return
    path = path if "://" in path else os.path.abspath(path)
    system, inside = FileSystem.from_uri(path)
    info: FileInfo = system.get_file_info(inside)
    if info.type == FileType.File:
        yield path
    elif info.type == FileType.Directory:
        yield from _files_of_folder(system, path, inside)
    else:
        raise FileNotFoundError(f"paths: found nothing at {path}, expected a WARC file or a folder of them")


def _files_of_folder(system: FileSystem, path: str, inside: str) -> list[str]:
    infos = system.get_file_info(FileSelector(inside, recursive=True))
    names = sorted(info.path for info in infos if info.type == FileType.File and info.path.endswith(_ENDS))
    if not names:
        raise FileNotFoundError(f"paths: found no file named {' or '.join(_ENDS)} in {path}, expected one at least")
    return [path.rstrip("/") + name[len(inside.rstrip("/")) :] for name in names]
