"""Names of files: any bytes that a file system allows, and none of them steers the terminal."""

import json
import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.errors import ExitCode
from sohoa.pipeline.output.document_names import FoundFile, KnownSource, clean_name, name_sources
from sohoa.telling import for_terminal

ODD = [
    b"\xff.txt",
    b"\xfe.txt",
    b"k\xe0 ho\xa1ch.txt",
    b"k\xe1 ho\xa2ch.txt",
    b"\x1b[31mred\x1b]0;title\x07.txt",
    b"line\nbreak\ttab.txt",
    b"bell\x07 back\x08space.txt",
    "\u202egnp.txt".encode(),
    "x\u2028y.txt".encode(),
    b"-o.txt",
    b"%s {0} {detail}.txt",
    b"'\"`$(touch boo)`.txt",
    b"a" * 250 + b".txt",
    "ế".encode() * 80 + b".txt",
]


@pytest.fixture
def odd_names(source):
    """A source under each of the names."""
    for k, name in enumerate(ODD):
        source(os.fsdecode(name), f"chữ số {k}")


@pytest.mark.usefixtures("odd_names")
def test_every_name_has_an_outcome_of_its_own(sohoa, tmp_path):
    code, _, err = sohoa("run", "in", "-o", "out", "-j", 2)
    assert (code, err) == (ExitCode.OK, "")
    told = [json.loads(p.read_text("utf-8")) for p in (tmp_path / "out" / "outcome").iterdir()]
    assert len(told) == len({t["doc_id"] for t in told}) == len(ODD)
    assert {t["status"] for t in told} == {"ok"}
    assert len(list((tmp_path / "out" / "text").glob("*.txt"))) == len(ODD)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "out"]
    assert sohoa("run", "in", "-o", "out", "-j", 2)[1].count("done  ") == len(ODD)


@pytest.mark.usefixtures("odd_names")
def test_what_a_name_holds_is_shown_and_not_done(sohoa):
    for command in (("run", "in", "-o", "out", "-j", "1"), ("status", "out"), ("run", "in", "-o", "out", "--dry-run")):
        _, out, err = sohoa(*command)
        for text in (out, err):
            assert not set(text) & set("\x1b\x07\x08\u202e\u2028\r\t")


def test_a_bad_file_with_an_escape_sequence_is_told_in_signs(sohoa, source):
    source("a\x1b[2J.txt", "unreadable")
    code, _, err = sohoa("run", "in", "-o", "out", "-j", 1)
    assert code == ExitCode.NOTHING_READABLE
    assert "a\\x1b[2J.txt: " in err


def test_a_failure_that_names_such_a_file_still_has_its_outcome(sohoa, source, outcome):
    source("a\udcff.txt", "bug of this file")
    code, _, err = sohoa("run", "in", "-o", "out", "-j", 1)
    assert code == ExitCode.NOTHING_READABLE
    told = outcome("a\ufffd")
    assert told["status"] == "failed"
    assert "udcff" in told["problems"][0]["message"]
    assert "a\\udcff.txt" in err


TURNS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
"""Classes of the signs that turn the direction of writing (UAX 9)."""


def steers(sign):
    return unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(sign) in TURNS


@given(st.text() | st.text(alphabet="a\x1b\x9b\n\u200e\u2028\u2029\u202a\u202e\u2066\u2069\udcff"))
def test_no_line_steers_a_terminal(text):
    shown = for_terminal(text)
    assert for_terminal(shown) == shown
    assert [c for c in shown if steers(c) or c in "\u200e\u200f"] == []
    assert shown.isprintable() or all(c.isprintable() or ord(c) >= 0xA0 for c in shown)
    shown.encode("utf-8")


@pytest.mark.parametrize("sign", "\x00\x1b\x7f\x9b\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\udcff", ids=ascii)
def test_each_sign_that_steers_is_shown_in_letters(sign):
    assert for_terminal(f"a{sign}b") == f"a{ascii(sign)[1:-1]}b"


@pytest.mark.parametrize("line", ["Kế hoạch 12/KH-UBND", "tiền: 85 000 000 đ", "日本 · é · ề"])
def test_words_are_left_as_they_are(line):
    assert for_terminal(line) == line


A, B = "a" * 64, "a" * 8 + "b" * 56


def names(*pairs, known=None):
    return [s.name for s in name_sources([(FoundFile.given(Path(p)), d) for p, d in pairs], known or {})]


def test_a_file_may_be_called_as_another_would_be():
    assert names(("kh-aaaaaaaa.pdf", "c" * 64), ("kh.pdf", "d" * 64), ("kh.tif", A)) == [
        "kh-aaaaaaaa", "kh", f"kh-{A[:16]}",
    ]  # fmt: skip
    assert names(("kh.pdf", "c" * 64), ("kh.tif", A), ("kh.png", B)) == ["kh", "kh-aaaaaaaa", f"kh-{B[:16]}"]


def test_a_name_that_an_earlier_run_gave_away_is_not_given_again():
    known = {"c" * 64: KnownSource("kh", "kh.pdf"), "d" * 64: KnownSource("kh-aaaaaaaa", "kh-aaaaaaaa.pdf")}
    assert names(("kh.tif", A), known=known) == [f"kh-{A[:16]}"]


@pytest.mark.parametrize(
    ("file", "name"), [("a\x1b[31m.pdf", "a_[31m"), ("x\ny.pdf", "x_y"), ("\u202egnp.pdf", "_gnp"), ("a b.pdf", "a b")]
)
def test_signs_that_steer_are_no_part_of_a_documents_name(file, name):
    assert clean_name(Path(file)) == name
