"""How likely a word is wrong: its confidence and whatever else bears witness, weighed together (logistic regression).

The weights are fitted by benchmarks/fit_queue.py on scans that a program made of invented documents.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable
from enum import StrEnum

from sohoa.nouns.word import Alternative


class Sign(StrEnum):
    """What is seen of a word; shares count as such, all else as yes or no."""

    AT_HALF = "at_half"
    """Another witness contests a figure or a code: confidence 0.5 (`engine/agreement.py`)."""
    CONTESTED = "contested"
    """Another witness contests it: confidence 0.7, or a little less where our reader is not quite sure."""
    FIGURE = "figure"
    FIGURE_AT_HALF = "figure_at_half"
    FIGURE_CONTESTED = "figure_contested"
    CODE = "code"
    """Digits and letters."""
    LONE_LETTER = "lone_letter"
    """Often a piece of a word, of a rule, or dirt; so is a digit that is alone."""
    LONE_DIGIT = "lone_digit"
    LONE_CONTESTED = "lone_contested"
    MIXED_CASE = "mixed_case"
    CAPITALS = "capitals"
    STOP_AT_END = "stop_at_end"
    """It ends in a stop; they are easily mistaken for each other, and specks for them."""
    MENDED = "mended"
    """Its text is not what the engine read."""
    RIVAL = "rival"
    """Share that the reader gives to the next reading, where no other witness has spoken."""
    RIVAL_LOG = "rival_log"
    """The same in powers of ten, from a hundredth: small shares differ most."""
    NO_RIVAL = "no_rival"
    UNSURE_NEAR = "unsure_near"
    """How many of the two words before it and the two behind it are unsure."""


KNOTS = (0.0, 0.3, 0.5, 0.6, 0.69, 0.72, 0.85, 0.93, 0.96, 0.975, 0.985, 0.99, 0.995, 0.998, 1.0)
"""Confidences between which the log odds go straight."""
UNSURE = 0.97
"""A neighbour under this is unsure."""
_CONTESTED = 0.69, 0.7 + 1e-6
_HALF = 0.5
_EVEN = 1e-6
_STOPS = tuple(".,;:")
_LEAST_RIVAL = 0.01

BASE = -3.95
AT_KNOTS: tuple[float, ...] = (
    *(2.52, 2.68, 0.70, 1.85, -0.30, 3.95, 2.43, 1.25),
    *(-1.35, -1.72, -1.40, -1.71, -2.34, -2.82, -3.78),
)
"""Log odds at each of `KNOTS`."""
WEIGHTS_OF_SIGNS: dict[Sign, float] = {
    Sign.AT_HALF: 0.34,
    Sign.CONTESTED: -0.31,
    Sign.FIGURE: 2.07,
    Sign.FIGURE_AT_HALF: -0.84,
    Sign.FIGURE_CONTESTED: 2.74,
    Sign.CODE: 2.02,
    Sign.LONE_LETTER: 2.19,
    Sign.LONE_DIGIT: 0.29,
    Sign.LONE_CONTESTED: 0.73,
    Sign.MIXED_CASE: 0.92,
    Sign.CAPITALS: 0.59,
    Sign.STOP_AT_END: 1.01,
    Sign.MENDED: -0.54,
    Sign.RIVAL: -0.64,
    Sign.RIVAL_LOG: 0.89,
    Sign.NO_RIVAL: 0.14,
    Sign.UNSURE_NEAR: 0.21,
}


def signs_of(
    text: str, text_ocr: str, confidence: float, rivals: Iterable[Alternative], unsure_near: int
) -> dict[Sign, float]:
    """What bears witness besides the confidence; signs that are not seen are left out.

    Args:
        text: as it stands in the datasets.
        text_ocr: as the engine read it.
        confidence: 0 to 1.
        rivals: other readings, none of which is the text.
        unsure_near: words under `UNSURE` among the two before and the two behind.
    """
    n_letters, n_digits = sum(map(str.isalpha, text)), sum(map(str.isdigit, text))
    half = abs(confidence - _HALF) < _EVEN
    contested = _CONTESTED[0] <= confidence <= _CONTESTED[1]
    lone = n_letters + n_digits == 1
    rival = max((min(r.score, 1.0) for r in rivals), default=0.0)
    heard = not half and not contested
    seen = {
        Sign.AT_HALF: half,
        Sign.CONTESTED: contested,
        Sign.FIGURE: n_digits and not n_letters,
        Sign.FIGURE_AT_HALF: n_digits and half,
        Sign.FIGURE_CONTESTED: n_digits and contested,
        Sign.CODE: n_digits and n_letters,
        Sign.LONE_LETTER: lone and n_letters,
        Sign.LONE_DIGIT: lone and n_digits,
        Sign.LONE_CONTESTED: lone and (half or contested),
        Sign.MIXED_CASE: n_letters > 1 and any(map(str.isupper, text[1:])) and any(map(str.islower, text)),
        Sign.CAPITALS: n_letters > 1 and text.isupper(),
        Sign.STOP_AT_END: text.endswith(_STOPS),
        Sign.MENDED: text != text_ocr,
        Sign.NO_RIVAL: not rival,
    }
    found = {sign: 1.0 for sign, is_seen in seen.items() if is_seen}
    if heard and rival:
        found[Sign.RIVAL] = rival
        found[Sign.RIVAL_LOG] = math.log10(rival / _LEAST_RIVAL + 1.0)
    if unsure_near:
        found[Sign.UNSURE_NEAR] = float(unsure_near)
    return found


def between_knots(confidence: float) -> dict[int, float]:
    """The knots (their numbers) between which a confidence lies, each with its share."""
    at = min(max(bisect_right(KNOTS, confidence), 1), len(KNOTS) - 1)
    share = (min(max(confidence, 0.0), 1.0) - KNOTS[at - 1]) / (KNOTS[at] - KNOTS[at - 1])
    return {at - 1: 1.0 - share, at: share}


def is_plain(signs: dict[Sign, float]) -> bool:
    """Is the confidence our reader's own, and not one that says that another witness contests?"""
    return Sign.AT_HALF not in signs and Sign.CONTESTED not in signs


def risk_of_signs(confidence: float, signs: dict[Sign, float]) -> float:
    """How likely the word is wrong, 0 to 1.

    Rule: In the queue of `sohoa review` a word is as likely wrong as its confidence, its form (figures, lone letters),
        other readings, another witness, and doubt among its neighbours say together.
    Test: pipeline/review/queue/test_risks.py::test_what_makes_a_word_likelier_wrong
    """
    odds = BASE + sum(WEIGHTS_OF_SIGNS[s] * share for s, share in signs.items())
    if is_plain(signs):
        odds += sum(AT_KNOTS[k] * share for k, share in between_knots(confidence).items())
    return 1.0 / (1.0 + math.exp(-odds))
