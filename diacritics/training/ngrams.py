"""Counting n-grams and smoothing them (interpolated modified Kneser-Ney), in numpy.

Source: Chen & Goodman, "An empirical study of smoothing techniques for language modeling"
(1998); pruning by loss of log-likelihood as in Seymore & Rosenfeld, "Scalable back-off
language models" (ICSLP 1996). An n-gram's key holds its word ids, 15 bits each, the last
word lowest; all arrays are sorted by key.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sohoa.diacritics.language.tokens import BREAK, UNKNOWN
from sohoa.diacritics.statistics.syllable_model import WORD_BITS

Keys = NDArray[np.uint64]
Doubles = NDArray[np.float64]
_SHIFT = np.uint64(WORD_BITS)
_DISCOUNTS = (np.array([0, 0.3, 0.6, 0.9]), np.array([0, 1.0, 1.6, 2.0]))
"""Bounds within which the discounts of Chen & Goodman are believed (weighted counts bend them)."""


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """All n-grams of one length: keys, weighted counts, probabilities, natural log back-off weights.

    `lower` is the index of each n-gram's suffix among the n-grams one word shorter.
    """

    keys: Keys
    counts: Doubles
    lower: NDArray[np.int64]
    probability: Doubles
    backoff: Doubles


def count_ngrams(ids: NDArray[np.int32], weight: NDArray[np.uint8], n: int) -> tuple[Keys, Doubles]:
    """Distinct n-grams and their weighted counts; a BREAK stands only first or last in one."""
    size = len(ids) - n + 1
    keys = np.zeros(size, np.uint64)
    whole = np.ones(size, bool)
    for at in range(n):
        part = ids[at : at + size]
        keys = (keys << _SHIFT) | part.astype(np.uint64)
        if n > 1:
            whole &= part != UNKNOWN
        if 0 < at < n - 1:
            whole &= part != BREAK
    keys, heavy = keys[whole], weight[:size][whole]
    order = np.argsort(keys, kind="stable")
    keys, heavy = keys[order], heavy[order]
    first = _starts(keys)
    return keys[first], np.add.reduceat(heavy.astype(np.float64), first)


def _starts(keys: Keys) -> NDArray[np.int64]:
    """Where each run of equal keys begins."""
    return np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))


def estimate(ids: NDArray[np.int32], weight: NDArray[np.uint8], n_words: int, longest: int) -> list[Order]:
    """Smoothed n-grams of lengths 1 to `longest`; item 0 has one entry for each word id."""
    grams = [count_ngrams(ids, weight, n) for n in range(1, longest + 1)]
    keys = np.arange(n_words, dtype=np.uint64)
    counts = np.zeros(n_words)
    counts[grams[0][0].astype(np.int64)] = grams[0][1]
    grams[0] = (keys, counts)
    lower = [np.zeros(0, np.int64)]
    for n in range(1, longest):
        mask = np.uint64((1 << WORD_BITS * n) - 1)
        lower.append(np.searchsorted(grams[n - 1][0], grams[n][0] & mask))
    orders: list[Order] = []
    for n, (keys, counts) in enumerate(grams):
        used = counts
        if n + 1 < longest:
            left = np.bincount(lower[n + 1], minlength=len(keys)).astype(np.float64)
            first = keys >> np.uint64(WORD_BITS * n)
            used = np.where((first == BREAK) & (n > 0), counts, np.maximum(left, 1))
        probability = _unigrams(used) if n == 0 else _interpolated(keys, used, orders[-1], lower[n])
        orders.append(Order(keys, counts, lower[n], probability, np.zeros(len(keys))))
    return orders


def _unigrams(counts: Doubles) -> Doubles:
    used = np.maximum(counts, 0.1)
    used[UNKNOWN] = 0.1
    share: Doubles = used / used.sum()
    return share


def _interpolated(keys: Keys, counts: Doubles, below: Order, lower: NDArray[np.int64]) -> Doubles:
    discount = np.minimum(_discounts(counts)[np.clip(np.ceil(counts), 0, 3).astype(int)], counts)
    first = _starts(keys >> _SHIFT)
    size = np.diff(np.append(first, len(keys)))
    total = np.maximum(np.add.reduceat(counts, first), 1e-9)
    spare = np.add.reduceat(discount, first) / total
    own = (counts - discount) / np.repeat(total, size)
    mixed: Doubles = own + np.repeat(spare, size) * below.probability[lower]
    return mixed


def _discounts(counts: Doubles) -> Doubles:
    n1, n2, n3, n4 = (max(1, int((counts == k).sum())) for k in (1, 2, 3, 4))
    y = n1 / (n1 + 2 * n2)
    raw = np.array([0, 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3])
    believed: Doubles = np.clip(raw, *_DISCOUNTS)
    return believed


def prune(orders: list[Order], least_gain: list[float], least_count: list[float]) -> list[Order]:
    """Drop n-grams that add little to the log-likelihood of the training text, then back off anew.

    Args:
        orders: from `estimate`.
        least_gain: for each length, the gain (count times nats) under which one is dropped.
        least_count: for each length, the weighted count under which one is dropped.
    """
    keep: list[NDArray[np.bool_]] = [np.ones(len(orders[0].keys), bool)] * len(orders)
    needed = np.zeros(0, bool)
    for n in range(len(orders) - 1, 0, -1):
        order, below = orders[n], orders[n - 1]
        first = _starts(order.keys >> _SHIFT)
        size = np.diff(np.append(first, len(order.keys)))
        suffix = below.probability[order.lower]
        bow = _backoff(order.probability, suffix, first)
        gain = order.counts * (np.log(order.probability) - np.log(np.repeat(bow, size) * suffix))
        kept = (gain > least_gain[n]) & (order.counts >= least_count[n])
        keep[n] = kept | needed if len(needed) else kept
        contexts = np.unique((order.keys >> _SHIFT)[keep[n]])
        needed = np.zeros(len(below.keys), bool)
        needed[np.searchsorted(below.keys, contexts)] = True
    return _backed_off(orders, keep)


def _backed_off(orders: list[Order], keep: list[NDArray[np.bool_]]) -> list[Order]:
    """The kept n-grams with the back-off weights that belong to them."""
    kept = [
        Order(o.keys[k], o.counts[k], o.lower[k] if n else o.lower, o.probability[k], np.zeros(int(k.sum())))
        for n, (o, k) in enumerate(zip(orders, keep, strict=True))
    ]
    for n in range(1, len(kept)):
        order, below = kept[n], kept[n - 1]
        if not len(order.keys):
            continue
        contexts = order.keys >> _SHIFT
        first = _starts(contexts)
        bow = _backoff(order.probability, orders[n - 1].probability[order.lower], first)
        backoff = np.zeros(len(below.keys))
        backoff[np.searchsorted(below.keys, contexts[first])] = np.log(bow)
        kept[n - 1] = replace(below, backoff=backoff)
    return kept


def _backoff(probability: Doubles, suffix: Doubles, first: NDArray[np.int64]) -> Doubles:
    """Weight that makes the probabilities after each context sum to one."""
    left = np.maximum(1 - np.add.reduceat(probability, first), 1e-5)
    below = np.maximum(1 - np.add.reduceat(suffix, first), 1e-5)
    weight: Doubles = np.clip(left / below, 1e-5, 1.0)
    return weight
