"""The truth of a sample, in the formats of `benchmarks/scoring/README.md`."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from samples.plan import PLANS, SAME, Appendix, Plan, Record, is_group, is_sum, read_tsv
from samples.readback import CellPart, PrintedPage

Cells = dict[tuple[int, int], list[tuple[int, CellPart]]]


def document_truth(plan: Plan, pages: tuple[PrintedPage, ...]) -> dict[str, Any]:
    """Pages with their lines, and logical tables joined over pages; boxes in points of the upright page."""
    return {
        "doc": plan.name,
        "pages": [_page(plan, p) for p in pages],
        "tables": [_table(a, pages) for a in plan.appendices],
    }


def _page(plan: Plan, page: PrintedPage) -> dict[str, Any]:
    return {
        "page": page.number,
        "kind": "table" if page.cells else "body",
        "width": round(page.width, 2),
        "height": round(page.height, 2),
        "turn": plan.turns.get(page.number, 0),
        "text": "\n".join(x.text for x in page.lines),
        "lines": [{"text": x.text, "region": x.region, "bbox": x.bounds} for x in page.lines],
    }


def _table(a: Appendix, pages: tuple[PrintedPage, ...]) -> dict[str, Any]:
    parts: Cells = {}
    for page in pages:
        for part in page.cells:
            if part.cell[0] == a.table_id:
                parts.setdefault(part.cell[1:], []).append((page.number, part))
    cells = [_cell(a, place, found) for place, found in sorted(parts.items())]
    cut = sorted({c["row"] for c in cells if not c["header"] and len(c["pages"]) > 1})
    return {"id": a.table_id, "cells": cells, "rows_joined": [{"row": r} for r in cut]}


def _cell(a: Appendix, place: tuple[int, int], found: list[tuple[int, CellPart]]) -> dict[str, Any]:
    """A repeated header is written once; the parts of a broken cell one after the other."""
    row, column = place
    header = row < a.header_rows
    parts = [part for _, part in (found[:1] if header else found)]
    group = not header and is_group(a.rows[row - a.header_rows])
    return {
        "row": row,
        "col": column,
        "rowspan": parts[0].row_span,
        "colspan": parts[0].col_span,
        "header": header,
        "group": group,
        "text": " ".join(line for part in parts for line in part.lines),
        "pages": [number for number, _ in found],
    }


def header_truth(plan: Plan) -> dict[str, Any]:
    """The formal parts, as printed."""
    return {
        "co_quan_cap_tren": plan.parent or None,
        "co_quan_ban_hanh": " ".join(plan.issuer),
        "so_ky_hieu": plan.number,
        "dia_danh": plan.place,
        "ngay": plan.issued_on.isoformat(),
        "loai_van_ban": plan.doc_type,
        "trich_yeu": plan.subject,
        "nguoi_ky": plan.signer,
        "chuc_vu": " ".join(plan.signer_title),
        "noi_nhan": list(plan.recipients),
    }


def _grouped(a: Appendix) -> list[tuple[str, Record]]:
    """Rows that are no group titles, each with the title above it ("I. …")."""
    group, above, out = "", Record(), []
    for row in a.rows:
        if is_group(row):
            group = f"{row['tt']}. {next(row[c.key] for c in a.columns[1:] if row[c.key])}"
        elif not is_sum(row):
            above = {key: above[key] if text == SAME else text for key, text in row.items()}
            out.append((group, above))
    return out


def _items(text: str) -> str:
    """A cell of agencies as a JSON list: split at semicolons only."""
    return json.dumps([x.strip() for x in text.split(";") if x.strip()], ensure_ascii=False)


def _dong(amount: str, unit: int) -> str:
    """Đồng from a printed amount: 9.300,5 in millions is 9300500000."""
    if not amount:
        return ""
    whole, _, fraction = amount.partition(",")
    return str(int(whole.replace(".", "") + fraction.ljust(len(str(unit)) - 1, "0")))


def task_rows(a: Appendix) -> list[Record]:
    """Typed rows of a task table; the meaning of each deadline is written by hand in `deadlines.tsv`."""
    deadlines = {d.pop("deadline"): d for d in read_tsv(PLANS / "deadlines.tsv")}
    return [
        {
            "tt": row["tt"],
            "group": group,
            "task": row["task"],
            "lead_agencies": _items(row["lead"]),
            "coordinating_agencies": _items(row["coordinating"]),
            "result": row.get("result", ""),
            "deadline_raw": row["deadline"],
            **deadlines[row["deadline"]],
            "budget_allocated": _dong(row.get("allocated", ""), a.unit),
            "budget_additional": _dong(row.get("additional", ""), a.unit),
            "funding_source": row.get("source", ""),
            "note": row.get("note", ""),
        }
        for group, row in _grouped(a)
    ]


def indicator_rows(a: Appendix) -> list[Record]:
    """Typed rows of an indicator matrix; the meaning of each value is written by hand in `values.tsv`."""
    values = {v.pop("raw"): v for v in read_tsv(PLANS / "values.tsv")}
    years = [c.key for c in a.columns if c.key.isdigit()]
    return [
        {
            "tt": row["tt"],
            "group": group,
            "indicator": row["indicator"],
            "year": year,
            "raw": row[year],
            **values[row[year]],
            "unit": values[row[year]]["unit"] or row.get("unit", ""),
        }
        for group, row in _grouped(a)
        for year in years
        if row[year]
    ]


def typed_files(plan: Plan) -> dict[str, str]:
    """File name to CSV text of the typed records of a plan."""
    make = {"tasks": task_rows, "indicators": indicator_rows}
    return {f"{plan.name}_{a.kind}.csv": _csv(make[a.kind](a)) for a in plan.appendices}


def _csv(rows: list[Record]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def truth_files(plan: Plan, pages: tuple[PrintedPage, ...]) -> dict[str, str]:
    """Path below `tests/truth` to content, of all truth files of a plan."""
    files = {f"{plan.name}.json": _one_item_a_line(document_truth(plan, pages))}
    files[f"headers/{plan.name}.json"] = _indented(header_truth(plan))
    return files | {f"typed/{name}": text for name, text in typed_files(plan).items()}


def _indented(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _one_item_a_line(value: dict[str, Any]) -> str:
    """Pages, lines, tables and cells on a line each, so that a change shows as few lines."""
    text = json.dumps(value, ensure_ascii=False)
    for opening in ('{"page": ', '{"text": ', '{"row": ', '{"id": ', '"tables": '):
        text = text.replace(opening, "\n" + opening)
    return text + "\n"
