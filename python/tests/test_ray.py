"""The lines for Ray Data in docs/at-scale.md run as they are written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scrapy_site import ROOT
from spark_pages import MODEL, pages

pytest.importorskip("ray.data", exc_type=ImportError)
pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def test_the_lines_of_the_manual_label_as_label_arrow_does(tmp_path: Path) -> None:
    manual = (ROOT / "docs/at-scale.md").read_text()
    [lines] = [block for block in re.findall(r"^```python\n(.*?)^```$", manual, re.DOTALL | re.MULTILINE) if "ray" in block]
    assert len(lines.splitlines()) == 10
    (tmp_path / "pages").mkdir()
    table = pages(200)
    for i in range(4):
        pq.write_table(table.slice(i * 50, 50), tmp_path / f"pages/{i}.parquet")
    environment = {**os.environ, "RAY_USAGE_STATS_ENABLED": "0"}
    command = [sys.executable, "-c", lines]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    labelled = pq.read_table(tmp_path / "labelled").sort_by("id")
    assert labelled["unpitch"].to_pylist() == pa.table(MODEL.label_arrow(table))["unpitch"].to_pylist()
