"""Is the evidence enough to change a word of a garbled line? Else it stays, and the new reading is told beside it."""

from __future__ import annotations

import re
from dataclasses import replace

from sohoa.diacritics.language.changes import Change
from sohoa.diacritics.language.folding import fold_word
from sohoa.diacritics.language.syllable import is_well_formed
from sohoa.diacritics.statistics.arc_shares import SURE

_LABEL = re.compile(r"[A-ZĐ]{1,4}\d{1,4}[A-Za-z]?$|\d+[a-z]{1,2}$")
"""What may be a label with a figure, or a figure with a letter: paper sizes, roads, points of a clause."""
_LABEL_TO_WORD, _LETTER, _NEVER = 0.95, 0.6, 2.0
"""Shares that a word needs to take the place of such a label, of a single letter, and of a figure. On lines garbled by
program 43 of 44 labels that were right had less; of 450 real lines three repairs are held back."""
_LABEL_CHANNEL = 0.3
"""What the letters alone must say of a word in place of a label. On 2,400 such lines six of seven labels that were
right had less, and three of 131 that were words; of 450 real lines two of 56."""
_OWN, _NAME = 0.5, SURE
"""Shares that a word needs to take the place of one that is a likely reading as it stands, and of such a one with a
capital inside a sentence; in place of a foreign word no other is sure enough. Chosen on 1,200 lines garbled by program,
where they keep 34 words that were right, and give up about 100 of 17,000 repairs."""


def held_back(change: Change, share: float, name: bool = False) -> Change:
    """The change, or, where the evidence for it is too weak, the piece as it is with the word told beside it.

    Rule: Figures of a garbled line stay, whatever word they may have been (`13`, which may be `là`); what may be a
        label with a figure (`A4`, `CO2`, `12m`) becomes a word only where hardly anything else can be meant, and the
        letters look like it.
    Test: diacritics/lines/test_noisy_figures.py::test_figures_stay

    Rule: A foreign word of a garbled line (`Klas`) that may be meant as it stands never becomes another one (`Klaus`).
    Test: diacritics/lines/test_noisy_names.py::test_a_change_needs_evidence

    Rule: A word of a garbled line that may be meant as it stands (`tham mưu`) changes only for one with half of the
        likelihood; one with a capital inside a sentence (`Xuân Oanh`) only where the other is sure. Else it stays and
        is doubtful.
    Test: diacritics/lines/test_noisy_names.py::test_what_may_be_meant_as_it_stands_stays

    Args:
        change: what the search would do.
        share: likelihood of that among all readings, 0 to 1.
        name: begins the piece with a capital inside a sentence?
    """
    if change.is_kept or share >= _needed(change, name):
        return change if change.score <= share else replace(change, score=round(share, 3))
    others = tuple(dict.fromkeys(t for t in (change.after, *change.others) if t != change.before))
    return replace(change, after=change.before, others=others, score=round(1 - share, 3))


def _needed(change: Change, name: bool) -> float:
    """The share that the new reading needs."""
    before = change.before
    if before.isdigit():
        return _NEVER
    if _LABEL.match(before):
        return _LABEL_TO_WORD if change.score >= _LABEL_CHANNEL else _NEVER
    if len(before) == 1:
        return _LETTER
    if before not in change.others:
        return 0.0
    if not is_well_formed(fold_word(change.after)):
        return _NEVER
    return _NAME if name else _OWN
