"""Words of a page as an invisible layer: each at its place on the page as scanned, however that was turned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sohoa.nouns.geometry import Box, Homography
from sohoa.nouns.homography import apply
from sohoa.pipeline.export.pdf.layer_font import ASCENT, DESCENT, LayerFont, text_width

FONT_NAME = "SohoaLayer"
"""Of the font among the resources of a page."""
_EM = 1000.0
_BASE_LINE = ASCENT / (ASCENT - DESCENT)
"""The base line in a word's box, as a share of its height from its top."""


_LEAST = 0.0005


@dataclass(frozen=True, slots=True)
class LayerWord:
    """A word of the layer: its box in pixels of the cleaned page and its printed line, counted on the page."""

    text: str
    line: int
    box: Box


@dataclass(frozen=True, slots=True)
class VisibleBox:
    """The visible box of a PDF page in its user space: points, y up. Only its top left corner is needed."""

    left: float
    top: float


def words_to_content(words: Sequence[LayerWord], to_source: Homography, visible: VisibleBox, font: LayerFont) -> bytes:
    """Operators of a content stream that put the words where they stand, in their order; empty without words.

    Args:
        words: in reading order.
        to_source: from pixels of the cleaned page to points of the unrotated visible page, origin top left.
        visible: of the page that they are put on.
        font: with the letters of all words.

    Rule: In the PDF every word lies over its print, along its line, though the page was scanned askew or on its side.
    Test: pipeline/export/pdf/test_layer_places.py::test_words_are_read_back_at_their_place
    """
    shown = [
        _shown(word, is_last, to_source, visible, font)
        for _, line in groupby(words, key=lambda w: w.line)
        for word, is_last in _with_last(tuple(line))
        if word.text.strip() and word.box.x1 > word.box.x0 and word.box.y1 > word.box.y0
    ]
    if not shown:
        return b""
    return "\n".join(["q BT 3 Tr", f"/{FONT_NAME} 1 Tf", *shown, "ET Q\n"]).encode("ascii")


def _with_last(line: tuple[LayerWord, ...]) -> list[tuple[LayerWord, bool]]:
    return [(word, k + 1 == len(line)) for k, word in enumerate(line)]


def _shown(word: LayerWord, is_last: bool, to_source: Homography, visible: VisibleBox, font: LayerFont) -> str:
    """One word: a matrix that takes one em of the font to the word's height and its letters to its width."""
    box = word.box
    base = box.y0 + (box.y1 - box.y0) * _BASE_LINE
    corners = ((box.x0, base), (box.x1, base), (box.x0, box.y0), (box.x0, box.y1))
    start, end, top, foot = (_to_user(apply(to_source, *c), visible) for c in corners)
    ems = text_width(word.text) / _EM
    along = (end[0] - start[0]) / ems, (end[1] - start[1]) / ems
    up = top[0] - foot[0], top[1] - foot[1]
    matrix = " ".join(_number(v) for v in (*along, *up, *start))
    return f"{matrix} Tm <{font.encoded(word.text if is_last else f'{word.text} ')}> Tj"


def _to_user(point: tuple[float, float], visible: VisibleBox) -> tuple[float, float]:
    return visible.left + point[0], visible.top - point[1]


def _number(value: float) -> str:
    """A PDF number; three digits after the point are a thousandth of a point, finer than any printer."""
    return "0" if abs(value) < _LEAST else f"{value:.3f}"
