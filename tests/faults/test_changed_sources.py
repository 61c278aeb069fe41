"""A source that changes while a run is under way: the SHA-256 that is stored is that of the bytes that were read."""

import hashlib
import json

import pandas as pd
import pytest

from sohoa.errors import ExitCode, SourceChanged
from sohoa.pipeline.output.source_bytes import read_stamp, require_digest, same_bytes, stamped_digest
from tests.support.fake_stages import replace_file


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def outcomes(out):
    told = [json.loads(p.read_text("utf-8")) for p in sorted((out / "outcome").glob("*.json"))]
    return {(t["source_file"], t["doc_id"]): t for t in told}


def test_a_file_replaced_after_it_was_hashed_is_read_under_its_own_digest(sohoa, source, tmp_path):
    source("a.txt", "một", "replace b.txt mới")
    b = source("b.txt", "cũ", "cũ")
    old = digest(b)
    code, out, err = sohoa("run", "in", "-o", "out", "-j", 1)
    assert (code, "b.txt was changed" in err) == (ExitCode.OK, True)
    told = outcomes(tmp_path / "out")
    assert ("b.txt", old) not in told
    assert told["b.txt", digest(b)]["status"] == "ok"
    assert told["b.txt", digest(b)]["name"] == "b"
    words = pd.read_parquet(tmp_path / "out" / "words" / "b.parquet")
    assert set(words.doc_id) == {digest(b)}
    assert list(words.text) == ["mới"]
    assert "2 documents: 2 ok" in out
    assert "2 done" in sohoa("run", "in", "-o", "out", "--dry-run")[1]


def test_a_file_replaced_between_its_pages_gives_pages_of_one_file_only(sohoa, source, tmp_path):
    a = source("a.txt", "một", "replace a.txt mới", "ba", "bốn")
    code, _, _ = sohoa("run", "in", "-o", "out", "-j", 2)
    assert code == ExitCode.OK
    assert list(outcomes(tmp_path / "out")) == [("a.txt", digest(a))]
    assert list(pd.read_parquet(tmp_path / "out" / "pages").text) == ["mới"]


def test_what_was_read_before_stays_under_its_own_digest(sohoa, source, tmp_path):
    source("a.txt", "một")
    b = source("b.txt", "hai")
    assert sohoa("run", "in", "-o", "out", "-j", 1)[0] == ExitCode.OK
    old = digest(b)
    source("a.txt", "replace b.txt mới")
    assert sohoa("run", "in", "-o", "out", "-j", 1, "--force")[0] == ExitCode.OK
    told = outcomes(tmp_path / "out")
    assert told["b.txt", old]["name"] == "b"
    assert told["b.txt", digest(b)]["name"] == f"b-{digest(b)[:8]}"
    words = pd.read_parquet(tmp_path / "out" / "words")
    assert dict(zip(words.doc_id, words.text, strict=True))[old] == "hai"


def test_a_file_that_never_rests_fails_by_its_name_and_costs_no_other(sohoa, source, tmp_path):
    source("a.txt", "grow")
    source("b.txt", "hai")
    code, _, err = sohoa("run", "in", "-o", "out", "-j", 2)
    assert code == ExitCode.SOME_FAILED
    assert "a.txt: the file was changed while it was read" in err
    told = {name: t for (name, _), t in outcomes(tmp_path / "out").items()}
    assert (told["a.txt"]["status"], told["b.txt"]["status"]) == ("failed", "ok")
    assert [(p["kind"], p["doubts"][0]["kind"]) for p in told["a.txt"]["problems"]] == [("changed", "source_changed")]
    assert (tmp_path / "out" / "text" / "a.txt").read_text("utf-8").strip() == ""


def test_a_file_that_is_gone_when_its_turn_comes_fails_by_its_name(sohoa, source, tmp_path):
    source("a.txt", "remove b.txt")
    source("b.txt", "hai")
    source("c.txt", "ba")
    code, _, err = sohoa("run", "in", "-o", "out", "-j", 1)
    assert code == ExitCode.SOME_FAILED
    assert "b.txt: the file was changed while it was read" in err
    told = {name: t["status"] for (name, _), t in outcomes(tmp_path / "out").items()}
    assert told == {"a.txt": "ok", "b.txt": "failed", "c.txt": "ok"}


def test_a_touched_file_is_the_same_file(sohoa, source, tmp_path):
    source("a.txt", "replace b.txt hai")
    b = source("b.txt", "hai")
    code, _, err = sohoa("run", "in", "-o", "out", "-j", 1)
    assert (code, err) == (ExitCode.OK, "")
    assert ("b.txt", digest(b)) in outcomes(tmp_path / "out")


def test_a_change_inside_is_told_in_place_of_what_it_led_to(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"one")
    stamp, doc_id = stamped_digest(path)
    with pytest.raises(SourceChanged), same_bytes(path, doc_id, stamp):
        path.write_bytes(b"two and more")
        raise ValueError("garbage was read")
    with pytest.raises(ZeroDivisionError), same_bytes(path, stamped_digest(path)[1], read_stamp(path)):
        raise ZeroDivisionError  # nothing changed: it is no fault of the file


def test_there_and_back_again_inside_is_a_change(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"one")
    stamp, doc_id = stamped_digest(path)
    with pytest.raises(SourceChanged), same_bytes(path, doc_id, stamp):
        for text in ("two", "one"):
            replace_file(path, text)


def test_bytes_behind_an_unchanged_stamp_are_hashed_again_at_the_end(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"one")
    doc_id = stamped_digest(path)[1]
    require_digest(path, doc_id)
    path.write_bytes(b"two")
    with pytest.raises(SourceChanged):
        require_digest(path, doc_id)
    path.unlink()
    with pytest.raises(SourceChanged):
        require_digest(path, doc_id)
