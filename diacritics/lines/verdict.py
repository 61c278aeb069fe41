"""Is a line sound Vietnamese, bare of marks, broken by an English engine, or not Vietnamese at all?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sohoa.diacritics.language.folding import strip_marks
from sohoa.diacritics.language.syllable import is_bare_syllable, is_well_formed

_WORD = re.compile(r"[^\W_]++(?:[\u0300-\u036f]++[^\W_]*+)*+")
_ENOUGH_WORDS = 8
"""Words that are enough to judge a line by; shorter lines are judged with their neighbours. A guess."""
_FEWEST_SURE = 2
"""So many syllables with marks show that no English engine made a line. A guess."""
_SOUND_SHARE, _VIETNAMESE_SHARE, _GARBLED_SHARE = 0.25, 0.7, 0.06
"""Shares of the words of a line: with marks, from which it is sound; of those and other letters that Vietnamese may
have, from which it is Vietnamese; with foreign letters or figures inside, from which it may be garbled. Guesses."""


class Verdict(StrEnum):
    """What a line is taken for."""

    SOUND = "sound"
    BARE = "bare"
    BROKEN = "broken"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Counts of a line's words.

    `marked`: with a Vietnamese mark that an English engine does not print (it prints é, see
    `data/channel_eng_rendered.tsv`); `latin`: with é or a foreign letter only; `mixed`: with a
    digit between letters; `bare`: well-formed syllables without marks; `sure`: well-formed syllables with any mark
    that such an engine does not print.
    """

    words: int = 0
    marked: int = 0
    latin: int = 0
    mixed: int = 0
    bare: int = 0
    sure: int = 0

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(
            self.words + other.words,
            self.marked + other.marked,
            self.latin + other.latin,
            self.mixed + other.mixed,
            self.bare + other.bare,
            self.sure + other.sure,
        )


def bears_sure_marks(word: str) -> bool:
    """Has the word a Vietnamese mark that an English engine does not print?"""
    if word.isascii():
        return False
    return any((c not in "éÉ" and c != strip_marks(c)) or "\u0300" <= c <= "\u036f" for c in word)


def line_to_evidence(line: str) -> Evidence:
    """Count what speaks for and against the line; a long line repeats its words, so each is looked at once."""
    total = [0] * len(Evidence.__slots__)
    for word, times in Counter(_WORD.findall(line)).items():
        for at, told in enumerate(_word_to_evidence(word)):
            total[at] += told * times
    return Evidence(*total)


def _word_to_evidence(word: str) -> tuple[int, int, int, int, int, int]:
    """What one word adds to each of the counts."""
    if word.isdigit():
        return 0, 0, 0, 0, 0, 0
    marked = latin = mixed = bare = 0
    if any((c > "\u00ff" and c != strip_marks(c)) or "\u0300" <= c <= "\u036f" for c in word):
        marked = 1
    elif any(c.isdigit() for c in word):
        mixed = int(not word.isupper())
    elif not word.isascii():
        latin = 1
    else:
        bare = int(is_bare_syllable(word))
    return 1, marked, latin, mixed, bare, int(bears_sure_marks(word) and is_well_formed(word.lower()))


def judge_lines(lines: Sequence[str]) -> list[Verdict]:
    """A verdict for each line; a line with few words and no marks of its own borrows evidence from its neighbours.

    Rule: A line that bears marks of its own is judged by these, whatever stands around it.
    Test: diacritics/lines/test_half_marked.py::test_a_sound_line_among_bare_ones_stays
    """
    evidence = [line_to_evidence(x) for x in lines]
    return [
        Verdict.SOUND if e.sure >= max(_FEWEST_SURE, _SOUND_SHARE * e.words) else _verdict(_pooled(evidence, at))
        for at, e in enumerate(evidence)
    ]


def _pooled(evidence: list[Evidence], at: int) -> Evidence:
    pool, reach = evidence[at], 0
    while pool.words < _ENOUGH_WORDS and reach < 4:
        reach += 1
        for near in (at - reach, at + reach):
            if 0 <= near < len(evidence):
                pool = pool + evidence[near]
    return pool


def _verdict(e: Evidence) -> Verdict:
    """The verdict that the evidence leads to.

    Rule: A line that is sound Vietnamese, or not Vietnamese at all, is left as it is.
    Test: diacritics/lines/test_restore_cases.py::test_negative_cases_report_no_change
    """
    if not e.words:
        return Verdict.SOUND
    if e.marked >= _SOUND_SHARE * e.words:
        return Verdict.SOUND
    if e.latin + e.mixed >= _GARBLED_SHARE * e.words and e.bare + e.latin + e.mixed >= 0.33 * e.words:
        return Verdict.BROKEN
    if e.bare + e.marked + e.latin >= _VIETNAMESE_SHARE * e.words:
        return Verdict.BARE
    return Verdict.FOREIGN
