"""Tables set over pages by program, with exact truth: words, rules and logical cells, without any engine.

A quick stand-in for scans where only geometry matters: rows are wrapped, paged, cut at page ends
and ruled as a word processor would, and what was set where is known to the pixel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from samples.table_nouns import (
    MARGIN,
    PAD,
    PITCH,
    PORTRAIT,
    Segment,
    SetCell,
    SetDocument,
    SetPage,
    SetTable,
    length,
    put_words,
    wrap,
)


class _Setter:
    """Sets paragraphs and tables on pages, one after another."""

    def __init__(self) -> None:
        self.document = SetDocument()
        self.y = float("inf")

    def open_page(self, size: tuple[int, int]) -> SetPage:
        page = SetPage(size)
        number = str(len(self.document.pages) + 1)
        if self.document.pages:
            put_words(page, number, size[0] / 2, 50)
        self.document.pages.append(page)
        self.y = MARGIN
        return page

    def paragraph(self, lines: Sequence[str], centred: bool = False) -> None:
        page = self.document.pages[-1]
        for line in lines:
            x = (page.size[0] - length(line)) / 2 if centred else MARGIN
            put_words(page, line, x, self.y)
            self.y += PITCH

    def table(self, table: SetTable) -> None:
        part = _Part(self, table, 0)
        if table.new_page or not self.document.pages:
            self.open_page(table.shapes[0])
        self.document.tables.append(table)
        self.document.row_pages.append({})
        self.paragraph(table.above, centred=True)
        self.y += PITCH / 2
        part.begin()
        todo = [(r, None) for r in range(table.n_rows)]
        while todo:
            part, todo = part.fill(todo)
        self.y += PITCH


Piece = dict[int, list[list[str]]]
"""Lines of a row that are left to set, by column."""


class _Part:
    """The part of a table on one page while it is set."""

    def __init__(self, setter: _Setter, table: SetTable, index: int) -> None:
        self.setter, self.table, self.index = setter, table, index
        widths = table.widths[min(index, len(table.widths) - 1)]
        size = table.shapes[min(index, len(table.shapes) - 1)]
        room, total = size[0] - 2 * MARGIN, sum(widths)
        self.edges = [MARGIN + room * sum(widths[:k]) / total for k in range(len(widths) + 1)]
        self.bottom = size[1] - MARGIN
        self.size = size
        self.tops: list[float] = []
        self.placed: list[SetCell] = []
        self.pieces: dict[int, Piece] = {}
        self.row_at: dict[int, int] = {}

    def begin(self) -> None:
        self.tops = [self.setter.y]

    def lines(self, c: SetCell) -> list[list[str]]:
        return wrap(c.text, self.edges[c.col + c.col_span] - self.edges[c.col] - 2 * PAD)

    def fill(self, todo: list[tuple[int, Piece | None]]) -> tuple[_Part, list[tuple[int, Piece | None]]]:
        """Sets what fits on the page; the part on the next page and what is left for it."""
        if self.index and self.table.repeat != "none":
            for r in range(self.table.n_head):
                cells = [replace(c, text=c.text if self.table.repeat == "text" else "") for c in self._row(r)]
                self._set(cells, {c.col: self.lines(c) for c in cells}, r - self.table.n_head)
        while todo and len(self.tops) <= self.table.max_rows:
            r, rest = todo[0]
            cells = self._row(r)
            piece = rest if rest is not None else {c.col: self.lines(c) for c in cells}
            room = int((self.bottom - self.tops[-1] - 2 * PAD) // PITCH)
            needed = self._needed(r, cells, piece)
            if needed <= room or (len(self.tops) == 1 and not self.table.may_cut):
                self._set(cells, piece, r)
                todo = todo[1:]
                continue
            if self.table.may_cut and room >= 1 and all(c.row_span == 1 for c in cells):
                self._set(cells, {k: v[:room] for k, v in piece.items()}, r)
                todo = [(r, {k: v[room:] for k, v in piece.items()}), *todo[1:]]
            break
        self._finish()
        self.setter.y = self.tops[-1]
        after = _Part(self.setter, self.table, self.index + 1)
        if todo:
            self.setter.open_page(after.size)
            after.begin()
        return after, todo

    def _row(self, r: int) -> list[SetCell]:
        return [c for c in self.table.cells if c.row == r]

    def _needed(self, r: int, cells: list[SetCell], piece: Piece) -> int:
        """Lines that must fit: of the row, and of the rows that it is merged with."""
        span = max(c.row_span for c in cells)
        own = max((len(piece[c.col]) for c in cells if c.row_span == 1), default=1)
        rows = [[len(self.lines(c)) for c in self._row(k) if c.row_span == 1] for k in range(r + 1, r + span)]
        more = [max(row or [1]) for row in rows]
        return own + sum(more) + len(more)

    def _set(self, cells: list[SetCell], piece: Piece, r: int) -> None:
        height = max([len(piece[c.col]) for c in cells if c.row_span == 1] or [1])
        ending = [c for c in self.placed if c.row_span > 1 and self.row_at.get(c.row, 0) + c.row_span == len(self.tops)]
        for c in ending:
            short = len(self.pieces[c.row][c.col]) * PITCH - (self.tops[-1] - self.tops[self.row_at[c.row]])
            height = max(height, -int(-short // PITCH))
        self.row_at[r] = len(self.tops) - 1
        self.placed += [replace(c, row=r) for c in cells]
        self.pieces[r] = piece
        self.tops.append(self.tops[-1] + max(1, height) * PITCH + 2 * PAD)
        page = len(self.setter.document.pages)
        if r >= 0:
            self.setter.document.row_pages[-1].setdefault(r, []).append(page)

    def _finish(self) -> None:
        page = self.setter.document.pages[-1]
        last = len(self.tops) - 1
        for c in self.placed:
            at, lines = self.row_at[c.row], self.pieces[c.row][c.col]
            x, y = self.edges[c.col] + PAD, self.tops[at] + PAD
            if at < (self.table.n_head if self.index == 0 or self.table.repeat != "none" else 0):
                y += (self.tops[at + c.row_span] - self.tops[at] - 2 * PAD - PITCH * len(lines)) / 2
                room = self.edges[c.col + c.col_span] - self.edges[c.col] - 2 * PAD
                for k, line in enumerate(lines):
                    put_words(page, " ".join(line), x + (room - length(" ".join(line))) / 2, y + k * PITCH)
                continue
            for k, line in enumerate(lines):
                put_words(page, " ".join(line), x, y + k * PITCH)
        head_rows = self.table.n_head if self.index == 0 or self.table.repeat != "none" else 0
        page.rules.extend(self._rules(last, head_rows))

    def _rules(self, last: int, head_rows: int) -> list[Segment]:
        """Rules of this part, spans left out."""
        want = self.table.ruling
        at = {
            (self.row_at[c.row] + i, c.col + j): id(c)
            for c in self.placed
            for i in range(c.row_span)
            for j in range(c.col_span)
        }
        n_cols = len(self.edges) - 1
        out: list[Segment] = []
        for r in range(last + 1):
            drawn = want.frame if r in (0, last) else want.head if 0 < r <= head_rows else want.rows
            for k in range(n_cols):
                apart = at.get((r - 1, k)) != at.get((r, k))
                if drawn and apart:
                    out.append((self.edges[k], self.tops[r], self.edges[k + 1], self.tops[r]))
        for k in range(n_cols + 1):
            drawn = want.frame and want.columns if k in (0, n_cols) else want.columns
            for r in range(last):
                if drawn and at.get((r, k - 1)) != at.get((r, k)):
                    out.append((self.edges[k], self.tops[r], self.edges[k], self.tops[r + 1]))
        return out


def set_document(items: Sequence[SetTable | SetPage | Sequence[str]]) -> SetDocument:
    """Tables, paragraphs (lines) and pages that are set already, one after another."""
    setter = _Setter()
    for item in items:
        if isinstance(item, SetTable):
            setter.table(item)
        elif isinstance(item, SetPage):
            setter.document.pages.append(item)
        else:
            if not setter.document.pages:
                setter.open_page(PORTRAIT)
            setter.paragraph(item)
    return setter.document
