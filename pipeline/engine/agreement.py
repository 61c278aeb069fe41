"""Two witnesses of one line: our own reader's words, and what Tesseract makes of the same strip.

The two err in different places: where both read a word alike it is hardly ever wrong, where they differ one of them
is. A word of letters keeps the first reading and gets the other as an alternative, for restoration to weigh by the
language. So does a word with a figure in a cell, since the first is right far oftener there; elsewhere, where numbers
are written by hand too, the surer one counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from sohoa.diacritics.language.alphabet import BULLETS
from sohoa.diacritics.language.syllable import is_well_formed
from sohoa.nouns.word import Alternative
from sohoa.pipeline.engine.words import EngineWord

_AGREED = 0.05
"""What is left of the doubt of a word that both read alike."""
_FIRM = 0.9
"""A word with a figure in a cell that our reader is so sure of stays so, though Tesseract reads it otherwise: of 205 in
19 worn plans that were made by program (`list_cases.py`, wear `hard`) 204 were right as we read them, of 90 less sure
ones 68; Tesseract's of none and of 7 (634ee20)."""
_CONTESTED = 0.7
"""Most confidence that a word of letters may have which the second witness reads otherwise."""
_DISPUTED = 0.5
"""Most confidence of any other word with a figure of which there are two readings; outside of cells of sure ones too
(of 23 that stood when they were believed there, on 36 invented headers, most by hand, 3 were wrong), and in cells of
those that differ by look-alikes: Tesseract was right of all three that were seen."""
_LEAST_KEPT = 0.5
"""Share of our signs that the other reading of such a figure has at least, to be taken. A guess."""
_UNKNOWN_SIGNS = frozenset("≥≤÷✓✗☐☑☒■◆►➢★❖Δπ≠‰™¾₁₃₄")
"""Signs that Tesseract's Vietnamese model never reads."""
_STANDS_FOR = {"≥": ">", "≤": "<", "÷": "+"}
"""What it reads in their place."""
_LOOK_ALIKES, _AMBIGUOUS = str.maketrans("1l|0", "IIIO"), frozenset("IlO")
"""Strokes and rings by what they may be as well: in a word of letters ink does not tell a figure from a letter."""
_Dispute = Callable[[EngineWord, EngineWord | None], EngineWord]
_STOPS = ".,;:"
_SIGN_ODDS, _UNSEEN_SIGN, _MOST_SEEN = 5.0, 0.01, 0.99
"""By how much the odds of another sign rise if the second witness reads it, and the least and most that our own look
leaves it. One sign in a hundred is wrong there, and of those that the second witness contests one in twenty."""
OUTER = ".,;:!?()[]\"'“”‘’-–…/+*" + BULLETS
"""Signs that stand around a word and are no part of its syllable."""


def confirmed(first: Sequence[EngineWord], second: Sequence[EngineWord], printed: bool = False) -> list[EngineWord]:
    """The words of a line as two witnesses read it.

    Args:
        first: what our reader read; its boxes are kept.
        second: what the other engine read on the same line.
        printed: is it a line of a cell? Elsewhere numbers may be written by hand, and on the looks at a figure alone
            a vote is taken later.

    Rule: Where two engines read a word alike a twentieth of its doubt is left; where they differ ours counts, with a
        confidence of 0.7 at most, and the other reading is kept as an alternative; with a figure in it 0.5, but for
        one of 0.9 and more in a cell.
    Test: pipeline/engine/test_agreement.py::test_agreement_raises_and_dispute_lowers

    Returns:
        The words of `first`, some with the other's text, all with the confidence that both leave them; those of
        `second` where `first` is empty.
    """
    if not first or not second:
        return list(first or second)
    disputed = _ours if printed else _surer
    signs = {w.box: w for w in first if _is_unknown_sign(w.text)}
    if not signs:
        return _compared(first, second, disputed)
    ours = [replace(w, text=_STANDS_FOR.get(w.text, w.text)) for w in first]
    found = _compared(ours, [part for w in second for part in _sign_apart(w)], disputed)
    kept = [w for w in found if w.box not in signs]
    return sorted([*kept, *signs.values()], key=lambda w: w.box.x0)


def _sign_apart(word: EngineWord) -> list[EngineWord]:
    """A word of the second witness, and before it the sign that it begins with: `>70` is > and 70."""
    rest = word.text.lstrip("".join(_STANDS_FOR.values()))
    sign = word.text[: len(word.text) - len(rest)]
    return [replace(word, text=t) for t in (sign, rest) if t] if sign else [word]


def _is_unknown_sign(text: str) -> bool:
    """Is a word made of signs that the second witness does not know, so that it bears no witness to them?

    Rule: Of signs that Tesseract does not know (≥, ≤, ÷, ✓) it is no witness: our reading of them is as sure as it was.
    Test: pipeline/engine/test_agreement.py::test_signs_that_the_second_does_not_know_are_not_disputed
    """
    return set(text) <= _UNKNOWN_SIGNS


def _compared(first: Sequence[EngineWord], second: Sequence[EngineWord], disputed: _Dispute) -> list[EngineWord]:
    found: list[EngineWord] = []
    texts = [w.text for w in first], [w.text for w in second]
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [_agreed(w) for w in first[a0:a1]]
        elif a1 - a0 == b1 - b0 and _side_by_side(first[a0:a1], second[b0:b1]):
            found += [disputed(a, b) for a, b in zip(first[a0:a1], second[b0:b1], strict=True)]
        else:
            found += _parted_otherwise(first[a0:a1], second[b0:b1], disputed)
    return found


