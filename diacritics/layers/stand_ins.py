"""Letters of a legacy code that PDF readers take for something else: ư of TCVN3 has the code of the soft hyphen.

Fonts map that code to a hyphen, a minus or a dash, as they please, and the middle dot (ã) to a bullet: "nh− sau" for
"như sau". A stand-in is a letter where it makes a syllable of the letters beside it, and what it is anywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from sohoa.diacritics.language.syllable import is_well_formed

_DASHES = "\u2212\u2010\u2011\u2012\u2013\u2014\u00ad"
_BULLETS = "•∙⋅"
_SLOTS = {
    "tcvn3": {**dict.fromkeys(_DASHES + "-", "ư"), **dict.fromkeys(_BULLETS, "ã")},
    "viscii": {**dict.fromkeys(_DASHES, "ễ"), **dict.fromkeys(_BULLETS, "ở"), "\u00a0": "Õ"},
}
"""By code: what stands for which letter. Codes AD, B7 and A0 are of this kind; VNI has no letter there."""
_MOST_IN_WORD = 4
"""More stand-ins in a word are no letters. A guess: no syllable has two."""
_PARTS = re.compile(r"[^\W\d_]+")


def with_stand_ins(text: str, code: str) -> str:
    """Decoded text, its stand-ins made letters where they make syllables.

    Args:
        text: NFC, decoded from `code`.
        code: the name of the code; others than TCVN3 and VISCII have no stand-ins.

    Rule: In TCVN3 a hyphen, minus or dash in place of ư ("nh− sau") is ư where that makes a syllable; between whole
        words and numbers it stays a dash.
    Test: diacritics/layers/test_legacy_codes.py::test_stand_ins
    """
    slots = _SLOTS.get(code)
    if slots is None or not any(c in text for c in slots):
        return text
    letters = r"[^\W\d_]"
    signs = "[" + re.escape("".join(slots)) + "]"
    word = re.compile(rf"(?:{letters}+{signs}+|{signs}+{letters}+)(?:{letters}|{signs})*")
    return word.sub(lambda m: _best(m[0], slots), text)


def _best(word: str, slots: dict[str, str]) -> str:
    """The reading with most letters of which every part is a syllable; the word as it is if there is none."""
    readings = (r for r in _readings(word, slots) if all(map(is_well_formed, _PARTS.findall(r))))
    return max(readings, key=lambda r: sum(a != b for a, b in zip(r, word, strict=True)), default=word)


def _readings(word: str, slots: dict[str, str]) -> Iterator[str]:
    places = [k for k, c in enumerate(word) if c in slots and _may_be_letter(word, k)]
    if len(places) > _MOST_IN_WORD:
        return
    for chosen in product((False, True), repeat=len(places)):
        letters = {k for k, yes in zip(places, chosen, strict=True) if yes}
        yield "".join(slots[c] if k in letters else c for k, c in enumerate(word))


def _may_be_letter(word: str, at: int) -> bool:
    """A plain hyphen mostly is one: it parts whole syllables (`Ê-đê`), and a letter does not."""
    if word[at] != "-":
        return True
    before, after = _PARTS.findall(word[:at])[-1:], _PARTS.findall(word[at + 1 :])[:1]
    return not any(map(is_well_formed, (*before, *after)))
