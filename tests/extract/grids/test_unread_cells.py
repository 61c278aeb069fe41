"""Cells with print of which nothing was read are told from empty ones."""

import cv2
import numpy as np
import pytest

from sohoa.extract.grids.cells import fill_cells
from sohoa.extract.grids.unread_cells import with_unread
from sohoa.extract.records.provenance import provenance
from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.geometry import Box
from sohoa.nouns.table import Cell, Grid, GridCell, Part
from sohoa.nouns.word import Word

LETTER = 20.0
CELL = Box(110, 110, 290, 190)


def page():
    """Two cells side by side with their rules."""
    pixels = np.full((300, 600), 250, np.uint8)
    for x in (100, 300, 500):
        pixels[100:200, x : x + 3] = 0
    pixels[100:103, 100:500] = pixels[200:203, 100:500] = 0
    return pixels


def grid():
    cells = (GridCell(0, 0, 1, 1, CELL), GridCell(0, 1, 1, 1, Box(310, 110, 490, 190)))
    return Grid(Box(100, 100, 503, 203), 1, 2, cells)


def flags(pixels, words=()):
    (found,) = with_unread([grid()], words, pixels, LETTER)
    return [c.unread for c in found.cells]


def printed(text):
    pixels = page()
    cv2.putText(pixels, text, (180, 160), cv2.FONT_HERSHEY_SIMPLEX, 1.1, 20, 3)
    return pixels


@pytest.mark.parametrize("text", ["8", "x", "Quy IV"])
def test_print_without_words(text):
    assert flags(printed(text)) == [True, False]


@pytest.mark.parametrize("erased", [(146, 150), (151, 154)])
def test_a_figure_worn_in_pieces(erased):
    pixels = printed("7")
    pixels[erased[0] : erased[1], 150:250] = 250
    assert flags(pixels) == [True, False]


def test_specks_one_over_the_other_are_no_figure():
    pixels = page()
    for y in (140, 147, 154):
        pixels[y : y + 4, 200:204] = 0
    assert flags(pixels) == [False, False]


def test_print_that_was_read():
    assert flags(printed("8"), [Word("8", "8", Box(180, 130, 200, 160), 0.3)]) == [False, False]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda p: p.fill(250),  # not even rules
        lambda p: p.__setitem__((slice(150, 155), slice(150, 155)), 0),  # a speck
        lambda p: p.__setitem__((slice(105, 198), slice(109, 112)), 0),  # a second rule beside the first
        lambda p: p.__setitem__((slice(112, 180), slice(200, 204)), 0),  # a streak
        lambda p: p.__setitem__((slice(130, 160), slice(150, 180)), 235),  # what shines through
    ],
)
def test_cells_that_are_empty(spoil):
    pixels = page()
    spoil(pixels)
    assert flags(pixels) == [False, False]


def test_an_unread_cell_has_the_confidence_0_and_its_record_is_reviewed():
    (found,) = with_unread([grid()], [], printed("8"), LETTER)
    unread, empty = fill_cells(found, [])
    assert (unread.confidence, empty.confidence) == (0.0, None)
    text = Cell(0, 1, 1, 1, ("Rà soát",), ("Rà soát",), 0.9, (Part(1, CELL),))
    number = Cell(0, 0, 1, 1, (), (), unread.confidence, (Part(1, CELL),))
    told = provenance([text, number], (), 0.5)
    assert told.needs_review
    assert [d.kind for d in told.doubts] == [DoubtKind.PRINT_UNREAD]
    assert told.confidence == 0.9


def test_no_grid_and_no_letters():
    assert with_unread([], [], page(), LETTER) == ()
    assert with_unread([grid()], [], page(), 0.0) == (grid(),)
