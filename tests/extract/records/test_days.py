import json
from pathlib import Path

import pytest

from sohoa.extract.records.deadlines import ends_work, read_deadline

CASES = json.loads((Path(__file__).parent / "cases" / "days.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "start", "end", "doubtful"), CASES)
def test_days(text, start, end, doubtful):
    read = read_deadline(text, context_year=2031)
    assert [d and d.isoformat() for d in (read.start_on, read.end_on)] == [start, end]
    assert bool(read.doubts) == doubtful


def test_a_day_without_any_year_is_no_date():
    read = read_deadline("Trước ngày 30/6")
    assert (read.start_on, read.end_on) == (None, None)


@pytest.mark.parametrize(
    ("heading", "ends"),
    [("Thời gian hoàn thành", True), ("Thời hạn", True), ("Thời gian thực hiện", False), ("", False)],
)
def test_headings_of_columns_of_ends(heading, ends):
    assert ends_work(heading) == ends
