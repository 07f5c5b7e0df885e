"""What the README shows runs as it is written."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

README = (Path(__file__).parents[1] / "README.md").read_text()
BLOCKS = re.findall(r"^```python\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def run(program: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=folder, timeout=60, check=False
    )
    assert (done.stderr, done.returncode) == ("", 0)
    return done.stdout


def test_the_first_lines_run_as_written(tmp_path: Path) -> None:
    said = run(BLOCKS[0], tmp_path)
    assert len(BLOCKS[0].splitlines()) <= 13
    assert "subscription-pitch" in said and "Already a subscriber?" in said
    assert "# The night boat returns" in said and "['Ada Quill']" in said


def test_what_follows_runs_behind_it(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    assert len(BLOCKS) == 3
    said = run("\n".join(BLOCKS), tmp_path)
    assert "page 4: found int" in said
    assert "['id', 'html', 'unpitch', 'unpitch_error'] article" in said
