import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.extract.records.tasks import table_to_tasks
from sohoa.extract.wording.numerals import ROMAN, mend_digits, mend_roman, roman_value
from sohoa.settings import RecordSettings
from tests.support.record_builders import table


@pytest.mark.parametrize(
    ("read", "before", "meant"),
    [
        ("H", 1, "II"),
        ("IH", 2, "III"),
        ("l", 0, "I"),
        ("TV", 3, "IV"),
        ("H", 4, "H"),
        ("A", 0, "A"),
        ("H", 0, "I"),
        ("V'iI", 6, "VII"),
        ("'", 0, "'"),
    ],
)
def test_roman_numerals_need_shape_and_order(read, before, meant):
    assert mend_roman(read, before) == meant


@pytest.mark.parametrize(
    ("read", "before", "meant"),
    [("l", 0, "1"), ("I0", 9, "10"), ("S", 4, "5"), ("S", 7, "S"), ("7", 2, "7"), ("1.1", 0, "1.1"), ("", 3, "")],
)
def test_row_numbers_need_shape_and_order(read, before, meant):
    assert mend_digits(read, before) == meant


@given(st.integers(1, len(ROMAN) - 1))
def test_roman_numerals_read_as_themselves(n):
    assert roman_value(ROMAN[n]) == n
    assert mend_roman(ROMAN[n], n + 1) == ROMAN[n]


@given(st.text(max_size=6), st.integers(0, 60))
def test_any_text_is_taken(text, before):
    mend_roman(text, before)
    mend_digits(text, before)


def test_a_text_alone_in_its_row_is_a_heading_though_its_number_was_misread():
    rows = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"],
        ["H", "Hạ tầng", "", ""],
        ["1", "Khảo sát", "Sở Y tế", "Năm 2031"],
        ["IH", "Nhân lực", "", ""],
        ["2", "Tập huấn", "Sở Nội vụ", "Năm 2031"],
        ["", "Tuyên truyền", "", ""],
        ["3", "Phóng sự", "Báo tỉnh", "Năm 2031"],
    ]
    tasks, _ = table_to_tasks(table({"rows": rows}), "", RecordSettings())
    found = [(t.tt, t.group_no, t.group_title) for t in tasks]
    assert found == [("1", "I", "Hạ tầng"), ("2", "II", "Nhân lực"), ("3", None, "Tuyên truyền")]


def test_a_heading_without_its_number_is_counted_and_its_rows_flagged():
    rows = [
        ["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"],
        ["", "Hạ tầng>3", "<", "<"],
        ["l", "Khảo sát", "Sở Y tế", "Năm 2031"],
        ["H", "Nhân lực>3", "<", "<"],
        ["2", "Tập huấn", "Sở Nội vụ", "Năm 2031"],
    ]
    tasks, _ = table_to_tasks(table({"rows": rows}), "", RecordSettings())
    assert [(t.tt, t.group_no, t.group_title) for t in tasks] == [("1", None, "Hạ tầng"), ("2", "II", "Nhân lực")]
    assert [t.provenance.needs_review for t in tasks] == [True, False]
