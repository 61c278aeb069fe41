"""Corrections on the disk: added to, never changed; a spoiled line costs no other."""

import json
import os
import random
import shutil
from dataclasses import replace

import pytest

from sohoa.errors import CannotWrite, InputError
from sohoa.nouns.correctable import RecordKind
from sohoa.nouns.correction_place import Fault, NotACorrection, Spot, Where
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.corrections.lines import correction_to_line, line_to_correction
from sohoa.pipeline.corrections.store import append_corrections, new_id, read_corrections
from sohoa.pipeline.output.lock import Purpose, only_writer
from sohoa.pipeline.output.paths import corrections_path, outcome_path
from tests.support.correctable_output import new_output
from tests.support.corrections import at, made, undo, word


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    return new_output(tmp_path_factory.mktemp("made"), a="một hai\nba")


@pytest.fixture
def out(made_once, tmp_path):
    return shutil.copytree(made_once, tmp_path / "out")


def some_corrections(n, seed=1):
    rng = random.Random(seed)
    for k in range(n):
        x, y = rng.uniform(0, 500), rng.uniform(0, 800)
        text = "".join(rng.choices('aăâbcdđeêghệọữ ,;|"\\/<>&', k=rng.randint(1, 30))).strip() or "x"
        place = at(
            rng.randint(1, 9), x, y, x + rng.uniform(1, 60), y + 9, table_id="p001-1", row=k, col=rng.randint(0, 5)
        )
        yield made("cell", place, "a", text, ident=f"k{seed}-{k}")


def test_a_line_and_back():
    task = replace(at(record=RecordKind.TASKS, row=2), field="quarters")
    many = [
        *some_corrections(200),
        word("w"),
        undo("u", "w"),
        made("record_field", task, None, ("1", "2")),
        made("turn_page", Where(spots=(Spot(3),)), "0", "90"),
    ]
    for correction in many:
        line = correction_to_line(correction)
        again = line_to_correction(line)
        assert correction_to_line(again) == line
        assert replace(again, where=correction.where) == correction
        assert "\n" not in line


def test_what_was_added_is_read_in_order(out):
    given = list(some_corrections(30))
    assert append_corrections(out, "a", given[:10]) == 10
    assert append_corrections(out, "a", given) == 20
    assert append_corrections(out, "a", given) == 0
    kept = read_corrections(out, "a")
    assert [c.id for c in kept.corrections] == [c.id for c in given]
    assert kept.bad_lines == ()
    assert read_corrections(out, "b").corrections == ()


def test_undo_and_undo_of_undo(out):
    append_corrections(out, "a", [word("k1"), word("k2")])
    before = read_corrections(out, "a")
    append_corrections(out, "a", [undo("u1", "k1")])
    once = read_corrections(out, "a")
    append_corrections(out, "a", [undo("u2", "u1")])
    twice = read_corrections(out, "a")
    assert [c.id for c in once.in_force] == ["k2"]
    assert twice.in_force == before.in_force
    assert twice.digest == before.digest != once.digest
    assert len(twice.corrections) == 4


def test_all_undone_is_as_if_nothing_was_said(out):
    append_corrections(out, "a", [word("k1"), undo("u1", "k1")])
    assert read_corrections(out, "a").digest == ""


@pytest.mark.parametrize("n_bytes", [1, 7, 40, 150])
def test_a_cut_line_costs_no_other(out, n_bytes):
    append_corrections(out, "a", [word("k1"), word("k2")])
    path = corrections_path(out, "a")
    whole = path.read_bytes()
    path.write_bytes(whole[: -n_bytes - 1])
    cut = read_corrections(out, "a")
    assert [c.id for c in cut.corrections] == ["k1"]
    assert [(b.line, b.fault) for b in cut.bad_lines] == [(2, Fault.CUT)]
    append_corrections(out, "a", [word("k3"), word("k2")])
    mended = read_corrections(out, "a")
    assert [c.id for c in mended.corrections] == ["k1", "k3", "k2"]
    assert [b.line for b in mended.bad_lines] == [2]


def test_a_line_that_lacks_its_end_alone_is_whole(out):
    append_corrections(out, "a", [word("k1")])
    path = corrections_path(out, "a")
    path.write_bytes(path.read_bytes()[:-1])
    assert append_corrections(out, "a", [word("k2")]) == 1
    assert [c.id for c in read_corrections(out, "a").corrections] == ["k1", "k2"]
    assert read_corrections(out, "a").bad_lines == ()


def line(**changed):
    told = json.loads(correction_to_line(word("h1")))
    return json.dumps({**told, **changed})


