"""Corrections made of a wish and the places that were found for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sohoa.nouns.correctable import Said
from sohoa.nouns.correction import Correction, CorrectionKind, now
from sohoa.nouns.correction_place import Fault, NotACorrection, Spot, Where
from sohoa.nouns.page import PageFrame
from sohoa.pipeline.corrections.store import new_id
from sohoa.pipeline.review.correcting.found import Found
from sohoa.pipeline.review.correcting.wish import Act, Wish
from sohoa.pipeline.review.queue import fields
from sohoa.pipeline.review.queue.places import PlaceKind

_KINDS = {PlaceKind.WORD: CorrectionKind.WORD, PlaceKind.CELL: CorrectionKind.CELL}


def make_corrections(wish: Wish, found: Sequence[Found], frame: PageFrame | None, who: str) -> list[Correction]:
    """The corrections that a wish comes to: one, or one a cell where a row is as printed.

    Args:
        wish: of a person.
        found: its places, as they are now.
        frame: of the page on which it was done.
        who: as they call themselves.

    Raises:
        NotACorrection: it makes no sense.
    """

    def made(kind: CorrectionKind, where: Where, before: Said = None, after: Said = None, of: str = "") -> Correction:
        return Correction(new_id(), wish.document, now(), who, kind, where, before, after, of)

    if wish.act is Act.UNDO:
        return [made(CorrectionKind.UNDO, Where(), of=wish.of)]
    if wish.act is Act.TURN:
        if frame is None:
            raise NotACorrection(Fault.PLACE)
        turned = str((frame.rotation + 90) % 360)
        return [made(CorrectionKind.TURN_PAGE, Where((Spot(wish.page),)), str(frame.rotation), turned)]
    if not found:
        raise NotACorrection(Fault.PLACE)
    return list(_MAKERS[wish.act](wish, found, made))


def _printed(wish: Wish, found: Sequence[Found], made: Any) -> list[Correction]:  # noqa: ANN401
    return [made(CorrectionKind.AS_PRINTED, f.where, _said(wish, f.text)) for f in found]


def _set(wish: Wish, found: Sequence[Found], made: Any) -> list[Correction]:  # noqa: ANN401
    one = found[0]
    if wish.kind is PlaceKind.FIELD:
        return [made(CorrectionKind.HEADER_FIELD, one.where, _said(wish, one.text), _said(wish, wish.after))]
    after = " ".join(wish.after.split()) if wish.kind is PlaceKind.WORD else wish.after.strip()
    return [made(_KINDS[wish.kind], one.where, one.text, after)]


def _said(wish: Wish, text: str) -> Said:
    """A text of a field as corrections say it: a list of texts, a text, or None for nothing."""
    if wish.kind is not PlaceKind.FIELD:
        return text
    lines = tuple(line.strip() for line in text.splitlines() if line.strip())
    return lines if wish.keys[0] in fields.LISTS else " ".join(lines) or None


def _merge(wish: Wish, found: Sequence[Found], made: Any) -> list[Correction]:  # noqa: ANN401
    spots = tuple(s for f in found for s in f.where.spots if s.page == wish.page)
    first = found[0].where
    where = Where(spots, table_id=first.table_id, row=first.row, col=first.col)
    return [made(CorrectionKind.MERGE_CELLS, where, " ".join(f.text for f in found))]


def _split(wish: Wish, found: Sequence[Found], made: Any) -> list[Correction]:  # noqa: ANN401
    return [made(CorrectionKind.SPLIT_CELL, _on_page(found[0], wish.page), found[0].text, wish.after or "apart")]


def _join(wish: Wish, found: Sequence[Found], made: Any) -> list[Correction]:  # noqa: ANN401
    kind = CorrectionKind.JOIN_ROWS if wish.act is Act.JOIN else CorrectionKind.PART_ROWS
    return [made(kind, _on_page(found[0], wish.page), found[0].text)]


def _on_page(found: Found, page: int) -> Where:
    """The place of a cell on one page alone."""
    where = found.where
    spots = tuple(s for s in where.spots if s.page == page)
    return Where(spots, table_id=where.table_id, row=where.row, col=where.col)


_MAKERS: dict[Act, Callable[[Wish, Sequence[Found], Any], list[Correction]]] = {
    Act.PRINTED: _printed,
    Act.SET: _set,
    Act.MERGE: _merge,
    Act.SPLIT: _split,
    Act.JOIN: _join,
    Act.PART: _join,
}
