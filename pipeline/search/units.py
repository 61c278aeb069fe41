"""What is looked through: pages of documents, each with its words, and what cells and formal parts say besides."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from sohoa.nouns.geometry import Box
from sohoa.pipeline.search.tokens import bare_tokens, tokens

_WORD_END = "\x1f"
"""Parts the words of a page as they are kept (ASCII, unit separator)."""
_BREAK = "¦"
"""A token that no word is: no phrase goes on over it."""
_MOST = 2**16 - 1
"""Of a side of a box, in pixels."""
_MOST_BYTES = 2**26
"""Of a page's words or boxes when they are unpacked."""
CELL = "cell"
"""Kind of a text that is that of a cell over several pages."""


@dataclass(frozen=True, slots=True)
class Besides:
    """A text of a page besides its words: a formal part (`kind` is its field), or a cell over several pages."""

    kind: str
    text: str
    box: Box | None


@dataclass(frozen=True, slots=True)
class Unit:
    """A page to look through.

    Attributes:
        page: from 1.
        words: those that are part of its text, in reading order.
        boxes: four sides of each word in pixels of the cleaned page: left, top, right, bottom; zeros for none.
        besides: other texts that belong to it.
        facets: tokens of what it may be filtered by.
    """

    page: int
    words: tuple[str, ...]
    boxes: tuple[int, ...]
    besides: tuple[Besides, ...] = ()
    facets: tuple[str, ...] = ()


class Facet(StrEnum):
    """What a document is of, by words of a name."""

    AGENCY = "agency"
    TYPE = "type"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says of itself (a file may hold several): what hits are told with and filtered by."""

    part: int
    first_page: int
    agency: str
    doc_type: str
    year: int | None
    code: str
    subject: str

    @property
    def facets(self) -> tuple[str, ...]:
        """Tokens by which its pages are found."""
        named = ((Facet.AGENCY, self.agency), (Facet.TYPE, self.doc_type))
        words = chain(*((*facet(kind, text, True), *facet(kind, text, False)) for kind, text in named))
        return (*words, *([year_facet(self.year)] if self.year else []))


def facet(kind: Facet, text: str, marked: bool) -> tuple[str, ...]:
    """The tokens of a name, with its marks or without, told from those of texts and of other kinds of names."""
    return tuple(f"{kind}{int(marked)}{token}" for token in (tokens(text) if marked else bare_tokens(text)))


def year_facet(year: int) -> str:
    """The token of a year of issue."""
    return f"year{year}"


def sides(x0: float | None, y0: float | None, x1: float | None, y1: float | None) -> tuple[int, int, int, int]:
    """A box in whole pixels, as units have it."""
    if x0 is None or y0 is None or x1 is None or y1 is None:
        return 0, 0, 0, 0
    return _side(x0), _side(y0), _side(x1 + 0.999), _side(y1 + 0.999)


def _side(value: float) -> int:
    return min(max(0, int(value)), _MOST) if value == value else 0  # NaN is none


@dataclass(frozen=True, slots=True)
class Kept:
    """A unit as the index keeps it."""

    words: bytes
    boxes: bytes
    besides: str
    facets: str


def pack(unit: Unit) -> Kept:
    """As it is kept."""
    words = _WORD_END.join(w.replace(_WORD_END, " ") for w in unit.words)
    besides = [[b.kind, b.text, *_sides_of(b.box)] for b in unit.besides]
    told = json.dumps(besides, ensure_ascii=False) if besides else ""
    boxes = struct.pack(f"<{len(unit.boxes)}H", *unit.boxes)
    return Kept(zlib.compress(words.encode(), 1), zlib.compress(boxes, 1), told, " ".join(unit.facets))


def _sides_of(box: Box | None) -> tuple[int, int, int, int]:
    return sides(box.x0, box.y0, box.x1, box.y1) if box else (0, 0, 0, 0)


def unpack(page: int, kept: Kept) -> Unit:
    """The unit that was kept; ValueError if it is damaged."""
    try:
        text, boxes = _unzipped(kept.words).decode(), _unzipped(kept.boxes)
        words = tuple(text.split(_WORD_END)) if text else ()
        numbers = struct.unpack(f"<{len(boxes) // 2}H", boxes)
        besides = tuple(Besides(str(k), str(t), box_of(s)) for k, t, *s in json.loads(kept.besides or "[]"))
    except (zlib.error, struct.error, TypeError, AttributeError, RecursionError) as e:
        raise ValueError("damaged") from e
    if len(numbers) != 4 * len(words):
        raise ValueError("damaged")
    return Unit(page, words, numbers, besides, tuple(kept.facets.split()))


def _unzipped(data: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    whole = unpacking.decompress(data, _MOST_BYTES)
    if not unpacking.eof:
        raise ValueError("damaged")
    return whole


def box_of(numbers: Sequence[float]) -> Box | None:
    """The box of four sides; None if they are those of none."""
    x0, y0, x1, y1 = numbers
    return Box(float(x0), float(y0), float(x1), float(y1)) if x1 > x0 and y1 > y0 else None


def texts(unit: Unit) -> tuple[str, str]:
    """All tokens of a unit as the index takes them, with marks and without."""
    marked = chain(*map(tokens, unit.words), *((_BREAK, *tokens(b.text)) for b in unit.besides))
    plain = chain(*map(bare_tokens, unit.words), *((_BREAK, *bare_tokens(b.text)) for b in unit.besides))
    return " ".join(marked), " ".join(plain)


def with_facets(units: Iterable[Unit], facts: Sequence[Facts]) -> list[Unit]:
    """Units with the facets of the document on whose pages they stand."""
    told = []
    for unit in units:
        own = next((f for f in reversed(facts) if f.first_page <= unit.page), facts[0] if facts else None)
        facets = own.facets if own else ()
        told.append(Unit(unit.page, unit.words, unit.boxes, unit.besides, facets))
    return told
