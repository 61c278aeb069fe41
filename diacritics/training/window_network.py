"""Train the network of `statistics.window_network`.

`python -m sohoa.diacritics.training.window_network CORPUS_DIR -o WINDOW.npz`.

Plain numpy, one pass of `steps` batches drawn with a fixed seed from the same text as the n-gram
model, Adam for the layers (Kingma & Ba, ICLR 2015) and Adagrad for the vectors (Duchi, Hazan
& Singer, JMLR 12, 2011). About half an hour on one core. The same text gives the same file on the
same machine with one BLAS thread (OMP_NUM_THREADS=1); elsewhere weights differ in the last digits.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sohoa.diacritics.language.folding import strip_marks
from sohoa.diacritics.language.tokens import BREAK, FIRST_WORD, NUMBER
from sohoa.diacritics.statistics.beam_search import Floats, Ints
from sohoa.diacritics.statistics.window_network import (
    EDGE,
    FIGURE,
    FIRST_BARE,
    OTHER,
    REACH,
    WINDOW_FILE,
    Layers,
    surroundings,
    write_window,
)
from sohoa.diacritics.training.card import write_window_card
from sohoa.diacritics.training.corpus import Stream, find_sources, read_stream
from sohoa.diacritics.training.recipes import WindowRecipe


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Training text as ids: bare words, readings (-1 where there is but one), sentences, capitals.

    The readings of bare word `b` are numbers `first[b]` to `first[b] + many[b]`.
    """

    bare_names: list[str]
    reading_names: list[str]
    bare: NDArray[np.int16]
    reading: NDArray[np.int32]
    sentence: NDArray[np.int32]
    title: NDArray[np.bool_]
    first: Ints
    many: Ints
    places: Ints
    weight: Floats


def to_examples(stream: Stream, recipe: WindowRecipe) -> Examples:
    """Vocabularies and ids of the training text."""
    counts = np.bincount(stream.ids, minlength=len(stream.words) + FIRST_WORD)
    plain = ["", "", "", *map(strip_marks, stream.words)]
    often: Counter[str] = Counter()
    for i in range(FIRST_WORD, len(plain)):
        often[plain[i]] += int(counts[i])
    bare_names = ["<edge>", "<figure>", "<other>", *(b for b, _ in often.most_common(recipe.bare_words - FIRST_BARE))]
    bare_ids = {b: i for i, b in enumerate(bare_names)}
    groups: dict[int, list[int]] = {}
    for i in range(FIRST_WORD, len(plain)):
        b = bare_ids.get(plain[i], OTHER)
        if b >= FIRST_BARE and counts[i] >= recipe.least_count and plain[i].isascii() and len(plain[i]) < 8:
            groups.setdefault(b, []).append(i)
    to_bare = np.array([bare_ids.get(b, OTHER) for b in plain], np.int16)
    to_bare[BREAK], to_bare[NUMBER] = EDGE, FIGURE
    to_reading = np.full(len(plain), -1, np.int32)
    first, many = np.zeros(len(bare_names), np.int64), np.zeros(len(bare_names), np.int64)
    names: list[str] = []
    for b, group in sorted(groups.items()):
        if len(group) > 1:
            first[b], many[b] = len(names), len(group)
            to_reading[group] = np.arange(len(names), len(names) + len(group))
            names += [stream.words[i - FIRST_WORD] for i in group]
    reading = to_reading[stream.ids]
    places = np.flatnonzero(reading >= 0)
    sentence = np.cumsum(stream.ids == BREAK, dtype=np.int32)
    weight = stream.weight[places].astype(np.float32)
    return Examples(
        bare_names, names, to_bare[stream.ids], reading, sentence, stream.capital, first, many, places, weight
    )


def _begin(examples: Examples, recipe: WindowRecipe, rng: np.random.Generator) -> dict[str, Floats]:
    def drawn(*shape: int, scale: float) -> Floats:
        return (rng.standard_normal(shape) * scale).astype(np.float32)

    size = (2 * REACH + 1) * (recipe.vector + 1)
    counts = np.bincount(examples.reading[examples.places], minlength=len(examples.reading_names))
    return {
        "bare": drawn(len(examples.bare_names), recipe.vector, scale=0.3),
        "first": drawn(size, recipe.first_layer, scale=0.7 * math.sqrt(2 / size)),
        "first_bias": np.zeros(recipe.first_layer, np.float32),
        "second": drawn(recipe.first_layer, recipe.second_layer, scale=math.sqrt(2 / recipe.first_layer)),
        "second_bias": np.zeros(recipe.second_layer, np.float32),
        "reading": drawn(len(examples.reading_names), recipe.second_layer, scale=0.05),
        "reading_bias": np.log(counts + 1.0).astype(np.float32),
    }


