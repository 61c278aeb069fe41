"""A plan as HTML, with the region and the cell of every text written on its element.

`data-region` carries the region names of the output contract, `data-cell` is `table row column`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby, takewhile

from samples.plan import PLANS, SAME, Appendix, Column, Plan, Record, is_group, is_sum

CSS = PLANS.parent / "plan.css"


def plan_to_html(plan: Plan) -> str:
    """The whole document."""
    parts = [_letterhead(plan), _title(plan), _body(plan), _footer(plan), *map(_appendix, plan.appendices)]
    css = f"<style>{CSS.read_text('utf-8')}</style>"
    return f'<html lang="vi"><head>{css}</head><body class="{plan.style}">{"".join(parts)}</body></html>'


def _div(text: str, kind: str = "") -> str:
    return f'<div class="{kind}">{escape(text, quote=False)}</div>'


def _two_columns(kind: str, left: str, right: str) -> str:
    sides = {"left": left, "right": right}
    cells = (f'<td class="{side}" data-region="{kind}_{side}">{html}</td>' for side, html in sides.items())
    return f'<table class="{kind}"><tr>{"".join(cells)}</tr></table>'


def _letterhead(plan: Plan) -> str:
    """State and citizens' letterhead, or the Party's."""
    day, month = f"{plan.issued_on.day:02d}", plan.issued_on.month
    date = f"{plan.place}, ngày {day} tháng {month if month > 2 else f'{month:02d}'} năm {plan.issued_on.year}"
    parent = [_div(plan.parent)] if plan.parent else []
    issuer = [_div(x, "strong") for x in plan.issuer]
    if plan.style == "party":
        left = [*parent, *issuer, _div("*"), _div(f"Số {plan.number}")]
        right = [_div("ĐẢNG CỘNG SẢN VIỆT NAM", "strong"), '<div class="rule long"></div>', _div(date, "place")]
    else:
        left = [*parent, *issuer, '<div class="rule"></div>', _div(f"Số: {plan.number}")]
        nation = _div("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "strong")
        motto = _div("Độc lập - Tự do - Hạnh phúc", "motto")
        right = [nation, motto, '<div class="rule long"></div>', _div(date, "place")]
    return _two_columns("letterhead", "".join(left), "".join(right))


def _title(plan: Plan) -> str:
    lines = _div(plan.doc_type) + _div(plan.subject)
    return f'<div class="title" data-region="title">{lines}<div class="rule"></div></div>'


def _inline(text: str) -> str:
    """Italics and footnotes of one paragraph."""
    html = escape(text, quote=False)
    html = re.sub(r"\^\[([^\]]+)\]", r'<span class="note">\1</span>', html)
    return re.sub(r"\*([^*]+)\*", r"<i>\1</i>", html)


def _body(plan: Plan) -> str:
    def paragraph(line: str) -> str:
        marks = len(line) - len(line.lstrip("#"))
        kind = f"h{marks}" if marks else ""
        return f'<p class="{kind}">{_inline(line.lstrip("# "))}</p>'

    lines = "".join(paragraph(x) for x in plan.body.splitlines() if x.strip())
    return f'<div class="body" data-region="body">{lines}</div>'


def _footer(plan: Plan) -> str:
    last = len(plan.recipients) - 1
    bullets = [_div(f"- {r}{'.' if i == last else ';'}") for i, r in enumerate(plan.recipients)]
    left = "<div><b>Nơi nhận:</b></div>" + "".join(bullets)
    titles = "".join(_div(t, "strong") for t in plan.signer_title)
    return _two_columns("footer", left, titles + _div(plan.signer, "strong signer"))


def _appendix(a: Appendix) -> str:
    head = f"{_div(a.heading)}<div>{_inline(a.title)}</div>" + _div(a.reference, "reference")
    first = a.header_rows
    rows = "".join(_row(a, row, first + i) for i, row in enumerate(a.rows))
    columns = "".join(f'<col style="width: {c.width}%">' for c in a.columns)
    kind = "data" if a.repeat_header else "data once"
    table = (
        f'<table class="{kind}" style="font-size: {a.font_pt}pt"><colgroup>{columns}</colgroup>'
        f"<thead>{_header(a)}</thead><tbody>{rows}</tbody></table>"
    )
    page = "appendix landscape" if a.landscape else "appendix"
    return f'<div class="{page}"><div class="head" data-region="title">{head}</div>{table}</div>'


def _cell(a: Appendix, place: tuple[int, int], text: str, kind: str = "", span: str = "") -> str:
    where = f'data-region="table" data-cell="{a.table_id} {place[0]} {place[1]}"'
    return f'<td class="{kind}" {where} {span}>{escape(text, quote=False)}</td>'


def _header(a: Appendix) -> str:
    """One or two rows, and the numbers of the columns; a title over several columns stands in the first of them."""
    upper, lower = [], []
    for over, run in groupby(enumerate(a.columns), key=lambda pair: pair[1].over or pair[1].key):
        columns: list[tuple[int, Column]] = list(run)
        start, column = columns[0]
        if column.over:
            upper.append(_cell(a, (0, start), over, span=f'colspan="{len(columns)}"'))
            lower += [_cell(a, (1, i), c.title) for i, c in columns]
        else:
            upper.append(_cell(a, (0, start), column.title, span=f'rowspan="{a.title_rows}"'))
    rows = [upper, lower] if lower else [upper]
    if a.numbered:
        rows.append([_cell(a, (a.title_rows, i), f"({i + 1})") for i in range(len(a.columns))])
    return "".join(f'<tr class="head">{"".join(r)}</tr>' for r in rows)


def _rows_spanned(a: Appendix, at: int, key: str) -> int:
    """Over how many rows a cell goes: the marks below it tell."""
    return 1 + len(list(takewhile(lambda row: row[key] == SAME, a.rows[at + 1 :])))


def _row(a: Appendix, row: Record, number: int) -> str:
    def cells() -> Iterator[str]:
        for i, c in enumerate(a.columns):
            if row[c.key] == SAME:
                continue
            down = _rows_spanned(a, number - a.header_rows, c.key)
            span = f'rowspan="{down}"' if down > 1 else ""
            kind = c.align if c.align != "center" and row[c.key] else ""
            yield _cell(a, (number, i), row[c.key], "left" if is_group(row) and i == 1 else kind, span)

    if is_group(row) and a.group_span:
        title = next(row[c.key] for c in a.columns[1:] if row[c.key])
        first = _cell(a, (number, 0), row["tt"])
        whole = _cell(a, (number, 1), title, "left", f'colspan="{len(a.columns) - 1}"')
        return f'<tr class="group">{first}{whole}</tr>'
    return f'<tr class="{"group" if is_group(row) or is_sum(row) else ""}">{"".join(cells())}</tr>'
