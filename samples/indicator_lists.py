"""Matrices of indicators by years, in several layouts: the test set of values in worn tables.

The rows are those of the sample plans, put together anew; what each value means stands in `plans/values.tsv`, so that
every layout has typed truth. What they hold is told in `samples/formal/matrices.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from samples.formal_cases import FORMAL
from samples.plan import PLANS, Appendix, Column, Plan, Record, is_group, load_plan, read_tsv, with_one_appendix

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def indicator_plans() -> tuple[Plan, ...]:
    """A plan for each matrix: a short body, one appendix."""
    base = load_plan("lam-giang-45-kh-tu")
    entries = tomllib.loads((FORMAL / "matrices.toml").read_text("utf-8"))["matrix"]
    return tuple(with_one_appendix(base, f"matrix-{e['name']}", _appendix(e), e) for e in entries)


def _appendix(entry: dict[str, Any]) -> Appendix:
    columns = tuple(
        Column(key, title, width, over, "left" if key == "indicator" else "center")
        for key, title, width, over in entry["columns"]
    )
    groups = [group for table in entry["tables"] for group in _groups(read_tsv(PLANS / table))]
    return Appendix(
        table_id="T1",
        heading="PHỤ LỤC",
        title=entry["title"],
        reference=f"(Kèm theo Kế hoạch số {entry['number']} ngày {entry['issued_on']:%d/%m/%Y})",
        kind="indicators",
        columns=columns,
        rows=tuple(_numbered(groups[:: entry.get("step", 1)], columns)),
        landscape=entry.get("landscape", False),
        group_span=entry.get("group_span", True),
        font_pt=entry.get("font_pt", 12.0),
        numbered=entry.get("numbered", False),
    )


def _groups(rows: Sequence[Record]) -> list[list[Record]]:
    """The rows under each title, with it."""
    starts = [k for k, row in enumerate(rows) if is_group(row)]
    return [list(rows[a:b]) for a, b in zip(starts, [*starts[1:], len(rows)], strict=True)]


def _numbered(groups: Sequence[Sequence[Record]], columns: Sequence[Column]) -> Iterator[Record]:
    """The rows of all groups, numbered through, with the cells of the columns."""
    numbers = count(1)
    for roman, (title, *rows) in zip(_ROMAN, groups, strict=False):
        yield _filled(title, roman, columns)
        for row in rows:
            yield _filled(row, str(next(numbers)), columns)


def _filled(row: Record, number: str, columns: Sequence[Column]) -> Record:
    return {c.key: row.get(c.key, "") for c in columns} | {"tt": number, "unit": row.get("unit", "")}
