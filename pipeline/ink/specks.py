"""Specks: dirt as small as a stop or a mark, told from print by its ink, which is darker and sharper.

Print in a copy of a copy is soft, and its smallest marks are paler than its letters; dust on the glass of the last
scanner is black and sharp. A speck behind a line is read as its stop, one over a vowel as its tone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from sohoa.pipeline.ink.components import Components, around, dropped, paper_brightness
from sohoa.pipeline.ink.medians import percentile_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

_LARGEST = 0.3
"""A speck is no larger, in letter heights: a stop of Times has 0.26. A guess."""
_DARKER, _SHARPER = 1.1, 1.3
"""Its darkest pixel has so many times the ink of the page's letters, and from pixel to pixel it changes so many times
as much. Of 2,930 stops and commas of worn, typeset and real pages one is so, of 24 that are none 10."""
_FEWEST = 20
"""A page with fewer is not dusty, and what is so on it may be print: dusty pages have 180 to 230, others 5 at most."""
_LETTERS = 300
"""Letters of the page at most by which ink is measured."""
_DARKEST = 3
"""Percentile of the brightness in a letter's box that is its darkness. A guess: half of the box is paper."""
_BESIDE = 2
"""Pixels around a speck in which it is looked at and painted over: its edge is paler than ink."""


def without_specks(grey: Grey, parts: Components) -> tuple[Grey, Components]:
    """The page and its components without specks in its table cells; the same if they are not dusty.

    Args:
        grey: the page the components came from, uint8 (height, width).
        parts: its components.

    Rule: Dirt in a table as small as a stop or a mark that is darker than the page's letters and sharper than their
        edges is no print: it is painted over before anything is read.
    Test: pipeline/ink/test_specks.py::test_what_is_darker_and_sharper_than_print_is_a_speck
    """
    specks = _specks(grey, parts)
    if specks.sum() < _FEWEST:
        return grey, parts
    dirt = around(specks[parts.labels], _BESIDE) & ((parts.labels == 0) | specks[parts.labels])
    clean = grey.copy()
    clean[dirt] = int(paper_brightness(grey))
    return clean, dropped(replace(parts, labels=parts.labels.copy()), specks)


def _specks(grey: Grey, parts: Components) -> NDArray[np.bool_]:
    """Which components are specks: bool (components,)."""
    found = np.zeros(len(parts.x0), np.bool_)
    in_cells = parts.zone > 0  # elsewhere they may be scraps of stamps and signatures
    small = np.flatnonzero(in_cells & (np.maximum(parts.heights, parts.widths) <= _LARGEST * parts.letter_height))
    letters = np.flatnonzero(parts.letters)
    if len(small) < _FEWEST or not len(letters):
        return found
    sample = letters[:: max(1, len(letters) // _LETTERS)]
    paper = paper_brightness(grey)
    ink = float(np.median([paper - percentile_of(_box(grey, parts, k, 0).ravel(), _DARKEST) for k in sample.tolist()]))
    edge = float(np.median([_sharpest(_box(grey, parts, k, 0)) for k in sample.tolist()]))
    for k in small.tolist():
        box = _box(grey, parts, k, _BESIDE)
        if k and paper - float(box.min()) >= _DARKER * ink and _sharpest(box) >= _SHARPER * edge:
            found[k] = True
    return found


def _box(grey: Grey, parts: Components, k: int, beside: int) -> Grey:
    """The page in the box of a component and so many pixels beside it."""
    y0, x0 = max(0, int(parts.y0[k]) - beside), max(0, int(parts.x0[k]) - beside)
    return grey[y0 : int(parts.y1[k]) + beside, x0 : int(parts.x1[k]) + beside]


def _sharpest(box: Grey) -> int:
    """The largest change from a pixel to the next in a row."""
    return int(cv2.absdiff(box[:, 1:], box[:, :-1]).max()) if box.shape[1] > 1 else 0