def _side_by_side(ours: Sequence[EngineWord], other: Sequence[EngineWord]) -> bool:
    """Does each word of one stand where that of the other stands?

    Rule: Of two readings that part a line otherwise no word is taken for another's in a place where it does not stand
        (`/GM-ĐHCĐ` beside `GM-ĐHCĐ`).
    Test: pipeline/engine/test_agreement.py::test_words_that_do_not_stand_side_by_side_are_not_compared
    """
    return len(ours) == 1 or all(a.box.overlap_x(b.box) > 0 for a, b in zip(ours, other, strict=True))


def _parted_otherwise(ours: Sequence[EngineWord], other: Sequence[EngineWord], disputed: _Dispute) -> list[EngineWord]:
    """Words of which the two see another number: ours, unless a syllable of ours is broken and none of the other's is.

    Rule: A word that we read in pieces (`trườn g`) is taken from the second engine where its pieces are no syllables
        and its own reading is one; never where a figure is among them.
    Test: pipeline/engine/test_agreement.py::test_a_word_read_in_pieces_is_taken_whole
    """
    figures = any(_has_figure(w.text) for w in (*ours, *other))
    if not figures and other and _all_formed(other) and not _all_formed(ours):
        return [_capped(w, _CONTESTED) for w in other]
    return [disputed(w, None) if _has_figure(w.text) else _capped(w, _CONTESTED) for w in ours]


def _all_formed(words: Sequence[EngineWord]) -> bool:
    """Is each a syllable, or made of signs alone (dots to be filled in)?"""
    cores = [w.text.strip(OUTER) for w in words]
    return all(not core or is_well_formed(core) for core in cores)


def _agreed(word: EngineWord) -> EngineWord:
    return replace(word, confidence=1.0 - _AGREED * (1.0 - word.confidence))


def _ours(ours: EngineWord, other: EngineWord | None) -> EngineWord:
    """One word that the other reads otherwise, or does not see.

    Rule: Of two readings with a figure in a table's cell ours counts, however sure the other is.
    Test: pipeline/engine/test_agreement.py::test_of_two_readings_with_a_figure_ours_counts

    Rule: A word of letters and figures that differs by look-alikes alone (1SO and ISO) has a confidence of 0.5 at most.
    Test: pipeline/engine/test_agreement.py::test_look_alikes_in_a_word_of_letters_stay_in_dispute
    """
    if other is not None and _are_look_alikes(ours.text, other.text):
        return _capped(_with_alternative(ours, other), _DISPUTED)
    if _has_figure(ours.text) or other is None or _has_figure(other.text):
        own = ours if ours.confidence >= _FIRM else _capped(ours, _DISPUTED)
        return own if other is None else _with_alternative(own, other)
    return _capped(_with_alternative(ours, _by_its_sign(ours, other)), _CONTESTED)


def _surer(ours: EngineWord, other: EngineWord | None) -> EngineWord:
    """One word outside of cells, or a figure alone, that the other reads otherwise, or does not see.

    Rule: Of two readings with a figure outside of cells the surer one counts, but never one of less than half as many
        signs: it has lost print (`40` of `470/QĐ-UBND`); the signs behind the same figures are ours.
    Test: pipeline/engine/test_agreement.py::test_of_two_readings_with_a_figure_outside_of_cells_the_surer_counts
    """
    if other is None:
        return _capped(ours, _DISPUTED)
    if not (_has_figure(ours.text) or _has_figure(other.text)):
        return _capped(_with_alternative(ours, _by_its_sign(ours, other)), _CONTESTED)
    longer = len(other.text) >= _LEAST_KEPT * len(ours.text)
    surer = other.confidence > ours.confidence and longer and not _differ_by_signs(ours, other)
    text, rest = (other.text, ours) if surer else (ours.text, other)
    return _capped(_with_alternative(replace(ours, text=text), rest), _DISPUTED)


def _are_look_alikes(ours: str, other: str) -> bool:
    """Are they the same but for strokes and rings, with other letters among them?"""
    same = ours.translate(_LOOK_ALIKES) == other.translate(_LOOK_ALIKES)
    return same and any(c.isalpha() and c not in _AMBIGUOUS for c in ours) and (_has_figure(ours) or _has_figure(other))


def _by_its_sign(ours: EngineWord, other: EngineWord) -> EngineWord:
    """The other reading of a word, as likely as its sign is where it is ours but for the sign behind it.

    Rule: Where the second witness reads a word as we do but for the sign behind it, its reading is as likely as our own
        look saw it, five times the odds, not as it says: of 197 such words of worn tables ours was wrong in ten.
    Test: pipeline/engine/test_agreement.py::test_another_sign_is_as_likely_as_both_witnesses_make_it
    """
    if not _differ_by_signs(ours, other):
        return other
    seen = max((a.score for a in ours.alternatives if a.text == other.text), default=0.0)
    odds = _SIGN_ODDS * max(seen, _UNSEEN_SIGN) / (1 - min(seen, _MOST_SEEN))
    return replace(other, confidence=min(other.confidence, odds / (1 + odds)))


def _differ_by_signs(ours: EngineWord, other: EngineWord) -> bool:
    """Are they the same word but for the signs behind it?"""
    core = ours.text.rstrip(_STOPS)
    return bool(core) and core == other.text.rstrip(_STOPS)


def _with_alternative(word: EngineWord, other: EngineWord) -> EngineWord:
    rest = tuple(a for a in word.alternatives if a.text not in (other.text, word.text))
    return replace(word, alternatives=(Alternative(other.text, other.confidence), *rest))


def _capped(word: EngineWord, most: float) -> EngineWord:
    return replace(word, confidence=min(most, word.confidence))


def _has_figure(text: str) -> bool:
    return any(c.isdigit() for c in text)
