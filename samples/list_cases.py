"""Task lists in many wordings, set with the rows of the sample plans: the test set of columns known by their meaning.

The wordings stand in `samples/formal/lists.toml`. A column that a wording leaves out is empty in its truth.
"""

from __future__ import annotations

import tomllib
from typing import Any

from samples.formal_cases import FORMAL
from samples.plan import PLANS, Appendix, Column, Plan, Record, is_group, load_plan, read_tsv, with_one_appendix

_KEYS = ("tt", "task", "lead", "coordinating", "result", "deadline", "allocated", "additional", "source", "note")
_PLAN = "lam-giang-126-kh-ubnd"


def list_plans() -> tuple[Plan, ...]:
    """A plan for each wording: a short body, one appendix with the list."""
    entries = tomllib.loads((FORMAL / "lists.toml").read_text("utf-8"))["list"]
    base = load_plan(_PLAN)
    return tuple(with_one_appendix(base, f"list-{e['name']}", _appendix(e), e) for e in entries)


def _appendix(entry: dict[str, Any]) -> Appendix:
    columns = tuple(
        Column(key, title, width, over, "justify" if key == "task" else "center")
        for key, title, width, over in entry["columns"]
    )
    shown = {c.key for c in columns}
    rows = tuple(_shown(row, shown) for row in read_tsv(PLANS / entry["table"]))
    rows = tuple(row for row in rows if "tt" in shown or not is_group(row))
    if "tt" not in shown:
        rows = tuple({**row, "tt": ""} for row in rows)
    return Appendix(
        table_id="T1",
        heading="PHỤ LỤC",
        title="DANH MỤC NHIỆM VỤ TRỌNG TÂM GIAI ĐOẠN 2026 - 2030",
        reference="(Kèm theo Kế hoạch số 126/KH-UBND ngày 09/10/2025 của UBND tỉnh Lam Giang)",
        kind="tasks",
        columns=columns,
        rows=rows,
        landscape=entry.get("landscape", False),
    )


def _shown(row: Record, shown: set[str]) -> Record:
    """The row with the columns that are set; the title of a group stays with its number."""
    return {key: row.get(key, "") if key in shown or key == "tt" else "" for key in _KEYS}
