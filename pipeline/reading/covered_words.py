"""Words of a covered line: the first reading beside further ones, which one counts, and how sure it may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

import regex

from sohoa.diacritics.language.folding import bare_words, fold_word
from sohoa.extract.wording.authority_names import known_line
from sohoa.extract.wording.surnames import bare_surnames, printed_surnames
from sohoa.nouns.text_run import TextRun, words_to_run
from sohoa.nouns.word import Word
from sohoa.pipeline.reading.covered_looks import legible_weight

_SURE = 0.9
"""Words as sure as this must be in the second reading too. A guess."""
_KEPT = 0.75
"""Share of their letters that must be. A guess."""
_LEGIBLE = 0.5
"""Mean confidence of the letters that only the second reading has, at least. A guess."""
FEWEST_UNSEEN = 4
"""Letters of a line of which nothing was read before: fewer are the seal's. A guess."""
_AS_MANY, _SURER = 0.8, 1.5
"""Share of the letters that a surer reading has at least; by how much it is worth more, in sure letters. Guesses."""
_OFFICE = 1.5
"""By how much a reading that is the title of an office is worth more, in sure letters. A guess."""
_NAME, _BARE_NAME = 0.5, 0.3
"""The same for one that begins with a surname and goes on as names do; and if the surname has other marks. Guesses."""
_WORDS_OF_NAME = 3, 5
"""Words of a name, at least and at most: two are often a piece of something else."""
_SIGNS_FOR = regex.compile(r"^(?:TM|T/M|KT|K/T|TL|T/L|TUQ|Q)\b[.,]?\s*")
"""What stands before the office of one who signs for another."""
_NOISE = 0.4
"""A word at an end that only the second reading has, and less surely, is the ink of the seal. A guess."""
_MOST_SURE = 0.65
"""Most confidence of a word that only the second reading has: it is there to be looked at. A guess."""


def best_reading(readings: Sequence[list[Word]], first: Sequence[TextRun]) -> TextRun | None:
    """The reading that is worth most as a run, what is new in it as sure as may be; None if there is none.

    Rule: Of several looks at a line under a seal one that reads the title of an office (TRƯỞNG BAN) goes before one
        that is a little surer.
    Test: pipeline/reading/test_covered_words.py::test_of_several_looks_that_with_an_office

    Rule: Of several looks at a name under a seal one that reads a surname (Lê, not Lế) goes before one that is as sure.
    Test: pipeline/reading/test_covered_words.py::test_of_several_looks_that_with_a_surname
    """
    longest = max((letters_of(words) for words in readings), default=0)
    best = max(readings, key=lambda words: _worth(words, longest), default=[])
    known = {w.text: w for run in first for w in run.words}
    return words_to_run([_as_sure(w, known.get(w.text)) for w in best])


def _worth(words: Sequence[Word], longest: int) -> float:
    """What a reading is worth, more if it is the title of an office and none of another's letters are lost."""
    title = _SIGNS_FOR.sub("", " ".join(w.text for w in words))
    whole = title.isupper() and letters_of(words) >= _AS_MANY * longest
    office = whole and known_line(title, "signer_titles.tsv", exact=True) is not None
    return legible_weight(words) + (_OFFICE if office else _worth_as_name(words))


def _worth_as_name(words: Sequence[Word]) -> float:
    """What a reading is worth more as a surname before other words that begin with a capital."""
    texts = [w.text for w in words]
    names = all(t[:1].isupper() and t[1:].islower() for t in texts)
    least, most = _WORDS_OF_NAME
    if not (least <= len(texts) <= most and names):
        return 0.0
    printed = fold_word(texts[0]) in printed_surnames()
    return _NAME if printed else _BARE_NAME if bare_words(texts[0]) in bare_surnames() else 0.0


def second_reading(first: Sequence[TextRun], words: Sequence[Word]) -> list[Word]:
    """The words of a second reading without noise at its ends; empty where the first stays."""
    old = [w for run in first for w in run.words]
    known = {w.text: w for w in old}
    new = list(words)
    while new and _is_noise(new[0], known):
        new.pop(0)
    while new and _is_noise(new[-1], known):
        new.pop()
    fresh = [w for w in new if w.text not in known]
    legible = _weight(fresh) >= _LEGIBLE * letters_of(fresh)
    some = letters_of(old) or letters_of(new) >= FEWEST_UNSEEN
    kept = letters_kept(new, [w for w in old if _sure(w) >= _SURE]) >= _KEPT
    return new if legible and some and kept and _says_more(new, old) else []


def _says_more(new: Sequence[Word], old: Sequence[Word]) -> bool:
    """Has a reading more letters than the one before, or as many of which it is clearly surer?"""
    more, less = letters_of(new), letters_of(old)
    return more > less or (more >= _AS_MANY * less and legible_weight(new) > legible_weight(old) + _SURER)


def _is_noise(word: Word, known: Mapping[str, Word]) -> bool:
    return word.text not in known and (_sure(word) < _NOISE or not letters_of([word]))


def letters_kept(new: Sequence[Word], old: Sequence[Word]) -> float:
    """Share (0 to 1) of the letters of old words that the new ones have in the same order; 1 where there are none."""
    after, before = ("".join(w.text for w in some) for some in (new, old))
    blocks = SequenceMatcher(None, after, before, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(before) if before else 1.0


def _as_sure(word: Word, before: Word | None) -> Word:
    """The word as sure as it was before; one that was not there no surer than what is to be looked at."""
    return replace(word, confidence=before.confidence if before else min(_MOST_SURE, _sure(word)))


def _sure(word: Word) -> float:
    return 1.0 if word.confidence is None else word.confidence


def letters_of(words: Sequence[Word]) -> int:
    """Letters and figures of some words."""
    return sum(c.isalnum() for w in words for c in w.text)


def _weight(words: Sequence[Word]) -> float:
    """Letters and figures, each weighed by the confidence of its word."""
    return sum(_sure(w) * letters_of([w]) for w in words)
