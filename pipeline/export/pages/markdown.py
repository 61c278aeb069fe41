"""Markdown (CommonMark with the tables and footnotes of GitHub): one file a document, for people to read and edit.

Lines of print become paragraphs; headings, items of lists, tables and footnotes are what they are. Page ends are told
in comments. A table that goes on over pages stands once, where it begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from sohoa.diacritics.language.alphabet import BULLETS
from sohoa.pipeline.export.pages.stored_pages import StoredBlock, StoredLine, StoredPage
from sohoa.pipeline.export.stored_tables import StoredCell, StoredTable

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_AT_START = re.compile(r"^(#|\+(?=\s)|-(?=\s)|=+$|-+$|\d+[.)](?=\s))")
_ITEM = re.compile(rf"^[-–+*{BULLETS}]\s*(?=\S)")
_NUMBERED = re.compile(r"^(\d{1,2}(\.\d{1,2})*[.)]|[a-zđ]\)|\([a-z0-9]{1,2}\))\s")
_HEADING = re.compile(r"^((phần|chương|mục|phụ lục|điều)\s+(thứ\s+)?[\divx]+|[IVX]{1,5}\.)(\s|$|\.|:)", re.IGNORECASE)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MARK = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_NOTE = re.compile(r"^([⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,2}\s)\s*(.*)$", re.DOTALL)
_INDENT = 0.9
"""A line that begins so many heights to the right of its block begins a paragraph. A guess."""
_SHORT = 4.0
"""A line that ends so many heights before its block does ends one. A guess."""


def write_markdown(pages: Iterable[StoredPage], tables: Sequence[StoredTable], path: Path) -> None:
    """Write a document."""
    with path.open("w", encoding="utf-8", newline="\n") as f:
        for page in pages:
            here = [t for t in tables if min(t.pages, default=0) == page.number]
            known = any(page.number in t.pages for t in tables)
            f.write("\n\n".join([f"<!-- trang {page.number} -->", *_page(page, here, known)]) + "\n\n")


def _page(page: StoredPage, tables: Sequence[StoredTable], has_tables: bool) -> Iterator[str]:
    notes = _notes(page)
    left = list(tables)
    for block in page.blocks:
        if block.region == "table" and has_tables:
            yield from (_table(t) for t in left)
            left = []
        elif block.region not in ("page_number", "footnote", "watermark"):
            yield from (_marked(text, page.number, notes) for text in _block(block))
    yield from (_table(t) for t in left)
    yield from (f"[^{page.number}-{mark}]: {text}" for mark, text in notes.items())


def _notes(page: StoredPage) -> dict[str, str]:
    """Footnotes by their mark, two with the same one below each other; lines without one go on the note before."""
    texts: list[str] = []
    for block in (b for b in page.blocks if b.region == "footnote"):
        for line in block.lines:
            if _NOTE.match(line.text) or not texts:
                texts.append(line.text)
            else:
                texts[-1] += f" {line.text}"
    notes: dict[str, str] = {}
    for k, text in enumerate(texts):
        found = _NOTE.match(text)
        mark = found[1].strip().translate(_RAISED) if found else f"x{k}"
        note = escaped(found[2] if found else text)
        notes[mark] = f"{notes[mark]}\\\n{_safe_start(note)}" if mark in notes else note
    return notes


def _marked(text: str, page: int, notes: Mapping[str, str]) -> str:
    """Raised figures as footnote marks, where the page has such a note."""

    def mark(found: re.Match[str]) -> str:
        number = found[0].translate(_RAISED)
        return f"[^{page}-{number}]" if number in notes else found[0]

    return _MARK.sub(mark, text)


def _block(block: StoredBlock) -> Iterator[str]:
    if block.region == "title":
        yield f"# {escaped(' '.join(line.text for line in block.lines))}"
    elif block.region in ("letterhead_left", "letterhead_right", "footer_left", "footer_right"):
        yield "\\\n".join(_safe_start(escaped(line.text)) for line in block.lines)
    elif block.region == "margin":
        yield "\n".join(f"> {escaped(line.text)}" for line in block.lines)
    else:
        yield from (_paragraph(" ".join(line.text for line in some)) for some in _paragraphs(block))


def _paragraphs(block: StoredBlock) -> Iterator[list[StoredLine]]:
    box = block.box
    some: list[StoredLine] = []
    for line in block.lines:
        starts = _ITEM.match(line.text) or _NUMBERED.match(line.text) or _HEADING.match(line.text)
        if some and (starts or (box and _is_indented(line, box.x0)) or (box and _is_short(some[-1], box.x1))):
            yield some
            some = []
        some.append(line)
    if some:
        yield some


def _is_indented(line: StoredLine, left: float) -> bool:
    return line.box is not None and line.box.x0 - left > _INDENT * line.box.height


def _is_short(line: StoredLine, right: float) -> bool:
    return line.box is not None and right - line.box.x1 > _SHORT * line.box.height


def _paragraph(text: str) -> str:
    if _HEADING.match(text) and len(text) < 200:
        return f"## {escaped(text)}"
    if found := _ITEM.match(text):
        return f"- {escaped(text[found.end() :])}"
    return _safe_start(escaped(text))


def escaped(text: str) -> str:
    """Text whose characters mean nothing to Markdown or HTML."""
    return _SPECIAL.sub(r"\\\1", text.replace("&", "&amp;"))


def _safe_start(text: str) -> str:
    """Text that begins no heading and no list: its number stays as printed."""
    found = _AT_START.match(text)
    if found is None:
        return text
    start = found[1]
    return text.replace(start, f"{start[:-1]}\\{start[-1]}", 1)


def _table(table: StoredTable) -> str:
    """A table; what spans several places stands at its first one."""
    rows = [["" for _ in range(table.n_cols)] for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row][cell.col] = _cell(cell)
    head, body = (rows[0], rows[1:]) if table.n_head else ([""] * table.n_cols, rows)
    lines = [head, ["---"] * table.n_cols, *body]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


def _cell(cell: StoredCell) -> str:
    text = escaped(" ".join(cell.text.split()))
    return f"**{text}**" if cell.is_group and text else text
