"""Ranges of pages as people write them: ``1-3,7``."""

from __future__ import annotations

from collections.abc import Iterable


def parse_pages(text: str) -> frozenset[int]:
    """``"1-3,7"`` → {1, 2, 3, 7}.

    Raises:
        ValueError: not such a list, a page 0, or a range that runs backwards.
    """
    pages: set[int] = set()
    for piece in text.split(","):
        first, dash, last = (x.strip() for x in piece.partition("-"))
        if not (first.isdecimal() and (last.isdecimal() if dash else True)):
            raise ValueError(f"{piece.strip()!r} is no page or range of pages, such as 3 or 1-3")
        low, high = int(first), int(last) if dash else int(first)
        if low < 1 or high < low:
            raise ValueError(f"{piece.strip()!r}: pages count from 1 and a range runs forward")
        if high - low > 100_000:
            raise ValueError(f"{piece.strip()!r}: too many pages")
        pages.update(range(low, high + 1))
    return frozenset(pages)


def format_pages(pages: Iterable[int]) -> str:
    """{1, 2, 3, 7} → ``"1-3,7"``, the inverse of `parse_pages`; "" for none."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and runs[-1][1] == page - 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
