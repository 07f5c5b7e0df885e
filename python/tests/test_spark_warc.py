"""WARC files read and labelled on Spark, beside the program."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

import warc_files
from test_binary import BINARY, single
from unpitch import Model
from warc_files import OTHERS, PAGES

pytest.importorskip("warcio")


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crawl")
    names = list(PAGES)
    warc_files.write(folder / "0.warc.gz", {name: PAGES[name] for name in names[::2]})
    warc_files.write(folder / "1.warc", {**{name: PAGES[name] for name in names[1::2]}, **OTHERS}, packed=False)
    whole = (folder / "0.warc.gz").read_bytes()
    (folder / "cut.warc.gz").write_bytes(whole[: len(whole) // 2])
    return folder


@pytest.fixture(scope="module")
def labelled(spark: Any, crawl: Path) -> list[Any]:
    from unpitch.spark import label_pages, read_warc

    pages = read_warc(spark, str(crawl))
    assert pages.rdd.getNumPartitions() == 3
    rows: list[Any] = label_pages(pages).collect()
    return rows


def test_pages_are_labelled_like_single_ones_and_damage_is_a_row(labelled: list[Any]) -> None:
    whole = [row for row in labelled if not row.file.endswith("cut.warc.gz")]
    assert sorted(map(warc_files.name, whole)) == sorted(PAGES) and {row.error for row in whole} == {None}
    for row in whole:
        expected = Model().label_html(bytes(row.html)).paragraphs
        assert [(p.text, p.label, p.probability) for p in row.unpitch] == [(p.text, p.label, p.probability) for p in expected]
    cut = [row for row in labelled if row.file.endswith("cut.warc.gz")]
    assert len([row for row in cut if row.error is None]) > 2
    assert "found a file that breaks off" in cut[-1].error
    assert (cut[-1].html, cut[-1].unpitch, cut[-1].unpitch_error) == (None, None, None)


@pytest.mark.skipif(BINARY is None, reason="no program to compare with: cargo build, or set UNPITCH_BINARY")
def test_pages_are_labelled_as_by_the_program(labelled: list[Any], crawl: Path) -> None:
    assert BINARY is not None
    command = [BINARY, "predict", "--format", "jsonl", str(crawl / "0.warc.gz"), str(crawl / "1.warc")]
    done = subprocess.run(command, capture_output=True, check=True)
    lines = {line["warc_record_id"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert len(lines) == len(PAGES)
    for row in labelled:
        if row.error is None:
            line = lines[row.record_id]
            assert (row.url, row.unpitch_language) == (line["url"], line["language"])
            assert [p.text for p in row.unpitch] == [p["text"] for p in line["paragraphs"]]
            assert [p.label for p in row.unpitch] == [p["label"] for p in line["paragraphs"]]
            assert [single(p.probability) for p in row.unpitch] == [single(p["probability"]) for p in line["paragraphs"]]


def test_a_path_that_is_not_there_is_refused_before_a_job_starts(spark: Any, tmp_path: Path) -> None:
    from unpitch.spark import read_warc

    with pytest.raises(FileNotFoundError, match=r"nowhere\.warc\.gz"):
        read_warc(spark, [str(tmp_path / "nowhere.warc.gz")])
