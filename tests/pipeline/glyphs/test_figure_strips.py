"""A figure cut out of the page and given to the engine in full contrast."""

from dataclasses import replace

import numpy as np

from sohoa.nouns.geometry import Box
from sohoa.pipeline.glyphs.figure_strips import REPEATS, figure_strips, glyph_of
from sohoa.pipeline.ink.components import page_to_components
from sohoa.pipeline.ink.line_ink import LineInk
from sohoa.pipeline.ink.text_lines import TextLine
from tests.support.print_strips import page


def figure(pixels, members=None):
    """The first component of a page as a line."""
    parts = page_to_components(pixels)
    first = np.array([1]) if members is None else members
    box = Box(*(float(a[first[0]]) for a in (parts.x0, parts.y0, parts.x1, parts.y1)))
    return LineInk(pixels, parts, TextLine(box, 0, first))


def test_the_ink_of_others_is_painted_over():
    pixels = page(("2", 60, 100), width=200, height=150).copy()
    pixels[75:100, 85:88] = 0
    alone = figure(page(("2", 60, 100), width=200, height=150))
    beside = figure(pixels)
    wide = replace(beside.line, box=replace(beside.line.box, x1=90.0))
    assert (glyph_of(beside).min(), glyph_of(beside).shape) == (0, glyph_of(alone).shape)
    assert glyph_of(replace(beside, line=wide))[:, -8:].min() > 200


def test_strips_are_one_figure_and_a_row_of_them():
    word, line, row = figure_strips(glyph_of(figure(page(("7", 60, 100), width=200, height=150))))
    assert word.shape[0] < line.shape[0] <= 80
    assert row.shape[1] > line.shape[1]
    for strip in (word, line, row):
        assert (strip.dtype, strip.min(), strip.max(), strip.flags.c_contiguous) == (np.uint8, 0, 255, True)
        assert (strip[0] == 255).all()
    dark = (row < 128).any(axis=0)
    assert np.count_nonzero(dark[1:] & ~dark[:-1]) == REPEATS


def test_grain_of_the_paper_becomes_white():
    grain = np.random.default_rng(7).normal(0, 3, (150, 200))
    pixels = np.clip(page(("7", 60, 100), width=200, height=150) * 0.9 + 10 + grain, 0, 255).astype(np.uint8)
    word, _, _ = figure_strips(glyph_of(figure(pixels)))
    assert np.mean(word == 255) > 0.5


def test_a_figure_at_the_edge_of_the_page():
    pixels = np.full((40, 40), 255, np.uint8)
    pixels[0:20, 0:9] = 0
    assert figure_strips(glyph_of(figure(pixels)))[0].min() == 0
