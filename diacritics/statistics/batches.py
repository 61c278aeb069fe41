"""Work over very many sentences: some hundreds at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_BATCH = 256
"""Sentences that are decoded at once: a bound for memory, not measured."""


def in_batches(items: list[T], work: Callable[[list[T]], None]) -> None:
    """Call `work` on runs of `items`, one after the other: with threads two busy cores took longer."""
    for at in range(0, len(items), _BATCH):
        work(items[at : at + _BATCH])
