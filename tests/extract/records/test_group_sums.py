"""Titles of groups with the sums of their groups beside them, and rows that only look like such titles."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sohoa.extract.records.indicators import table_to_indicators
from sohoa.extract.records.tasks import table_to_tasks
from sohoa.settings import RecordSettings
from tests.support.record_builders import table

CASES = json.loads((Path(__file__).parent / "cases" / "group_sums.json").read_text("utf-8"))
UNREAD = "?"
"""Print of which nothing was read."""
HEADING = "TT|Nhiệm vụ|Cơ quan chủ trì|Thời gian|Kinh phí (triệu đồng)"


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_titles_with_sums(case):
    rows = [row.split("|") for row in (HEADING, *case["rows"])]
    one = table({"rows": rows})
    cells = tuple(replace(c, lines=()) if c.text == UNREAD else c for c in one.cells)
    tasks, _ = table_to_tasks(replace(one, cells=cells), "", RecordSettings())
    assert [f"{t.tt or '-'} {t.group_no or '-'}" for t in tasks] == case["tasks"]


def test_an_indicator_behind_a_roman_number_keeps_its_values():
    rows = ["TT|Chỉ tiêu|Năm 2027|Năm 2030", "I|Tỷ lệ che phủ rừng|52|54", "1|Rừng ven biển|7|9"]
    found, _ = table_to_indicators(table({"rows": [r.split("|") for r in rows]}), "", RecordSettings())
    assert [(i.indicator, i.value_raw) for i in found][:2] == [
        ("Tỷ lệ che phủ rừng", "52"),
        ("Tỷ lệ che phủ rừng", "54"),
    ]


def test_doubtful_sums_flag_no_row_of_the_group():
    rows = [HEADING, "I|Giảm nghèo|||7", "1|Trồng rừng|Sở Nội vụ|Năm 2027|7"]
    one = table({"rows": [r.split("|") for r in rows]})
    cells = tuple(replace(c, confidence=0.3) if (c.row, c.col) == (1, 4) else c for c in one.cells)
    tasks, _ = table_to_tasks(replace(one, cells=cells), "", RecordSettings())
    assert [t.provenance.needs_review for t in tasks] == [False]
