"""A document that was corrected is put together again; a run takes corrections into account by itself."""

import shutil
from dataclasses import replace

import pytest

from sohoa.errors import InputError
from sohoa.nouns.correction_place import Spot, Where
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.batch.reassembly import is_corrected_since, reassemble
from sohoa.pipeline.corrections.store import append_corrections
from sohoa.pipeline.output.damage import Health, examine
from sohoa.pipeline.output.lock import Purpose, only_writer
from sohoa.pipeline.output.outcomes import save_outcome
from tests.support import fake_stages
from tests.support.correctable_output import calls, new_output, of_word, outcome, reading, run, words
from tests.support.corrections import made, undo


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    return new_output(tmp_path_factory.mktemp("made"), a="mot hai\nba bon", b="nam").parent


@pytest.fixture
def out(made_once, tmp_path):
    shutil.copytree(made_once / "in", tmp_path / "in")
    return shutil.copytree(made_once / "out", tmp_path / "out")


def corrected(out, *corrections, name="a", source=None):
    append_corrections(out, name, corrections)
    with only_writer(out, Purpose.CORRECT):
        return reassemble(out, name, source, fake_stages.RECIPE)


def test_nothing_is_read_anew(out, tmp_path):
    read = calls(tmp_path)
    ended = corrected(out, of_word(out, "a", "mot", "một", "k1"), of_word(out, "a", "bon", "bốn", "k2", page=2))
    assert words(out, "a") == ["một", "hai", "ba", "bốn"]
    assert words(out, "a", "text_ocr") == ["mot", "hai", "ba", "bon"]
    assert words(out, "a", "corrected") == [True, False, False, True]
    assert words(out, "a", "confidence")[0] == 1.0
    assert (out / "text" / "a.txt").read_text("utf-8").split() == ["một", "hai", "ba", "bốn"]
    assert ended == outcome(out, "a")
    assert (ended.complete, ended.problems) == (True, ())
    assert calls(tmp_path) == read
    assert {f.health for f in examine(out, quick=False)} == {Health.GOOD}


def test_the_source_need_not_be_at_hand(out, tmp_path):
    correction = of_word(out, "a", "mot", "một", "k1")
    shutil.rmtree(tmp_path / "in")
    corrected(out, correction)
    assert words(out, "a")[0] == "một"


def test_a_run_leaves_what_was_put_together_and_takes_what_was_not(out, tmp_path):
    corrected(out, of_word(out, "a", "mot", "một", "k1"))
    read = calls(tmp_path)
    assert run(tmp_path) == 0
    assert calls(tmp_path) == read
    append_corrections(out, "a", [of_word(out, "a", "hai", "hài", "k2")])
    assert is_corrected_since(out, outcome(out, "a"))
    assert run(tmp_path) == 0
    assert not is_corrected_since(out, outcome(out, "a"))
    assert words(out, "a")[:2] == ["một", "hài"]
    assert calls(tmp_path) == read


def test_a_forced_run_keeps_corrections(out, tmp_path):
    corrected(out, of_word(out, "a", "mot", "một", "k1"))
    read = calls(tmp_path)
    assert run(tmp_path, "--force") == 0
    assert calls(tmp_path) == read + 3
    assert words(out, "a")[0] == "một"
    assert outcome(out, "a").problems == ()


def test_an_undone_correction_is_gone_from_the_data(out):
    before = words(out, "a", "confidence")
    corrected(out, of_word(out, "a", "mot", "một", "k1"))
    ended = corrected(out, undo("u1", "k1"))
    assert words(out, "a")[0] == "mot"
    assert words(out, "a", "confidence") == before
    assert ended.corrections == ""


def test_a_correction_without_a_place_is_told_and_stays(out, tmp_path):
    lost = replace(of_word(out, "a", "mot", "một", "k1"), before="xyz", after="uvw")
    ended = corrected(out, lost)
    told = [(p.kind, p.page, p.doubts[0].kind) for p in ended.problems]
    assert told == [("correction", 1, "correction_unplaced")]
    assert ended.status == "ok"
    assert run(tmp_path, "--force") == 0
    assert [p.kind for p in outcome(out, "a").problems] == ["correction"]


def turn(page, rotation, ident="t1"):
    return made("turn_page", Where(spots=(Spot(page),)), "0", str(rotation), ident)


def test_a_turned_page_waits_for_the_run_which_reads_it_alone(out, tmp_path):
    ended = corrected(out, turn(2, 90))
    assert [p.doubts[0].kind for p in ended.problems] == [DoubtKind.CORRECTION_WAITS]
    assert not ended.complete
    read = calls(tmp_path)
    assert run(tmp_path) == 0
    assert calls(tmp_path) == read + 1
    assert reading(out, "a", 2).frame.rotation == 90
    assert (outcome(out, "a").problems, outcome(out, "a").complete) == ((), True)
    assert run(tmp_path) == 0
    assert calls(tmp_path) == read + 1


def test_a_turned_page_is_read_at_once_where_the_source_is_at_hand(out, tmp_path):
    read = calls(tmp_path)
    ended = corrected(out, turn(2, 180), source=tmp_path / "in" / "a.txt")
    assert (ended.problems, ended.complete) == ((), True)
    assert reading(out, "a", 2).frame.rotation == 180
    ended = corrected(out, undo("u1", "t1"), source=tmp_path / "in" / "a.txt")
    assert reading(out, "a", 2).frame.rotation == 0
    assert calls(tmp_path) == read + 2
    assert run(tmp_path) == 0
    assert calls(tmp_path) == read + 2


def test_an_undone_turn_is_read_by_the_next_run(out, tmp_path):
    corrected(out, turn(1, 90), source=tmp_path / "in" / "a.txt")
    assert not corrected(out, undo("u1", "t1")).complete
    assert run(tmp_path) == 0
    assert reading(out, "a").frame.rotation == 0


def test_settings_of_the_run_are_those_of_the_document(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("mot hai\n", "utf-8")
    (tmp_path / "s.toml").write_text("[records]\nreview_below = 0.9\n")
    assert run(tmp_path, "--settings", str(tmp_path / "s.toml"), "--no-join") == 0
    out = tmp_path / "out"
    assert outcome(out, "a").settings == {"tables": {"join": False}, "records": {"review_below": 0.9}}
    digest = outcome(out, "a").settings_digest
    assert corrected(out, of_word(out, "a", "mot", "một", "k1")).settings_digest == digest


def test_settings_that_are_not_known_are_not_guessed(out):
    save_outcome(out, replace(outcome(out, "a"), settings={"tables": {"join": False}}))
    with pytest.raises(InputError) as told:
        corrected(out, of_word(out, "a", "mot", "một", "k1"))
    assert told.value.doubt.kind is DoubtKind.OTHER_SETTINGS


def test_no_page_is_lost_where_a_checkpoint_is_missing(out):
    correction = of_word(out, "a", "mot", "một", "k1")
    (out / "checkpoints" / "a" / "p0002.json.gz").unlink()
    before = words(out, "a")
    with pytest.raises(InputError) as told:
        corrected(out, correction)
    assert told.value.doubt.kind is DoubtKind.NO_CHECKPOINT
    assert words(out, "a") == before


def test_a_document_of_another_version_is_not_said_to_be_complete(out):
    save_outcome(out, replace(outcome(out, "a"), version="0.1.0+000000000000"))
    assert not corrected(out, of_word(out, "a", "mot", "một", "k1")).complete
    assert words(out, "a")[0] == "một"
