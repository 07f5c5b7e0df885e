"""What a person should look at in labelled files."""

from pathlib import Path

import pytest

import unpitch

DATA = Path(__file__).resolve().parents[2] / "data"


def test_findings_have_path_line_and_rule(tmp_path: Path) -> None:
    path = tmp_path / "gap.csv"
    path.write_text("page,position,text,label\np,0,Home,navigation\np,3,Ferries sail again.,article\np,4,x,tides\n")
    found = unpitch.check(path, folds=0)
    assert [(Path(f.path), f.line, f.rule) for f in found] == [(path, 3, "position-gap"), (path, 4, "invalid-row")]
    assert "tides" in found[1].message and found[0].other is None
    assert repr(found[0]).startswith("<unpitch.Finding position-gap ")
    assert unpitch.check(path, rules=["no-article"]) == []


def test_nothing_is_found_in_sound_data_and_what_is_wrong_is_named() -> None:
    assert unpitch.check(DATA / "train.csv", DATA / "validation.csv", folds=0) == []
    with pytest.raises(ValueError, match="tides"):
        unpitch.check(DATA / "train.csv", rules=["tides"])
    with pytest.raises(OSError):
        unpitch.check("no-such-file.csv")
