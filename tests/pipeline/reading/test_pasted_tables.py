"""Tables drawn as pictures on born-digital pages; the engine's part is a stand-in."""

from __future__ import annotations

import numpy as np
import pytest

from sohoa.extract.grids.recipe import page_to_steps
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import Page, PageFrame, TextLayer
from sohoa.nouns.printed_line import words_to_runs
from sohoa.nouns.problem import ProblemKind
from sohoa.nouns.word import LayerWord, Word
from sohoa.pipeline.reading.lost_lines import LostPrint
from sohoa.pipeline.reading.pasted_tables import read_layer_and_pictures

PICTURE = Box(200, 400, 1400, 1000)


def page(grey, shown=(PICTURE,)):
    words = (LayerWord("Căn", Box(200, 100, 260, 130)), LayerWord("cứ", Box(270, 100, 310, 130)))
    return Page(
        PageFrame(1, 1700, 2200, 200.0, 612, 792),
        grey,
        has_scan=False,
        layer_words=words,
        layer=TextLayer.SOUND,
        pictures=shown,
    )


def white():
    return np.full((2200, 1700), 255, np.uint8)


def with_table(grey, top, left=250):
    for y in range(top, top + 401, 80):
        grey[y : y + 3, left : left + 903] = 0
    for x in range(left, left + 901, 300):
        grey[top : top + 403, x : x + 3] = 0
    return grey


class Reader:
    """Reads a 7 wherever it is asked; `calls` holds what it was asked to read, `lost` is what it did not read."""

    def __init__(self, lost=LostPrint()):  # noqa: B008 - frozen
        self.calls = []
        self.lost = lost

    def __call__(self, seen, grids):
        self.calls.append((seen, grids))
        return words_to_runs([Word("7", "7", Box(300, 500, 310, 520), 0.9)]), self.lost


def read(a_page, reader):
    steps = page_to_steps(Page(PageFrame(1, 1700, 2200, 200.0, 612, 792), None, has_scan=False))
    return read_layer_and_pictures(a_page, steps, reader)


def test_a_table_in_a_picture_is_read():
    reader = Reader()
    done, steps, runs = read(page(with_table(white(), 500)), reader)
    assert done.pixels is None
    assert [(g.n_rows, g.n_cols, g.origin) for g in steps.grids] == [(5, 3, "pixels")]
    assert [w.text for r in runs for w in r.words] == ["Căn", "cứ", "7"]
    seen, _ = reader.calls[0]
    assert (seen.pixels[:390] == 255).all()  # nothing outside of the picture
    assert (seen.pixels[500:503, 250:1000] == 0).all()


def test_print_in_a_picture_that_was_not_read_is_told():
    done, _, _ = read(page(with_table(white(), 500)), Reader(LostPrint(0.25, (Box(300, 600, 900, 630),))))
    assert [p.kind for p in done.problems] == [ProblemKind.NOT_READ]
    done, _, _ = read(page(with_table(white(), 500)), Reader())
    assert done.problems == ()


@pytest.mark.parametrize("grey", [white(), with_table(white(), 1400)], ids=["photograph", "table elsewhere"])
def test_other_pictures_are_not_read(grey):
    reader = Reader()
    _, steps, runs = read(page(grey), reader)
    assert (steps.grids, reader.calls) == ((), [])
    assert [w.text for r in runs for w in r.words] == ["Căn", "cứ"]


@pytest.mark.parametrize("a_page", [page(None, ()), page(with_table(white(), 500))], ids=["no pixels", "a picture"])
def test_where_tables_are_switched_off_nothing_is_looked_at(a_page):
    reader = Reader()
    done, steps, runs = read_layer_and_pictures(a_page, None, reader)
    assert (done.pixels, steps, reader.calls) == (None, None, [])
    assert [w.text for r in runs for w in r.words] == ["Căn", "cứ"]


def test_a_page_without_pictures_is_its_layer_alone():
    reader = Reader()
    _, steps, runs = read(page(with_table(white(), 500), ()), reader)
    assert (steps.grids, reader.calls) == ((), [])
    assert len(runs) == 1
