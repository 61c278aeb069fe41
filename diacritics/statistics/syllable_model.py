"""The trained syllable model: a four-gram with back-off, in a few megabytes.

Pairs keep 8 bits of log-probability and 8 of back-off weight, triples 4 and 2 bits, runs of
four 4 bits of log-probability, on levels placed where the values are dense (Federico &
Bertoldi, "How many bits are needed to store probabilities for phrase-based translation?",
2006).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sohoa.diacritics import MODELS
from sohoa.diacritics.language.folding import strip_marks
from sohoa.diacritics.language.tokens import FIRST_WORD, UNKNOWN
from sohoa.diacritics.statistics.beam_search import Floats, Ints
from sohoa.diacritics.statistics.key_table import Table
from sohoa.diacritics.statistics.model_files import opened

WORD_BITS = 15
"""Bits of a word's id in a key; four of them fit into 64."""
MODEL_FILE = MODELS / "syllables.npz"


@dataclass(frozen=True, slots=True, eq=False)
class SyllableModel:
    """Words, their probabilities in context, and how often each begins with a capital.

    `words[i]` is the word (lower case, NFC, old-style tones) of id `i`; ids below
    FIRST_WORD are classes. `capital[i]` is the natural logarithm of the share of its
    occurrences inside sentences that begin with a capital. `title` describes how it was made.
    """

    words: list[str]
    ids: dict[str, int]
    unigram: Floats
    backoff: Floats
    capital: Floats
    pairs: Table
    triples: Table
    fours: Table
    levels: dict[str, Floats]
    title: dict[str, Any]
    start: int = 0

    def bigram(self, first: Ints, second: Ints) -> tuple[Floats, Floats]:
        """Log-probability (0 where unknown) and back-off weight of each pair."""
        found, value = self.pairs.find(((first << WORD_BITS) | second).astype(np.uint64))
        value = np.where(found, value, 0)
        log = np.where(found, self.levels["pair"][value >> 8], np.float32(0))
        return log, self.levels["pair_bow"][value & 255]

    def trigram(self, first: Ints, second: Ints, third: Ints) -> tuple[Floats, Floats]:
        """The same of each triple."""
        key = (first << 2 * WORD_BITS) | (second << WORD_BITS) | third
        found, value = self.triples.find(key.astype(np.uint64))
        value = np.where(found, value, 0)
        log = np.where(found, self.levels["triple"][value >> 2], np.float32(0))
        return log, self.levels["triple_bow"][value & 3]

    def quadgram(self, first: Ints, second: Ints, third: Ints, fourth: Ints) -> Floats:
        """Log-probability of each run of four words, 0 where unknown."""
        key = (first << 3 * WORD_BITS) | (second << 2 * WORD_BITS) | (third << WORD_BITS) | fourth
        found, value = self.fours.find(key.astype(np.uint64))
        return np.where(found, self.levels["four"][value], np.float32(0))

    def id_of(self, word: str) -> int:
        """Id of a folded word, UNKNOWN if it is not in the vocabulary."""
        return self.ids.get(word, UNKNOWN)


def plain_index(model: SyllableModel) -> dict[str, list[int]]:
    """Ids of all words by their form without marks."""
    index: dict[str, list[int]] = {}
    plain = strip_marks("\n".join(model.words[FIRST_WORD:])).split("\n")
    for i, word in enumerate(plain, FIRST_WORD):
        index.setdefault(word, []).append(i)
    return index


def read_model(path: Path) -> SyllableModel:
    """The model in `path` (written by `sohoa.diacritics.training.syllable_model`)."""
    with np.load(path) as z:
        data: dict[str, NDArray[Any]] = {name: z[name] for name in z.files}
    words = data["words"].tobytes().decode("utf-8").split("\n")
    title = json.loads(data["title"].tobytes().decode("utf-8"))
    return SyllableModel(
        words=words,
        ids={w: i for i, w in enumerate(words)},
        unigram=data["unigram"].astype(np.float32),
        backoff=data["backoff"].astype(np.float32),
        capital=data["capital"].astype(np.float32),
        pairs=Table(data["pairs"], int(title["pair_seed"]), 16),
        triples=Table(data["triples"], int(title["triple_seed"]), 6),
        fours=Table(data["fours"], int(title["four_seed"]), 4),
        levels={name.removesuffix("_levels"): data[name] for name in data if name.endswith("_levels")},
        title=title,
    )


@cache
def shipped_model() -> SyllableModel:
    """The model that comes with the package, read once.

    Raises:
        EngineMissing: it is damaged or not there.
    """
    return opened(read_model, MODEL_FILE)
