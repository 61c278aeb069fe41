"""Is it the print that a correction was made of? Told by place and text together.

The print of a document never changes, but where the program sees words and what it makes of them does: with another
resolution, other settings, another model. A correction holds where the place is the same and the text is the one that
was corrected, or what the correction says, or much like either.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from sohoa.diacritics.language.folding import bare

SAME_PLACE = 0.5
"""Likeness of two boxes (shared over covered area) that is enough where the texts are the same. Measured: words and
cells of the sample plans at 150 to 300 dpi share 0.72 and more (tests/pipeline/corrections/test_kept_at_rerun.py)."""
VERY_PLACE = 0.75
"""The same where the text is another by now. A guess between the two."""
_ALIKE = 0.5
"""Texts of one place are alike from here: two of four letters. A guess."""
_LONGEST = 2000
"""Characters that are compared letter by letter."""


def alike(a: str, b: str) -> bool:
    """Are two texts much the same, marks and case aside? An empty one is like an empty one only."""
    if not a or not b:
        return a == b
    a, b = a[:_LONGEST], b[:_LONGEST]
    return max(_ratio(a, b), _ratio(bare(a), bare(b))) >= _ALIKE


def fits(before: str, after: str, now: tuple[str, ...], place: float) -> bool:
    """Does a correction hold at a place?

    Args:
        before: what was corrected.
        after: what it says.
        now: what stands there now: as mended, as the engine read it.
        place: likeness of the two boxes.

    Rule: A correction is kept when a document is read anew with other settings, at another resolution or by other
        models, where the print has the same place and the text is that which was corrected, or much like it.
    Test: pipeline/corrections/test_matching.py::test_where_a_correction_holds
    """
    said = (plain(before), plain(after))
    here = tuple(plain(text) for text in now)
    if place >= SAME_PLACE and any(text in said for text in here):
        return True
    return place >= VERY_PLACE and any(alike(a, b) for a in said for b in here)


def plain(text: str) -> str:
    """Text with single spaces."""
    return " ".join(text.split())


def _ratio(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio()
