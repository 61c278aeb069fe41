"""Tables drawn at random and how their rules are worn, from seeds: what fitting sees, and what it never sees.

Ranges (per page, each with a chance of its own): rules rubbed away over 5 to 45 % of their length in gaps of up to
5 mm, bends up to 2 mm, up to three seals, up to four scratches or streaks, dashed and double rules, thin and faint
ones, the back of the sheet shining through, 150 to 300 dpi, sheets photographed askew. Seeds below `FIT_FROM` are for
measuring; what is fitted uses seeds from there on, and the first painter only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from samples.paint_tables import Look
from samples.paint_worn import Sheet
from samples.table_cases import TableCase, task_rows
from samples.table_nouns import LANDSCAPE, PORTRAIT, SetCell, SetTable

FIT_FROM = 10_000
TESTED = 110
"""Tables for measuring, of each painter."""
MM = 150 / 25.4
"""Pixels of a set page."""

_TITLES = {
    "text": ("Nội dung nhiệm vụ", "Nhiệm vụ", "Chỉ tiêu", "Tên dự án"),
    "agency": ("Cơ quan chủ trì", "Đơn vị thực hiện", "Cơ quan phối hợp"),
    "date": ("Thời gian", "Thời hạn"),
    "number": ("Kế hoạch", "Thực hiện", "Số hộ", "Tổng", "Kinh phí"),
    "empty": ("Ghi chú",),
}
_WIDTHS = {"text": (5.0, 8.0), "agency": (2.6, 3.8), "date": (2.0, 2.8), "number": (1.5, 2.4), "empty": (1.4, 2.2)}


@dataclass(frozen=True, slots=True)
class _Column:
    kind: str
    title: str
    width: float


def worn_cases(painter: str, seeds: Sequence[int]) -> Iterator[TableCase]:
    """A table for each seed, of painter `first` (the one of all other cases) or `second`.

    Raises:
        KeyError: there is no such painter.
    """
    looks: dict[str, Callable[[Generator], Look | Sheet]] = {"first": drawn_look, "second": drawn_sheet}
    look = looks[painter]
    for seed in seeds:
        rng = np.random.default_rng([seed, len(painter)])
        table = drawn_table(rng)
        yield TableCase(f"{painter} painter, seed {seed}", (table,), look(rng))


def tested_cases() -> list[TableCase]:
    """The tables for measuring, half of them by each painter."""
    return [c for painter in ("first", "second") for c in worn_cases(painter, range(TESTED))]


def drawn_table(rng: Generator) -> SetTable:
    """Columns, heading of one or two levels, rows, group rows and cells merged downwards, all by chance."""
    columns = _columns(rng)
    cells, n_head = _heading(columns, rng)
    groups, merged = rng.random() < 0.3, rng.random() < 0.25
    rows = task_rows(int(rng.integers(6, 20)), short=bool(rng.random() < 0.6))
    r, left = n_head, int(rng.integers(2, 5))
    for k, row in enumerate(rows):
        if groups and k % 5 == 0:
            cells += [SetCell(r, 0, "I" * (1 + k // 5)), SetCell(r, 1, "Nhóm nhiệm vụ", col_span=len(columns) - 1)]
            r, left = r + 1, int(rng.integers(2, 5))
        cells += [
            SetCell(r, c, _text(column, row, rng))
            for c, column in enumerate(columns)
            if not (merged and c == len(columns) - 1)
        ]
        if merged:
            left -= 1
            ends = left == 0 or k == len(rows) - 1 or (groups and (k + 1) % 5 == 0)
            if ends:
                _merge(cells, r, len(columns) - 1)
                left = int(rng.integers(2, 5))
        r += 1
    shape = LANDSCAPE if len(columns) > 7 else PORTRAIT
    order = tuple(sorted(cells, key=lambda c: (c.row, c.col)))
    return SetTable(order, (tuple(c.width for c in columns),), n_head=n_head, shapes=(shape,), may_cut=not merged)


def _merge(cells: list[SetCell], last: int, col: int) -> None:
    """Ends a cell merged downwards in row `last`, from the row after the last one that has a cell there."""
    first = 1 + max(c.row + c.row_span - 1 for c in cells if c.col <= col < c.col + c.col_span)
    cells.append(SetCell(first, col, "Năm 2026", row_span=last - first + 1))


def _columns(rng: Generator) -> list[_Column]:
    many = rng.random() < 0.3
    kinds = ["text", *["number"] * int(rng.integers(6, 11))] if many else ["text"]
    if not many:
        kinds += [str(k) for k in rng.choice(["agency", "date", "number", "empty"], int(rng.integers(2, 5)))]
    out = [_Column("serial", "TT", 1.0)]
    for kind in kinds:
        out.append(_Column(kind, str(rng.choice(_TITLES[kind])), float(rng.uniform(*_WIDTHS[kind]))))
    return out


def _heading(columns: Sequence[_Column], rng: Generator) -> tuple[list[SetCell], int]:
    """One level, or two where two numbers or more in a row have a title of their own above them."""
    runs = [k for k in range(1, len(columns)) if columns[k].kind == columns[k - 1].kind == "number"]
    if not runs or rng.random() < 0.4:
        return [SetCell(0, c, x.title) for c, x in enumerate(columns)], 1
    first = last = runs[0] - 1
    while last + 1 in runs and last - first < 4:
        last += 1
    cells = [SetCell(0, first, "Năm 2026", col_span=last - first + 1)]
    for c, column in enumerate(columns):
        inside = first <= c <= last
        cells.append(SetCell(1 if inside else 0, c, column.title, row_span=1 if inside else 2))
    return cells, 2


def _text(column: _Column, row: Sequence[str], rng: Generator) -> str:
    if column.kind == "number":
        return "" if rng.random() < 0.1 else f"{int(rng.integers(1, 9_999))},{int(rng.integers(10))}"[-6:]
    return {"serial": row[0], "text": row[1], "agency": row[2], "date": " ".join(row[4].split()[:3])}.get(
        column.kind, ""
    )


def drawn_look(rng: Generator) -> Look:
    """Wear for the first painter."""

    def sometimes(chance: float, low: float, high: float) -> float:
        worn = float(rng.uniform(low, high))
        return worn if rng.random() < chance else 0.0

    return Look(
        thickness=int(rng.integers(1, 4)),
        level=int(sometimes(0.4, 90, 190) or 40),
        dots=int(sometimes(0.12, 4, 15)),
        double=int(sometimes(0.1, 5, 9)),
        gaps=sometimes(0.6, 0.05, 0.45),
        longest_gap=int(rng.uniform(1, 5) * MM),
        bend=sometimes(0.4, 0.3, 2.0) * MM,
        skew_deg=float(rng.uniform(-0.4, 0.4)),
        seals=int(sometimes(0.25, 1, 4)),
        streaks=int(sometimes(0.25, 1, 5)),
        no_sides=bool(rng.random() < 0.04),
        noise=float(rng.uniform(2, 9)),
        bleed=sometimes(0.2, 0.08, 0.3),
    )


def drawn_sheet(rng: Generator) -> Sheet:
    """Wear for the second painter."""

    def sometimes(chance: float, low: float, high: float) -> float:
        worn = float(rng.uniform(low, high))
        return worn if rng.random() < chance else 0.0

    return Sheet(
        dpi=int(rng.choice([150, 200, 240, 300])),
        rule_mm=float(rng.uniform(0.12, 0.45)),
        ink=float(rng.uniform(0.45, 1.0)),
        rubbed=sometimes(0.6, 0.05, 0.45),
        grain_mm=float(rng.uniform(0.6, 2.4)),
        dash_mm=sometimes(0.12, 0.8, 2.4),
        bow_mm=sometimes(0.4, 0.3, 2.0),
        keystone=sometimes(0.15, 0.002, 0.008),
        seals=int(sometimes(0.25, 1, 4)),
        scratches=int(sometimes(0.25, 1, 5)),
        shine=sometimes(0.2, 0.08, 0.3),
        copies=int(rng.random() < 0.25),
        blur_mm=float(rng.uniform(0.03, 0.11)),
        noise=float(rng.uniform(0.005, 0.03)),
        jpeg=int(rng.integers(30, 90)),
    )
