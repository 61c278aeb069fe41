"""Train the syllable model: `python -m sohoa.diacritics.training.syllable_model CORPUS_DIR -o MODEL.npz`.

The same text and options give the same file, byte for byte; nothing is drawn by chance.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sohoa.diacritics.language.syllable import is_well_formed
from sohoa.diacritics.language.tokens import BREAK, FIRST_WORD, UNKNOWN
from sohoa.diacritics.statistics.key_table import build_table
from sohoa.diacritics.statistics.syllable_model import MODEL_FILE, WORD_BITS
from sohoa.diacritics.training.card import write_card
from sohoa.diacritics.training.corpus import Source, Stream, find_sources, read_stream
from sohoa.diacritics.training.ngrams import Order, estimate, prune
from sohoa.diacritics.training.recipes import Recipe

CLASSES = ("<s>", "<num>", "<unk>")


def vocabulary(stream: Stream, recipe: Recipe) -> tuple[list[str], NDArray[np.int32]]:
    """Words of the model, most frequent first, and the map from stream ids to model ids."""
    counts = np.bincount(stream.ids, minlength=len(stream.words) + FIRST_WORD)
    most = (1 << WORD_BITS) - FIRST_WORD
    kept: list[int] = []
    for i in (np.argsort(-counts[FIRST_WORD:], kind="stable") + FIRST_WORD).tolist():
        word = stream.words[i - FIRST_WORD]
        least = recipe.syllable_count if is_well_formed(word) else recipe.word_count
        if counts[i] >= least and len(kept) < most:
            kept.append(i)
    table = np.full(len(counts), UNKNOWN, np.int32)
    table[:FIRST_WORD] = np.arange(FIRST_WORD)
    table[kept] = np.arange(len(kept)) + FIRST_WORD
    return [*CLASSES, *(stream.words[i - FIRST_WORD] for i in kept)], table


def capital_shares(ids: NDArray[np.int32], capital: NDArray[np.bool_], n_words: int) -> NDArray[np.float16]:
    """Natural logarithm of the smoothed share of a word's occurrences inside sentences that are capitalised."""
    inside = np.concatenate([[False], ids[:-1] != BREAK])
    seen = np.bincount(ids[inside], minlength=n_words)
    high = np.bincount(ids[inside & capital], minlength=n_words)
    return np.log((high + 0.05) / (seen + 1.0)).astype(np.float16)


def _levels(values: NDArray[np.float64], n: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """`n` levels at the means of equally filled bins, and each value's level."""
    edges = np.quantile(values, np.linspace(0, 1, n + 1)[1:-1])
    place = np.searchsorted(edges, values)
    sums, many = np.bincount(place, values, n), np.bincount(place, minlength=n)
    return (sums / np.maximum(many, 1)).astype(np.float32), place


def _with_bows(order: Order, bits: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Levels of the back-off weights, 0 for those that have none, and what each level stands for."""
    has = order.backoff != 0
    levels, place = _levels(order.backoff[has], 2**bits - 1)
    value = np.zeros(len(order.keys), np.int64)
    value[has] = place + 1
    return value, np.concatenate([np.zeros(1, np.float32), levels])


def pack(
    words: list[str], orders: list[Order], capital: NDArray[np.float16], title: dict[str, Any]
) -> dict[str, NDArray[Any]]:
    """The arrays of a model file."""
    one, two, three, four = orders
    levels: dict[str, NDArray[np.float32]] = {}
    levels["pair"], pair = _levels(np.log(two.probability), 256)
    pair_bow, levels["pair_bow"] = _with_bows(two, 8)
    levels["triple"], triple = _levels(np.log(three.probability), 16)
    triple_bow, levels["triple_bow"] = _with_bows(three, 2)
    levels["four"], run = _levels(np.log(four.probability), 16)
    pairs = build_table(two.keys, (pair << 8) | pair_bow, 16, np.uint32)
    triples = build_table(three.keys, (triple << 2) | triple_bow, 6, np.uint16)
    fours = build_table(four.keys, run, 4, np.uint16)
    title = title | {
        "pair_seed": pairs.seed,
        "triple_seed": triples.seed,
        "four_seed": fours.seed,
        "words": len(words),
        "pairs": len(two.keys),
        "triples": len(three.keys),
        "fours": len(four.keys),
    }
    return {
        "words": np.frombuffer("\n".join(words).encode(), np.uint8),
        "title": np.frombuffer(json.dumps(title, sort_keys=True).encode(), np.uint8),
        "unigram": np.log(one.probability).astype(np.float16),
        "backoff": one.backoff.astype(np.float16),
        "capital": capital,
        "pairs": pairs.cells,
        "triples": triples.cells,
        "fours": fours.cells,
        **{f"{name}_levels": values for name, values in levels.items()},
    }


def train(sources: list[Source], recipe: Recipe) -> dict[str, NDArray[Any]]:
    """Read the sources and make the arrays of a model file."""
    stream = read_stream(sources)
    words, table = vocabulary(stream, recipe)
    ids = table[stream.ids]
    capital = capital_shares(ids, stream.capital, len(words))
    orders = prune(estimate(ids, stream.weight, len(words), 4), [0.0, *recipe.gains], [0.0, *recipe.counts])
    title = {
        "tokens": len(ids),
        "sources": {s.path.name: {"sha256": s.sha256, "weight": s.weight} for s in sources},
    }
    return pack(words, orders, capital, title)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="folder with the files named in diacritics/data/corpora.tsv")
    parser.add_argument("-o", "--output", type=Path, default=MODEL_FILE)
    options = parser.parse_args()
    sources = find_sources(options.corpus)
    arrays = train(sources, Recipe())
    options.output.parent.mkdir(parents=True, exist_ok=True)
    np.savez(options.output, **arrays)  # type: ignore[arg-type]
    write_card(options.output, sources, Recipe())


if __name__ == "__main__":
    main()
