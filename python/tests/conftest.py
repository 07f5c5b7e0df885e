"""What several test files share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

import spark_session
from scrapy_site import ROOT


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A running Spark, started once for all tests; relative paths are those of a folder with our sample pages in `data`."""
    pytest.importorskip("pyspark", exc_type=ImportError)
    pytest.importorskip("pyarrow")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    folder = tmp_path_factory.mktemp("spark")
    (folder / "data").symlink_to(ROOT / "data")
    with spark_session.session(folder) as running:
        yield running
