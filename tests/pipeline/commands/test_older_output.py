"""An output folder of another contract is refused with one sentence; a run makes everything anew there."""

import json

import pandas as pd
import pytest

import sohoa as face
from sohoa.errors import InputError

OUT = "out"


@pytest.fixture
def older(sohoa, source, tmp_path):
    """An output folder in which document `a` (not `b`) looks as a version before contract 0.2 left it."""
    source("a.txt", "một")
    source("b.txt", "hai")
    sohoa("run", "in", "-o", OUT)
    path = tmp_path / OUT / "outcome" / "a.json"
    told = json.loads(path.read_text("utf-8"))
    old_name = tmp_path / OUT / "outcome" / "kh-1.json"
    del told["contract"], told["source_path"]
    old_name.write_text(json.dumps({**told, "name": "kh-1", "paths": ["/somewhere/in/a.txt"]}), "utf-8")
    path.unlink()
    return tmp_path / OUT


@pytest.mark.usefixtures("older")
@pytest.mark.parametrize(
    "command",
    [
        "status out",
        "status out --worst 3",
        "status out --json",
        "export out --to csv there",
        "export out --to xlsx there",
        "export out --to html there",
        "show in/a.txt --page 1 --stage words --out out -o x.png",
    ],
)
def test_it_is_refused_with_what_to_do(sohoa, command, monkeypatch):
    monkeypatch.setattr("sohoa.pipeline.view.stages._refuse_text", lambda *_: None)
    code, out, err = sohoa(*command.split())
    assert (code, out) == (3, "")
    assert err.startswith("sohoa: out: 1 of its documents were written by another version of sohoa")
    assert "`sohoa run SOURCES -o OUT`" in err
    assert len(err.splitlines()) == 1


def test_the_face_refuses_it_too(older):
    with pytest.raises(InputError, match="another version of sohoa"):
        face.load(older, "tasks")


def test_a_run_makes_it_anew_under_the_name_it_had(sohoa, older, calls):
    calls()
    code, _, err = sohoa("run", "in", "-o", OUT)
    assert (code, err) == (0, "")
    assert calls() == ["a.txt 1 source"]
    assert sorted(p.stem for p in (older / "outcome").iterdir()) == ["b", "kh-1"]
    assert json.loads((older / "outcome" / "kh-1.json").read_text("utf-8"))["contract"] == "0.2"
    assert sohoa("status", OUT)[0] == 0


def test_a_run_tells_of_those_that_it_did_not_make_anew(sohoa, older):
    code, _, err = sohoa("run", "in/b.txt", "-o", OUT)
    assert code == 0
    assert "out: 1 of its documents were written by another version of sohoa" in err
    assert (older / "outcome" / "kh-1.json").exists()


def test_an_outcome_names_no_place_of_the_machine(sohoa, source, tmp_path):
    source("x/a.txt", "một", "bug")
    source("y/b.txt", "một", "bug")
    source("c.txt", "unreadable")
    sohoa("run", tmp_path / "in", tmp_path / "in" / "c.txt", "-o", tmp_path / OUT)
    texts = [p.read_text("utf-8") for p in (tmp_path / OUT / "outcome").iterdir()]
    assert len(texts) == 2
    assert [t for t in texts if str(tmp_path) in t or "/tmp" in t] == []
    documents = pd.read_parquet(tmp_path / OUT / "documents").set_index("document")
    assert (documents.source_path["a"], list(documents.also_at["a"])) == ("x/a.txt", ["y/b.txt"])
    assert documents.source_path["c"] == "c.txt"
    told = json.loads((tmp_path / OUT / "outcome" / "a.json").read_text("utf-8"))
    assert told["problems"][0]["message_vi"].startswith("lỗi của chương trình: ZeroDivisionError")
