"""Words that run up a cell: known by their shape, read from the foot up."""

import pytest

from sohoa.extract.grids.cells import fill_cells, turned_lines
from sohoa.nouns.geometry import Box
from sohoa.nouns.table import Grid, GridCell
from sohoa.nouns.word import Word

EM = 20.0


def upwards(lines, x=100.0, foot=300.0):
    """Words of lines that run upwards, as a text layer gives them: each as wide as the type is high."""
    out = []
    for k, line in enumerate(lines):
        at = foot
        for text in line.split():
            long = 0.45 * EM * len(text)
            out.append(Word(text, text, Box(x + 1.3 * EM * k, at - long, x + 1.3 * EM * k + 1.1 * EM, at), None))
            at -= long + 0.25 * EM
    return out


def upright(lines, x=100.0, y=100.0):
    out = []
    for k, line in enumerate(lines):
        at = x
        for text in line.split():
            wide = 0.45 * EM * len(text)
            out.append(Word(text, text, Box(at, y + 1.3 * EM * k, at + wide, y + 1.3 * EM * k + 1.1 * EM), None))
            at += wide + 0.25 * EM
    return out


def spelled(lines):
    return [" ".join(w.text for w in line) for line in lines]


@pytest.mark.parametrize(
    "lines",
    [["Tổng diện tích"], ["Tỷ lệ (%)"], ["Diện tích", "rừng trồng"], ["Số hộ", "có nước", "sạch"], ["Kinh phí 2027"]],
)
def test_words_that_run_upwards_are_read_upwards(lines):
    words = upwards(lines)
    assert spelled(turned_lines(words[::-1])) == lines
    cell = GridCell(0, 0, 1, 1, Box(90, 50, 200, 310))
    (filled,) = fill_cells(Grid(Box(80, 40, 210, 320), 1, 1, (cell,)), words[::-1])
    assert filled.text == " ".join(lines)


@pytest.mark.parametrize(
    "lines",
    [
        ["Tổng", "diện", "tích"],
        ["12", "34"],
        ["III", "IV"],
        ["1,1", "2"],
        ["a)", "b)", "c)"],
        ["(1)", "(2)"],
        ["TT"],
        [],
    ],
)
def test_upright_words_are_none_of_these(lines):
    assert turned_lines(upright(lines)) is None


def test_words_without_places_are_none():
    assert turned_lines([Word("Tổng", "Tổng", None, None), Word("cộng", "cộng", None, None)]) is None
