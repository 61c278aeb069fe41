"""Does a text read on? Share of neighbouring syllables that the syllable model has never seen together.

An engine's wrong syllables are mostly well formed, so spelling does not give them away; their
neighbours do. Measured on pages read at several qualities: text with every tenth word wrong has
10 % of strange pairs, correct text of documents that the model does not know has 1-5 %.
"""

from __future__ import annotations

import numpy as np

from sohoa.diacritics.language.folding import fold_word
from sohoa.diacritics.language.tokens import BREAK, FIRST_WORD, NUMBER, TOKEN, UNKNOWN
from sohoa.diacritics.statistics.syllable_model import shipped_model

_MIN_PAIRS = 15
"""Pairs of words that a page needs to be judged by them. A guess."""


def strange_share(text: str) -> float | None:
    """Share of unknown words and of pairs never seen, 0-1; None if the text is too short to tell.

    Rule: The layer of a scan whose words are well formed but never stand side by side in Vietnamese is broken.
    Test: diacritics/layers/test_judge.py::test_wrong_syllables_are_known_by_their_neighbours
    """
    model = shipped_model()
    ids = np.array(
        [model.id_of(fold_word(m[1])) if m[1] else NUMBER if m[2] else BREAK for m in TOKEN.finditer(text)],
        dtype=np.int64,
    )
    if len(ids) < 2:
        return None
    first, second = ids[:-1], ids[1:]
    words = (first >= FIRST_WORD) & (second >= FIRST_WORD)
    n = int(words.sum())
    if n < _MIN_PAIRS:
        return None
    logs, _ = model.bigram(first[words], second[words])
    unseen = int((logs == 0).sum()) + int((ids == UNKNOWN).sum())
    return min(1.0, unseen / n)
