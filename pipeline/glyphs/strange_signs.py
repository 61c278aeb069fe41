"""Signs that the reader hardly knows and takes, sure of itself, for the nearest letter: Δ for A, √ for V, ™ for TM.

What the language cannot tell (`Δt` and `At` are both no word) the ink can: each of these letters lacks something that
the sign has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import regex
from numpy.typing import NDArray

from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Alternative, Word
from sohoa.pipeline.ink.line_ink import LineInk

_MOST_SURE = 0.7
"""The confidence of such a word at most: it is there to be looked at."""
_SHORT = regex.compile(r"A\p{L}{0,2}|V\d[\d.,]*|TM|☐|[≥≤]")
"""Words, without the stops around them, that may hold such a sign: formulas are short."""
_STOPS = " .,;:()“”\"'"
_FOOT, _FULL = 0.12, 0.85
"""The lowest part of a glyph, as a share of its height, and the share of its width that one stroke covers there: of a Δ
1, of an A 0.5 at most (a foot with its serifs). Guesses between them."""
_TALLER = 0.15
"""A √ rises so far over the figure behind it, in letter heights, and a V does not: in DejaVu 0.35. A guess."""
_RAISED = 0.3
"""The feet of ™ stand so far over the baseline, in letter heights; in DejaVu 0.6. A guess."""
_HEART, _FILLED = 0.3, 0.6
"""The middle of a box, as a share of its sides on each side of the centre, and the share of it that is inked where the
box is filled (■, ★, ❖); a ☐ with a worn tick has 0.3. Guesses."""

Bits = NDArray[np.bool_]
Ints = NDArray[np.int64]


def with_strange_signs(runs: Sequence[TextRun], inks: Sequence[LineInk]) -> list[TextRun]:
    """The runs, one a line, with words doubtful that may hold such a sign; others stay the same objects.

    Rule: A letter of a scan with the ink of a sign that the reader hardly knows (Δ read as A, √ as V, ™ as TM, ■ or ★
        as ☐, Σ as ≥ before a word) stays as read, is doubtful, and has the sign beside it.
    Test: pipeline/glyphs/test_strange_signs.py::test_a_sign_read_as_a_letter_is_doubtful
    """
    return [_weighed(run, ink) for run, ink in zip(runs, inks, strict=True)]


def _weighed(run: TextRun, ink: LineInk) -> TextRun:
    if run.turn or not any(_SHORT.fullmatch(w.text.strip(_STOPS)) for w in run.words):
        return run
    words = [_doubtful(w, _sign(w, after, ink)) for w, after in zip(run.words, [*run.words[1:], None], strict=True)]
    return replace(run, words=tuple(words))


def _doubtful(word: Word, sign: str | None) -> Word:
    if sign is None:
        return word
    sure = min(word.confidence or 0.0, _MOST_SURE)
    known = {a.text for a in word.alternatives}
    more = () if sign in known else (Alternative(sign, 1 - sure),)
    return replace(word, confidence=sure, alternatives=(*more, *word.alternatives))


def _sign(word: Word, after: Word | None, ink: LineInk) -> str | None:
    """The word with the sign that its ink shows in place of the letter; None where it shows the letter."""
    text = word.text.strip(_STOPS)
    if word.box is None or word.confidence is None or not _SHORT.fullmatch(text):
        return None
    if text[0] in "≥≤":
        lone = after is not None and after.text[:1].islower()
        return word.text.replace(text, "Σ") if lone and text == "≥" else None
    glyphs = _glyphs(word, ink)[word.text[: word.text.index(text)].count("(") :]
    if not len(glyphs):
        return None
    shows, sign = {"A": (_is_delta, "Δ"), "V": (_is_root, "√"), "T": (_is_raised, "™"), "☐": (_is_filled, "■")}[text[0]]
    if not shows(ink, glyphs):
        return None
    return word.text.replace("TM" if text == "TM" else text[0], sign, 1)


def _glyphs(word: Word, ink: LineInk) -> Ints:
    """Letters of the line that stand in the word's box, from left to right."""
    box, parts, some = word.box, ink.parts, ink.letters
    if box is None:
        return some[:0]
    middle = (parts.x0[some] + parts.x1[some]) / 2
    inside = some[(middle > box.x0) & (middle < box.x1)]
    return inside[np.argsort(parts.x0[inside])]


def _bits(ink: LineInk, k: int) -> Bits:
    parts = ink.parts
    bits: Bits = parts.labels[parts.y0[k] : parts.y1[k], parts.x0[k] : parts.x1[k]] == k
    return bits


def _is_delta(ink: LineInk, glyphs: Ints) -> bool:
    """Does one stroke close the foot of the first glyph?"""
    bits = _bits(ink, int(glyphs[0]))
    height, width = bits.shape
    if width > 1.5 * height:  # it touches the next letter
        return False
    foot = bits[-max(1, round(_FOOT * height)) :].any(axis=0)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], foot.astype(np.int8), [0]])))
    longest = int((edges[1::2] - edges[::2]).max(initial=0))
    return bool(longest >= _FULL * width)


def _is_root(ink: LineInk, glyphs: Ints) -> bool:
    """Does the first glyph rise over the figure behind it?"""
    top = ink.parts.y0[glyphs]
    over: float = top[1] - top[0] if len(glyphs) > 1 else 0
    return bool(over >= _TALLER * ink.letter_height)


def _is_raised(ink: LineInk, glyphs: Ints) -> bool:
    """Do all glyphs stand over the baseline?"""
    slope, offset = ink.baseline
    parts = ink.parts
    feet = parts.y1[glyphs] - slope * (parts.x0[glyphs] + parts.x1[glyphs]) / 2 - offset
    return bool((feet <= -_RAISED * ink.letter_height).all())


def _is_filled(ink: LineInk, glyphs: Ints) -> bool:
    """Is the middle of the first glyph inked?"""
    bits = _bits(ink, int(glyphs[0]))
    (height, width), share = bits.shape, _HEART
    heart = bits[round((0.5 - share) * height) : round((0.5 + share) * height) or 1]
    heart = heart[:, round((0.5 - share) * width) : round((0.5 + share) * width) or 1]
    return bool(heart.size) and float(heart.mean()) >= _FILLED
