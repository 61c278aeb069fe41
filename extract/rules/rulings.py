"""Straight ruling lines of one page and the evidence for them; those of a born-digital page, from its vectors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from sohoa.extract.rules.measures import PageMeasures, usual_measures, words_to_measures
from sohoa.extract.rules.printed_words import ink_to_words
from sohoa.nouns.geometry import Rule
from sohoa.nouns.page import Page
from sohoa.nouns.table import GridOrigin

Grey = NDArray[np.uint8]

WORK_DPI = 150.0
"""Resolution that is enough to see rules; finer pages are reduced to it."""


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


@dataclass(frozen=True, eq=False)
class Print:
    """All that is clearly printed on a page, rules and all: `ink` (bool), letters are `letter` pixels high."""

    ink: NDArray[np.bool_]
    letter: float

    @cached_property
    def words(self) -> NDArray[np.float64]:
        """Boxes of the words, shape (words, 4); found when they are first asked for."""
        return ink_to_words(self.ink, self.letter)


@dataclass(frozen=True, slots=True, eq=False)
class Rulings:
    """Ruling lines of one page and the evidence they were read from.

    All coordinates are working pixels; times `scale` they are page pixels. `across` and `down` judge whether a rule
    is there between two crossings; `printed` is all that is clearly printed, None where the page is vectors.
    `worn`: were rules put together from what is left of them?
    """

    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]
    across: Trace
    down: Trace
    scale: float
    measures: PageMeasures
    origin: GridOrigin
    printed: Print | None = None
    worn: bool = False

    @property
    def ink(self) -> NDArray[np.bool_] | None:
        """Where something is printed (bool), None where the page is vectors."""
        return None if self.printed is None else self.printed.ink


def factor_of(dpi: float) -> float:
    """Pixels of a page, on a side, that are one working pixel."""
    return dpi / WORK_DPI if dpi > 1.2 * WORK_DPI else 1.0


def vector_rulings(page: Page) -> Rulings:
    """Rules as the page draws them, painted into masks so that all later steps are the same."""
    factor = factor_of(page.dpi)
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
