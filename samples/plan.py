"""The nouns of a sample plan, read from the data files in `samples/plans`.

A plan is `<name>.toml` (formal parts, body, appendices) and one TSV per appendix table.
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

PLANS = Path(__file__).parent / "plans"

SAME = "〃"
"""Of a column of remarks: the cell above spans this row too."""
SUMS = ("Cộng", "Tổng cộng")
"""Rows whose text begins so are sums, no tasks."""

_SHORT = 3
"""Lines of a short body."""
_ABOUT = "subject", "issued_on", "number"

Record = dict[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: `over` is the title that spans it and its neighbours, if any."""

    key: str
    title: str
    width: float
    over: str = ""
    align: str = "center"


@dataclass(frozen=True, slots=True)
class Appendix:
    """An appendix that holds one table. `rows` map column keys to printed text.

    `kind` is `tasks` or `indicators`; `group_span`: group titles span all columns after the first; `numbered`: below
    the titles stands a row with the numbers of the columns; `unit`: đồng in one of the amounts.
    """

    table_id: str
    heading: str
    title: str
    reference: str
    kind: str
    columns: tuple[Column, ...]
    rows: tuple[Record, ...]
    landscape: bool = False
    repeat_header: bool = True
    group_span: bool = True
    font_pt: float = 12.0
    numbered: bool = False
    unit: int = 1_000_000

    @property
    def title_rows(self) -> int:
        """1, or 2 where some columns share a title above their own."""
        return 2 if any(c.over for c in self.columns) else 1

    @property
    def header_rows(self) -> int:
        """Rows of titles, and that of numbers if there is one."""
        return self.title_rows + self.numbered


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with its formal parts (Decree 30/2020/NĐ-CP, Annex I; Party style: Guideline 36-HD/VPTW).

    `body` is one paragraph a line: `# ` and `## ` begin headings, `*…*` is italic, `^[…]` a footnote.
    `turns` maps pages to the degrees clockwise by which their scan is turned.
    """

    name: str
    style: str
    parent: str
    issuer: tuple[str, ...]
    number: str
    place: str
    issued_on: date
    doc_type: str
    subject: str
    body: str
    recipients: tuple[str, ...]
    signer_title: tuple[str, ...]
    signer: str
    appendices: tuple[Appendix, ...]
    turns: dict[int, int]
    preset: str = "office"


def is_group(row: Record) -> bool:
    """Is the row a group title (numbered I, II, III …, or A, B)?"""
    return bool(row["tt"]) and (set(row["tt"]) <= set("IVX") or row["tt"] in ("A", "B", "C"))


def is_sum(row: Record) -> bool:
    """Is the row a sum of others?"""
    return row.get("task", "").startswith(SUMS)


def read_tsv(path: Path) -> tuple[Record, ...]:
    """Rows of a tab-separated file with a header line, without any quoting."""
    with path.open(encoding="utf-8", newline="") as f:
        return tuple(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))


def _appendix(number: int, entry: dict[str, Any]) -> Appendix:
    columns = tuple(Column(**c) for c in entry.pop("columns"))
    rows = read_tsv(PLANS / entry.pop("table"))
    return Appendix(table_id=f"T{number}", columns=columns, rows=rows, **entry)


def load_plan(name: str) -> Plan:
    """The plan called `name`; KeyError or TypeError where its file lacks a part or has an unknown one."""
    values = tomllib.loads((PLANS / f"{name}.toml").read_text("utf-8"))
    appendices = tuple(_appendix(i, e) for i, e in enumerate(values.pop("appendices"), 1))
    turns = {int(page): turn for page, turn in values.pop("turns", {}).items()}
    values |= {k: tuple(values[k]) for k in ("issuer", "recipients", "signer_title")}
    return Plan(name=name, appendices=appendices, turns=turns, **values)


def with_one_appendix(base: Plan, name: str, appendix: Appendix, entry: dict[str, Any]) -> Plan:
    """A plan with the first lines of the body of `base`, one appendix, and what `entry` has of `_ABOUT`."""
    about = {key: entry[key] for key in _ABOUT if key in entry}
    body = "\n".join(base.body.strip().splitlines()[:_SHORT])
    return replace(base, name=name, body=body, appendices=(appendix,), turns={}, **about)


def plan_names() -> list[str]:
    """Names of all plans, sorted."""
    return sorted(p.stem for p in PLANS.glob("*.toml"))
