"""Corrections for tests: an output folder of two documents, and corrections of its first page."""

from datetime import UTC, datetime

from sohoa.nouns.correction import Correction, CorrectionKind
from sohoa.nouns.correction_place import Spot, Where
from sohoa.nouns.geometry import Box

WHEN = datetime(2026, 3, 14, 8, 30, tzinfo=UTC)


def at(page=1, x0=10.0, y0=20.0, x1=40.0, y1=30.0, **more):
    """A place on a page, box in points."""
    return Where(spots=(Spot(page, Box(x0, y0, x1, y1)),), **more)


def word(ident, before="Hòi", after="Hội", where=None, document="a"):
    """A word's correction."""
    place = at() if where is None else where
    return Correction(ident, document, WHEN, "Lò Thị Mây", CorrectionKind.WORD, place, before, after)


def made(kind, where, before=None, after=None, ident="k1", document="a"):
    """Any correction."""
    return Correction(ident, document, WHEN, "", CorrectionKind(kind), where, before, after)


def undo(ident, of, document="a"):
    """What takes another correction back."""
    return Correction(ident, document, WHEN, "", CorrectionKind.UNDO, of=of)
