"""How many pixels a page may have, checked from headers before anything is decoded."""

from __future__ import annotations

from pathlib import Path

from sohoa.errors import PageTooLarge

_DECODED_PER_SHOWN = 4.0
"""Pictures on a page may hold this many times the pixels that the page itself may have: they are in memory for a
moment, and are reduced. A guess."""
_MILLION = 1e6


def check_size(path: Path, number: int, max_megapixels: float, *, shown: float, decoded: float = 0.0) -> None:
    """Is a page small enough?

    Args:
        path: of the source, for the message.
        number: of the page, from 1.
        max_megapixels: pixels that it may have, in millions.
        shown: pixels of the page as it is to be read.
        decoded: pixels that must be decoded for it.

    Raises:
        PageTooLarge: it is not.

    Rule: A page with more pixels than `source.max_megapixels` is refused by what its head says, before anything is
        decoded; the other pages are read.
    Test: pipeline/source/test_bad_input.py::test_a_page_over_the_limit_spares_the_others
    """
    for pixels, limit in ((shown, max_megapixels), (decoded, _DECODED_PER_SHOWN * max_megapixels)):
        if pixels > limit * _MILLION:
            raise PageTooLarge(f"{pixels / _MILLION:.0f}", f"{limit:g}", where=path, page=number)
