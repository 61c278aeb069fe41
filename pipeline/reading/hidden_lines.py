"""Printed lines of which seal and pen leave no letter apart: looked for in the ink that covers them.

Where letters are one piece of ink with a seal or a signature, no line is found there (`PHÓ GIÁM ĐỐC` under `KT. GIÁM
ĐỐC`). So the place of such ink is read line by line, in steps of a quarter of a letter's height, by the network for
covered lines. What makes words there, and stands on no line that was found, is a line; it is to be looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from sohoa.diacritics.language.syllable import is_well_formed
from sohoa.nouns.geometry import Box
from sohoa.nouns.text_run import TextRun, words_to_run
from sohoa.nouns.word import Word
from sohoa.pipeline.engine.agreement import OUTER
from sohoa.pipeline.ink.text_lines import TextLine
from sohoa.pipeline.reading.covered_looks import FEWEST_LETTERS, legible_weight, owners, read_places
from sohoa.pipeline.reading.page_engine import PageEngine

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

_TALL = 5.0, 32.0
"""Height of seals and signatures, and of both together, in letter heights: lower ink hides no line. Guesses."""
_ASIDE = 8.0
"""A line may go on beside that ink for so many letter heights. A guess: half an office's title."""
_STEP, _WINDOW = 1 / 4, 1.9
"""Step between two looks and height of each, in letter heights: marks, letter and tail take 1.9."""
_APART = 1.2
"""Two lines stand no nearer than this, in letter heights: single line spacing is 1.6."""
_FEWEST_HIDDEN, _LEGIBLE = 5, 0.55
"""Letters and their mean confidence that make a hidden line, at least. Guesses."""
_NOISE = 0.3
"""A word at an end that is read less surely is the ink of the seal. A guess."""
_MOST_SURE = 0.65
"""Most confidence of a word of a hidden line: it is there to be looked at. A guess."""
_MOST_ZONES = 6
"""So many seals and signatures of a page are looked through, at most: more are a drawing."""


def read_hidden(page: PageEngine, lines: Sequence[TextLine], runs: Sequence[TextRun], large: Mask) -> list[TextRun]:
    """The lines that were not found because seal or pen lies over all their letters.

    Args:
        page: the engine and the page.
        lines: that were found on it.
        runs: what was read of each of these; without words where nothing was.
        large: which components may be seals or strokes of the pen, bool (components,).

    Raises:
        PageTimeout, EngineFailed, EngineMissing: see `Engine.read`.

    Rule: A line of which no letter stands apart from a seal or a signature (PHÓ GIÁM ĐỐC) is looked for in that ink;
        its words are flagged. Tesseract alone looks for none.
    Test: pipeline/reading/test_hidden_lines.py::test_a_line_that_is_one_with_the_seal_is_found
    """
    zones = _zones(page, large) if page.reads_covered else []
    if not zones or len(zones) > _MOST_ZONES:
        return []
    size, owner = page.parts.letter_height, owners(page.parts, lines)
    printed = [r.box for r in runs if sum(c.isalnum() for c in r.text) >= FEWEST_LETTERS]
    found: list[tuple[float, TextRun]] = []
    for zone in zones:
        places = [p for p in _windows(zone, size) if not any(_stands_on(p, zone, box, size) for box in printed)]
        read = read_places(page, places, owner, [()] * len(places))
        some = [(legible_weight(w), run) for words in read if (w := _words(words)) and (run := words_to_run(w))]
        found += [(weight, run) for weight, run in some if not any(_is_on(run.box, box, size) for box in printed)]
    return _apart([run for _, run in sorted(found, key=lambda pair: -pair[0])], size)


def _zones(page: PageEngine, large: Mask) -> list[Box]:
    """Where seals and signatures lie, those that overlap together."""
    parts, (least, most) = page.parts, (n * page.parts.letter_height for n in _TALL)
    tall = np.flatnonzero(large & (parts.zone == 0) & (parts.heights >= least))
    return [z for z in Box.joined(parts.box(int(k)) for k in tall) if z.height <= most]


def _windows(zone: Box, size: float) -> list[Box]:
    first, last = zone.y0 - size / 2, zone.y1 - size
    count = max(0, int((last - first) / (_STEP * size)) + 1)
    tops = (first + k * _STEP * size for k in range(count))
    return [Box(zone.x0 - _ASIDE * size, y, zone.x1 + _ASIDE * size, y + _WINDOW * size) for y in tops]


def _stands_on(window: Box, zone: Box, line: Box, size: float) -> bool:
    """Does a line that was found stand where the window looks?"""
    return abs(line.cy - window.cy) < _APART * size and line.overlap_x(zone) > size


def _is_on(found: Box, line: Box, size: float) -> bool:
    """Is what was found a part of a line that was read?"""
    return found.overlap_x(line) > 0 and abs(found.cy - line.cy) < _APART * size


def _words(words: Sequence[Word]) -> list[Word]:
    """The words of a hidden line, noise at its ends left out; empty if it is none."""
    kept = list(words)
    while kept and _is_noise(kept[0]):
        kept.pop(0)
    while kept and _is_noise(kept[-1]):
        kept.pop()
    letters = sum(c.isalpha() for w in kept for c in w.text)
    weight = sum((w.confidence or 0.0) * sum(c.isalpha() for c in w.text) for w in kept)
    if letters < _FEWEST_HIDDEN or weight < _LEGIBLE * letters or len(kept) == 1 or not all(map(_is_syllable, kept)):
        return []
    return [replace(w, confidence=min(_MOST_SURE, w.confidence or 0.0)) for w in kept]


def _is_noise(word: Word) -> bool:
    return (word.confidence or 0.0) < _NOISE or sum(c.isalpha() for c in word.text) < 2


def _is_syllable(word: Word) -> bool:
    """Is it a Vietnamese syllable, or an abbreviation in capitals with a stop (`KT.`)?"""
    core = word.text.strip(OUTER)
    return is_well_formed(core) or (core.isupper() and word.text.endswith("."))


def _apart(runs: Sequence[TextRun], size: float) -> list[TextRun]:
    """The best of the readings of each place, the best first."""
    kept: list[TextRun] = []
    for run in runs:
        same = (o for o in kept if o.box.overlap_x(run.box) > 0 and abs(run.box.cy - o.box.cy) < _APART * size)
        if not any(same):
            kept.append(run)
    return kept
