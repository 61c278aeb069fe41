"""Budget lists of ten columns over many pages: the test set of money, groups and cut rows.

What they hold stands in `samples/formal/budgets.toml`. One has rows of its own, group titles that are not merged, rows
without a number, remarks over two rows and a footnote; the other the rows of all sample plans, in thousands, with two
levels of groups whose rows hold the sums of what is under them, and the numbers of the columns below their titles.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from typing import Any

from samples.formal_cases import FORMAL
from samples.plan import PLANS, Appendix, Column, Plan, Record, is_group, load_plan, read_tsv, with_one_appendix

_KEYS = ("tt", "task", "lead", "coordinating", "result", "deadline", "allocated", "additional", "source", "note")
_MONEY = ("allocated", "additional")
_ROMAN = ("I", "II", "III", "IV", "V")
_MILLION = 1_000_000


def budget_plans() -> tuple[Plan, ...]:
    """A plan for each list: a short body, one appendix."""
    base = load_plan("lam-giang-126-kh-ubnd")
    entries = tomllib.loads((FORMAL / "budgets.toml").read_text("utf-8"))["list"]
    return tuple(with_one_appendix(base, f"budget-{e['name']}", _appendix(e), e) for e in entries)


def _appendix(entry: dict[str, Any]) -> Appendix:
    columns = tuple(
        Column(key, title, width, over, "justify" if key == "task" else "center")
        for key, title, width, over in entry["columns"]
    )
    return Appendix(
        table_id="T1",
        heading="PHỤ LỤC",
        title=entry["title"],
        reference=f"(Kèm theo Kế hoạch số {entry['number']} ngày {entry['issued_on']:%d/%m/%Y} của UBND tỉnh)",
        kind="tasks",
        columns=columns,
        rows=read_tsv(FORMAL / entry["table"]) if "table" in entry else tuple(_summed(list(_parts(entry)))),
        landscape=True,
        group_span=False,
        font_pt=entry.get("font_pt", 13),
        numbered=entry.get("numbered", False),
        unit=entry["unit"],
    )


def _parts(entry: dict[str, Any]) -> Iterator[Record]:
    """The rows of several tables one below the other, each under a letter, with cells that they lack."""
    for letter, (title, table) in zip("ABC", entry["tables"], strict=True):
        yield _row({"tt": letter, "task": title})
        for k, row in enumerate(read_tsv(PLANS / table)):
            yield _row(row) if is_group(row) else _filled(row, k, entry)


def _row(values: Record) -> Record:
    return {key: values.get(key, "") for key in _KEYS}


def _filled(values: Record, k: int, entry: dict[str, Any]) -> Record:
    row = _row(values)
    row |= {key: _printed(_dong(row[key]), entry["unit"]) for key in _MONEY}
    if not row["allocated"] and k % 3:
        row["allocated"] = _printed((k * 37 + 15) * _MILLION, entry["unit"])
    row["result"] = row["result"] or entry["results"][k % len(entry["results"])]
    row["source"] = row["source"] or entry["sources"][k % len(entry["sources"])]
    return row


def _dong(millions: str) -> int:
    """Đồng from printed millions, 0 from nothing."""
    return round(float(millions.replace(".", "").replace(",", ".") or 0) * _MILLION)


def _printed(dong: int, unit: int) -> str:
    return f"{dong // unit:,}".replace(",", ".") if dong else ""


def _summed(rows: Sequence[Record]) -> Iterator[Record]:
    """The rows with the sums of groups in their titles, and the sum of all as the last row."""
    for k, row in enumerate(rows):
        yield {**row, **_sums(_under(rows, k))} if is_group(row) else row
    yield {**_row({"task": "Tổng cộng"}), **_sums(rows)}


def _under(rows: Sequence[Record], at: int) -> Iterator[Record]:
    """The rows of the group that begins there: up to the next of its level or a wider one."""
    for row in rows[at + 1 :]:
        if is_group(row) and (row["tt"] not in _ROMAN or rows[at]["tt"] in _ROMAN):
            return
        yield row


def _sums(rows: Sequence[Record] | Iterator[Record]) -> Record:
    tasks = [row for row in rows if not is_group(row)]
    return {key: _grouped(sum(int(row[key].replace(".", "") or 0) for row in tasks)) for key in _MONEY}


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".") if number else ""
