"""Straight ruling lines, from grey pixels.

A rule is darker than the paper on both of its sides, thinner than a letter and longer than letters are: a black-hat
across it, averaged a little along it (so that worn and dotted rules hold together), then a grey opening along it. This
is the line extraction by directional morphology of Serra (Image Analysis and Mathematical Morphology, 1982, ch. XII) in
grey levels, so that the strength of a rule is known when it is told from text. What counts as strong is read from the
page: a share of the strength of its strongest rules.
"""

from __future__ import annotations

from functools import cached_property, partial
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from sohoa.extract.rules.dashed_rules import SHORTEST, dashed_rules, dashes_alone, may_be_dashes
from sohoa.extract.rules.levels import at_least, below, transposed
from sohoa.extract.rules.mask_pieces import mask_to_rules, mask_to_some
from sohoa.extract.rules.measures import ink_to_measures
from sohoa.extract.rules.rule_courses import rule_courses
from sohoa.extract.rules.rulings import Grey, Print, Rulings, Trace, factor_of
from sohoa.nouns.geometry import Rule
from sohoa.nouns.page import Page
from sohoa.nouns.table import GridOrigin

_WHOLE = 0.02
_THICKEST = 0.6
"""Of a rule (or a double rule), in letter heights."""
_SMOOTH = 0.4
"""Averaging along a rule, in letter heights: less than the gap between two letters of a word and its neighbour."""
_SHORTEST_ACROSS = 3.0
_SHORTEST_DOWN = 2.0
"""Shortest rule, in letter heights: a column holds two figures, a row one line."""
_MORE = 2.0
"""So many letter heights more must be left of a worn rule than there is gone; shorter courses run along letters."""
_PIECE = 0.9
"""Shortest piece of a worn rule, in letter heights: longer than bars and stems of letters."""
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
_FEWEST_WORN = 2
"""Rules across that the smallest table has."""


