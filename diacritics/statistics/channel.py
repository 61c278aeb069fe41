"""What an OCR engine makes of each letter: a noisy channel, kept as readable counts.

A row of a channel file says how often a printed letter came out as a string of 0 to 3
characters. Probabilities are smoothed at load: from the letter's own counts to those of
all letters with the same base letter, and then to a guess that the engine drops the marks
(Kernighan, Church & Gale, "A spelling correction program based on a noisy channel model",
COLING 1990; the strings as in Brill & Moore, ACL 2000).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sohoa.diacritics import DATA
from sohoa.diacritics.language.alphabet import LETTERS
from sohoa.diacritics.language.folding import strip_marks

ALPHABET = LETTERS + "fjwz" + (LETTERS + "fjwz").upper()
LONGEST = 3
"""Letters at most that one printed letter is read as (m as rn), or none."""
NOTHING = "∅"
_INDEX = {c: i for i, c in enumerate(ALPHABET)}
_OWN_TRUST, _BASE_TRUST = 8.0, 4.0
"""So many counts weigh as much: those pooled over all marks of a letter beside its own, and the guess below beside the
pooled ones. Guesses."""
_FLOOR = (3e-3, 3e-4, 1e-5, 1e-6)
"""Probability of any reading never seen, by its length from 0 letters. Guesses."""
_DROPPED, _EXACT = 0.75, 0.15
"""Probabilities before anything was counted: that a letter loses its marks, and that it is read as it is. Guesses."""
RENDERED_WEIGHT = 0.03
"""What a count from rendered lines is worth beside one from real lines."""
_FILES = {
    "eng": (("channel_eng_rendered.tsv", RENDERED_WEIGHT), ("channel_eng.tsv", 1.0)),
    "vie": (("channel_vie_rendered.tsv", 1.0), ("channel_vie.tsv", 0.05)),
}

Counts = Counter[tuple[str, str]]


class Channel:
    """Log-probabilities of what each letter of ALPHABET comes out as."""

    def __init__(self, counts: Counts) -> None:
        self._own: dict[str, dict[int, float]] = {}
        self._total = np.zeros(len(ALPHABET))
        base: Counter[tuple[str, str]] = Counter()
        base_total: Counter[str] = Counter()
        for (letter, text), n in counts.items():
            at = _INDEX.get(letter)
            if at is None:
                continue
            self._own.setdefault(text, {})[at] = float(n)
            self._total[at] += n
            base[strip_marks(letter), text] += n
            base_total[strip_marks(letter)] += n
        plain = [strip_marks(c) for c in ALPHABET]
        self._plain_at = np.array(plain)
        self._plains = sorted(set(plain))
        self._plain_of = np.array([self._plains.index(c) for c in plain])
        self._plain_total = np.array([base_total[c] for c in plain], np.float64)
        self._base = base
        self.vector = lru_cache(maxsize=65536)(self._vector)

    def _vector(self, text: str) -> NDArray[np.float32]:
        """Log-probability that each letter of ALPHABET comes out as `text`."""
        guess = np.full(len(ALPHABET), _FLOOR[len(text)])
        if text in _INDEX:
            guess[_INDEX[text]] += _EXACT
        guess[self._plain_at == text] += _DROPPED
        seen = np.array([self._base[p, text] for p in self._plains], np.float64)[self._plain_of]
        pooled = (seen + _BASE_TRUST * guess) / (self._plain_total + _BASE_TRUST)
        own = np.zeros(len(ALPHABET))
        for at, n in self._own.get(text, {}).items():
            own[at] = n
        out: NDArray[np.float32] = np.log((own + _OWN_TRUST * pooled) / (self._total + _OWN_TRUST)).astype(np.float32)
        return out

    def log(self, letter: str, text: str) -> float:
        """Log-probability that `letter` comes out as `text`; letters outside ALPHABET stay as they are."""
        at = _INDEX.get(letter)
        if at is None:
            return 0.0 if letter == text else -20.0
        return float(self.vector(text)[at])

    def align(self, word: str, reading: str) -> list[tuple[str, str]] | None:
        """The likeliest split of `reading` into what each letter of `word` came out as; None if none fits."""
        size = len(reading)
        best: list[list[tuple[float, int]]] = [[(0.0 if j == 0 else -math.inf, 0) for j in range(size + 1)]]
        for letter in word:
            row = []
            for j in range(size + 1):
                row.append(
                    max(
                        (
                            (best[-1][j - k][0] + self.log(letter, reading[j - k : j]), k)
                            for k in range(min(LONGEST, j) + 1)
                        ),
                        key=lambda x: x[0],
                    )
                )
            best.append(row)
        if best[-1][size][0] == -math.inf:
            return None
        parts, j = [], size
        for at in range(len(word), 0, -1):
            k = best[at][j][1]
            parts.append((word[at - 1], reading[j - k : j]))
            j -= k
        return parts[::-1]


def learn(pairs: Iterable[tuple[str, str, float]], start: Counts | None = None, rounds: int = 4) -> Counts:
    """Counts from (word, reading, weight) by repeated best alignment (hard EM), added to those of `start`."""
    some: Counter[tuple[str, str]] = Counter()
    for word, reading, weight in pairs:
        some[word, reading] += weight  # type: ignore[assignment]
    counts = Counter(start or {})
    for _ in range(rounds):
        channel = Channel(counts)
        counts = Counter(start or {})
        for (word, reading), weight in some.items():
            for step in channel.align(word, reading) or ():
                counts[step] += weight
    return counts


def read_counts(path: Path) -> Counts:
    """A channel file: letter, what it came out as (`∅` for nothing), count; `#` begins a remark."""
    counts: Counts = Counter()
    for letter, text, n in _rows(path):
        counts[letter, "" if text == NOTHING else text] += float(n)  # type: ignore[assignment]
    return counts


def _rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def shipped_counts(engine: str) -> Counts:
    """What is known of an engine language (`eng`, `vie`), each table at its worth; KeyError for another."""
    counts: Counts = Counter()
    for name, weight in _FILES[engine]:
        path = DATA / name
        if path.is_file():
            for key, n in read_counts(path).items():
                counts[key] += n * weight  # type: ignore[assignment]
    return counts


def write_counts(counts: Counts, path: Path, remark: str) -> None:
    """Write a channel file, sorted, with a remark at the top."""
    rows = [f"# {remark}"]
    for (letter, text), n in sorted(counts.items(), key=lambda x: (x[0][0], -x[1], x[0][1])):
        rows.append(f"{letter}\t{text or NOTHING}\t{n:g}")
    path.write_text("\n".join(rows) + "\n", "utf-8")
