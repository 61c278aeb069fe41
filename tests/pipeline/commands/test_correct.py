"""`sohoa correct`: corrections that were made elsewhere."""

import json
import shutil

import pytest

from sohoa.pipeline.cli import main
from sohoa.pipeline.corrections.lines import correction_to_line
from sohoa.pipeline.corrections.store import read_corrections
from sohoa.pipeline.output.lock import only_writer
from sohoa.pipeline.output.paths import corrections_path, outcome_path, pdf_path
from tests.support import fake_stages
from tests.support.correctable_output import new_output, of_word, outcome, words, write_lines
from tests.support.corrections import undo, word


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    return new_output(tmp_path_factory.mktemp("made"), a="mot hai", b="nam")


@pytest.fixture
def out(made_once, tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return shutil.copytree(made_once, tmp_path / "out")


@pytest.fixture
def correct(out, capsys):
    def call(file, *options):
        code = main(["correct", str(out), str(file), *options], fake_stages.RECIPE)
        told = capsys.readouterr()
        assert "fault of the program" not in told.err
        return code, told.out, told.err

    return call


def test_corrections_of_several_documents(out, correct, tmp_path):
    file = write_lines(
        tmp_path / "c.jsonl", of_word(out, "a", "mot", "một", "k1"), of_word(out, "b", "nam", "năm", "k2")
    )
    code, told, _ = correct(file)
    assert code == 0
    assert told == "corrected a  (1 new)\ncorrected b  (1 new)\n"
    assert words(out, "a") == ["một", "hai"]
    assert words(out, "b") == ["năm"]


def test_applied_twice_it_does_nothing_more(out, correct, tmp_path):
    file = write_lines(tmp_path / "c.jsonl", of_word(out, "a", "mot", "một", "k1"))
    correct(file)
    before = (corrections_path(out, "a").read_bytes(), outcome(out, "a"))
    assert correct(file)[:2] == (0, "corrected a  (0 new)\n")
    assert (corrections_path(out, "a").read_bytes(), outcome(out, "a")) == before


def test_what_was_added_but_not_put_together_is_put_together(out, correct, tmp_path):
    file = write_lines(tmp_path / "c.jsonl", of_word(out, "a", "mot", "một", "k1"))
    corrections_path(out, "a").parent.mkdir()
    corrections_path(out, "a").write_bytes(file.read_bytes())  # as if killed behind that
    assert correct(file)[0] == 0
    assert words(out, "a") == ["một", "hai"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "no JSON"),
        (json.dumps({"id": "k9"}), "a value of another type, document"),
        (correction_to_line(word("k9")).replace("Hội", "Ho\\u0007i"), "control characters, or not in NFC, U+0007"),
        (correction_to_line(word("k9")).replace('"word"', '"wort"'), "no kind of correction, wort"),
    ],
)
def test_one_wrong_line_and_nothing_is_done(out, correct, tmp_path, line, why):
    file = write_lines(tmp_path / "c.jsonl", of_word(out, "a", "mot", "một", "k1"))
    file.write_text(f"{file.read_text('utf-8')}\n{line}\n", "utf-8")
    code, told, err = correct(file)
    assert (code, told) == (3, "")
    assert f"{file}:3: no correction: " in err
    assert why in err
    assert not corrections_path(out, "a").exists()


def test_a_document_that_is_not_there(out, correct, tmp_path):
    file = write_lines(tmp_path / "c.jsonl", of_word(out, "a", "mot", "một", "k1"), word("k2", document="zz"))
    code, _, err = correct(file)
    assert code == 3
    assert 'there is no document "zz" in it' in err
    assert not corrections_path(out, "a").exists()


def test_an_undo_of_nothing(correct, tmp_path):
    code, _, err = correct(write_lines(tmp_path / "c.jsonl", undo("u1", "k1")))
    assert code == 3
    assert "it undoes a correction that is not there, k1" in err


def test_what_has_no_place_is_listed_there_and_by_status(out, correct, tmp_path, capsys):
    file = write_lines(tmp_path / "c.jsonl", word("k1", before="Hòi", after="Hội"))
    code, _, err = correct(file)
    assert code == 1
    assert "a: page 1: a correction finds its place no more: Hòi → Hội (id k1)" in err
    main(["status", str(out)])
    assert "page 1: a correction finds its place no more: Hòi → Hội (id k1)" in capsys.readouterr().out
    main(["status", str(out), "--lang", "vi"])
    assert "trang 1: không còn tìm thấy chỗ của một sửa chữa: Hòi → Hội (mã k1)" in capsys.readouterr().out
    assert [c.id for c in read_corrections(out, "a").corrections] == ["k1"]


def test_a_file_that_is_not_there(correct, tmp_path):
    code, _, err = correct(tmp_path / "none.jsonl")
    assert code == 3
    assert "none.jsonl" in err


def test_no_output_folder(tmp_path):
    file = write_lines(tmp_path / "c.jsonl", word("k1"))
    assert main(["correct", str(tmp_path), str(file)], fake_stages.RECIPE) == 3


def test_an_output_of_another_contract(out, correct, tmp_path):
    path = outcome_path(out, "a")
    path.write_text(json.dumps({**json.loads(path.read_bytes()), "contract": "0.1"}))
    code, _, err = correct(write_lines(tmp_path / "c.jsonl", word("k1")))
    assert code == 3
    assert "contract" in err


def test_while_a_run_writes_nothing_is_done(out, correct, tmp_path, monkeypatch):
    monkeypatch.setattr("sohoa.pipeline.commands.correct._WAIT_S", 0.2)
    file = write_lines(tmp_path / "c.jsonl", of_word(out, "a", "mot", "một", "k1"))
    with only_writer(out):
        assert correct(file)[0] == 5
    assert not corrections_path(out, "a").exists()


def test_a_pdf_that_does_not_hold_them_yet_is_told(out, correct, tmp_path):
    pdf_path(out, "a").parent.mkdir()
    pdf_path(out, "a").write_bytes(b"%PDF-")
    told = correct(write_lines(tmp_path / "c.jsonl", of_word(out, "a", "mot", "một", "k1")))[1]
    assert "a.pdf does not hold them yet" in told
