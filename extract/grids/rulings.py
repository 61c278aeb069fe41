"""Straight ruling lines, from grey pixels or from the vectors of a born-digital page.

A rule is darker than the paper on both of its sides, thinner than a letter and longer than letters are: a black-hat
across it, averaged a little along it (so that worn and dotted rules hold together), then a grey opening along it. This
is the line extraction by directional morphology of Serra (Image Analysis and Mathematical Morphology, 1982, ch. XII) in
grey levels, so that the strength of a rule is known when it is told from text. What counts as strong is read from the
page: a share of the strength of its strongest rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from sohoa.extract.grids.dashed_rules import SHORTEST, dashed_rules
from sohoa.extract.grids.mask_pieces import mask_to_pieces, mask_to_rules
from sohoa.extract.grids.measures import PageMeasures, ink_to_measures, usual_measures, words_to_measures
from sohoa.extract.grids.worn_rules import worn_rules
from sohoa.nouns.geometry import Rule
from sohoa.nouns.page import Page
from sohoa.nouns.table import GridOrigin

Grey = NDArray[np.uint8]

WORK_DPI = 150.0
"""Resolution that is enough to see rules; finer pages are reduced to it."""

_WHOLE = 0.02
_THICKEST = 0.6
"""Of a rule (or a double rule), in letter heights."""
_SMOOTH = 0.4
"""Averaging along a rule, in letter heights: less than the gap between two letters of a word and its neighbour."""
_SHORTEST_ACROSS = 3.0
_SHORTEST_DOWN = 2.0
"""Shortest rule, in letter heights: a column holds two figures, a row one line."""
_PIECES = 0.9, 0.9
"""Shortest piece of a worn rule across and down, in letter heights: longer than bars and stems of letters."""
_SHARE_OF_STRONGEST = 0.4
_LEAST_CONTRAST = 0.08
"""Faintest rule, as a share of the contrast between ink and paper."""
_EVENNESS = 0.6
"""Weakest spot of a rule against its mean: a rule is even, a line of letters is not (0.2 to 0.5)."""
_NOISE = 1.25
"""Grain of the paper, as a multiple of the median response, is taken off before anything is called even."""
_MARGIN = 0.03
_INK = 0.35
"""Print is darker than the paper by this share of the contrast."""
_FAINT = 0.5
"""Evidence for a piece of a known rule needs only this share of what finds a rule."""


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """What looks like pieces of rules of one direction, before short pieces were dropped.

    `strength` (uint8) is 0 where nothing does; `runs` (bool) are the even runs as long as the shortest rule. A worn
    rule has strength with gaps and few runs, text has no runs.
    """

    strength: Grey
    runs: NDArray[np.bool_]

    @property
    def turned(self) -> Trace:
        """Rows and columns exchanged."""
        return Trace(self.strength.T, self.runs.T)


@dataclass(frozen=True, slots=True, eq=False)
class Rulings:
    """Ruling lines of one page and the evidence they were read from.

    All coordinates are working pixels; times `scale` they are page pixels. `across` and `down` judge whether a rule
    is there between two crossings; `ink` (bool) is all that is clearly printed, None where the page is vectors.
    """

    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]
    across: Trace
    down: Trace
    scale: float
    measures: PageMeasures
    origin: GridOrigin
    ink: NDArray[np.bool_] | None = None


Hats = dict[str, Grey]
"""For each direction (`across`, `down`), what is dark and thin along it."""

_FEWEST_WORN = 2
"""Rules across that the smallest table has."""


def page_to_rulings(page: Page, *, worn: bool = False, dashed: bool = False, hats: Hats | None = None) -> Rulings:
    """Rules of a page: of a scan its pixels, else its vectors if it has any, else its pixels, else none.

    `worn`: put rules together from pieces too, as on a page where none are whole; `dashed`: and from dashes. `hats`
    keeps for a second call on the same page what does not depend on that.
    """
    if page.pixels is None or (page.rules and not page.has_scan):
        return _vector_rulings(page)
    return pixels_to_rulings(page.pixels, page.dpi, worn=worn, dashed=dashed, hats=hats)


def pixels_to_rulings(
    pixels: Grey, dpi: float, *, worn: bool = False, dashed: bool = False, hats: Hats | None = None
) -> Rulings:
    """Rules seen in a grey or RGB page, shape (height, width[, 3]), straight to about half a degree."""
    grey, factor = _reduced(pixels, dpi)
    measures = ink_to_measures(grey, dpi / factor)
    sample = grey[::7, ::7]
    paper = float(np.median(sample))
    contrast = paper - float(np.percentile(sample, 1))
    letter = measures.letter_height
    hats = {} if hats is None else hats
    hat = hats["across"] = hats["across"] if "across" in hats else _hat(grey, letter)
    across, horizontal = _one_direction(hat, letter, _SHORTEST_ACROSS, contrast, _PIECES[0] * worn, dashed)
    if worn and len(horizontal) < _FEWEST_WORN:  # nothing to put together: the other direction is not worth its time
        down = Trace(np.zeros_like(grey.T), np.zeros(grey.T.shape, np.bool_))
        vertical: tuple[Rule, ...] = ()
    else:
        hat = hats["down"] = hats["down"] if "down" in hats else _hat(np.ascontiguousarray(grey.T), letter)
        down, vertical = _one_direction(hat, letter, _SHORTEST_DOWN, contrast, _PIECES[1] * worn, dashed)
    turned = tuple(Rule(r.y0, r.x0, r.y1, r.x1) for r in vertical)
    ink, origin = grey < paper - _INK * contrast, GridOrigin.PIXELS
    return Rulings(horizontal, turned, across, down.turned, factor, measures, origin, ink)


def _reduced(pixels: Grey, dpi: float) -> tuple[Grey, float]:
    grey = pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    factor = _factor(dpi)
    if factor > 1 and min(grey.shape) > factor:  # a thinner strip would vanish
        # whole factors on whole tiles are much quicker; at most a few pixels of the far edges are lost
        tile = round(factor) if abs(factor - round(factor)) < _WHOLE else 1
        grey = grey[: grey.shape[0] // tile * tile, : grey.shape[1] // tile * tile]
        factor = float(tile) if tile > 1 else factor
        size = (round(grey.shape[1] / factor), round(grey.shape[0] / factor))
        return cv2.resize(grey, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False), factor
    return grey.astype(np.uint8, copy=False), 1.0


def _factor(dpi: float) -> float:
    return dpi / WORK_DPI if dpi > 1.2 * WORK_DPI else 1.0


def _odd(pixels: float) -> int:
    return max(1, round(pixels)) | 1


def _hat(grey: Grey, letter: float) -> Grey:
    """What is dark and thin along the rows of `grey`, noise taken off."""
    along = cv2.blur(grey, (_odd(_SMOOTH * letter), 1))
    hat = cv2.morphologyEx(along, cv2.MORPH_BLACKHAT, np.ones((_odd(_THICKEST * letter), 1), np.uint8))
    hat = cv2.dilate(hat, np.ones((3, 1), np.uint8))
    noise = float(np.median(hat[::5, ::5]))
    return np.asarray(cv2.subtract(hat, np.full_like(hat, round(_NOISE * noise))), np.uint8)


def _one_direction(
    hat: Grey, letter: float, shortest: float, contrast: float, worn: float, dashed: bool = False
) -> tuple[Trace, tuple[Rule, ...]]:
    """Strength of rule pieces and rules along the rows of a page's `hat`.

    `worn`: shortest piece put together with others, letter heights; 0 leaves them alone. `dashed`: look for dashes too.
    """
    opened = cv2.morphologyEx(hat, cv2.MORPH_OPEN, np.ones((1, _odd(shortest * letter)), np.uint8))
    mean = cv2.blur(hat, (_odd(shortest * letter), 1))
    even = opened >= cv2.convertScaleAbs(mean, alpha=_EVENNESS)
    strongest = _strongest(np.asarray(opened, np.uint8), np.asarray(even))
    level = max(_LEAST_CONTRAST * contrast, _SHARE_OF_STRONGEST * strongest, 2.0)
    likely = np.asarray(even & (opened >= _FAINT * level))
    strength = np.where(hat >= _FAINT * level, hat, 0).astype(np.uint8)
    sure = np.asarray(opened >= level)
    if worn:
        pieces = _worn(np.asarray(hat, np.uint8), letter, worn, level)
        likely, sure = likely | pieces, sure | pieces
    if dashed:
        through = _dashed(hat, letter, level)
        strength = np.where(through, np.maximum(strength, round(level)), strength).astype(np.uint8)
        likely, sure = likely | through, sure | through
    return Trace(strength, likely), mask_to_rules(likely, sure, letter)


def _worn(hat: Grey, letter: float, shortest: float, level: float) -> NDArray[np.bool_]:
    """Pieces too short to be rules that are what is left of one; bool, the shape of `hat`."""
    length = _odd(shortest * letter)
    opened = cv2.morphologyEx(hat, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    even = opened >= cv2.convertScaleAbs(cv2.blur(hat, (length, 1)), alpha=_EVENNESS)
    mask = np.asarray(even & (opened >= level))
    pieces, labels, wanted, _ = mask_to_pieces(mask, mask)
    if not len(wanted):
        return np.zeros(hat.shape, np.bool_)
    kept = np.zeros(int(labels.max()) + 1, np.bool_)
    kept[wanted[worn_rules(pieces, letter)]] = True
    return np.asarray(kept[labels])


def _dashed(hat: Grey, letter: float, level: float) -> NDArray[np.bool_]:
    """Dashed rules drawn through; bool, the shape of `hat`."""
    length = _odd(SHORTEST * letter)
    mask = np.asarray(cv2.morphologyEx(hat, cv2.MORPH_OPEN, np.ones((1, length), np.uint8)) >= level)
    pieces, _, _, _ = mask_to_pieces(mask, mask)
    out = np.zeros(hat.shape, np.uint8)
    for chain in dashed_rules(pieces, letter):
        for a, b in pairwise(chain):
            first, last = pieces[a], pieces[b]
            cv2.line(out, (round(first.x0), round(first.y0)), (round(last.x1), round(last.y1)), 1, 3)
    return out > 0


def _strongest(opened: Grey, even: NDArray[np.bool_]) -> float:
    """Grey level that one page width of rule reaches, the margins (scanner borders) left out."""
    y, x = (round(_MARGIN * n) for n in opened.shape)
    inner, mask = (a[y : a.shape[0] - y, x : a.shape[1] - x] for a in (opened, even.view(np.uint8)))
    counts = cv2.calcHist([inner], [0], mask, [256], [0, 256]).ravel()[::-1].cumsum()[::-1]
    return float(np.flatnonzero(counts >= 2 * inner.shape[1]).max(initial=0))


def _vector_rulings(page: Page) -> Rulings:
    """Rules as the page draws them, painted into masks so that all later steps are the same."""
    factor = _factor(page.dpi)
    shape = (int(page.height // factor) + 2, int(page.width // factor) + 2)
    across, down = np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    measured = words_to_measures(page.layer_words, page.dpi) if page.layer_words else usual_measures(page.dpi)
    measures = measured.scaled(1 / factor)
    for rule in page.rules:
        small = Rule(rule.x0 / factor, rule.y0 / factor, rule.x1 / factor, rule.y1 / factor)
        ends = (round(small.x0), round(small.y0)), (round(small.x1), round(small.y1))
        cv2.line(across if small.horizontal else down, *ends, 255, 3)
        (horizontal if small.horizontal else vertical).append(small)
    traces = Trace(across, across > 0), Trace(down, down > 0)
    return Rulings(tuple(horizontal), tuple(vertical), *traces, factor, measures, GridOrigin.VECTORS)
