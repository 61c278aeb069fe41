"""Capitals inside a syllable in small letters (`mỘt` for một): an engine takes a large mark for a large letter."""

from __future__ import annotations

from sohoa.diacritics.words.choices import OUTER, is_vietnamese


def mend_case(text: str) -> str | None:
    """The token with the letters after its first in small, or None if it is no such token.

    Only syllables with a Vietnamese mark: `VNeID`, `TTr` and abbreviations are none. Words in capitals stay.

    >>> mend_case("mỘt,")
    'một,'
    >>> mend_case("QUYẾT") is None
    True

    Rule: A capital inside a syllable in small letters is a small one: `mỘt` is một.
    Test: diacritics/words/test_inner_capitals.py::test_a_large_mark_is_no_capital
    """
    core = text.strip(OUTER)
    if len(core) < 2 or core.isascii() or core.isupper() or core[1:] == core[1:].lower():
        return None
    mended = core[0] + core[1:].lower()
    return text.replace(core, mended, 1) if is_vietnamese(mended) else None
