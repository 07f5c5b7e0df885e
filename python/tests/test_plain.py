"""Plain values say all that the classes say, by the same names."""

import json
import subprocess
import sys
from pathlib import Path

import unpitch
from unpitch import Metadata, Model, Verdict, _plain

ROOT = Path(__file__).parents[2]
PAGE = Model().label_html((ROOT / "data/html/harbour.html").read_bytes())


def public(of: type) -> list[str]:
    return sorted(name for name in dir(of) if not name.startswith("_"))


def test_nothing_is_left_out() -> None:
    assert sorted(_plain.METADATA) == public(Metadata) and sorted(_plain.VERDICT) == public(Verdict)
    stub = (Path(unpitch.__file__).parent / "_unpitch.pyi").read_text()
    for names in (_plain.ACCESS, _plain.KINDS):
        assert f"Literal[{', '.join(json.dumps(name) for name in names)}]" in stub


def test_values_are_plain() -> None:
    verdict, paragraphs = _plain.verdict(PAGE), _plain.paragraphs(PAGE)
    assert (verdict["access"], verdict["kind"]) == (PAGE.verdict.access, PAGE.verdict.kind) == ("gated", "article")
    assert list(verdict["shares"]) == ["article", "subscription-pitch", "navigation", "related-content"]
    assert {type(name) for name in verdict["shares"]} == {type(paragraph["label"]) for paragraph in paragraphs} == {str}
    assert [paragraph["text"] for paragraph in paragraphs] == [paragraph.text for paragraph in PAGE.paragraphs]
    assert _plain.metadata(PAGE)["authors"] == ["Ada Quill"]
    everything = [verdict, paragraphs, _plain.metadata(PAGE)]
    assert json.loads(json.dumps(everything)) == everything


def test_the_package_itself_imports_no_crawler() -> None:
    program = "import sys, unpitch; print([name for name in ('scrapy', 'datatrove') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
