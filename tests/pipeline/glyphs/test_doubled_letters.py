"""Letters printed twice and read once, told by their ink."""

from dataclasses import replace

import pytest

from sohoa.pipeline.glyphs.doubled_letters import with_doubled_letter
from tests.support.read_lines import read_line, texts, texts_ocr


def in_cell(printed, read, size=42):
    run, ink = read_line(printed, read, size)
    return run, replace(ink, column=0)


@pytest.mark.parametrize("size", [20, 28, 42, 60])
@pytest.mark.parametrize(("printed", "read"), [("TT", "T"), ("SS", "S"), ("NN", "N"), ("AA", "A")])
def test_a_letter_printed_twice(printed, read, size):
    done = with_doubled_letter(*in_cell(printed, read, size))
    assert texts(done) == [printed]
    assert texts_ocr(done) == [read]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("T", "T"), ("W", "W"), ("M", "M"), ("Đ", "Đ"), ("TB", "T"), ("NT", "N"), ("AB", "A"), ("H", "H"), ("VT", "V"),
        ("11", "1"), ("22", "2"), ("xx", "x"), ("TT", "TT"), ("T T", "T T"), ("STT", "T"),
        ("O", "O"), ("Q", "Q"), ("N", "N"),
    ],
)  # fmt: skip
def test_other_letters_and_figures_stay(printed, read):
    run, ink = in_cell(printed, read)
    assert with_doubled_letter(run, ink) is run


def test_outside_of_tables_nothing_is_doubled():
    run, ink = read_line("TT", "T")
    assert with_doubled_letter(run, ink) is run
