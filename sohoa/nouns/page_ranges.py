"""Ranges of pages as people write them: ``1-3,7``, ``3-end``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

END = "end"
"""The last page, whatever its number."""


@dataclass(frozen=True, slots=True)
class PageRanges:
    """Pages that somebody asked for.

    Attributes:
        ranges: first and last page of each, from 1; None is the last page of the file. A first page of None is
            that page alone.
    """

    ranges: tuple[tuple[int | None, int | None], ...]

    def within(self, n_pages: int) -> frozenset[int]:
        """Those of the pages 1 to `n_pages` that were asked for."""
        return frozenset(
            page
            for low, high in self.ranges
            for page in range(low or n_pages, min(high or n_pages, n_pages) + 1)
            if page >= 1
        )

    def __str__(self) -> str:
        return ",".join(_end(low) if low == high else f"{_end(low)}-{_end(high)}" for low, high in self.ranges)


def _end(page: int | None) -> str:
    return END if page is None else str(page)


def parse_pages(text: str) -> PageRanges:
    """``"1-3,7"`` → pages 1, 2, 3 and 7; ``"3-end"`` → from page 3 to the last.

    Raises:
        ValueError: not such a list, a page 0, or a range that runs backwards.
    """
    return PageRanges(tuple(_range(piece.strip()) for piece in text.split(",")))


def _range(piece: str) -> tuple[int | None, int | None]:
    first, dash, last = (x.strip() for x in piece.partition("-"))
    if not dash and first == END:
        return None, None
    if not (first.isdecimal() and (last.isdecimal() or last == END if dash else True)):
        raise ValueError(f"{piece!r} is no page or range of pages, such as 3, 1-3 or 3-{END}")
    low = int(first)
    high = None if last == END else int(last or first)
    if low < 1 or (high is not None and high < low):
        raise ValueError(f"{piece!r}: pages count from 1 and a range runs forward")
    return low, high


def format_pages(pages: Iterable[int]) -> str:
    """{1, 2, 3, 7} → ``"1-3,7"``, which `parse_pages` reads; "" for none."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and runs[-1][1] == page - 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
