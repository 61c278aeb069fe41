"""`sohoa report`: what rounds have found, in lines and as JSON."""

import json

import pytest

from sohoa.pipeline.cli import main
from sohoa.pipeline.rounds.nouns import Plan
from sohoa.pipeline.rounds.store import append_judgement, opened_round
from tests.support.layered_outputs import reading, write_output
from tests.support.rounds import drawn, field, item, said


@pytest.fixture
def out(tmp_path):
    source = tmp_path / "a.png"
    source.write_bytes(b"a")
    return write_output(tmp_path / "out", source, reading())


def judged(out):
    plan = Plan(30, 7, 4)
    items = (field("code", "45/KH-UBND"), item("Hòi", confidence=0.55), item("12", "cell", "figure", confidence=0.99))
    opened_round(out, plan, lambda: drawn(*items, plan=plan))
    for number, printed in enumerate(("45/KH-UBND", "Hội")):
        append_judgement(out, plan, said(number, printed))


@pytest.mark.parametrize(("language", "words"), [("en", "no quality round"), ("vi", "chưa có đợt kiểm tra")])
def test_without_a_round_it_says_how_to_begin_one(out, capsys, language, words):
    assert main(["report", str(out), "--lang", language]) == 0
    told = capsys.readouterr().out
    assert words in told
    assert "--round 30 --seed 7" in told


def test_a_round_in_lines(out, capsys):
    judged(out)
    assert main(["report", str(out), "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "30 % of the documents by seed 7, 1 of 5" in told
    assert f"2 of 3 places judged; `sohoa review {out} --round 30 --seed 7 --values 4` goes on" in told
    assert "1 of 1 documents without an error (20.7 – 100.0 %)" in told
    rows = {line.split("%")[-1].strip(): line.split()[:2] for line in told.splitlines() if "–" in line}
    assert rows["Word: text"] == rows["Running text"] == ["1", "1"]
    assert rows["Number, symbol"] == ["1", "0"]
    assert "0.60: 1 of 1 wrong, 1 of 1 places to look at" in told
    assert "all of them: 0.550 and below, 1 of 1 places" in told


def test_a_round_in_vietnamese_has_decimal_commas(out, capsys):
    judged(out)
    assert main(["report", str(out), "--lang", "vi"]) == 0
    told = capsys.readouterr().out
    assert "(20,7 – 100,0 %)" in told
    assert "0,60: 1 trên 1 chỗ sai" in told
    assert "từ 0,550 trở xuống" in told


def test_a_round_as_json(out, capsys):
    judged(out)
    assert main(["report", str(out), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["rounds"]
    assert (told["share"], told["seed"], told["values"], told["n_judged"]) == (30, 7, 4, 2)
    assert [(w["read"], w["printed"], w["confidence"]) for w in told["wrong"]] == [("Hòi", "Hội", 0.55)]
    assert {(r["kind"], r["what"]): r["rate"] for r in told["rates"]}["", ""] == 0.5
    assert told["catches_all"] == 0.55


def test_no_output_folder(tmp_path, capsys):
    assert main(["report", str(tmp_path / "none")]) != 0
    assert "none" in capsys.readouterr().err


@pytest.mark.parametrize("share", ["0", "101", "x", "2.5", "-3"])
def test_a_share_is_a_whole_number_of_per_cent(out, share):
    with pytest.raises(SystemExit) as e:
        main(["review", str(out), f"--round={share}"])
    assert e.value.code == 2
