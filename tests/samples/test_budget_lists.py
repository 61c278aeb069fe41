"""The budget lists: sums that agree with their rows, and a truth that leaves titles and sums out."""

import json

import pytest

from samples.budget_lists import budget_plans
from samples.plan import SAME, is_group, is_sum
from samples.truth import task_rows
from samples.typeset import plan_to_html

PLANS = {p.name: p for p in budget_plans()}


def number(text):
    return int(text.replace(".", "") or 0)


def test_titles_hold_the_sums_of_their_groups():
    rows = PLANS["budget-thousand"].appendices[0].rows
    (total,) = [row for row in rows if is_sum(row)]
    for key in ("allocated", "additional"):
        tasks = sum(number(row[key]) for row in rows if not is_group(row) and not is_sum(row))
        parts = sum(number(row[key]) for row in rows if row["tt"] in "ABC" and row["tt"])
        groups = sum(number(row[key]) for row in rows if is_group(row) and row["tt"] not in "ABC")
        assert number(total[key]) == tasks == parts == groups > 0


@pytest.mark.parametrize(("name", "rows"), [("budget-million", 31), ("budget-thousand", 43)])
def test_truth_has_a_row_for_each_task(name, rows):
    truth = task_rows(PLANS[name].appendices[0])
    assert len(truth) == rows
    assert all(row["group"] and json.loads(row["lead_agencies"]) for row in truth)


def test_truth_is_in_dong_and_a_remark_over_two_rows_is_in_both():
    first, second = (task_rows(PLANS[name].appendices[0]) for name in PLANS)
    assert [r["budget_allocated"] for r in first if r["tt"] == "12"] == ["1150500000"]
    assert [r["budget_additional"] for r in second[:2]] == ["", "40000000"]
    merged = [r["note"] for r in first if r["note"]]
    assert len(merged) == 2 and len(set(merged)) == 1 and SAME not in merged


def test_a_cell_over_two_rows_is_set_once():
    html = plan_to_html(PLANS["budget-million"])
    assert html.count('rowspan="2"') == 8 + 1 and SAME not in html
    assert ">(10)</td>" in plan_to_html(PLANS["budget-thousand"])
