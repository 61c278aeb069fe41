"""What the tokens of a batch may stand for, as arrays; each kind of token is looked at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sohoa.diacritics.statistics.beam_search import Floats, Ints


class Offer(NamedTuple):
    """What a token may stand for.

    Ids of words with the advantage of each, its shape inside a sentence (-1 where it begins one), the network's id of
    it without marks, and whether it begins with a capital.
    """

    words: tuple[int, ...]
    own: tuple[float, ...]
    shape: int
    bare: int
    title: bool


class Mark(NamedTuple):
    """What a token of a window becomes: its place there, its text, how sure that is (0 to 1), other likely texts."""

    at: int
    after: str
    score: float
    others: tuple[str, ...]


class Offered:
    """The offers of all tokens of a batch in a row, `first[i]` to `first[i + 1]` those of token `i`.

    `kind` (one a token), `bare` and `title` are of tokens; `word`, `own` and `shape` of what is offered.
    """

    kind: Ints
    first: Ints
    word: Ints
    own: Floats
    shape: Ints
    bare: Ints
    title: NDArray[np.bool_]

    def __init__(self, offers: Sequence[Offer], kind: Ints) -> None:
        many_of = np.array([len(o.words) for o in offers], np.int64)
        many = many_of[kind]
        self.kind = kind
        self.first = np.concatenate([[0], np.cumsum(many)])
        begin = (np.cumsum(many_of) - many_of)[kind] - self.first[:-1]
        source = np.arange(self.first[-1]) + np.repeat(begin, many)
        self.word = np.array([i for o in offers for i in o.words], np.int64)[source]
        self.own = np.array([c for o in offers for c in o.own], np.float32)[source]
        self.shape = np.repeat(np.array([o.shape for o in offers], np.int64)[kind], many)
        self.bare = np.array([o.bare for o in offers], np.int64)[kind]
        self.title = np.array([o.title for o in offers], bool)[kind]
