"""What speaks against a word though it was surely read: the ink shows another sign or figure, or nobody prints such."""

from __future__ import annotations

import regex

from sohoa.diacritics.language.folding import fold_word
from sohoa.diacritics.language.syllable import is_well_formed
from sohoa.diacritics.language.tokens import UNKNOWN
from sohoa.diacritics.statistics.syllable_model import shipped_model
from sohoa.diacritics.words.choices import OUTER
from sohoa.nouns.word import RegionKind, Word

CONTESTED = 0.75
"""A word no surer than this is contested by an engine; what it may be else is asked elsewhere."""
_SIGNS = ".,;: "
_SIDE_BY_SIDE = regex.compile(r"[,;:][,;:]|[,;:]\.(?!\.)")
_PARTED = regex.compile(r"\d{1,3},\d{3}")
_SIGN_SEEN = 0.1, 0.2
"""Score from which another reading of the ink contests a sign inside a number, and one behind a word. Of 9 signs behind
words of worn lists that came to the second 5 were wrong, of 16 from 0.1 on two; of 7 figures parted by a stop or comma
the one comma with another reading was wrong."""


def sign_is_contested(word: Word) -> bool:
    """Did the engine that read a word of a table surely also see another sign behind it, or inside a number, or none?

    Rule: A sign behind a word of a table, or the comma of a number that a stop would part into thousands, that was read
        surely though the ink shows another there too, or none, is flagged.
    Test: diacritics/words/test_sureness.py::test_signs_of_which_the_ink_shows_another
    """
    if word.region is not RegionKind.TABLE or word.confidence is None or word.confidence <= CONTESTED:
        return False
    core = word.text.rstrip(_SIGNS)
    if _PARTED.fullmatch(word.text):
        return _seen(word, word.text.replace(",", ".")) >= _SIGN_SEEN[0]
    others = (a.score for a in word.alternatives if a.text != word.text and a.text.rstrip(_SIGNS) == core)
    return core not in ("", word.text) and max(others, default=0.0) >= _SIGN_SEEN[1]


def other_figure(word: Word) -> float:
    """How surely the ink of a word of a table shows another figure in the place of one of its own, 0 to 1.

    Rule: A number or code of a table cell of which the ink also shows another figure (`20/6`, and 30/6 with 0.38) is
        flagged, however surely it was read; from 0.1 on the second engine does not confirm it.
    Test: diacritics/words/test_sureness.py::test_figures_of_which_the_ink_shows_another
    """
    if word.region is not RegionKind.TABLE:
        return 0.0
    return max((a.score for a in word.alternatives if _differ_by_figures(word.text, a.text)), default=0.0)


def is_never_printed(text: str) -> bool:
    """Are there signs that nobody prints side by side, or is it a syllable that no text has?

    On real, worn and typeset scans, lists and headers eight such words were read, all wrong, three of them surer than
    0.65.

    Rule: A syllable in lower case that the vocabulary of 43 million syllables of text does not have (`toào`), and signs
        that are never printed side by side (`đồng,;`), are flagged; capitals are not (names of places and of peoples),
        nor are the stops of `v.v.;` and `cao...,`.
    Test: diacritics/words/test_sureness.py::test_what_is_never_printed
    """
    core = text.strip(OUTER)
    unknown = core.islower() and is_well_formed(core) and shipped_model().id_of(fold_word(core)) == UNKNOWN
    return unknown or _SIDE_BY_SIDE.search(text) is not None


def _differ_by_figures(ours: str, other: str) -> bool:
    unlike = [(a, b) for a, b in zip(ours, other, strict=False) if a != b]
    return len(ours) == len(other) and bool(unlike) and all(a.isdecimal() and b.isdecimal() for a, b in unlike)


def _seen(word: Word, text: str) -> float:
    return max((a.score for a in word.alternatives if a.text == text), default=0.0)
