"""Surnames of signers: which one a misread first word of a name is."""

from __future__ import annotations

from sohoa.diacritics.language.folding import bare_words, fold_word
from sohoa.extract.wording.surnames import printed_surnames
from sohoa.extract.wording.vocabulary import rows
from sohoa.nouns.word import Word

_SEEN, _OTHER_SURE = 0.02, 0.3
"""Score of another reading of a surname that is taken because the first is none: of one with other marks (`Lệ`, Lê),
and of one with another letter (`Và`, Vũ), at least. Of 5 and 2 on invented first pages all were right."""
_REST_OF_SURNAME = 3
"""Fewer letters may be the end of many surnames."""


def whole_surname(text: str) -> str | None:
    """The one surname that lacks but its capital here (`guyễn`: a stroke of the pen lies on it), None if not just one.

    A name begins with a capital, so one is missing; where one surname alone ends in these letters, it can be no other.
    """
    if len(text) < _REST_OF_SURNAME or not text.islower():
        return None
    whole = {r[0] for r in rows("surnames.tsv") if len(r[0]) == len(text) + 1 and r[0][1:] == text}
    return whole.pop() if len(whole) == 1 else None


def other_surname(word: Word) -> str | None:
    """The one surname that a word was read as too, where the first reading is none; None if not just one.

    Rule: A surname read as one that nobody has (Đương, Lệ, Và) is that which another reading of its print has (Dương,
        Lê, Vũ), flagged; marks and capital may be of two readings (`1ỗ` and `Đố`: Đỗ).
    Test: extract/header/test_hard_headers.py::test_a_surname_that_another_reading_has
    """
    first = word.text.strip(".,;:*")
    if word.checked or fold_word(first) in printed_surnames():
        return None
    seen = {a.text.strip(".,;:*"): a.score for a in reversed(word.alternatives)}
    found = {r[0] for r in rows("surnames.tsv") if _was_seen(r[0], first, seen)}
    return found.pop() if len(found) == 1 else None


def _was_seen(surname: str, first: str, seen: dict[str, float]) -> bool:
    """Do other readings of a word that was first read as this show a surname?"""
    score, plain = seen.get(surname, 0.0), bare_words(surname)
    if score >= _SEEN and plain == bare_words(first):
        return True
    if score >= _OTHER_SURE and len(surname) == len(first) and surname[0] == first[0]:
        return True
    capital = any(s >= _OTHER_SURE and bare_words(o) == plain and o[0] == surname[0] for o, s in seen.items())
    return capital and len(first) > 1 and not first[0].isalpha() and first[1:] == surname[1:]
