"""Which words of a line stand between words that they are known to stand beside: the least that the language says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sohoa.diacritics.language.folding import fold_word
from sohoa.diacritics.language.tokens import FIRST_WORD, NUMBER
from sohoa.diacritics.statistics.syllable_model import shipped_model


def known_beside(words: Sequence[str]) -> list[bool]:
    """For each word of a line, without the signs around it: does the model know it beside both its neighbours?

    The ends of a line, numbers and signs are neighbours of any word, and signs (no letters) have any neighbour.

    >>> known_beside(["quy", "định", "chi", "tết", "một"])
    [True, True, False, False, False]
    """
    model = shipped_model()
    ids = [NUMBER if any(map(str.isdigit, w)) else model.id_of(fold_word(w)) if w else model.start for w in words]
    row = np.array([model.start, *ids, model.start], np.int64)
    any_word = (row[:-1] < FIRST_WORD) | (row[1:] < FIRST_WORD)
    known = any_word | (model.bigram(row[:-1], row[1:])[0] != 0)
    own = (row[1:-1] >= FIRST_WORD) | (row[1:-1] == model.start)
    return [bool(k) for k in own & known[:-1] & known[1:]]
