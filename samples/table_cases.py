"""Hard cases for tables, by name: what is set, and how its rules look. All of it is invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from samples.pages_without_tables import flow_chart, framed, letterhead
from samples.paint_tables import Look
from samples.paint_worn import Sheet
from samples.plan import PLANS, read_tsv
from samples.table_nouns import LANDSCAPE, PORTRAIT, Ruling, SetCell, SetPage, SetTable

Item = SetTable | SetPage | Sequence[str]

HEAD = ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian")
WIDTHS = (1.0, 7.0, 3.2, 4.0, 2.4)
_KEYS = ("task", "lead", "coordinating", "deadline")


@dataclass(frozen=True, slots=True)
class TableCase:
    """A document to set, and the look of its rules: `Look` for the first painter, `Sheet` for the second."""

    name: str
    items: tuple[Item, ...]
    look: Look | Sheet = field(default_factory=Look)


def task_rows(n: int, short: bool = False, note: str = "") -> list[list[str]]:
    """Rows of an invented task list, numbered from 1; `note` is put before each text."""
    known = [r for r in read_tsv(PLANS / "lam-giang-126-kh-ubnd.tasks.tsv") if r["lead"]]
    rows = []
    for k in range(n):
        record = known[k % len(known)]
        texts = [f"{note} {record[key]}".strip() for key in _KEYS]
        if short:
            texts = [" ".join(t.split()[:6]).rstrip(",;") for t in texts]
        rows.append([str(1 + k), *texts])
    return rows


def plain_cells(head: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> tuple[SetCell, ...]:
    """Cells without spans; a row of one text after its number is a heading over all other columns."""
    out = []
    for r, row in enumerate([*head, *rows]):
        if len(row) == 2 and len(HEAD) > 2:
            out += [SetCell(r, 0, row[0]), SetCell(r, 1, row[1], col_span=len(HEAD) - 1)]
        else:
            out += [SetCell(r, c, text) for c, text in enumerate(row)]
    return tuple(out)


def task_table(n: int, **more: object) -> SetTable:
    """A task list of `n` rows."""
    rows = task_rows(n, bool(more.pop("short", False)), str(more.pop("note", "")))
    base = SetTable(plain_cells([HEAD], rows), (WIDTHS,))
    return replace(base, **more)  # type: ignore[arg-type]


def _two_level() -> SetTable:
    cells = [
        SetCell(0, 0, "TT", row_span=2), SetCell(0, 1, "Nhiệm vụ", row_span=2), SetCell(0, 2, "Kinh phí", col_span=3),
        SetCell(0, 5, "Ghi chú", row_span=2),
        *(SetCell(1, 2 + k, t) for k, t in enumerate(("Tổng", "Trung ương", "Địa phương"))),
    ]  # fmt: skip
    for r, row in enumerate(task_rows(9, short=True), 2):
        cells += [SetCell(r, c, t) for c, t in enumerate([row[0], row[1], f"{r}.500", f"{r}00", "1.200", ""])]
    return SetTable(tuple(cells), ((1, 6, 2, 2, 2, 2),), n_head=2)


def _three_level() -> SetTable:
    cells = [
        SetCell(0, 0, "TT", row_span=3), SetCell(0, 1, "Chỉ tiêu", row_span=3), SetCell(0, 2, "Kinh phí", col_span=4),
        SetCell(1, 2, "Năm 2026", col_span=2), SetCell(1, 4, "Năm 2027", col_span=2),
        *(SetCell(2, 2 + k, t) for k, t in enumerate(("NSTW", "NSĐP", "NSTW", "NSĐP"))),
    ]  # fmt: skip
    for r, row in enumerate(task_rows(30, short=True), 3):
        cells += [SetCell(r, c, t) for c, t in enumerate([row[0], row[1], f"{r}.500", f"{r}00", f"{2 * r},5", "–"])]
    return SetTable(tuple(cells), ((1, 6, 2, 2, 2, 2),), n_head=3)


def _years() -> SetTable:
    head = ["TT", "Chỉ tiêu", "ĐVT", *(str(y) for y in range(2021, 2031))]
    rows = [
        [str(k), f"Chỉ tiêu số {k}", "%", *(f"{(7 * k + 3 * y) % 97},{y % 10}" for y in range(10))]
        for k in range(1, 28)
    ]
    return SetTable(plain_cells([head], rows), ((1.2, 5, 1.4, *[1.6] * 10),), shapes=(LANDSCAPE,))


def _groups(merged: bool = False) -> SetTable:
    cells, r = [SetCell(0, c, t) for c, t in enumerate(HEAD)], 1
    rows = task_rows(16)
    for g, number in enumerate(("I", "II", "III", "IV")):
        cells += [SetCell(r, 0, number), SetCell(r, 1, f"Nhóm nhiệm vụ thứ {g + 1} của kế hoạch", col_span=4)]
        for k, row in enumerate(rows[4 * g : 4 * g + 4], r + 1):
            cells += [SetCell(k, c, t) for c, t in enumerate(row) if not (merged and c == 4)]
        if merged:
            cells.append(SetCell(r + 1, 4, "Năm 2026", row_span=4))
        r += 5
    return SetTable(tuple(cells), (WIDTHS,), may_cut=not merged)


_BODY = ("Các sở, ban, ngành và Ủy ban nhân dân các xã, phường", "tổ chức thực hiện kế hoạch này") * 3
_LONG = task_table(40)
_CAPTION = ("PHỤ LỤC II", "DANH MỤC NHIỆM VỤ NĂM 2027")
_LOOKS = {
    "plain": Look(),
    "worn 25 %": Look(gaps=0.25),
    "worn 45 %": Look(gaps=0.45),
    "worn 25 %, long gaps": Look(gaps=0.25, longest_gap=32),
    "dotted": Look(dots=6),
    "dotted, wide": Look(dots=10),
    "double": Look(double=5),
    "double, wide": Look(double=9, thickness=1),
    "thin": Look(thickness=1, level=110),
    "faint": Look(level=190),
    "thin and faint": Look(thickness=1, level=180),
    "bent": Look(bend=5.0, skew_deg=0.3),
    "bent more": Look(bend=9.0, skew_deg=0.4),
    "worn, bent and faint": Look(gaps=0.2, bend=4.0, level=150, noise=6.0),
    "a seal over cells": Look(seals=1),
    "three seals": Look(seals=3),
    "seal, worn": Look(seals=1, gaps=0.25),
    "outer sides worn away": Look(no_sides=True),
    "a streak": Look(streaks=1),
    "four streaks": Look(streaks=4),
    "streaks, worn": Look(streaks=3, gaps=0.25),
}


def look_cases() -> list[TableCase]:
    """Every look, on a list, on a heading of two levels and on narrow columns of years."""
    tables = {"list": task_table(24, may_cut=True), "two levels": _two_level(), "years": _years()}
    return [TableCase(f"{look}: {name}", (t,), _LOOKS[look]) for look in _LOOKS for name, t in tables.items()]


def join_cases() -> list[TableCase]:
    """Over page ends."""
    turned = replace(_LONG, shapes=(LANDSCAPE, PORTRAIT), repeat="none")
    bare = task_table(300, max_rows=8, short=True, repeat="none")
    wide = (WIDTHS, (1.4, 6.0, 4.2, 4.0, 2.0))
    return [
        TableCase("heading repeated", (_LONG,)),
        TableCase("heading not repeated", (replace(_LONG, repeat="none"),)),
        TableCase("heading repeated blank", (replace(_LONG, repeat="blank"),)),
        TableCase("rows cut, heading repeated", (replace(_LONG, may_cut=True),)),
        TableCase("rows cut, heading not repeated", (replace(_LONG, may_cut=True, repeat="none"),)),
        TableCase("rows cut, heading blank", (replace(_LONG, may_cut=True, repeat="blank"),)),
        TableCase("widths changed, heading repeated", (replace(_LONG, widths=wide),)),
        TableCase("widths changed, heading not repeated", (replace(_LONG, widths=wide, repeat="none"),)),
        TableCase("widths changed, heading blank", (replace(_LONG, widths=wide, repeat="blank"),)),
        TableCase("upright, then lying", (replace(_LONG, shapes=(PORTRAIT, LANDSCAPE)),)),
        TableCase("lying, then upright, heading not repeated", (turned,)),
        TableCase("three levels of heading", (_three_level(),)),
        TableCase("three levels, heading not repeated", (replace(_three_level(), repeat="none", max_rows=12),)),
        TableCase("three levels, heading blank", (replace(_three_level(), repeat="blank", max_rows=14),)),
        TableCase("groups, rows cut", (_groups(),)),
        TableCase("groups, cells merged over rows", (_groups(merged=True),)),
        TableCase("300 rows over 40 pages", (task_table(300, max_rows=9, short=True),)),
        TableCase("300 rows over 40 pages, heading not repeated", (bare,)),
        TableCase("300 rows, rows cut", (task_table(300, may_cut=True, repeat="none"),)),
    ]  # fmt: skip


def apart_cases() -> list[TableCase]:
    """Tables that are not one, though they look alike."""
    second = task_table(12, above=_CAPTION, note="Đợt hai:")
    bare = replace(second, above=())
    short = task_table(3, short=True, note="Đợt hai:", above=_CAPTION, new_page=False)
    return [
        TableCase("ends and begins on one page", (task_table(13), replace(second, new_page=False))),
        TableCase("new appendix, same columns", (task_table(13), second)),
        TableCase("numbering begins again, own heading", (task_table(13), bare)),
        TableCase("same columns, text between", (task_table(12), _BODY, replace(bare, new_page=False))),
        TableCase("other columns", (task_table(13), _three_level())),
        TableCase("two lists on a page", (task_table(3, short=True), short)),
    ]  # fmt: skip


def open_cases() -> list[TableCase]:
    """Rules missing by design."""
    lines = Ruling(columns=False)
    bare = Ruling(frame=False, head=False, rows=False, columns=False)
    booktabs = Ruling(rows=False, columns=False)
    columns = Ruling(rows=False)
    return [
        TableCase("no vertical rules", (task_table(9, ruling=lines),)),
        TableCase("no vertical rules, over pages", (task_table(24, ruling=lines),)),
        TableCase("no vertical rules, two levels", (replace(_two_level(), ruling=lines),)),
        TableCase("no vertical rules, years", (replace(_years(), ruling=lines),)),
        TableCase("rules above and below only", (task_table(9, ruling=booktabs, short=True),)),
        TableCase("rules above and below only, years", (replace(_years(), ruling=booktabs),)),
        TableCase("no rules between rows", (task_table(9, ruling=columns),)),
        TableCase("no rules between rows, years", (replace(_years(), ruling=columns),)),
        TableCase("no rules at all", (task_table(9, ruling=bare),)),
        TableCase("no rules at all, short", (task_table(20, ruling=bare, short=True),)),
        TableCase("no rules at all, years", (replace(_years(), ruling=bare),)),
        TableCase("no rules at all, over pages", (task_table(24, ruling=bare),)),
    ]


def no_table_cases() -> list[TableCase]:
    """What is ruled or stands in columns, and is no table."""
    pages = {"letterhead and signature": letterhead(), "page in a frame": framed(), "flow chart": flow_chart()}
    return [
        TableCase(f"{name}: {look}", (page,), _LOOKS[look])
        for name, page in pages.items()
        for look in ("plain", "worn 25 %", "bent", "three seals", "four streaks")
    ]


def all_cases() -> dict[str, list[TableCase]]:
    """All cases by kind."""
    return {
        "looks": look_cases(),
        "page ends": join_cases(),
        "apart": apart_cases(),
        "rules missing": open_cases(),
        "no tables": no_table_cases(),
    }
