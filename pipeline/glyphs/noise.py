"""What an engine makes of seals, signatures and specks: runs that are no text, told by their confidence.

Conservative, because nothing printed may be lost: what looks like a word, a code or a value is kept with its low
confidence for a person to judge. The confidence thresholds are guesses.
"""

from __future__ import annotations

import regex

from sohoa.nouns.text_run import TextRun
from sohoa.pipeline.glyphs.passes import wordless
from sohoa.pipeline.ink.line_ink import LineInk

_WORDLIKE = regex.compile(r"\p{L}{2,}|\d+|[IVX]+")
_DOCUMENT_CODE = regex.compile(r"\p{Lu}{2,}\d*[-–]\p{Lu}{2,}|^s[oốóô]\b", regex.IGNORECASE)
_CELL_SIGNS = frozenset({"%", "‰", "-", "–", "—", "+", "*", "./.", "✓", "✗", "☑", "☒", "☐"})
LEAST_SURE = 0.35
"""Mean confidence under which a short run is taken for noise."""
LEAST_ALONE = 0.55
"""The same for a run of one or two characters outside tables."""
LEAST_IN_CELL = 0.2
"""The same for a run in a cell, where little else than print stands."""
LONG_NUMBER = 4
"""A run of so many letters and figures, with figures among them, is kept in a cell however unsure it is."""

THINNEST_LETTER = 0.3
"""Width of an I or a 1, in letter heights: in Times 0.5, a bare stem has 0.2."""
SURE_STROKE = 0.66
"""A thin stroke read more surely than this stays. Between the scraps of the samples (0.55 to 0.63) and a worn 1 that is
known by its flag (0.7)."""


def without_noise(run: TextRun, ink: LineInk) -> TextRun:
    """The run, without its words if they are no printed text."""
    return wordless(run) if is_noise(run, ink.line.in_table) or _is_scrap_of_rule(run, ink) else run


def _is_scrap_of_rule(run: TextRun, ink: LineInk) -> bool:
    """Is a lone sign of which the engine is unsure thinner than letters are?

    Rule: A stroke alone on its line that is thinner than any letter, and of which the engine is unsure, is a scrap of
        a rule.
    Test: pipeline/glyphs/test_noise.py::test_a_scrap_of_a_rule_is_no_letter
    """
    thin = ink.line.box.width < THINNEST_LETTER * ink.parts.letter_height
    return thin and len(run.text) == 1 and run.confidence < SURE_STROKE


def is_noise(run: TextRun, in_table: bool) -> bool:
    """Is the run no printed text?

    Args:
        run: as read.
        in_table: does it stand in a cell? There single signs (x, -, 1) are values.

    Rule: Words that the engine makes of specks, seals and signatures are dropped; what may be a word, code or value is
        kept.
    Test: pipeline/glyphs/test_noise.py::test_noise_is_told
    """
    text = run.text.replace(" ", "")
    solid = sum(c.isalnum() for c in text)
    if in_table:
        return _is_noise_in_cell(text, solid, run.confidence)
    if not solid:
        return True
    if _DOCUMENT_CODE.search(text):
        return False
    if len(text) <= 2:
        return run.confidence < LEAST_ALONE or not (text.isdigit() or text.isalpha())
    good = (w for w in run.words if (w.confidence or 0) >= LEAST_SURE and _WORDLIKE.search(w.text))
    return run.confidence < LEAST_SURE or not any(good)


def _is_noise_in_cell(text: str, solid: int, confidence: float) -> bool:
    """The same of a run in a cell; `solid` of its characters are letters and figures."""
    if not solid:
        return confidence < LEAST_SURE or text not in _CELL_SIGNS
    is_long_number = solid >= LONG_NUMBER and any(c.isdigit() for c in text)
    return confidence < LEAST_IN_CELL and not is_long_number
