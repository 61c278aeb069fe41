"""Text that runs up a cell, as headings of narrow columns do: told by the shape of its words, put in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sohoa.nouns.geometry import Box
from sohoa.nouns.printed_line import words_to_lines
from sohoa.nouns.word import Word

_SHAPELY = 3
"""A word of so many characters is wider than high if it is upright; "(1)" hardly."""
_TALL, _TALL_ON_THE_WHOLE = 1.2, 1.15
"""Least height of the tallest of them, and of all together, in their widths. A guess; turned words of four letters have
1.8, upright ones 0.7."""


def turned_lines(words: Sequence[Word]) -> tuple[tuple[Word, ...], ...] | None:
    """The lines of words that run upwards, from left to right, each from its foot to its head; None if they do not.

    Rule: A heading whose text runs up its column is read upwards.
    Test: extract/grids/test_turned_text.py::test_words_that_run_upwards_are_read_upwards
    """
    shapes = [w.box for w in words if w.box is not None and len(w.text) >= _SHAPELY and w.box.width > 0]
    if len(words) < 2 or not shapes or any(w.box is None for w in words):
        return None
    ratios = [b.height / b.width for b in shapes]
    whole = sum(b.height for b in shapes) / sum(b.width for b in shapes)
    if min(ratios) < 1 or max(ratios) < _TALL or whole < _TALL_ON_THE_WHOLE:
        return None
    upright = [replace(w, box=Box(-w.box.y1, w.box.x0, -w.box.y0, w.box.x1)) for w in words if w.box is not None]
    back = {id(u): w for u, w in zip(upright, words, strict=True)}
    return tuple(tuple(back[id(u)] for u in line) for line in words_to_lines(upright))
