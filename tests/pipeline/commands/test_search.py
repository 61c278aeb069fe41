"""`sohoa search`: what it prints, in two languages and as JSON; what it says where something is in the way."""

import json

import pytest

from sohoa.pipeline.cli import main
from sohoa.pipeline.output.lock import Purpose, only_writer
from sohoa.pipeline.output.paths import outcome_path
from tests.support.layered_outputs import reading, write_output
from tests.support.searched_outputs import searched_output


@pytest.fixture
def out(tmp_path):
    return searched_output(tmp_path)


def test_hits_are_told_with_page_box_and_passage(out, capsys):
    assert main(["search", str(out), "--lang", "en", "thuy san"]) == 0
    said = capsys.readouterr()
    place, passage = said.out.splitlines()
    assert place == "b page 1, box 331 240 438 274 (pixels)"
    assert passage == "    Số: 45/KH-UBND Kế hoạch nuôi [thủy sản] Trồng cây xã Vân Đường bảo đảm 95%"
    assert said.err.splitlines() == [
        "sohoa: the search index is made of the datasets (3 documents)",
        "sohoa: 1 page in 1 document",
    ]


def test_where_not_all_are_shown_that_is_told(out, capsys):
    assert main(["search", str(out), "--lang", "en", "--limit", "1", "ke hoach"]) == 0
    assert capsys.readouterr().err.splitlines()[-1].endswith("; the best 1 are shown")


def test_vietnamese(out, capsys):
    assert main(["search", str(out), "--lang", "vi", "xaxa"]) == 0
    assert capsys.readouterr().err.splitlines()[-1] == "sohoa: không tìm thấy gì"


def test_words_that_the_shell_holds_together_are_a_phrase(out, capsys):
    assert main(["search", str(out), "-q", "hoạch đổi"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["search", str(out), "-q", "hoạch", "đổi"]) == 0
    assert capsys.readouterr().out.startswith("a page 1, box")


def test_json(out, capsys):
    filters = ["--year", "2031", "--type", "ke hoach", "--agency", "van"]
    assert main(["search", str(out), "thủy sản", "--json", *filters]) == 0
    told = json.loads(capsys.readouterr().out)
    (hit,) = told["hits"]
    assert (told["n_pages"], told["marks_heeded"]) == (1, True)
    assert (hit["document"], hit["page"], hit["box"], hit["where"]) == ("b", 1, [331, 240, 438, 274], "text")
    assert hit["found"] == ["thủy", "sản"]
    assert (hit["issued_year"], hit["doc_type"], hit["issuing_authority"]) == (2031, "KẾ HOẠCH", "UBND xã Vân Đường")


@pytest.mark.parametrize(
    ("asked", "code", "words"),
    [
        ([""], 2, "nothing to look for"),
        (['"* ^'], 2, "nothing to look for"),
        (["x" * 100_000], 2, "too much"),
        (["xã", "--year", "năm"], 2, "no year of issue: năm"),
    ],
)
def test_a_bad_query_is_told(out, capsys, asked, code, words):
    assert main(["search", str(out), "--lang", "en", *asked]) == code
    assert words in capsys.readouterr().err


def test_no_output_folder(tmp_path, capsys):
    assert main(["search", str(tmp_path), "xã", "--lang", "en"]) == 3
    assert "no output folder" in capsys.readouterr().err


def test_an_older_contract_is_told(out, capsys):
    path = outcome_path(out, "b")
    path.write_text(path.read_text("utf-8").replace('"contract": "0.2"', '"contract": "0.1"'), "utf-8")
    assert main(["search", str(out), "xã"]) == 3
    assert "0.2" in capsys.readouterr().err


def test_an_output_that_a_run_is_writing_is_searched_and_told(out, capsys):
    with only_writer(out):
        assert main(["search", str(out), "--lang", "en", "thủy sản"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("b page 1")
    assert "a run is writing" in said.err
    with only_writer(out, Purpose.CORRECT):
        assert main(["search", str(out), "--lang", "en", "thủy sản"]) == 0
    assert "a run is writing" not in capsys.readouterr().err


def test_what_a_scan_says_does_not_steer_the_terminal(tmp_path, capsys):
    (tmp_path / "x.png").write_bytes(b"x")
    line = reading(lines=("thu \x1b[31mđỏ\x07 =HYPERLINK(1) \u202e",))
    out = write_output(tmp_path / "out", tmp_path / "x.png", line)
    assert main(["search", str(out), "thu"]) == 0
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "\x07" not in said
    assert "\\x1b[31mđỏ\\x07" in said


def test_a_damaged_document_is_told_and_the_others_are_found(out, capsys):
    (out / "words" / "a.parquet").write_bytes(b"PAR1")
    assert main(["search", str(out), "--lang", "en", "duong"]) == 1
    said = capsys.readouterr()
    assert "a.parquet" in said.err
    assert "c page 1" in said.out
