"""How much memory a worker may take, and how much it has taken.

What is counted is resident memory: libraries reserve address space that they never touch, and a limit of the system on
that (`ulimit -v`) stops them at the wrong time.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_SHARE = 0.8
"""Share of the machine's memory that all workers together may take. A guess: the rest is for the system."""
_LEAST_MB, _MOST_MB = 1024, 4096
"""Bounds of what is worked out from the machine. A worker at pages of A4 takes 300 to 500 MB, at a sheet of the largest
size that is read (120 million pixels) some 3 GB."""
_GROUP_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
"""What a container may take (control groups, version 2 and 1)."""
_MB = 1 << 20
_FASTEST_MB_S = 2000
"""No worker grows faster, in MB a second. A guess: 1,000 were seen."""
_SOONEST_S, _LATEST_S = 0.05, 0.5
"""Bounds of the time between two looks at the memory of workers; a look takes a quarter of a millisecond."""


def worker_limit_mb(n_workers: int, wanted: int = 0) -> int:
    """Memory in MB that each of `n_workers` processes may take; `wanted` is what a person asked for, 0 if nothing."""
    if wanted:
        return wanted
    return int(min(max(_SHARE * machine_memory() / _MB / n_workers, _LEAST_MB), _MOST_MB))


def n_cores() -> int:
    """Cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        return os.cpu_count() or 1


def machine_memory() -> int:
    """Bytes of memory of the machine, or of the container that this runs in."""
    of_machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min([of_machine, *(n for path in _GROUP_LIMITS if (n := _number_in(path)) is not None)])


def _number_in(path: Path) -> int | None:
    try:
        text = path.read_text("ascii").strip()
    except (OSError, ValueError):
        return None
    return int(text) if text.isdecimal() else None


def family_mb(pid: int) -> float:
    """Memory in MB that a process has in use with all that it has started: an engine that runs as a command counts."""
    return resident_mb(pid) + sum(family_mb(child) for child in _children(pid))


def _children(pid: int) -> list[int]:
    """Processes that a process has started and that still run (proc(5), children); none where the system cannot say."""
    found: list[int] = []
    with suppress(OSError):
        for thread in os.listdir(f"/proc/{pid}/task"):  # noqa: PTH208 - many times a second
            with suppress(OSError), open(f"/proc/{pid}/task/{thread}/children", "rb") as file:  # noqa: PTH123
                found += map(int, file.read().split())
    return found


def seconds_to_look(left_mb: float) -> float:
    """After how many seconds a process must be looked at again that may take so much more memory."""
    return min(max(left_mb / _FASTEST_MB_S, _SOONEST_S), _LATEST_S)


def resident_mb(pid: int) -> float:
    """Memory in MB that a process has in use (proc(5), statm); 0 where the system does not tell, as on macOS."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:  # noqa: PTH123 - many times a second
            return int(file.read().split()[1]) * _PAGE_MB
    except (OSError, IndexError):
        return 0.0


_PAGE_MB = os.sysconf("SC_PAGE_SIZE") / _MB
