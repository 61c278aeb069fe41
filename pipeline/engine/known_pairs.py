"""Which words of a line stand between words that they are known to stand beside: the least that the language says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sohoa.diacritics.language.folding import fold_word
from sohoa.diacritics.language.tokens import FIRST_WORD, NUMBER
from sohoa.diacritics.statistics.syllable_model import shipped_model


def known_beside(words: Sequence[str]) -> list[bool]:
    """For each word of a line, without the signs around it: does the model know it beside both its neighbours?

    What stands before a line and behind it is not known. Numbers and signs are neighbours of any word, and signs (no
    letters) have any neighbour.

    >>> known_beside(["quy", "định", "chi", "tết", "một"])
    [False, True, False, False, False]
    """
    model = shipped_model()
    ids = [NUMBER if any(map(str.isdigit, w)) else model.id_of(fold_word(w)) if w else model.start for w in words]
    row = np.array(ids, np.int64)
    any_word = (row[:-1] < FIRST_WORD) | (row[1:] < FIRST_WORD)
    pairs = any_word | (model.bigram(row[:-1], row[1:])[0] != 0)
    known = np.concatenate([[False], pairs]) & np.concatenate([pairs, [False]])
    return [bool(k) for k in (known & (row >= FIRST_WORD)) | (row == model.start)]
