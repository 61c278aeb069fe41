"""How sure a word is once the language has had its say: what it mended, and what it finds unlikely.

Measured on cells of task lists and on real scans, benchmarks/LOG.md, 29 November 2026.
"""

from __future__ import annotations

from sohoa.diacritics.words.mend import Mend
from sohoa.nouns.word import ChangeRule, Word

REPAIRED = 0.8
"""A word that the language put right is this sure at least: of 240 such words 93 % are right at least, of words under
0.6 that stay as they are 64 %."""
_BY_LANGUAGE = frozenset({ChangeRule.ALTERNATIVE, ChangeRule.CONFUSION, ChangeRule.MALFORMED})
_LIKELY, _STEEP, _HALF = 0.9, 6.0, 0.5
"""A word under the first plausibility loses its confidence so many times as fast, down to a half. Of words that were
surely read and less plausible than 0.85, 12 of 20 are wrong in task lists, from there to 0.9 10 of 32, above one in
fourteen."""


def repaired_confidence(mend: Mend, word: Word, weigh: bool) -> float | None:
    """How sure a mended word is; what the engine thought of its own reading says little of the other.

    Rule: A word that the language put right is as sure as such repairs are right, not as the engine was of what it
        misread; it stays below what needs no look. A number is never made surer.
    Test: pipeline/test_restoration.py::test_a_repaired_word_is_as_sure_as_repairs_are_right

    Args:
        mend: what became of the word.
        word: as read.
        weigh: has the language a say in confidences?
    """
    by_language = mend.rule in _BY_LANGUAGE and mend.text != word.text and not any(map(str.isdigit, mend.text))
    sure = word.confidence
    return max(REPAIRED, sure) if weigh and by_language and sure is not None else sure


def language_share(plausible: float) -> float:
    """By how much the language lowers the confidence of what both engines may have read alike, 0 to 1."""
    return plausible if plausible >= _LIKELY else max(min(_HALF, plausible), _LIKELY - _STEEP * (_LIKELY - plausible))
