"""Lone figures (page numbers, row numbers, marks of footnotes): the number on which three readings agree.

None of the readings (`figure_strips`) is right of all figures, and none is sure of what it does not know. A 1 that no
reading knows is told by the shape of its ink.
"""

from __future__ import annotations

from collections.abc import Sequence

from sohoa.pipeline.glyphs.figure_strips import REPEATS
from sohoa.pipeline.glyphs.strokes import is_figure_one
from sohoa.pipeline.ink.line_ink import LineInk

Reading = tuple[str, float]
"""What one reading gave: text without spaces, and its confidence from 0 to 1."""

_TIMES = (1, 1, REPEATS)
"""How often the figure stands in each strip."""
_ENOUGH_VOTES = 1.6
"""Sum of the confidences of the readings that a number needs: two of three sure of it, or all fairly. A guess."""
_MOST_FIGURES = 3
"""Figures of a number that counts as alone."""
_AS_SECTION = 0.5
"""Factor for the confidence of an 8 that some readings took for a section sign. A guess."""
_SECTION, _EIGHT = "§", "8"
"""Plans print no section sign: beside a reading of 8 it is one more."""
_UPRIGHT = frozenset("1lI|!HìíịỉĩiÌÍỊỈĨ[]TtJL")
"""What the engine was seen to make of a 1."""
_SURE_OF_ONE = 0.7
"""Confidence of a 1 known by its shape, and that of a reading of it which is believed. A guess."""
FAINT_ONE = 0.5
"""Confidence of a 1 that two readings know, neither surely; where nothing was read before it may be a scrap of a rule,
where an I was read that. A guess."""
_ONE_INK = (0.12, 0.5)
"""Width of the ink of a worn 1, as a share of its height: from no more than its stem to less than in print (0.53 in
Times); pieces of rules are thinner. Guesses."""
_MOST_ONES = 2
"""1 and 11 are told by their shape; 111 is not."""
_PAPER_BESIDE = 2
"""Paper beside the ink of a 1, in pixels, for the look at its shape."""


def may_be_figures(readings: Sequence[Reading]) -> bool:
    """Have the first readings anything of a figure? If not, a third is not worth its time."""
    return any(c.isdecimal() or c in _UPRIGHT or c == _SECTION for text, _ in readings for c in text)


def agreed_figures(readings: Sequence[Reading]) -> Reading | None:
    """The number on which the readings agree most and how sure it is, or None if they agree on none.

    Its confidence is the sum of those of the readings that agree, divided by three: one that disagrees counts 0. An 8
    that some took for a section sign has half of it.

    Args:
        readings: of the three strips of `figure_strips`.

    Rule: A lone figure (page number, row number) is read three ways; the number on which the readings
        agree is taken, and each that disagrees takes a third off its confidence.
    Test: pipeline/glyphs/test_lone_figures.py::test_what_disagrees_takes_off_confidence
    """
    eight_seen = any(_EIGHT in text for text, _ in readings)
    read = [(text.replace(_SECTION, _EIGHT) if eight_seen else text, sure) for text, sure in readings]
    votes = _votes(read)
    best = max(votes, key=lambda n: votes[n], default="")
    if not best or votes[best] < _ENOUGH_VOTES:
        return None
    shape_only = eight_seen and any(_SECTION in text for text, _ in readings)
    return best, votes[best] / len(_TIMES) * (_AS_SECTION if shape_only else 1.0)


def _votes(readings: Sequence[Reading]) -> dict[str, float]:
    """For each number that a reading begins or ends with, the confidence in it over all readings."""
    votes: dict[str, float] = {}
    for (text, confidence), times in zip(readings, _TIMES, strict=True):
        for number in {text[: len(text) // times], text[-(len(text) // times) :]}:
            if number.isdecimal() and len(number) <= _MOST_FIGURES:
                votes[number] = votes.get(number, 0.0) + confidence * _share(text, number, times)
    return votes


def _share(text: str, number: str, times: int) -> float:
    """How much of a reading is that number, 0 to 1."""
    return min(1.0, text.count(number) * len(number) / max(len(text), times * len(number)))


def upright_figures(ink: LineInk, readings: Sequence[Reading]) -> Reading | None:
    """1 or 11: upright strokes that have the flag of a 1 or are once read as one, the other readings strokes too.

    Rule: An upright stroke alone that two of three readings know as a 1, though not surely, and none as an I, is a 1,
        and flagged.
    Test: pipeline/glyphs/test_lone_figures.py::test_a_one_that_two_readings_know

    Args:
        ink: the figure as a line.
        readings: of the three strips of `figure_strips`.
    """
    ones = len(ink.letters)
    strokes = [text for text, _ in readings if text and not set(text) - _UPRIGHT]
    if not 1 <= ones <= _MOST_ONES or 2 * len(strokes) < len(readings) or not _are_slender(ink):
        return None
    known = "1" * ones
    twice = sum("1" in text for text in strokes) > 1 and not any("I" in text for text in strokes)
    read = any(text == known * n and sure >= _SURE_OF_ONE for (text, sure), n in zip(readings, _TIMES, strict=True))
    if read or _have_flags(ink):
        return known, _SURE_OF_ONE
    return (known, FAINT_ONE) if twice and ones == 1 else None


def _are_slender(ink: LineInk) -> bool:
    wide, tall = ink.parts.widths[ink.letters], ink.parts.heights[ink.letters]
    return bool(((wide >= _ONE_INK[0] * tall) & (wide <= _ONE_INK[1] * tall)).all())


def _have_flags(ink: LineInk) -> bool:
    parts, page = ink.parts, ink.pixels
    glyphs = (
        page[max(0, parts.y0[i]) : parts.y1[i], max(0, parts.x0[i] - _PAPER_BESIDE) : parts.x1[i] + _PAPER_BESIDE]
        for i in ink.letters
    )
    return all(is_figure_one(glyph) for glyph in glyphs)
