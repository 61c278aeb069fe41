"""Work over very many sentences: some hundreds at once, on the processors that are there."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

_BATCH = 256
"""Sentences that are decoded at once: a bound for memory, not measured."""
_MOST_AT_ONCE = 4
"""Threads at most. A guess."""


def in_batches(items: list[T], work: Callable[[list[T]], None]) -> None:
    """Call `work` on runs of `items`; where there are several, on some at once: numpy lets go of the interpreter."""
    batches = [items[at : at + _BATCH] for at in range(0, len(items), _BATCH)]
    at_once = min(len(batches), os.cpu_count() or 1, _MOST_AT_ONCE)
    if at_once <= 1:
        for batch in batches:
            work(batch)
        return
    with ThreadPoolExecutor(at_once) as pool:
        for _ in pool.map(work, batches):
            pass