HOSTILE = {
    b"\x00" * 500: Fault.NO_JSON,
    b"\xff\xfe{}": Fault.NO_JSON,
    b"[" * 200_000: Fault.NO_JSON,
    b"9" * 5000: Fault.NO_JSON,
    b"{}": Fault.WRONG_TYPE,
    b"[]": Fault.WRONG_TYPE,
    b"null": Fault.WRONG_TYPE,
    line(kind="rm -rf"): Fault.KIND,
    line(kind=["word"]): Fault.KIND,
    line(id="../../etc/passwd"): Fault.ID,
    line(document="b"): Fault.DOCUMENT,
    line(document="../a"): Fault.DOCUMENT,
    line(more=1): Fault.UNKNOWN_KEY,
    line(after=7): Fault.WRONG_TYPE,
    line(after={"x": 1}): Fault.WRONG_TYPE,
    line(after="\u202e"): Fault.TEXT,
    line(after="\ud800"): Fault.TEXT,
    line(when="yesterday"): Fault.WHEN,
    line(when="2026-03-14T08:00:00"): Fault.WHEN,
    line(where=[]): Fault.WRONG_TYPE,
    line(where={"spots": 3}): Fault.WRONG_TYPE,
    line(where={"spots": [{"page": True, "box": [0, 0, 1, 1]}]}): Fault.WRONG_TYPE,
    line(where={"spots": [{"page": 1, "box": [0, 0, 1]}]}): Fault.PLACE,
    line(where={"spots": [{"page": 1, "box": [5, 5, 1, 1]}]}): Fault.PLACE,
    line(where={"spots": [{"page": 10**30, "box": [0, 0, 1, 1]}]}): Fault.PLACE,
    line(where={"spots": [{"page": 1, "box": [0, 0, 1, 10**400]}]}): Fault.PLACE,
    line(where={"spots": [{"page": 1, "box": [0, 0, 1, float("nan")]}]}): Fault.PLACE,
    line(where={"spots": [{"page": 1, "box": [0, 0, 1, 1]}] * 9999}): Fault.PLACE,
    b'"' + b"x" * 2**21 + b'"': Fault.TOO_LONG,
}


@pytest.mark.parametrize(("spoiled", "fault"), HOSTILE.items(), ids=range(len(HOSTILE)))
def test_a_spoiled_line_is_told_and_costs_no_other(out, spoiled, fault):
    append_corrections(out, "a", [word("k1")])
    path = corrections_path(out, "a")
    bad = spoiled if isinstance(spoiled, bytes) else spoiled.encode("utf-8", "surrogatepass")
    path.write_bytes(path.read_bytes() + bad + b"\n")
    append_corrections(out, "a", [word("k2")])
    kept = read_corrections(out, "a")
    assert [c.id for c in kept.corrections] == ["k1", "k2"]
    assert [(b.line, b.fault) for b in kept.bad_lines] == [(2, fault)]


def test_an_id_is_one_correction(out):
    append_corrections(out, "a", [word("k1")])
    with pytest.raises(NotACorrection) as told:
        append_corrections(out, "a", [word("k2"), word("k1", after="Hối")])
    assert told.value.fault is Fault.OTHER_CONTENT
    assert [c.id for c in read_corrections(out, "a").corrections] == ["k1"]


def test_only_what_is_there_is_undone(out):
    with pytest.raises(NotACorrection) as told:
        append_corrections(out, "a", [undo("u1", "k1")])
    assert told.value.fault is Fault.OF


def test_a_document_that_is_not_there(out):
    with pytest.raises(InputError) as told:
        append_corrections(out, "b", [word("k1", document="b")])
    assert told.value.doubt.kind is DoubtKind.NO_DOCUMENT
    assert not corrections_path(out, "b").exists()


def test_another_contract_is_refused(out):
    path = outcome_path(out, "a")
    told = json.loads(path.read_bytes())
    path.write_text(json.dumps({**told, "contract": "0.1"}))
    with pytest.raises(InputError) as error:
        append_corrections(out, "a", [word("k1")])
    assert error.value.doubt.kind is DoubtKind.OLD_OUTPUT


def test_while_a_run_writes_nothing_is_added(out):
    with only_writer(out), pytest.raises(InputError) as told:
        append_corrections(out, "a", [word("k1")])
    assert told.value.doubt.kind is DoubtKind.OUT_IS_BEING_WRITTEN
    with only_writer(out, Purpose.CORRECT):
        assert append_corrections(out, "a", [word("k1")]) == 1


@pytest.mark.parametrize("what", ["file", "folder", "pipe"])
def test_no_link_is_followed(out, tmp_path, what):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.jsonl").write_text("")
    path = corrections_path(out, "a")
    if what == "folder":
        path.parent.symlink_to(elsewhere)
    else:
        path.parent.mkdir()
        path.symlink_to(elsewhere / "a.jsonl") if what == "file" else os.mkfifo(path)
    with pytest.raises(CannotWrite):
        append_corrections(out, "a", [word("k1")])
    with pytest.raises(InputError):
        read_corrections(out, "a")
    assert (elsewhere / "a.jsonl").read_text() == ""


def test_ids_differ():
    assert len({new_id() for _ in range(1000)}) == 1000
