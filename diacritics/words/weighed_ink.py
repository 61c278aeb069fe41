"""Ink and language weighed: an engine's other readings of a word, by how likely it holds them and by the words around.

Two engines that read a blurred mark alike err alike (`chuyển đối số`), so that a word may be very sure and wrong; the
network's second thought (`đổi` with a tenth) and four words to either side together tell it. Where the ink leaves next
to nothing for the other reading, the language alone would have to be overwhelming: a printed misprint stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from sohoa.diacritics.language.folding import fold_word
from sohoa.diacritics.language.sentences import UPPER, shape
from sohoa.diacritics.statistics.beam_search import Floats, Ints
from sohoa.diacritics.statistics.context import REACH, log_between
from sohoa.diacritics.statistics.syllable_model import SyllableModel, shipped_model
from sohoa.diacritics.words.choices import OUTER, Mend, Token
from sohoa.diacritics.words.open_words import Weighed, is_against_ink, words_to_weigh
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
_UNLIKELY_NAME = 0.02
"""So is a capitalised word that may be a name (`Bản Thường vụ`) with less, if the ink shows `SEEN_OF_NAME` of the other
at least: of 16 on worn lists, first pages and tables all were wrong; with 0.1, 2 of 22 were right."""
_LOST = 0.02
"""A word with less than this share is misread, whatever else it is (11 of 11): the best other reading is taken, and
told by its score (`Thẽ chế`, of which one engine saw `Thế` and the other hardly `Thể`). Not in capitals: in names of
places it is as often a third."""
AGAINST_INK = 0.5
"""A word that the language put in place of a syllable that was read surely is no surer: of 27 on worn, clean and real
pages 4 were printed misprints or other words; of the rest of its repairs 11 of 650."""
_NOTHING = 3e-7
"""Share that is left of such a syllable where there can be no doubt (`thu hút dầu tư`): of the 4 the least was 5e-5.
With 2.5e-5 sixteen more right repairs would be sure, and a printed misprint of which the ink shows a hundredth."""


def weigh_ink(lines: Sequence[Sequence[Token]], now: Sequence[Sequence[Mend]]) -> list[list[Mend]]:
    """What becomes of words that were left as they were read, and how sure those are that the language changed.

    Rule: A syllable, however surely it was read, becomes another that the engine saw in the same ink if that one's
        share is 0.8 by ink and words around together; never a number, a code, or a word of a name.
    Test: diacritics/words/test_weighed_ink.py::test_ink_and_language_together

    Rule: A syllable that was read surely, and that the language changed into one of which the ink shows next to
        nothing, is doubtful, unless the language leaves nothing of it: it may be a misprint of the document.
    Test: diacritics/words/test_weighed_ink.py::test_what_the_language_put_against_sure_ink

    Rule: What lies beyond a comma is no reason to change a syllable against the ink (`cầu yếu, cầu tạm` is no `yêu
        cầu`).
    Test: diacritics/words/test_weighed_ink.py::test_a_comma_parts_words_that_are_no_phrase

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
    row, words = words_to_weigh(lines, now, texts, model)
    found = [list(some) for some in now]
    against: list[int] = []
    for k, (word, shares) in enumerate(zip(words, _shares(row, words, model), strict=True)):
        token, mend = lines[word.line][word.at], now[word.line][word.at]
        mend = mend if mend.rule is not None else _chosen(mend, word, shares, token)
        if mend.rule is not None and is_against_ink(mend.text, token) and shares[0] > _NOTHING:
            mend = replace(mend, score=min(mend.score, AGAINST_INK))
            against.append(k)
        found[word.line][word.at] = mend
    for word, shares in _in_phrases(lines, now, against) if against else ():
        token, mend = lines[word.line][word.at], found[word.line][word.at]
        at = [text for text, _ in word.readings].index(mend.text.strip(OUTER))
        if shares[at] < _SHARE:
            found[word.line][word.at] = Mend(token.text, score=1.0 if shares[0] >= _SHARE else AGAINST_INK)
    return found


def _in_phrases(
    lines: Sequence[Sequence[Token]], now: Sequence[Sequence[Mend]], some: Sequence[int]
) -> Iterator[tuple[Weighed, Floats]]:
    """Some of the words, by their number, and the shares of their readings where a comma ends what is around."""
    model = shipped_model()
    row, words = words_to_weigh(lines, now, [[m.text for m in line] for line in now], model, (",",))
    few = [words[k] for k in some]
    yield from zip(few, _shares(row, few, model), strict=True)


def _chosen(mend: Mend, word: Weighed, shares: Floats, token: Token) -> Mend:
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


def _is_weighed(token: Token, word: Weighed) -> bool:
    """Is the likeliest other reading of a token one of those that were weighed, and no figure or strokes?"""
    best = max(token.alternatives, key=lambda pair: pair[1], default=("", 0.0))[0]
    return best.strip(OUTER) in {text for text, _ in word.readings}


def _shares(row: Ints, words: Sequence[Weighed], model: SyllableModel) -> Iterator[Floats]:
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
