"""Foreign words that were read with a Vietnamese mark (`ráck`): no syllable has such letters, so they bear none."""

from __future__ import annotations

from collections.abc import Iterable

from sohoa.diacritics.language.folding import strip_marks
from sohoa.diacritics.language.syllable import is_bare_syllable
from sohoa.diacritics.words.choices import OUTER

_SEEN = 0.1
"""Least score of the engine's other reading. A guess: three of three had 0.14 and more."""


def mend_foreign(text: str, alternatives: Iterable[tuple[str, float]]) -> str | None:
    """The word without its marks, None if it may bear them or the engine did not see it so.

    Rule: Letters that no Vietnamese syllable has (rack, web) lose the marks that were read on them, if the engine saw
        them without, too; never in a name.
    Test: diacritics/words/test_foreign_words.py::test_marks_that_no_foreign_word_has

    Args:
        text: the word as read, with the signs around it.
        alternatives: (text, score) of what else the engine saw.

    Example:
        >>> mend_foreign("ráck;", [("tack;", 0.5), ("rack;", 0.3)])
        'rack;'
    """
    core = text.strip(OUTER)
    plain = strip_marks(core)
    if plain == core or not core.isalpha() or not core.islower() or is_bare_syllable(plain):
        return None
    seen = max((score for other, score in alternatives if other.strip(OUTER) == plain), default=0.0)
    return text.replace(core, plain, 1) if seen >= _SEEN else None
