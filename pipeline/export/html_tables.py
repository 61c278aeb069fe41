"""Logical tables as web pages: one a document, complete in itself, spans kept.

Every cell carries its place (``data-row``, ``data-col``, ``data-page``) and confidence, and an
``id`` such as ``p007-1-r3c2`` to link to.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import BinaryIO

from sohoa.nouns.page_ranges import format_pages
from sohoa.pipeline.export.captions import COLOURS, LEGEND, PAGE, ROW
from sohoa.pipeline.export.stored_tables import CellMark, StoredCell, StoredDocument, StoredTable

_STYLE = f"""
body {{ font: 15px/1.4 "Times New Roman", "Liberation Serif", serif; margin: 2rem; color: #111; background: #fff; }}
table {{ border-collapse: collapse; margin: .5rem 0 2.5rem; }}
caption {{ text-align: left; font-weight: bold; padding: .3rem 0; }}
th, td {{ border: 1px solid #8c8c8c; padding: .25rem .5rem; vertical-align: top; }}
td {{ max-width: 34rem; }}
th {{ background: #d9e2ef; text-align: center; vertical-align: middle; }}
thead {{ position: sticky; top: 0; }}
.group {{ background: #eef1f5; font-weight: bold; }}
.unsure {{ background: {COLOURS[CellMark.UNSURE]}; }}
.doubtful {{ background: {COLOURS[CellMark.DOUBTFUL]}; font-style: italic; }}
.doubtful::after {{ content: " ?"; font-weight: bold; }}
.place {{ border: 0; color: #777; font-size: 12px; background: none; font-weight: normal; }}
.id {{ color: #555; font-size: 13px; overflow-wrap: anywhere; }}
.legend span {{ border: 1px solid #8c8c8c; padding: 0 .5rem; margin-right: .5rem; }}
@media print {{ thead {{ position: static; }} body {{ margin: 0; font-size: 11px; }} }}
"""


def write_page(document: StoredDocument, file: BinaryIO) -> None:
    """Write the page of a document, UTF-8."""
    file.write(("\n".join(_page(document)) + "\n").encode("utf-8"))


def _page(document: StoredDocument) -> Iterator[str]:
    first = document.tables[0]
    yield "<!DOCTYPE html>"
    yield '<html lang="vi"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(document.name)}</title><style>{_STYLE}</style></head><body>"
    yield f'<h1>{escape(first.source_file)}</h1><p class="id">doc_id {escape(first.doc_id)}</p>'
    yield '<ul class="legend">'
    for mark, meaning in LEGEND.items():
        yield f'<li><span class="{mark.value}">abc</span>{escape(meaning)}</li>'
    yield "</ul><ul>"
    for table in document.tables:
        at = escape(table.table_id, quote=True)
        yield f'<li><a href="#{at}">{at}</a>, {PAGE} {format_pages(table.pages)}</li>'
    yield "</ul>"
    for table in document.tables:
        yield from _table(table)
    yield "</body></html>"


def _table(table: StoredTable) -> Iterator[str]:
    at = escape(table.table_id, quote=True)
    yield f'<table id="{at}" data-doc-id="{escape(table.doc_id, quote=True)}">'
    yield f"<caption>{at}, {PAGE} {format_pages(table.pages)}</caption>"
    rows = {r: tuple(cells) for r, cells in groupby(table.cells, key=lambda c: c.row)}
    for r in range(table.n_rows):
        if r in (0, table.n_head):
            yield "<thead>" if r < table.n_head else "<tbody>"
        cells = "".join(_cell(table, c) for c in rows.get(r, ()))
        page = table.page_of_row[r]
        place = f"{PAGE}, {ROW}" if r == 0 else "" if page is None else f"{page}, {r + 1}"
        yield f'<tr>{cells}<td class="place">{place}</td></tr>'
        if r + 1 == table.n_head:
            yield "</thead>"
    yield "</tbody></table>" if table.n_head < table.n_rows else "</table>"


def _cell(table: StoredTable, c: StoredCell) -> str:
    tag = "th" if c.is_header else "td"
    spans = "".join(f' {name}="{n}"' for name, n in (("rowspan", c.row_span), ("colspan", c.col_span)) if n > 1)
    classes = " ".join(x for x in ("group" if c.is_group else "", "" if c.mark is CellMark.NONE else c.mark.value) if x)
    look = f' class="{classes}"' if classes else ""
    place = f' id="{table.table_id}-r{c.row}c{c.col}" data-row="{c.row}" data-col="{c.col}"'
    pages = format_pages(c.pages)
    told = [f"{PAGE} {pages}" if pages else "", c.told_join]
    if c.confidence is not None:
        place += f' data-confidence="{c.confidence:.3f}"'
        told.insert(1, f"{c.confidence:.2f}")
    title = escape("; ".join(t for t in told if t), quote=True)
    return f'<{tag}{place} data-page="{pages}"{spans}{look} title="{title}">{escape(c.text)}</{tag}>'
