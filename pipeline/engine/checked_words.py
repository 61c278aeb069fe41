"""What an engine gives back is looked at before it is believed: a broken one must not fill a page with nonsense."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import TYPE_CHECKING

from sohoa.errors import EngineFailed
from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.geometry import Box
from sohoa.pipeline.engine.words import EngineWord

if TYPE_CHECKING:
    from sohoa.pipeline.engine.protocol import Strip

_PIXELS_OF_LETTER = 4
"""A letter takes more pixels than this of a strip. Far fewer than any that can be read: it tells a flood."""
_LETTERS_AT_LEAST = 256
"""So many letters may stand on any strip."""


def checked(read: list[list[EngineWord]], strips: Sequence[Strip]) -> list[list[EngineWord]]:
    """The words that an engine read, if they can be those of these strips.

    Raises:
        EngineFailed: there are not as many lists as strips, a text is no text, a box is none or stands off its strip,
            a confidence is none, or there are more letters than a strip has room for.

    Rule: What an engine gives that cannot be (a place outside the picture, a broken text, a flood of words) fails the
        page; it is not stored.
    Test: faults/test_bad_engines.py::test_nonsense_fails_the_page
    """
    if len(read) != len(strips):
        raise _nonsense(f"{len(read)}/{len(strips)}")
    for words, strip in zip(read, strips, strict=True):
        height, width = strip.shape
        if sum(len(w.text) for w in words) > max(_LETTERS_AT_LEAST, height * width / _PIXELS_OF_LETTER):
            raise _nonsense(len(words))
        for word in words:
            if not (_is_text(word.text) and _fits(word.box, width, height) and _are_shares(word)):
                raise _nonsense(ascii(word.text[:20]))
    return read


def _nonsense(about: object) -> EngineFailed:
    return EngineFailed(about, kind=DoubtKind.ENGINE_NONSENSE)


def _is_text(text: str) -> bool:
    """Can it be written as UTF-8, and is it free of control characters?"""
    return not any("\ud800" <= c <= "\udfff" or c < " " or c == "\x7f" for c in text)


def _fits(box: Box, width: int, height: int) -> bool:
    """Is it a place on the strip, or no farther from it than that is high? What reaches beyond is cut off later."""
    if not all(map(isfinite, (box.x0, box.y0, box.x1, box.y1))):
        return False
    return -height <= min(box.x1, box.y1) and box.x0 <= width + height and box.y0 <= 2 * height


def _are_shares(word: EngineWord) -> bool:
    """Are its confidence and the scores of its alternatives (which are texts) between 0 and 1?"""
    shares = (word.confidence, *(a.score for a in word.alternatives))
    return all(0.0 <= s <= 1.0 for s in shares) and all(_is_text(a.text) for a in word.alternatives)
