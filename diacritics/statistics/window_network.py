"""A small network beside the n-gram model: which of its readings has a bare syllable among the bare words around?

Five words to either side, without their marks, are embedded and go through two layers; the
readings of the bare syllable in the middle are scored by their own vectors (Bengio et al.,
"A neural probabilistic language model", JMLR 3, 2003, with words on both sides as in Collobert
et al., "Natural language processing (almost) from scratch", JMLR 12, 2011). The n-gram model knows long
runs of words, the network words that do not stand side by side. Weights of 8 and 16 bits,
about one megabyte; inference in numpy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sohoa.diacritics import MODELS
from sohoa.diacritics.language.folding import strip_marks
from sohoa.diacritics.statistics.beam_search import Floats, Ints
from sohoa.diacritics.statistics.model_files import opened

Whole = NDArray[np.integer[Any]]
WINDOW_FILE = MODELS / "window.npz"
REACH = 5
"""How many words to either side the network sees."""
EDGE, FIGURE, OTHER = 0, 1, 2
"""Ids of what lies outside the sentence, of a number, and of a bare word that is not in the vocabulary."""
FIRST_BARE = 3
"""Id of the first syllable without marks, after those three."""
_LOWEST = np.float32(-12.0)
"""Natural logarithm of the least probability that is given out: none is ruled out. A guess."""
_CHUNK = 4096
"""Windows that go through the network at once: a bound for memory, not measured."""


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """The weights: vectors of bare words, two layers, vectors and biases of readings."""

    bare: Floats
    first: Floats
    first_bias: Floats
    second: Floats
    second_bias: Floats
    reading: Floats
    reading_bias: Floats

    def hidden(self, bare: Ints, title: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
        """Input, first and second layer; `bare` and `title` (capital first letter) are (n, 2 * REACH + 1)."""
        x = np.concatenate([self.bare[bare].reshape(len(bare), -1), title.astype(np.float32)], axis=1)
        one = np.maximum(x @ self.first + self.first_bias, 0)
        two: Floats = np.tanh(one @ self.second + self.second_bias)
        return x, one, two

    def judged(self, bare: Ints, title: NDArray[np.bool_]) -> Floats:
        """The second layer alone, without a copy of what goes in."""
        edge = self.first.shape[0] - title.shape[1]
        one = self.bare[bare].reshape(len(bare), -1) @ self.first[:edge]
        one += title.astype(np.float32) @ self.first[edge:] + self.first_bias
        two: Floats = np.tanh(np.maximum(one, 0, out=one) @ self.second + self.second_bias)
        return two


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """The network with its vocabularies: bare words, and the readings that it tells apart."""

    bare_ids: dict[str, int]
    reading_ids: dict[str, int]
    layers: Layers

    def bare_id(self, word: str) -> int:
        """Id of a folded word by its form without marks."""
        return self.bare_ids.get(strip_marks(word), OTHER)

    def table(self, words: Iterable[str]) -> Ints:
        """For each word of another vocabulary its number among the readings, -1 where it has none."""
        return np.array([self.reading_ids.get(w, -1) for w in words], np.int64)

    def log_shares(self, bare: Ints, title: NDArray[np.bool_], first: Ints, reading: Ints, kind: Ints) -> Floats:
        """Natural log-probability of each reading among those offered at its place.

        Args:
            bare: (n, 2 * REACH + 1) ids of the bare words around each place and at it.
            title: of the same shape: does the word begin with a capital?
            first: (n + 1,) where the readings of each place begin.
            reading: numbers of the readings, -1 for one that the network does not know.
            kind: (n,) places of one kind are offered the same readings.
        """
        found = np.zeros(len(reading), np.float32)
        for at in range(0, len(bare), _CHUNK):
            end = min(at + _CHUNK, len(bare))
            bounds = first[at : end + 1]
            some, start = reading[bounds[0] : bounds[-1]], bounds - bounds[0]
            score = self._scores(self.layers.judged(bare[at:end], title[at:end]), start, some, kind[at:end])
            row, begin = np.repeat(np.arange(end - at), np.diff(bounds)), start[:-1]
            score -= np.maximum.reduceat(score, begin)[row]
            score -= np.log(np.add.reduceat(np.exp(score), begin))[row]
            found[bounds[0] : bounds[-1]] = np.maximum(score, _LOWEST)
        return found

    def _scores(self, judged: Floats, start: Ints, reading: Ints, kind: Ints) -> Floats:
        """The score of each reading; all places of one kind in one product of matrices."""
        score = np.empty(len(reading), np.float32)
        order = np.argsort(kind, kind="stable")
        for rows in np.split(order, np.flatnonzero(np.diff(kind[order])) + 1):
            some = reading[start[rows[0]] : start[rows[0] + 1]]
            block = judged[rows] @ self.layers.reading[some].T + self.layers.reading_bias[some]
            score[start[rows][:, None] + np.arange(len(some))] = np.where(some >= 0, block, np.float32(-50))
        return score


def surroundings(bare: Whole, title: NDArray[np.bool_], sentence: Whole, at: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """What the network sees of each place `at` of a row of words; nothing beyond the word's own sentence."""
    place = at[:, None] + np.arange(-REACH, REACH + 1)
    clipped = np.clip(place, 0, len(bare) - 1)
    inside = (place == clipped) & (sentence[clipped] == sentence[at][:, None])
    return np.where(inside, bare[clipped], EDGE).astype(np.int64), inside & title[clipped]


def pack_rows(values: Floats) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Eight bits a weight and a scale a row."""
    scale = np.maximum(np.abs(values).max(axis=1, keepdims=True) / 127, 1e-6).astype(np.float16)
    return np.round(values / scale.astype(np.float32)).clip(-127, 127).astype(np.int8), scale


def write_window(path: Path, bare: list[str], readings: list[str], layers: Layers) -> None:
    """Write a model file; `bare` begins with three classes."""
    bare_rows, bare_scale = pack_rows(layers.bare)
    rows, scale = pack_rows(layers.reading)
    names = ("first", "first_bias", "second", "second_bias", "reading_bias")
    np.savez(
        path,
        words=np.frombuffer("\n".join(bare[FIRST_BARE:]).encode(), np.uint8),
        readings=np.frombuffer("\n".join(readings).encode(), np.uint8),
        bare_rows=bare_rows,
        bare_scale=bare_scale,
        reading_rows=rows,
        reading_scale=scale,
        **{name: getattr(layers, name).astype(np.float16) for name in names},
    )


def read_window(path: Path) -> Window:
    """The network in `path` (written by `sohoa.diacritics.training.window_network`)."""
    with np.load(path) as z:
        data = {name: z[name] for name in z.files}
    bare = data["words"].tobytes().decode("utf-8").split("\n")
    readings = data["readings"].tobytes().decode("utf-8").split("\n")
    wide = {name: data[name].astype(np.float32) for name in data if data[name].dtype == np.float16}
    layers = Layers(
        bare=data["bare_rows"] * wide["bare_scale"],
        first=wide["first"],
        first_bias=wide["first_bias"],
        second=wide["second"],
        second_bias=wide["second_bias"],
        reading=data["reading_rows"] * wide["reading_scale"],
        reading_bias=wide["reading_bias"],
    )
    return Window({w: i for i, w in enumerate(bare, FIRST_BARE)}, {w: i for i, w in enumerate(readings)}, layers)


@cache
def shipped_window() -> Window:
    """The network that comes with the package, read once.

    Raises:
        EngineMissing: it is damaged or not there.
    """
    return opened(read_window, WINDOW_FILE)
