"""What was made is kept as long as there is room: the least lately used goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """Values by key, up to a sum of sizes; one value that is larger than all room is given and not kept."""

    def __init__(self, room: int, size_of: Callable[[T], int]) -> None:
        """Nothing is kept yet.

        Args:
            room: sum of the sizes that are kept.
            size_of: size of a value.
        """
        self._room = room
        self._size_of = size_of
        self._values: OrderedDict[Hashable, T] = OrderedDict()
        self._used = 0
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of `key`; made by `make` if it is not there. What `make` raises is raised."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            self._keep(key, value)
        return value

    @property
    def used(self) -> int:
        """Sum of the sizes of what is kept."""
        return self._used

    def _keep(self, key: Hashable, value: T) -> None:
        if key in self._values or self._size_of(value) > self._room:
            return
        self._values[key] = value
        self._used += self._size_of(value)
        while self._used > self._room:
            _, gone = self._values.popitem(last=False)
            self._used -= self._size_of(gone)
