"""What looks at a line saw of other signs than those that were read, kept as other readings of the letters beside.

What the ink leaves open the words around may tell (`diacritics.words.weighed_signs`), so that a comma that the looks
hold half as likely as no sign is not lost with the looks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from sohoa.pipeline.recogniser.decoding import Letter
from sohoa.pipeline.recogniser.sign_edits import STOPS, Edit

_WORTH, _WORTH_FOR_SPACE = -2.5, -4.5
"""An edit that makes its line less likely than by this (natural logarithm) is not kept: of 80 between words of worn
cells and less than -3 one was right. A stop for a space is asked about in addresses alone: six lost ones had -3.7 to
0.9."""


def with_doubted_signs(
    letters: Sequence[Letter], weighed: Sequence[tuple[Edit, float]], chosen: Sequence[tuple[Edit, float]]
) -> tuple[Letter, ...]:
    """The letters, those beside a stop, comma, colon or semicolon that looks see in part with that as another reading.

    Rule: A stop, comma, colon or semicolon behind a word that the looks at a line see in part, but not together, is
        another reading of that word.
    Test: pipeline/recogniser/test_sign_doubts.py::test_a_sign_seen_in_part_is_another_reading

    Rule: A space that all looks together see is as probable as they make it, where words may be parted by it.
    Test: pipeline/recogniser/test_sign_doubts.py::test_a_space_is_as_probable_as_the_looks_make_it

    Args:
        letters: of a stretch of a line.
        weighed: edits of it, and by how much each makes it likelier.
        chosen: those that count, after which no other reading is kept of the same place.
    """
    found = list(letters)
    spaces = {e.start: gain for e, gain in weighed if e.text == " " and e.start == e.end < len(letters)}
    for k, gain in spaces.items():
        found[k] = replace(found[k], spaced=max(found[k].spaced, _share(gain)))
    taken = {k for edit, _ in chosen for k in (edit.start - 1, edit.start, edit.end)}
    for edit, gain in weighed:
        at = edit.start if edit.end > edit.start else edit.start - 1
        for_space = edit.end > edit.start and letters[edit.start].text == " "
        worth = gain >= (_WORTH_FOR_SPACE if for_space else _WORTH)
        if worth and at not in taken and _is_stop_of_word(letters, edit):
            text = edit.text if edit.end > edit.start else letters[at].text + edit.text
            found[at] = _with_other(found[at], text, _share(gain))
    return tuple(found)


def _share(gain: float) -> float:
    """How likely an edit is that makes its line likelier by so much, 0 to 1."""
    return 1 / (1 + math.exp(-gain))


def _is_stop_of_word(letters: Sequence[Letter], edit: Edit) -> bool:
    """Is it a stop in place of another, or one put in behind a word's last letter?"""
    if edit.text not in STOPS or not 0 < edit.start <= edit.end <= edit.start + 1:
        return False
    if edit.end > edit.start:
        replaced = letters[edit.start].text
        return replaced in STOPS or (replaced == " " and edit.text == ".")
    ends = edit.start == len(letters) or letters[edit.start].text == " "
    return ends and letters[edit.start - 1].text.isalpha()


def _with_other(letter: Letter, text: str, sure: float) -> Letter:
    """The letter with a reading more, those most likely first; the likelier one counts where it has it already."""
    seen = dict(letter.others)
    seen[text] = max(sure, seen.get(text, 0.0))
    return replace(letter, others=tuple(sorted(seen.items(), key=lambda other: -other[1])))