class Trainer:
    """Weights on their way, with what the optimisers remember of each."""

    def __init__(self, examples: Examples, recipe: WindowRecipe) -> None:
        self.examples, self.recipe = examples, recipe
        self.rng = np.random.default_rng(recipe.seed)
        self.weights = _begin(examples, recipe, self.rng)
        self.mean = {k: np.zeros_like(v) for k, v in self.weights.items()}
        self.square = {k: np.zeros_like(v) for k, v in self.weights.items()}
        self.done = 0

    def layers(self) -> Layers:
        """The weights as they stand."""
        return Layers(**self.weights)

    def step(self, places: Ints) -> float:
        """Learn from the words at `places`; returns the mean loss in nats."""
        ex, w = self.examples, self.weights
        bare, title = surroundings(ex.bare, ex.title, ex.sentence, places)
        x, one, two = self.layers().hidden(bare, title)
        middle = ex.bare[places]
        many = ex.many[middle]
        start = np.cumsum(many) - many
        row = np.repeat(np.arange(len(places)), many)
        some = np.arange(len(row)) + np.repeat(ex.first[middle] - start, many)
        score = np.einsum("ij,ij->i", two[row], w["reading"][some]) + w["reading_bias"][some]
        weight = np.exp(score - np.maximum.reduceat(score, start)[row])
        share = weight / np.add.reduceat(weight, start)[row]
        gold = start + ex.reading[places] - ex.first[middle]
        loss = -float(np.log(share[gold] + 1e-9).mean())
        share[gold] -= 1
        down = np.add.reduceat(share[:, None] * w["reading"][some], start, axis=0) * (1 - two * two)
        up = (down @ w["second"].T) * (one > 0)
        seen = up @ w["first"][: (2 * REACH + 1) * self.recipe.vector].T
        self.done += 1
        self._vectors("reading", some, share[:, None] * two[row])
        self._vectors("reading_bias", some, share)
        self._vectors("bare", bare.ravel(), seen.reshape(-1, self.recipe.vector))
        for name, slope in (
            ("second", one.T @ down),
            ("second_bias", down.sum(0)),
            ("first", x.T @ up),
            ("first_bias", up.sum(0)),
        ):
            self._adam(name, slope / len(places))
        return loss

    def _slowing(self) -> float:
        return 0.03 + 0.485 * (1 + math.cos(math.pi * self.done / self.recipe.steps))

    def _adam(self, name: str, slope: Floats) -> None:
        mean, square = self.mean[name], self.square[name]
        mean += 0.1 * (slope - mean)
        square += 0.001 * (slope * slope - square)
        rate = self.recipe.rate * self._slowing() * math.sqrt(1 - 0.999**self.done) / (1 - 0.9**self.done)
        self.weights[name] -= np.float32(rate) * mean / (np.sqrt(square) + np.float32(1e-8))

    def _vectors(self, name: str, index: Ints, slopes: Floats) -> None:
        """Adagrad over the rows that the batch touched."""
        order = np.argsort(index, kind="stable")
        index = index[order]
        start = np.flatnonzero(np.concatenate([[True], index[1:] != index[:-1]]))
        rows, slope = index[start], np.add.reduceat(slopes[order], start, axis=0) / np.float32(16)
        self.square[name][rows] += slope * slope
        rate = np.float32(self.recipe.vector_rate * self._slowing())
        self.weights[name][rows] -= rate * slope / (np.sqrt(self.square[name][rows]) + np.float32(1e-3))


def train_window(examples: Examples, recipe: WindowRecipe) -> Layers:
    """Run all steps; the loss goes to standard error now and then."""
    trainer = Trainer(examples, recipe)
    until = np.cumsum(examples.weight, dtype=np.float64)
    total = 0.0
    for step in range(1, recipe.steps + 1):
        drawn = np.searchsorted(until, trainer.rng.random(recipe.batch) * until[-1], side="right")
        total += trainer.step(examples.places[np.minimum(drawn, len(examples.places) - 1)])
        if step % 200 == 0:
            print(f"step {step} of {recipe.steps}: {total / 200:.4f} nats", file=sys.stderr, flush=True)
            total = 0.0
    return trainer.layers()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="folder with the files named in diacritics/data/corpora.tsv")
    parser.add_argument("-o", "--output", type=Path, default=WINDOW_FILE)
    options = parser.parse_args()
    sources, recipe = find_sources(options.corpus), WindowRecipe()
    examples = to_examples(read_stream(sources), recipe)
    write_window(options.output, examples.bare_names, examples.reading_names, train_window(examples, recipe))
    write_window_card(options.output, sources, recipe)


if __name__ == "__main__":
    main()
