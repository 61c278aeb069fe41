"""What a process of ours leaves out that happens unasked: looking for rubbish, compiling what nobody calls, more.

Of a single page these were a sixth of all CPU seconds (benchmarks/LOG.md). Nothing here changes what any code does.
"""

from __future__ import annotations

import atexit
import ctypes
import dataclasses
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_Method = Callable[..., Any]
_MAKER = "_create_fn"
"""What makes a method in `dataclasses` up to Python 3.12; later versions make all of a class in one go."""
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Numbers of settings of glibc's mallopt(3)."""
_KEPT_ARRAY, _KEPT_IN_ALL = 64 << 20, 128 << 20
"""Bytes of an array that is not handed back when it is freed, and of all that is free at the end of the heap, at most:
the labels of an A4 page at 300 dpi are 36 MB."""


def collect_seldom() -> None:
    """Have this process, and all that are forked of it, look for rubbish seldom, and not at all when it ends.

    Modules and vocabulary are some hundred thousand objects that live as long as the process: each full collection
    looks at all of them, a twentieth of the time of a page; while modules are loaded 45 ms go that way. As Python ends
    it would look through everything twice more, 80 ms, though the system is about to take all of it back.
    """
    gc.set_threshold(50_000, 20, 50)
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)


def freeze_for_fork() -> None:
    """Keep what is here out of all later collections, which would write to memory that is shared after a fork.

    Before the first fork there is nothing but modules, and to look for rubbish among them takes 40 ms; after that the
    frozen ones are not looked at again, and what rubbish a long run has made since must not be kept for ever.
    """
    if gc.get_freeze_count():
        gc.collect()
    gc.freeze()


def keep_freed_memory() -> None:
    """Have this process keep the memory of a page's pictures for the next; where there is no glibc, nothing happens.

    By itself glibc hands every array over 32 MB back, and the system clears it before it gives it out again: a
    twentieth of the time of a page. Of ten pages the process takes no more at its peak (415 MB, 427 before).
    """
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):  # musl has none
        libc.mallopt(_MMAP_THRESHOLD, _KEPT_ARRAY)
        libc.mallopt(_TRIM_THRESHOLD, _KEPT_IN_ALL)


@contextmanager
def methods_when_called() -> Iterator[None]:
    """While modules are loaded: methods of their dataclasses are compiled when they are first called.

    A dataclass writes its methods as text and compiles each. The 200 classes that a run loads have 1,100 of them, of
    which reading a page calls 90; the others took 90 ms.
    """
    at_once = getattr(dataclasses, _MAKER, None)
    if at_once is None:
        yield
        return
    setattr(dataclasses, _MAKER, lambda name, *how, **more: _when_called(name, lambda: at_once(name, *how, **more)))
    try:
        yield
    finally:
        setattr(dataclasses, _MAKER, at_once)


def _when_called(name: str, make: Callable[[], _Method]) -> _Method:
    """What stands for a method until it is called, and then puts it in its own place."""
    made: list[_Method] = []

    def method(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the method itself takes and gives
        if not made:
            made.append(make())
            for kind in type(given[0]).__mro__:
                if kind.__dict__.get(name) is method:
                    made[0].__qualname__ = method.__qualname__
                    setattr(kind, name, made[0])
        return made[0](*given, **named)

    method.__name__ = name
    return method
