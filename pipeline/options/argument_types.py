"""What the words after an option may be."""

from __future__ import annotations

import argparse

TYPE_CHECKING = False  # see `sohoa/__init__.py`
if TYPE_CHECKING:
    from sohoa.nouns.page_ranges import PageRanges


def count(text: str) -> int:
    """A number from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1")
    return int(text)


def pages(text: str) -> PageRanges:
    """Ranges of pages, such as ``1-3,7``."""
    from sohoa.nouns.page_ranges import parse_pages

    try:
        return parse_pages(text)
    except ValueError as e:
        raise argparse.ArgumentTypeError(str(e)) from e


def percent(text: str) -> int:
    """A whole number from 1 to 100; ArgumentTypeError if it is none."""
    if not text.isdecimal() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 to 100")
    return int(text)
