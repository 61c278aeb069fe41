"""Ink and language weighed: an engine's other readings of a word, by how likely it holds them and by the words around.

Two engines that read a blurred mark alike err alike (`chuyển đối số`), so that a word may be very sure and wrong; the
network's second thought (`đổi` with a tenth) and four words to either side together tell it. Where the ink leaves next
to nothing for the other reading, the language alone would have to be overwhelming: a printed misprint stays.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple
from unicodedata import normalize

import numpy as np

from sohoa.diacritics.language.alphabet import TONES
from sohoa.diacritics.language.folding import fold_word, strip_marks
from sohoa.diacritics.language.sentences import TITLE, UPPER, shape
from sohoa.diacritics.language.syllable import is_bare_syllable, is_well_formed
from sohoa.diacritics.language.tokens import FIRST_WORD, NUMBER
from sohoa.diacritics.statistics.beam_search import Floats, Ints
from sohoa.diacritics.statistics.context import REACH, log_between
from sohoa.diacritics.statistics.syllable_model import SyllableModel, shipped_model
from sohoa.diacritics.words.choices import OUTER, Mend, Token, cased, is_vietnamese, is_wrongly_marked
from sohoa.diacritics.words.plausible import sentence_places
from sohoa.nouns.word import ChangeRule

__all__ = ["weigh_ink"]

_SHARE = 0.8
"""Share (0 to 1) of a reading that is taken. Of 84 words of worn and real pages that came to it 82 were right so."""
_UNLIKELY = 0.5
"""A word that stays as it was read though it has less than this share is no surer than its share: of 11 in cells of
worn task lists and typeset scans 10 were wrong (`Chuyển đối số`), of the 13 from there to 0.75 five."""
_FIRM = 0.97
"""A word that stays with such a share is as it was read: of 13 under 0.65 on worn task lists all were right, just
under it 2 of 3."""
_UNLIKELY_NAME, _SEEN_OF_NAME = 0.02, 0.005
"""So is a capitalised word that may be a name (`Bản Thường vụ`) with less than the first, if the ink shows the second
of the other at least: of 16 on worn lists, first pages and tables all were wrong; with 0.1, 2 of 22 were right."""
_LOST = 0.02
"""A word with less than this share is misread, whatever else it is (11 of 11): the best other reading is taken, and
told by its score (`Thẽ chế`, of which one engine saw `Thế` and the other hardly `Thể`). Not in capitals: in names of
places it is as often a third."""
_MOST_OF_OTHER = 0.5
"""No other reading is likelier by the ink: a higher score is that of a second engine, which is too sure of itself."""
_LEAST_SEEN = 0.002
"""Other readings that are less likely to the engine were not seen."""
AGAINST_INK = 0.5
"""A word that the language put in place of a syllable that was read surely is no surer: of 27 on worn, clean and real
pages 4 were printed misprints or other words; of the rest of its repairs 11 of 650."""
_SURELY_READ, UNSEEN = 0.97, 0.035
"""A syllable read as surely as the first, and less seen of another than the second: to put it right is against the ink.
One printed misprint had 0.01 to 0.03 as worn this way or that; of 85 other repairs with 0.02 to 0.1 none was wrong."""
_NOTHING = 3e-7
"""Share that is left of such a syllable where there can be no doubt (`thu hút dầu tư`): of the 4 the least was 5e-5.
With 2.5e-5 sixteen more right repairs would be sure, and a printed misprint of which the ink shows a hundredth."""
_SHORT = 2
"""Abbreviations of so many letters may bear a tone (`UỶ`)."""
_WHOLE_SEEN = 0.5
"""Letters that no syllable has (`VĨÌNH`) become what one engine saw as a whole; which of all names that are like it is
meant, the language does not tell."""
_ROMAN = frozenset("IVXLC")
_LONGEST_WORD = 8
"""Letters of a word that may be a syllable: the longest, nghiêng, has seven."""


class _Weighed(NamedTuple):
    """A word to be weighed: its line and place there, its place in the row of ids, its readings, its own first.

    `is_name`: it may be part of a name, and stays as it was read.
    """

    line: int
    at: int
    place: int
    readings: list[tuple[str, float]]
    is_name: bool = False


def weigh_ink(lines: Sequence[Sequence[Token]], now: Sequence[Sequence[Mend]]) -> list[list[Mend]]:
    """What becomes of words that were left as they were read, and how sure those are that the language changed.

    Rule: A syllable, however surely it was read, becomes another that the engine saw in the same ink if that one's
        share is 0.8 by ink and words around together; never a number, a code, or a word of a name.
    Test: diacritics/words/test_weighed_ink.py::test_ink_and_language_together

    Rule: A syllable that was read surely, and that the language changed into one of which the ink shows next to
        nothing, is doubtful, unless the language leaves nothing of it: it may be a misprint of the document.
    Test: diacritics/words/test_weighed_ink.py::test_what_the_language_put_against_sure_ink

    Rule: A syllable that stays as it was read, though by ink and words around together another is likelier, is no surer
        than its share; a word of a name only if next to nothing speaks for it (`Bản Thường vụ Tỉnh ủy`). One to which
        ink and words leave all but 0.03 is firm.
    Test: diacritics/words/test_weighed_ink.py::test_an_unlikely_word_that_stays_is_no_surer_than_its_share

    Args:
        lines: the tokens of each line as the engines read them, with its confidences and other readings.
        now: what became of them so far, in the same shape.

    Returns:
        One `Mend` a token, in the same shape; those that had a rule, and those that stay though they are unlikely, have
        at most a lower score.
    """
    model = shipped_model()
    texts = [[m.text for m in some] for some in now]
    row, words = _row(lines, now, texts, model)
    found = [list(some) for some in now]
    for word, shares in zip(words, _shares(row, words, model), strict=True):
        token, mend = lines[word.line][word.at], now[word.line][word.at]
        mend = mend if mend.rule is not None else _chosen(mend, word, shares, token)
        if mend.rule is not None and is_against_ink(mend.text, token) and shares[0] > _NOTHING:
            mend = replace(mend, score=min(mend.score, AGAINST_INK))
        found[word.line][word.at] = mend
    return found


def _chosen(mend: Mend, word: _Weighed, shares: Floats, token: Token) -> Mend:
    """A word that was left as it was read, or the reading that is likelier; no surer than its share if it stays."""
    own, form = word.readings[0][0], shape(word.readings[0][0])
    best = int(np.argmax(shares))
    lost = shares[0] < _LOST and form != UPPER
    if best and not word.is_name and (shares[best] >= _SHARE or lost):
        text = mend.text.replace(own, word.readings[best][0], 1)
        return Mend(text, ChangeRule.ALTERNATIVE, round(float(shares[best]), 3))
    if shares[0] >= _FIRM and _is_weighed(token, word):
        return replace(mend, firm=True)
    unlikely = shares[0] < (_UNLIKELY_NAME if word.is_name else _UNLIKELY)
    return replace(mend, score=round(float(shares[0]), 3)) if unlikely else mend


def _is_weighed(token: Token, word: _Weighed) -> bool:
    """Is the likeliest other reading of a token one of those that were weighed, and no figure or strokes?"""
    best = max(token.alternatives, key=lambda pair: pair[1], default=("", 0.0))[0]
    return best.strip(OUTER) in {text for text, _ in word.readings}


def is_against_ink(text: str, token: Token) -> bool:
    """Was the token, as a syllable, read surely, and next to nothing seen of `text` in its ink?"""
    surely = token.confidence is not None and token.confidence >= _SURELY_READ
    return surely and _seen(text, token) < UNSEEN and is_well_formed(token.core)


def _seen(text: str, token: Token) -> float:
    return max((score for other, score in token.alternatives if other == text), default=0.0)


def _row(
    lines: Sequence[Sequence[Token]],
    now: Sequence[Sequence[Mend]],
    texts: Sequence[Sequence[str]],
    model: SyllableModel,
) -> tuple[Ints, list[_Weighed]]:
    """The ids of all words, sentences parted by starts, and the words that may be others."""
    row: list[int] = []
    words: list[_Weighed] = []
    for sentence in sentence_places(texts):
        row += [model.start] * REACH
        for line, at in sentence:
            core = texts[line][at].strip(OUTER)
            token, stays = lines[line][at], now[line][at].rule is None
            is_name = stays and _may_be_name(texts[line], at)
            if stays:
                readings = _readings(texts[line], at, token, model)
            else:
                readings = _as_read_and_changed(texts[line][at], token)
            if readings:
                words.append(_Weighed(line, at, len(row), readings, is_name))
            row.append(NUMBER if any(c.isdigit() for c in core) else model.id_of(fold_word(core)))
    return np.array(row + [model.start] * REACH, np.int64), words


def _as_read_and_changed(text: str, token: Token) -> list[tuple[str, float]]:
    """A syllable read surely, and what the language made of it against the ink, as in `_readings`; else empty."""
    if not is_against_ink(text, token):
        return []
    return [(token.core, 0.0), (text.strip(OUTER), math.log(max(_seen(text, token), _LEAST_SEEN)))]


def _readings(texts: Sequence[str], at: int, token: Token, model: SyllableModel) -> list[tuple[str, float]]:
    """The word and what else the engine saw there, each with the log of how likely; empty if it is not weighed."""
    core = texts[at].strip(OUTER)
    form = shape(core)
    if not _is_open(core, form) or (form == UPPER and not _among_capitals(texts, at)):
        return []
    least = _LEAST_SEEN if is_vietnamese(core) or is_bare_syllable(strip_marks(core)) else _WHOLE_SEEN
    least = max(least, _SEEN_OF_NAME) if _may_be_name(texts, at) else least
    seen: dict[str, float] = {}
    for text, score in token.alternatives:
        other = text.strip(OUTER)
        fits = other != core and is_vietnamese(other) and cased(other.lower(), form) == other
        if fits and score >= least and model.id_of(fold_word(other)) >= FIRST_WORD:
            seen[other] = max(math.log(min(score, _MOST_OF_OTHER)), seen.get(other, -math.inf))
    return [(core, 0.0), *seen.items()] if seen else []


def _is_open(core: str, form: int) -> bool:
    """Is it a syllable, or letters of one with wrong marks; no numeral, abbreviation, foreign word or list marker?"""
    if not core.isalpha() or not 1 < len(core) <= _LONGEST_WORD or set(core) <= _ROMAN:
        return False
    return is_vietnamese(core) or (is_wrongly_marked(core) or _has_tone(core) if form == UPPER else not core.isascii())


def _has_tone(core: str) -> bool:
    """Has a letter behind the first a tone? Abbreviations of three letters have none; `VĨÌNH`, `SỞƠ` are syllables."""
    return len(core) > _SHORT and any(mark in TONES for mark in normalize("NFD", core[1:]))


def _among_capitals(texts: Sequence[str], at: int) -> bool:
    near = [texts[k].strip(OUTER) for k in (at - 1, at + 1) if 0 <= k < len(texts)]
    return any(shape(core) == UPPER and is_vietnamese(core) for core in near)


def _may_be_name(texts: Sequence[str], at: int) -> bool:
    """Is it a capitalised word that a small letter does not follow, or that stands behind another of that kind?

    Rule: In names the language never puts one reading in place of another (Đặng Khắc, Lam Giang).
    Test: diacritics/words/test_weighed_ink.py::test_what_stays
    """
    if shape(texts[at].strip(OUTER)) != TITLE:
        return False
    after = texts[at + 1].strip(OUTER) if at + 1 < len(texts) else ""
    before = texts[at - 1].strip(OUTER) if at else ""
    return not after.islower() or (shape(before) == TITLE and texts[at - 1][-1].isalpha())


def _shares(row: Ints, words: Sequence[_Weighed], model: SyllableModel) -> Iterator[Floats]:
    """For each word the share of each of its readings."""
    if not words:
        return
    many = np.array([len(w.readings) for w in words])
    place = np.repeat(np.array([w.place for w in words]), many)
    ids = np.array([model.id_of(fold_word(text)) for w in words for text, _ in w.readings], np.int64)
    ink = np.array([log for w in words for _, log in w.readings], np.float32)
    before = [row[place - k] for k in range(REACH, 0, -1)]
    after = [row[place + k] for k in range(1, REACH + 1)]
    score = ink + log_between(model, before, ids, after)
    first = np.cumsum(many) - many
    weight = np.exp(score - np.repeat(np.maximum.reduceat(score, first), many))
    yield from np.split(weight / np.repeat(np.add.reduceat(weight, first), many), first[1:])
