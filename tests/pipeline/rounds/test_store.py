"""A round on the disk: it appears whole, is only added to, and what a power cut leaves of it is told."""

import pytest

from sohoa.errors import InputError, SohoaError
from sohoa.pipeline.corrections.store import append_corrections
from sohoa.pipeline.rounds.store import append_judgement, judged, opened_round, read_round, read_rounds, round_path
from tests.support.corrections import undo, word
from tests.support.layered_outputs import reading, write_output
from tests.support.rounds import PLAN, drawn, field, item, said


@pytest.fixture
def out(tmp_path):
    source = tmp_path / "a.png"
    source.write_bytes(b"a")
    return write_output(tmp_path / "out", source, reading())


def begun(out, *items):
    return opened_round(out, PLAN, lambda: drawn(*items))


def test_what_is_kept_is_what_was_drawn(out):
    items = (item(), item("", "cell", "empty", "p001-1/2/0", confidence=None), field("code", "45/KH-UBND"))
    assert begun(out, *items).round == drawn(*items)


def test_the_same_plan_goes_on(out):
    begun(out, item("Hội"))
    append_judgement(out, PLAN, said(0, "Hội"))
    again = begun(out, item("khác"), item("khác nữa"))
    assert [i.text for i in again.round.items] == ["Hội"]
    assert again.judgements == (said(0, "Hội"),)


def test_a_cut_judgement_costs_no_other(out):
    begun(out, item(), item("Sở"))
    append_judgement(out, PLAN, said(0, "Hội"))
    with round_path(out, PLAN).open("ab") as file:
        file.write(b'{"judged": 1, "pri')
    append_judgement(out, PLAN, said(1, "Sở"))
    kept = read_round(out, round_path(out, PLAN))
    assert [j.item for j in kept.judgements] == [0, 1]
    assert kept.bad_lines == (5,)


@pytest.mark.parametrize(
    "line", ['{"judged": 9, "printed": "", "corrections": [], "who": "", "when": "x"}', "[1]", "{}"]
)
def test_what_is_no_judgement_is_told(out, line):
    begun(out, item())
    with round_path(out, PLAN).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    assert read_round(out, round_path(out, PLAN)).bad_lines == (3,)


def test_a_spoiled_item_is_told(out):
    begun(out, item(), item())
    path = round_path(out, PLAN)
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([lines[0], "{", *lines[2:]]), "utf-8")
    with pytest.raises(InputError):
        read_rounds(out)


def test_undone_is_not_judged(out):
    begun(out, item())
    append_corrections(out, "a", [word("w1")])
    append_judgement(out, PLAN, said(0, "Hội", "w1"))
    assert list(judged(out, read_rounds(out)[0])) == [0]
    append_corrections(out, "a", [undo("u1", "w1")])
    assert judged(out, read_rounds(out)[0]) == {}


def test_the_last_judgement_counts_and_an_undone_one_gives_way(out):
    begun(out, item())
    append_corrections(out, "a", [word("w1", after="Hời"), word("w2")])
    append_judgement(out, PLAN, said(0, "Hời", "w1"))
    append_judgement(out, PLAN, said(0, "Hội", "w2"))
    assert judged(out, read_rounds(out)[0])[0].printed == "Hội"
    append_corrections(out, "a", [undo("u1", "w2")])
    assert judged(out, read_rounds(out)[0])[0].printed == "Hời"


def test_no_rounds(out):
    assert read_rounds(out) == []


def test_a_link_is_not_followed(out, tmp_path):
    begun(out, item())
    path = round_path(out, PLAN)
    path.rename(tmp_path / "elsewhere.jsonl")
    path.symlink_to(tmp_path / "elsewhere.jsonl")
    with pytest.raises(SohoaError):
        read_round(out, path)
    with pytest.raises(SohoaError):
        append_judgement(out, PLAN, said(0, "Hội"))
