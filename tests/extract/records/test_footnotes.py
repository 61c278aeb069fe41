import json
from pathlib import Path

import pytest

from sohoa.extract.records.footnotes import footnotes_of, marks_in, read_notes, without_marks
from sohoa.extract.records.indicators import table_to_indicators
from sohoa.extract.records.tasks import table_to_tasks
from sohoa.nouns.record import Footnote
from sohoa.settings import RecordSettings
from tests.support.record_builders import page, table

CASES = json.loads((Path(__file__).parent / "cases" / "footnotes.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "marks", "rest"), CASES)
def test_marks_are_told_from_powers(text, marks, rest):
    assert (list(marks_in(text)), without_marks(text)) == (marks, rest)


def test_notes_of_a_page():
    lines = [
        (300, 300, "Đầu tư theo lộ trình¹ của xã.", "body"),
        (300, 360, "² Không gồm vốn vay lại", "body"),
        (300, 420, "của các năm trước.", "body"),
        (300, 480, "Báo cáo trước tháng 6.", "body"),
        (300, 540, "Ghi chú: (5) Giá so sánh. (6) Ước tính.", "body"),
        (300, 3000, "1 Theo số liệu của", "footnote"),
        (300, 3060, "thống kê xã.", "footnote"),
        (300, 3120, "³ Năm gốc 2030.", "footnote"),
        (300, 3200, "4", "page_number"),
    ]
    notes = read_notes([page(1, lines), page(2, [(300, 300, "1 Mở đầu", "body")])])
    assert notes == {
        1: {
            "1": "Theo số liệu của thống kê xã.",
            "2": "Không gồm vốn vay lại của các năm trước.",
            "3": "Năm gốc 2030.",
            "5": "Giá so sánh.",
            "6": "Ước tính.",
        }
    }


def test_a_list_of_notes_may_hold_none():
    assert read_notes([page(1, [(300, 540, "Ghi chú: số liệu ước tính.", "body")])]) == {}


def test_a_note_is_that_of_the_page_or_the_only_one():
    (cell,) = (c for c in table({"rows": [["TT"], ["450²"]]}).cells if c.text == "450²")
    assert footnotes_of([cell], {3: {"2": "Ước tính"}, 4: {"2": "Khác"}}) == (Footnote("2", "Ước tính"),)
    assert footnotes_of([cell], {5: {"2": "Xa"}}) == (Footnote("2", "Xa"),)
    assert footnotes_of([cell], {5: {"2": "Xa"}, 6: {"2": "Xa hơn"}}) == (Footnote("2", None),)
    assert footnotes_of([cell], {}) == (Footnote("2", None),)


def test_values_are_read_without_marks():
    indicators = {
        "rows": [
            ["TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2031"],
            ["1", "Thu ngân sách", "tỷ đồng", "3.475 ³"],
            ["2", "Diện tích sàn", "m²/người", "26,5 m²"],
            ["3", "Cấp nước", "10³ m³/ngày", "45"],
        ]
    }
    found, _ = table_to_indicators(table(indicators), "", RecordSettings(), {3: {"3": "Không gồm vốn vay"}})
    assert [(x.low, x.unit, x.value_raw) for x in found] == [
        (3475, "tỷ đồng", "3.475 ³"),
        (26.5, "m²/người", "26,5 m²"),
        (45, "10³ m³/ngày", "45"),
    ]
    assert [x.footnotes for x in found] == [(Footnote("3", "Không gồm vốn vay"),), (), ()]


def test_amounts_agencies_and_deadlines_are_read_without_marks():
    tasks = {
        "rows": [
            ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian", "Kinh phí (triệu đồng)"],
            ["1", "Mua máy quét", "Sở Nội vụ¹", "Quý II/2031²", "2.650³"],
        ]
    }
    (task,), _ = table_to_tasks(table(tasks), "", RecordSettings())
    assert (task.budget_allocated_vnd, task.lead_agencies, task.quarters) == (2_650_000_000, ("Sở Nội vụ",), (2,))
    assert {n.mark for n in task.footnotes} == {"1", "2", "3"}
    assert not task.provenance.needs_review
