"""Which sign stands behind a word (none, comma, semicolon, colon, stop), by that word and by what follows it.

Counted in official text: pairs of words where these say more than both words by themselves, which are put together as
if they were independent given the sign (naive Bayes). 0.5 MB; numpy alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sohoa.diacritics import MODELS
from sohoa.diacritics.language.folding import fold_word
from sohoa.diacritics.statistics.beam_search import Floats
from sohoa.diacritics.statistics.model_files import opened

SIGNS = ("", ",", ";", ":", ".")
"""In the order in which shares are given; "" for no sign."""
NUMBER, ITEM, BULLET, END, FIRST_WORD = range(5)
"""What may follow a word beside words: a number, the number or letter of an item (`4.`, `a)`), its dash, and nothing.
Words come after these, each in small letters and capitalised."""
NATS = 16
"""Natural logarithms are kept in steps of 1/16, as one byte."""
SIGN_FILE = MODELS / "signs.npz"
_WORD = re.compile(r"[(\"“]?([^\W\d_]+)([.,;:]?)")
_ITEM = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\)")
_NUMBER = re.compile(r"[(\"“]?\d")
_BULLET = frozenset("-–+•*")
_LETTERS = re.compile(r"[(\"“]?([^\W\d_]+)")


def word_and_sign(token: str) -> tuple[str, str] | None:
    """The letters of a token and the sign behind them, or None if it is no word with at most one of `SIGNS`."""
    found = _WORD.fullmatch(token)
    return (found[1], found[2]) if found else None


def class_of(token: str) -> int | tuple[str, bool] | None:
    """What a token is as one that follows: a class, a folded word and whether it begins with a capital, or neither."""
    if not token:
        return END
    for kind, fits in ((ITEM, _ITEM.fullmatch(token)), (NUMBER, _NUMBER.match(token)), (BULLET, token in _BULLET)):
        if fits:
            return kind
    found = _LETTERS.match(token)
    return (fold_word(found[1].lower()), not found[1][0].islower()) if found else None


@dataclass(frozen=True, slots=True, eq=False)
class SignModel:
    """Natural logarithms of the shares of `SIGNS`.

    `ids` numbers words (folded, in small letters); `behind` (words, 5) is by the word before, `before` (classes and
    words twice, 5) by what follows, `all_over` (5,) by neither; `keys`, sorted, and `pairs` (keys, 5) by both.
    """

    ids: dict[str, int]
    behind: Floats
    before: Floats
    all_over: Floats
    keys: NDArray[np.uint32]
    pairs: Floats

    def log_shares(self, word: str, after: str) -> Floats | None:
        """Of the signs that may stand behind a word, before the token that follows it ("" where nothing does).

        Returns:
            Float32 (5,), the natural logarithms of their shares; None where either is not known.
        """
        kind = class_of(after)
        first = self.ids.get(fold_word(word.lower()))
        if first is None or kind is None:
            return None
        if isinstance(kind, tuple):
            second = self.ids.get(kind[0])
            if second is None:
                return None
            kind = FIRST_WORD + 2 * second + kind[1]
        key = first * len(self.before) + kind
        at = int(np.searchsorted(self.keys, key))
        if at < len(self.keys) and int(self.keys[at]) == key:
            return np.asarray(self.pairs[at], np.float32)
        log = self.behind[first] + self.before[kind] - self.all_over
        return np.asarray(log - np.log(np.exp(log).sum()), np.float32)


def read_sign_model(path: Path) -> SignModel:
    """The model in a file that `training.sign_model` made."""
    with np.load(path) as z:
        words = z["words"].tobytes().decode().split("\n")
        logs = [np.asarray(-z[name].astype(np.float32) / NATS) for name in ("behind", "before", "all_over", "pairs")]
        behind, before, all_over, pairs = logs
        return SignModel({w: k for k, w in enumerate(words)}, behind, before, all_over, z["keys"], pairs)


@cache
def shipped_signs() -> SignModel:
    """The model that comes with the package.

    Raises:
        EngineMissing: see `opened`.
    """
    return opened(read_sign_model, SIGN_FILE)
