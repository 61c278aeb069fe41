"""Makes `models/signs.npz`: which sign stands behind a word, counted in official text.

`python -m sohoa.diacritics.training.sign_model CORPUS_DIR -o diacritics/models/signs.npz`, half a minute on one core;
the same text gives the same bytes. CORPUS_DIR holds the files named in `diacritics/data/corpora.tsv`.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sohoa.diacritics.language.folding import fold_word
from sohoa.diacritics.statistics.sign_model import (
    BULLET,
    END,
    FIRST_WORD,
    ITEM,
    NATS,
    SIGN_FILE,
    SIGNS,
    class_of,
    word_and_sign,
)
from sohoa.diacritics.training.card import write_sign_card
from sohoa.diacritics.training.corpus import Source, find_sources, is_held_out, read_lines
from sohoa.diacritics.training.recipes import SignRecipe

Counts = dict[str, dict[int | tuple[str, bool], NDArray[np.int64]]]
"""How often each sign stands between a folded word and what follows it."""
_PARTS = ITEM, BULLET
"""How the next line may begin that the sign at the end of one tells of: lines of a cell are lines of the text."""


def official(sources: list[Source]) -> list[Source]:
    """The sources that are official text: signs of an encyclopedia are others."""
    return [s for s in sources if s.rights.startswith("official text")]


def count_signs(sources: list[Source]) -> Counts:
    """All words with at most one sign behind them, in lines that are not held out."""
    counts: Counts = defaultdict(lambda: defaultdict(lambda: np.zeros(len(SIGNS), np.int64)))
    for source in sources:
        for word, sign, after in _places(source):
            counts[word][after][sign] += source.weight
    return counts


def _places(source: Source) -> Iterator[tuple[str, int, int | tuple[str, bool]]]:
    last: tuple[str, int] | None = None
    for line in read_lines(source.path):
        tokens = line.split()
        begins = _class(tokens[0]) if tokens else None
        if last is not None and begins in _PARTS:
            yield *last, begins
        last = None
        if is_held_out(line):
            continue
        for token, after in zip(tokens, [*tokens[1:], ""], strict=True):
            found, kind = _word(token), _class(after)
            if found is not None and kind is not None:
                yield *found, kind
                last = found if kind == END else None


@lru_cache(maxsize=1 << 18)
def _word(token: str) -> tuple[str, int] | None:
    found = word_and_sign(token)
    return (fold_word(found[0].lower()), SIGNS.index(found[1])) if found else None


_class = lru_cache(maxsize=1 << 18)(class_of)


def train(sources: list[Source], recipe: SignRecipe) -> dict[str, NDArray[Any]]:
    """The arrays of a model file."""
    counts = count_signs(sources)
    often = {w: np.sum(list(after.values()), axis=0) for w, after in counts.items()}
    words = sorted(w for w, n in often.items() if n.sum() >= recipe.least_words)
    ids = {w: k for k, w in enumerate(words)}
    before = np.zeros((FIRST_WORD + 2 * len(words), len(SIGNS)))
    rows = [(ids[w], _number(kind, ids), n) for w in words for kind, n in counts[w].items()]
    rows = sorted((first, second, n) for first, second, n in rows if second >= 0)
    for _, second, n in rows:
        before[second] += n
    all_over = (before.sum(axis=0) + 1) / (before.sum() + len(SIGNS))
    log = {
        "behind": np.log(_smoothed(np.array([often[w] for w in words]), all_over, recipe.prior)),
        "before": np.log(_smoothed(before, all_over, recipe.prior)),
        "all_over": np.log(all_over),
    }
    keys, pairs = _pairs(rows, log, recipe)
    packed = {name: _bytes(values) for name, values in {**log, "pairs": pairs}.items()}
    return {"words": np.frombuffer("\n".join(words).encode(), np.uint8), "keys": keys, **packed}


def _number(kind: int | tuple[str, bool], ids: Mapping[str, int]) -> int:
    """The row of what follows, -1 for a word that is too rare."""
    if not isinstance(kind, tuple):
        return kind
    return FIRST_WORD + 2 * ids[kind[0]] + kind[1] if kind[0] in ids else -1


def _smoothed(counts: NDArray[Any], shares: NDArray[Any], prior: float) -> NDArray[np.float64]:
    """Shares of each row, towards `shares` as if it had been seen `prior` times so."""
    total = counts.sum(axis=1, keepdims=True)
    return np.asarray((counts + prior * shares) / (total + prior), np.float64)


def _pairs(
    rows: list[tuple[int, int, NDArray[np.int64]]], log: Mapping[str, NDArray[np.float64]], recipe: SignRecipe
) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
    """Keys and logarithms of the pairs that say more than both words by themselves, by `recipe.least_gain` nats."""
    first, second = (np.array([row[k] for row in rows]) for k in (0, 1))
    counts = np.array([n for _, _, n in rows])
    apart = log["behind"][first] + log["before"][second] - log["all_over"]
    apart = np.exp(apart) / np.exp(apart).sum(axis=1, keepdims=True)
    total = counts.sum(axis=1, keepdims=True)
    together = (counts + recipe.pair_prior * apart) / (total + recipe.pair_prior)
    kept = (counts * np.log(together / apart)).sum(axis=1) >= recipe.least_gain
    keys = first[kept].astype(np.uint64) * len(log["before"]) + second[kept].astype(np.uint64)
    return keys.astype(np.uint32), np.log(together[kept])


def _bytes(logs: NDArray[np.float64]) -> NDArray[np.uint8]:
    return np.clip(np.round(-logs * NATS), 0, 255).astype(np.uint8)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="folder with the files named in diacritics/data/corpora.tsv")
    parser.add_argument("-o", "--output", type=Path, default=SIGN_FILE)
    options = parser.parse_args()
    sources = official(find_sources(options.corpus))
    options.output.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(options.output, **train(sources, SignRecipe()))  # type: ignore[arg-type]
    write_sign_card(options.output, sources, SignRecipe())


if __name__ == "__main__":
    main()
