"""Pages out of WARC files as Spark's workers read them, whole and damaged ones; nothing of Spark runs here."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

import warc_files
from scrapy_site import HARBOUR
from unpitch import Model
from warc_files import GERMAN, OTHERS, PAGES, typed

pytest.importorskip("pyspark", exc_type=ImportError)
pytest.importorskip("warcio")


def rows(data: bytes) -> list[Any]:
    from unpitch.spark._records import rows as read

    return list(read(io.BytesIO(data), "crawl.warc.gz"))


def written(tmp_path: Path, responses: Any, packed: bool = True) -> bytes:
    warc_files.write(tmp_path / "crawl.warc", responses, packed)
    return (tmp_path / "crawl.warc").read_bytes()


@pytest.mark.parametrize("packed", [True, False])
def test_each_page_is_a_row_and_nothing_else_is(tmp_path: Path, packed: bool) -> None:
    data = written(tmp_path, {**PAGES, **OTHERS}, packed)
    found = rows(data)
    assert [warc_files.name(row) for row in found] == list(PAGES)
    assert {row.error for row in found} == {None}
    for row in found:
        again = rows(data[row.offset :])[0]
        assert (again.url, again.html, again.offset) == (row.url, row.html, 0)
        assert row.record_id.startswith("<urn:uuid:") and row.date.endswith("Z") and row.file == "crawl.warc.gz"


def test_the_encoding_of_the_header_is_kept_as_that_of_the_bytes(tmp_path: Path) -> None:
    html = {warc_files.name(row): row.html for row in rows(written(tmp_path, PAGES))}
    assert html["harbour"] == html["gzip"] == html["deflate"] == html["unpacked-already"] == HARBOUR
    assert html["latin-1"] == b"\xef\xbb\xbf" + GERMAN.encode()
    as_came = ("utf-8-called-latin-1", "latin-1-called-utf-8", "utf-16", "meta-alone", "unknown-charset", "xhtml", "empty")
    assert {name: html[name] for name in as_came} == {name: PAGES[name][2] for name in as_came}
    texts = {name: [p.text for p in Model().label_html(page).paragraphs] for name, page in html.items() if page}
    assert texts["chunked"] == ["Ferries sa"] and texts["cp1252-called-latin-1"] == ["“Ferries” sail – again"]
    assert texts["cyrillic"] == texts["koi8"] == texts["header-before-meta"] == texts["meta-alone"] == texts["utf-16"]
    assert texts["shift-jis"] == texts["iso-2022-jp"] and texts["shift-jis"][0].startswith("フェリー")


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_cut_off_anywhere_in_a_record_says_so(tmp_path: Path, packed: bool) -> None:
    data = written(tmp_path, {name: PAGES[name] for name in ("latin-1", "cyrillic", "harbour")}, packed)
    whole = rows(data)
    for cut in range(whole[1].offset + 1, whole[2].offset, 3 if packed else 1):
        found = rows(data[:cut])
        assert found[0] == whole[0]
        if found[1:] != whole[1:2]:
            # Within the page's record; behind it is its request.
            faults = [row for row in found[1:] if row not in whole]
            assert faults, cut
            for row in faults:
                assert row.html is None and f"crawl.warc.gz, offset {row.offset}: found " in row.error, cut


def test_damage_is_a_row_and_the_pages_before_it_stay(tmp_path: Path) -> None:
    data = written(tmp_path, {name: PAGES[name] for name in ("latin-1", "cyrillic", "harbour")})
    whole = rows(data)
    at = whole[2].offset
    for damaged in (data[: at + 40] + b"\xff" * 200 + data[at + 240 :], data[:at] + b"no record at all" * 40):
        found = rows(damaged)
        assert found[:2] == whole[:2] and found[2].html is None and f"offset {at}" in found[2].error and len(found) == 3
    [row] = rows(b"<html><p>A page that is called WARC")
    assert row.html is None and "expected a whole WARC record" in row.error
    [row] = rows(b"")
    assert "found a file that breaks off" in row.error


def test_a_page_that_cannot_be_unpacked_or_is_too_long_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from unpitch.spark import _body

    monkeypatch.setattr(_body, "LONGEST_PAGE", 1 << 20)
    responses = {
        "zstd": ("200 OK", typed(Content_Encoding="zstd"), b"\x28\xb5\x2f\xfd"),
        "long": ("200 OK", typed(), b"<p>" + b"x" * (1 << 20)),
        "harbour": PAGES["harbour"],
    }
    zstd, long, harbour = rows(written(tmp_path, responses))
    assert zstd.html is None and "found the Content-Encoding 'zstd', expected one of" in zstd.error
    assert long.html is None and "found a page of more than 1 MiB" in long.error
    assert harbour.html == HARBOUR and harbour.error is None


def test_an_error_of_the_disk_is_none_of_the_page(tmp_path: Path) -> None:
    from unpitch.spark._records import rows as read

    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > 0:
                raise OSError("the connection was reset")
            return super().read(size)

    data = written(tmp_path, {str(i): PAGES["harbour"] for i in range(200)}, packed=False)
    with pytest.raises(OSError, match="reset"):
        list(read(Failing(data), "crawl.warc"))


def test_paths_are_files_and_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from unpitch.spark._files import files

    (tmp_path / "crawl/more").mkdir(parents=True)
    for name in ("b.warc.gz", "more/a.warc", "notes.txt", "x.warc.gz.tmp"):
        (tmp_path / "crawl" / name).write_bytes(b"")
    here = str(tmp_path)
    found = [f"{here}/crawl/b.warc.gz", f"{here}/crawl/more/a.warc"]
    monkeypatch.chdir(tmp_path)
    assert files("crawl") == files([f"{here}/crawl/"]) == found
    assert files([f"file://{here}/crawl", "crawl/notes.txt"]) == [*(f"file://{each}" for each in found), f"{here}/crawl/notes.txt"]
    assert files("s3://bucket/crawl/a.warc.gz") == ["s3://bucket/crawl/a.warc.gz"]
    for missing in ("nowhere", "nowhere.warc.gz"):
        with pytest.raises(FileNotFoundError, match="found nothing at"):
            files(missing)
    (tmp_path / "empty").mkdir()
    with pytest.raises(FileNotFoundError, match=r"found no file named \.warc or \.warc\.gz"):
        files("empty")
