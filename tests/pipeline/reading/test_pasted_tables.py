"""Tables drawn as pictures on born-digital pages; the engine's part is a stand-in."""

from __future__ import annotations

import numpy as np
import pytest

from sohoa.extract.grids.recipe import page_to_steps
from sohoa.extract.layout.runs import words_to_runs
from sohoa.nouns.geometry import Box
from sohoa.nouns.page import Page, TextLayer
from sohoa.nouns.word import LayerWord, Word
from sohoa.pipeline.reading import pasted_tables
from sohoa.settings import Settings

PICTURE = Box(200, 400, 1400, 1000)


def page(grey, shown=(PICTURE,)):
    words = (LayerWord("Căn", Box(200, 100, 260, 130)), LayerWord("cứ", Box(270, 100, 310, 130)))
    return Page(
        1, grey, 1700, 2200, 200.0, 612, 792, has_scan=False, layer_words=words, layer=TextLayer.SOUND, pictures=shown
    )


def white():
    return np.full((2200, 1700), 255, np.uint8)


def with_table(grey, top, left=250):
    for y in range(top, top + 401, 80):
        grey[y : y + 3, left : left + 903] = 0
    for x in range(left, left + 901, 300):
        grey[top : top + 403, x : x + 3] = 0
    return grey


@pytest.fixture
def asked(monkeypatch):
    """What the engine was asked to read."""
    calls = []

    def read_pixels(seen, grids, _settings):
        calls.append((seen, grids))
        return words_to_runs([Word("7", "7", Box(300, 500, 310, 520), 0.9)])

    monkeypatch.setattr(pasted_tables, "read_pixels", read_pixels)
    return calls


def read(a_page):
    steps = page_to_steps(Page(1, None, 1700, 2200, 200.0, 612, 792, has_scan=False))
    return pasted_tables.read_layer_and_pictures(a_page, steps, Settings())


def test_a_table_in_a_picture_is_read(asked):
    done, steps, runs = read(page(with_table(white(), 500)))
    assert done.pixels is None
    assert [(g.n_rows, g.n_cols, g.origin) for g in steps.grids] == [(5, 3, "pixels")]
    assert [w.text for r in runs for w in r.words] == ["Căn", "cứ", "7"]
    seen, _ = asked[0]
    assert (seen.pixels[:390] == 255).all()  # nothing outside of the picture
    assert (seen.pixels[500:503, 250:1000] == 0).all()


@pytest.mark.parametrize("grey", [white(), with_table(white(), 1400)], ids=["photograph", "table elsewhere"])
def test_other_pictures_are_not_read(asked, grey):
    _, steps, runs = read(page(grey))
    assert (steps.grids, asked) == ((), [])
    assert [w.text for r in runs for w in r.words] == ["Căn", "cứ"]


def test_without_pictures_or_tables_nothing_is_looked_at(asked, monkeypatch):
    monkeypatch.setattr(pasted_tables, "page_to_steps", None)
    assert len(read_plain(page(None, ()))) == 2
    assert len(read_plain(page(with_table(white(), 500)))) == 2
    assert asked == []


def read_plain(a_page):
    _, _, runs = pasted_tables.read_layer_and_pictures(a_page, None, Settings())
    return [w for r in runs for w in r.words]
