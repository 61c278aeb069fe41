"""Are figures of a number or a date print, or written by hand? By sureness, height, and what else was read there."""

from __future__ import annotations

from collections.abc import Sequence

from sohoa.diacritics.language.folding import bare
from sohoa.nouns.word import Word

SURE = 0.85
"""Digits less sure than this may be handwritten: they are left out rather than guessed."""
TALLER = 1.22
"""Digits taller than the printed year by this factor are handwriting."""
ALIKE, ALIKE_SURE = 0.10, 0.70
"""Digits as tall as the printed year, within this share, are print: less certainty will do."""
_DISPUTED = 0.5
"""So sure is a word with a figure of which two engines have two readings, if ours is sure of it."""
_LIKE_FIGURES = str.maketrans({"o": "0", "i": "1", "l": "1", "|": "1"})
"""Letters and signs that figures are read as; marks aside."""
_LONGEST_MONTH = 2
"""Signs of a month; in longer words letters are letters."""


def sure_digits(words: Sequence[Word], text: str, printed_height: float | None, beside_print: bool = False) -> bool:
    """Are these digits print that was surely read?

    Rule: A number or date written by hand is left empty rather than guessed.
    Test: extract/header/test_header.py::test_header

    Args:
        words: that hold the digits.
        text: the digits.
        printed_height: height in pixels of printed digits nearby; None if there are none.
        beside_print: are they one word with print, or a month? What is seldom written by hand counts, flagged, where
            engines that are at odds see the same figures.
    """
    if not text.isdecimal():
        return False
    least = min((w.confidence for w in words if w.confidence is not None), default=1.0)
    boxes = [w.box for w in words if w.box is not None and not any(c in "/()gpqy," for c in w.text)]
    alike = beside_print and least >= _DISPUTED and seen_alike(words)
    if printed_height is None or not boxes:
        return least >= SURE or alike
    ratio = max(b.height for b in boxes) / printed_height
    near = abs(ratio - 1) <= ALIKE
    return (least >= (ALIKE_SURE if near else SURE) or (alike and near)) and ratio <= TALLER


def seen_alike(words: Sequence[Word]) -> bool:
    """Do all other readings of these words, one at least of each, show the same figures?

    Of numbers on invented and real first pages that engines read otherwise, in one word with their symbol, four of six
    in print are so and one of 18 by hand, which was right; of months 3 of 11, all in print.

    Rule: A printed number of which engines read the symbol otherwise but the figures alike (1341/HD-ĐHCĐ and
        1341/HD-DHCĐ) is given and flagged; a month likewise (10 and 1O).
    Test: extract/header/test_document_code.py::test_figures_that_all_readings_share_are_given
    """
    return all(w.alternatives and all(_figures(a.text) == _figures(w.text) for a in w.alternatives) for w in words)


def _figures(text: str) -> str:
    """The figures of a word; of a month also what stands for them (`1Ò`)."""
    like = bare(text).translate(_LIKE_FIGURES) if len(text) <= _LONGEST_MONTH else text
    return "".join(c for c in like if c.isdecimal())
