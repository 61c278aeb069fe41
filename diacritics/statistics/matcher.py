"""Which syllables could an engine have read as this string? A search of a letter tree, in numpy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sohoa.diacritics.language.sentences import LOWER, UPPER
from sohoa.diacritics.statistics.channel import ALPHABET, LONGEST, Channel

_INDEX = {c: i for i, c in enumerate(ALPHABET)}
_UPPER_OF = np.array([_INDEX[c.upper()] for c in ALPHABET])
_MARGIN = 11.0
"""Natural logarithm by which a beginning may lie behind the best one and still be followed. A guess."""


@dataclass(frozen=True, slots=True, eq=False)
class _Level:
    """All prefixes of one length, in order: last letter, word id that ends here or -1.

    Those that go on from prefix `p` of the level above are `first[p]` to `first[p + 1]`.
    """

    first: NDArray[np.int64]
    letter: NDArray[np.int64]
    word: NDArray[np.int64]


class Matcher:
    """A letter tree over words (lower case, letters of ALPHABET only) and the channel that garbles them."""

    def __init__(self, words: Iterable[tuple[int, str]], channel: Channel) -> None:
        self.channel = channel
        self._levels: list[_Level] = []
        known = dict(sorted((w, i) for i, w in words))
        above = {"": 0}
        for size in range(1, max(map(len, known), default=0) + 1):
            prefixes = list(dict.fromkeys(w[:size] for w in known if len(w) >= size))  # in order, as the words are
            parents = np.array([above[p[:-1]] for p in prefixes])
            self._levels.append(
                _Level(
                    np.searchsorted(parents, np.arange(len(above) + 1)),
                    np.array([_INDEX[p[-1]] for p in prefixes]),
                    np.array([known.get(p, -1) for p in prefixes]),
                )
            )
            above = {p: i for i, p in enumerate(prefixes)}

    def match(self, text: str, shape: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Ids of words that may have been read as `text` when printed in `shape`, and the log-probabilities."""
        size = len(text)
        emission = self._emissions(text)
        front = np.full((1, size + 1), -np.inf, np.float32)
        front[0, 0] = 0
        rows = np.zeros(1, np.int64)
        ids, scores = [], []
        for depth, level in enumerate(self._levels):
            many = level.first[rows + 1] - level.first[rows]
            from_row = np.repeat(np.arange(len(rows)), many)
            found = np.arange(len(from_row)) + (level.first[rows] - np.cumsum(many) + many)[from_row]
            letter = level.letter[found]
            if shape == UPPER or (shape != LOWER and depth == 0):
                letter = _UPPER_OF[letter]
            front = _step(front[from_row], letter, emission)
            ends = level.word[found]
            full = (ends >= 0) & (front[:, size] > -np.inf)
            ids.append(ends[full])
            scores.append(front[full, size])
            top = front.max(axis=1)
            alive = top >= top.max(initial=-np.inf) - _MARGIN
            rows, front = found[alive], front[alive]
            if not len(rows):
                break
        return np.concatenate(ids), np.concatenate(scores)

    def _emissions(self, text: str) -> list[NDArray[np.float32]]:
        """For each length k the matrix letter x start: log-probability of `text[start : start + k]`."""
        vector = self.channel.vector
        return [
            np.stack([vector(text[j : j + k]) for j in range(len(text) - k + 1)], axis=1)
            for k in range(min(LONGEST, len(text)) + 1)
        ]


def _step(
    above: NDArray[np.float32], letter: NDArray[np.int64], emission: list[NDArray[np.float32]]
) -> NDArray[np.float32]:
    """One letter further: the best way for each prefix to have come out as each length of the text."""
    out = above + emission[0][letter]
    for k in range(1, len(emission)):
        np.maximum(out[:, k:], above[:, :-k] + emission[k][letter], out=out[:, k:])
    return out
