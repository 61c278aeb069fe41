"""Where each room stands in the picture of the house: a level by its imports, a wing by its folder, a place in its row.

The method is that of Sugiyama, Tagawa and Toda 1981: levels by the longest way down, bends where a long arrow passes a
level, rows put in the order of what they are joined with, then moved towards it as far as their neighbours allow.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import accumulate, pairwise

from docs.house.rooms import FLOORS, room_imports

WINGS = ("diacritics", "extract", "pipeline")
ROOF = "sohoa"
BOX_WIDTH = 124.0
_BEND_WIDTH = 8.0
_BETWEEN = 16.0
_SWEEPS = 40

Graph = dict[str, frozenset[str]]
Node = tuple[str, ...]
"""A room, or a bend: the two rooms that its arrow joins, and a number."""


def wing(room: str) -> str:
    """``diacritics``, ``extract`` or ``pipeline``; "" for the ground (errors, settings, nouns ...) and the roof."""
    folder = room.split(".")[1] if "." in room else ""
    return folder if folder in WINGS else ""


def ground() -> tuple[str, ...]:
    """Rooms on which all others stand."""
    return tuple(r for r in FLOORS if not wing(r) and r != ROOF)


@cache
def arrows() -> Graph:
    """Imports worth an arrow: none to the ground, none that a way over other rooms tells already."""
    graph = {r: frozenset(o for o in others if wing(o)) for r, others in room_imports().items() if wing(r)}
    below: Graph = {}
    for r in (r for r in FLOORS if r in graph):
        below[r] = graph[r].union(*(below[o] for o in graph[r]))
    return {r: frozenset(o for o in graph[r] if not any(o in below[x] for x in graph[r])) for r in graph}


@cache
def levels() -> dict[str, int]:
    """Room → its height over the ground, from 0: one more than the highest room that it has an arrow to."""
    found: dict[str, int] = {}
    for r in (r for r in FLOORS if wing(r)):
        found[r] = 1 + max((found[o] for o in arrows()[r]), default=-1)
    return found


@cache
def routes() -> dict[tuple[str, str], tuple[Node, ...]]:
    """Arrow → its stations from the upper room to the lower: bends stand in the lower room's wing."""
    top = {w: max(level for r, level in levels().items() if wing(r) == w) for w in WINGS}
    found = {}
    for a, others in arrows().items():
        for b in sorted(others):
            passed = range(min(levels()[a] - 1, top[wing(b)]), levels()[b], -1)
            found[a, b] = ((a,), *((a, b, str(level)) for level in passed), (b,))
    return found


def node_level(node: Node) -> int:
    """The level of a room or a bend."""
    return levels()[node[0]] if len(node) == 1 else int(node[2])


def node_wing(node: Node) -> str:
    """The wing of a room or a bend."""
    return wing(node[-1] if len(node) == 1 else node[1])


class Layout:
    """Places of all rooms and bends: `x` is the middle of each, `left` and `width` those of the wings, in pixels."""

    def __init__(self, pad: float) -> None:
        self._pad = pad
        self._joined = _joined()
        self._rows = _rows()
        self.width = {w: 2 * pad + max(_least_width(r) for (x, _), r in self._rows.items() if x == w) for w in WINGS}
        ends = list(accumulate((self.width[w] + _BETWEEN for w in WINGS), initial=0.0))
        self.left = dict(zip(WINGS, ends, strict=False))
        self.all_width = ends[-1] - _BETWEEN
        self.x: dict[Node, float] = {}
        for (w, _), row in self._rows.items():
            share = self.width[w] / (len(row) + 1)
            self.x |= {node: self.left[w] + share * (n + 1) for n, node in enumerate(row)}
        for sweep in range(_SWEEPS):
            self._sweep(in_order=sweep >= _SWEEPS // 2)

    def _sweep(self, in_order: bool) -> None:
        for (w, _), row in self._rows.items():
            wish = {n: self._wish(n) for n in row}
            if not in_order:
                row.sort(key=lambda n: (wish[n], n))
            apart = [0.0, *(_apart(a, b) for a, b in pairwise(row))]
            low = self.left[w] + self._pad + _half(row[0])
            high = self.left[w] + self.width[w] - self._pad - _half(row[-1])
            self.x |= dict(zip(row, _spread([wish[n] for n in row], apart, low, high), strict=True))

    def _wish(self, node: Node) -> float:
        joined = self._joined.get(node)
        return sum(self.x[n] for n in joined) / len(joined) if joined else self.x[node]


def _joined() -> dict[Node, list[Node]]:
    found: dict[Node, list[Node]] = {}
    for stations in routes().values():
        for a, b in pairwise(stations):
            found.setdefault(a, []).append(b)
            found.setdefault(b, []).append(a)
    return found


def _rows() -> dict[tuple[str, int], list[Node]]:
    rows: dict[tuple[str, int], list[Node]] = {}
    for node in dict.fromkeys([*((r,) for r in levels()), *(n for s in routes().values() for n in s)]):
        rows.setdefault((node_wing(node), node_level(node)), []).append(node)
    return rows


def _half(node: Node) -> float:
    return (BOX_WIDTH if len(node) == 1 else _BEND_WIDTH) / 2


def _apart(a: Node, b: Node) -> float:
    return _half(a) + _half(b) + _BETWEEN


def _least_width(row: Sequence[Node]) -> float:
    return _half(row[0]) + sum(_apart(a, b) for a, b in pairwise(row)) + _half(row[-1])


def _spread(wish: Sequence[float], apart: Sequence[float], low: float, high: float) -> list[float]:
    """Places nearest to those wished for (least squares), each at least `apart` from the one before, in low..high.

    With the least distances taken off, places only have to rise: pools of neighbours take their mean.
    """
    offsets = list(accumulate(apart))
    pools: list[tuple[float, int]] = []
    for value in (w - o for w, o in zip(wish, offsets, strict=True)):
        pools.append((value, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, n), (b, m) = pools[-2:]
            pools[-2:] = [((a * n + b * m) / (n + m), n + m)]
    rising = [mean for mean, n in pools for _ in range(n)]
    return [min(max(v, low), high - offsets[-1]) + o for v, o in zip(rising, offsets, strict=True)]