class _Direction:
    """What is seen of rules along the rows of a page's `hat`.

    Args of the first look: `ink`, the `letter` height, the `shortest` rule (letter heights), and the `contrast`
    between ink and paper.
    """

    def __init__(self, hat: Grey, ink: NDArray[np.bool_], letter: float, shortest: float, contrast: float) -> None:
        self._hat, self._ink, self._letter = hat, ink, letter
        self._shortest, self._contrast = shortest, contrast
        opened: Grey = np.asarray(
            cv2.morphologyEx(hat, cv2.MORPH_OPEN, np.ones((1, _odd(shortest * letter)), np.uint8)), np.uint8
        )
        mean = cv2.blur(hat, (_odd(shortest * letter), 1))
        even = opened >= cv2.convertScaleAbs(mean, alpha=_EVENNESS)
        strongest = _strongest(opened, np.asarray(even))
        self._level = max(_LEAST_CONTRAST * contrast, _SHARE_OF_STRONGEST * strongest, 2.0)
        self._likely = even & at_least(opened, _FAINT * self._level)
        self._strength = np.asarray(hat * at_least(hat, _FAINT * self._level))
        self._sure = at_least(opened, self._level)

    @property
    def strokes(self) -> NDArray[np.bool_]:
        """What is thin and dark along rows: rules, bars of letters."""
        return at_least(self._hat, self._level)

    @cached_property
    def _whole(self) -> tuple[Rule, ...]:
        """Rules that are whole."""
        return mask_to_rules(self._likely, self._sure, self._letter)

    def look(self, worn: bool, dashed: bool, other: NDArray[np.bool_]) -> tuple[Trace, tuple[Rule, ...]]:
        """Strength of rule pieces, and rules; `worn`, `dashed`: also what is left of worn ones, dashes joined.

        `other`: strokes of the other direction, the shape of `hat`; letters have them, rules only where they cross.
        """
        if not worn:
            return Trace(self._strength, self._likely), self._whole
        hat, strength, likely = self._hat, self._strength, self._likely | self._pieces
        if dashed and self.dashes is not None:
            drawn = self.dashes
            hat, strength = (np.where(drawn, np.maximum(x, round(self._level)), x) for x in (hat, strength))
            likely = likely | drawn
        level = max(_FAINT * self._level, _LEAST_CONTRAST * self._contrast)
        shortest = self._shortest + _MORE
        courses = rule_courses(hat, self._ink | other, self._letter, level, shortest)
        return Trace(strength, likely), self._whole + courses

    @cached_property
    def _pieces(self) -> NDArray[np.bool_]:
        """Even pieces, also too short to be rules; bool, the shape of `hat`."""
        length = _odd(_PIECE * self._letter)
        opened = cv2.morphologyEx(self._hat, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
        even = opened >= cv2.convertScaleAbs(cv2.blur(self._hat, (length, 1)), alpha=_EVENNESS)
        return np.asarray(even & at_least(np.asarray(opened, np.uint8), self._level))

    @cached_property
    def dashes(self) -> NDArray[np.bool_] | None:
        """Dashed rules drawn through; bool, the shape of `hat`; None if there are none."""
        length = _odd(SHORTEST * self._letter)
        opened = cv2.morphologyEx(self._hat, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
        mask = at_least(np.asarray(opened, np.uint8), self._level)
        pieces = mask_to_some(mask, partial(may_be_dashes, letter=self._letter))
        chains = dashed_rules(pieces, self._letter, lambda: dashes_alone(pieces, self.strokes, self._letter))
        if not chains:
            return None
        out = np.zeros(self._hat.shape, np.uint8)
        for a, b in (pair for chain in chains for pair in pairwise(chain)):
            (x0, y0), (x1, y1) = pieces[a, :2].tolist(), pieces[b, 2:].tolist()
            cv2.line(out, (round(x0), round(y0)), (round(x1), round(y1)), 1, 3)
        return out > 0


class PageLook:
    """A page's pixels looked at for rules, up to three times; what one look has found, the next need not find again.

    The first look takes whole rules, the second (`worn`) puts rules together from pieces too, the third (`dashed`)
    from dashes as well.
    """

    def __init__(self, pixels: Grey, dpi: float) -> None:
        """Takes a grey or RGB page, shape (height, width[, 3]), straight to about half a degree."""
        self._grey, self._factor = _reduced(pixels, dpi)
        self._measures = ink_to_measures(self._grey, dpi / self._factor)
        sample = self._grey[::7, ::7]
        self._paper = float(np.median(sample))
        self._contrast = self._paper - float(np.percentile(sample, 1))
        self._ink = below(self._grey, self._paper - _INK * self._contrast)
        self._printed = Print(self._ink, self._measures.letter_height)

    @cached_property
    def _across(self) -> _Direction:
        letter = self._measures.letter_height
        return _Direction(_hat(self._grey, letter), self._ink, letter, _SHORTEST_ACROSS, self._contrast)

    @cached_property
    def _down(self) -> _Direction:
        letter, turned = self._measures.letter_height, np.asarray(cv2.transpose(self._grey), np.uint8)
        return _Direction(_hat(turned, letter), transposed(self._ink), letter, _SHORTEST_DOWN, self._contrast)

    def rulings(self, *, worn: bool = False, dashed: bool = False) -> Rulings:
        """The rules that are seen."""
        none = np.zeros((0, 0), np.bool_)
        across, horizontal = self._across.look(worn, dashed, transposed(self._down.strokes) if worn else none)
        shape = self._grey.T.shape
        vertical: tuple[Rule, ...] = ()
        down = Trace(np.zeros(shape, np.uint8), np.zeros(shape, np.bool_))
        # Where nothing is to be put together, the other direction is not worth its time.
        if not worn or len(horizontal) >= _FEWEST_WORN:
            down, vertical = self._down.look(worn, dashed, transposed(self._across.strokes) if worn else none)
        turned = tuple(Rule(r.y0, r.x0, r.y1, r.x1) for r in vertical)
        read_from = self._factor, self._measures, GridOrigin.PIXELS, self._printed
        return Rulings(horizontal, turned, across, down.turned, *read_from, worn)

    def has_dashes(self, worn: Rulings) -> bool:
        """Are there dashed rules, so that a third look sees more than the second, which saw `worn`?"""
        across = self._across.dashes is not None
        return across or (len(worn.horizontal) >= _FEWEST_WORN and self._down.dashes is not None)


def page_to_look(page: Page) -> PageLook | None:
    """What is to be looked at for rules; None if they are drawn as vectors, or there are no pixels."""
    if page.pixels is None or (page.rules and not page.has_scan):
        return None
    return PageLook(page.pixels, page.dpi)


def _reduced(pixels: Grey, dpi: float) -> tuple[Grey, float]:
    grey = pixels if pixels.ndim == 2 else cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    factor = factor_of(dpi)
    if factor > 1 and min(grey.shape) > factor:  # a thinner strip would vanish
        # whole factors on whole tiles are much quicker; at most a few pixels of the far edges are lost
        tile = round(factor) if abs(factor - round(factor)) < _WHOLE else 1
        grey = grey[: grey.shape[0] // tile * tile, : grey.shape[1] // tile * tile]
        factor = float(tile) if tile > 1 else factor
        size = (round(grey.shape[1] / factor), round(grey.shape[0] / factor))
        return cv2.resize(grey, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False), factor
    return grey.astype(np.uint8, copy=False), 1.0


def _odd(pixels: float) -> int:
    return max(1, round(pixels)) | 1


def _hat(grey: Grey, letter: float) -> Grey:
    """What is dark and thin along the rows of `grey`, noise taken off."""
    along = cv2.blur(grey, (_odd(_SMOOTH * letter), 1))
    hat = cv2.morphologyEx(along, cv2.MORPH_BLACKHAT, np.ones((_odd(_THICKEST * letter), 1), np.uint8))
    hat = cv2.dilate(hat, np.ones((3, 1), np.uint8))
    noise = float(np.median(hat[::5, ::5]))
    return np.asarray(cv2.subtract(hat, np.full_like(hat, round(_NOISE * noise))), np.uint8)


def _strongest(opened: Grey, even: NDArray[np.bool_]) -> float:
    """Grey level that one page width of rule reaches, the margins (scanner borders) left out."""
    y, x = (round(_MARGIN * n) for n in opened.shape)
    inner, mask = (a[y : a.shape[0] - y, x : a.shape[1] - x] for a in (opened, even.view(np.uint8)))
    counts = cv2.calcHist([inner], [0], mask, [256], [0, 256]).ravel()[::-1].cumsum()[::-1]
    return float(np.flatnonzero(counts >= 2 * inner.shape[1]).max(initial=0))
