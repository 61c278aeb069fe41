"""A static table from 64-bit keys to small values that does not store the keys.

Three-way XOR retrieval with fingerprints: a key that was never put in is found with a
probability of 2**-fingerprint bits only. Source: Talbot & Brants, "Randomized language
models via perfect hash functions" (ACL 2008); peeling as in Botelho, Pagh & Ziviani
(WADS 2007). Space: 1.23 cells a key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
_LOAD = 1.23
"""Cells a key: with fewer a three-way table can hardly be built (Botelho, Pagh and Ziviani 2007)."""
_MAX_SEEDS = 20
"""Seeds that are tried before the keys are held to be double. A guess."""


def _mixed(keys: Keys, seed: int) -> Keys:
    """SplitMix64's finaliser (Steele, Lea & Flood 2014) over keys offset by a seed."""
    h = keys + np.uint64((seed + 1) * 0x9E3779B97F4A7C15 % 2**64)
    h ^= h >> np.uint64(30)
    h *= np.uint64(0xBF58476D1CE4E5B9)
    h ^= h >> np.uint64(27)
    h *= np.uint64(0x94D049BB133111EB)
    h ^= h >> np.uint64(31)
    return h


def _places(h: Keys, block: int) -> list[NDArray[np.int64]]:
    """One cell in each third of the table."""
    low = np.uint64(0xFFFFFFFF)
    found = []
    for third in range(3):
        part = (h ^ (h >> np.uint64(21 * third + 1))) * np.uint64(0xD6E8FEB86659FD93) >> np.uint64(32) & low
        found.append(((part * np.uint64(block)) >> np.uint64(32)).astype(np.int64) + third * block)
        h = h * np.uint64(0xA24BAED4963EE407) + np.uint64(0x9FB21C651E98DF25)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A built table: `cells` hold fingerprint << value_bits | value, XORed over three places."""

    cells: NDArray[Any]
    seed: int
    value_bits: int

    def find(self, keys: Keys) -> tuple[NDArray[np.bool_], NDArray[Any]]:
        """Which keys are in the table, and their values (meaningless where not)."""
        h = _mixed(keys, self.seed)
        a, b, c = _places(h, len(self.cells) // 3)
        got = self.cells[a] ^ self.cells[b] ^ self.cells[c]
        bits = got.dtype.type(self.value_bits)
        value = got & got.dtype.type((1 << self.value_bits) - 1)
        return (got >> bits) == _fingerprint(h, got.dtype, self.value_bits), value


def _fingerprint(h: Keys, dtype: np.dtype[Any], value_bits: int) -> NDArray[Any]:
    wide = dtype.itemsize * 8 - value_bits
    return (h & np.uint64((1 << wide) - 1)).astype(dtype)


def build_table(keys: Keys, values: NDArray[Any], value_bits: int, dtype: type[np.unsignedinteger[Any]]) -> Table:
    """A table of distinct `keys`; `values` must fit into `value_bits`.

    Raises:
        ValueError: keys repeat (no seed can place them).
    """
    block = int(len(keys) * _LOAD / 3) + 11
    for seed in range(_MAX_SEEDS):
        h = _mixed(keys, seed)
        places = np.stack(_places(h, block))
        rounds = _peel(places, 3 * block)
        if sum(len(k) for k, _ in rounds) == len(keys):
            break
    else:
        raise ValueError("the keys cannot be placed: do they repeat?")
    kind = np.dtype(dtype)
    whole = (_fingerprint(h, kind, value_bits) << kind.type(value_bits)) | values.astype(kind)
    cells = np.zeros(3 * block, kind)
    for key, cell in reversed(rounds):
        at = places[:, key]
        rest = cells[at[0]] ^ cells[at[1]] ^ cells[at[2]]
        cells[cell] = whole[key] ^ rest
    return Table(cells, seed, value_bits)


def _peel(places: NDArray[np.int64], size: int) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Rounds of (keys, cells) such that each cell was that key's alone when its turn came."""
    many = np.bincount(places.ravel(), minlength=size)
    index = np.tile(np.arange(places.shape[1]), 3)
    total = np.bincount(places.ravel(), weights=index.astype(np.float64), minlength=size).astype(np.int64)
    rounds = []
    cells = np.flatnonzero(many == 1)
    while len(cells):
        keys, first = np.unique(total[cells], return_index=True)
        rounds.append((keys, cells[first]))
        touched = places[:, keys].ravel()
        np.subtract.at(many, touched, 1)
        np.subtract.at(total, touched, np.tile(keys, 3))
        cells = np.unique(touched)
        cells = cells[many[cells] == 1]
    return rounds
