"""Labels of rows: one reader for letters, numerals, numbers, parts and items."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.extract.wording.numerals import read_quarter
from sohoa.extract.wording.row_labels import LabelKind, is_total, leading_label, read_label


@pytest.mark.parametrize(
    ("text", "kind", "value", "rank"),
    [
        ("A", LabelKind.LETTER, 1, 0),
        ("Đ.", LabelKind.LETTER, 5, 0),
        ("II", LabelKind.ROMAN, 2, 1),
        ("Il", LabelKind.ROMAN, 2, 1),
        ("IV.", LabelKind.ROMAN, 4, 1),
        ("IIX", LabelKind.ROMAN, None, 1),
        ("(3)", LabelKind.NUMBER, 3, 2),
        ("1204", LabelKind.NUMBER, 1204, 2),
        ("3.12", LabelKind.PART, 12, 3),
        ("3.1.2.", LabelKind.PART, 2, 4),
        ("3-1", LabelKind.PART, 1, 3),
        ("a)", LabelKind.ITEM, 1, 9),
    ],
)
def test_labels(text, kind, value, rank):
    label = read_label(text)
    assert (label.kind, label.value, label.rank) == (kind, value, rank)


@pytest.mark.parametrize("text", ["", "-", "Sở Y tế", "11l", "lll", "20261", "1.2345", "Q", "z", "1)2"])
def test_what_is_no_label(text):
    assert read_label(text) is None


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("II. Phát triển nguồn lực", "II", "Phát triển nguồn lực"),
        ("A- Nhiệm vụ", "A", "Nhiệm vụ"),
        ("3.1. Nội dung", "3.1", "Nội dung"),
        ("PHẦN I: Chung", "PHẦN I", "Chung"),
        ("Nhóm 2. Hạ tầng", "Nhóm 2", "Hạ tầng"),
        ("TM. ỦY BAN", None, None),
        ("12/4/2031", None, None),
        ("5.000 đồng", None, None),
        ("II", None, None),
    ],
)
def test_a_text_may_begin_with_its_label(text, label, rest):
    found = leading_label(text)
    assert (found and found[0].text, found and found[1]) == (label, rest)


def test_parts_belong_to_their_number():
    three, part, item, other = (read_label(x) for x in ("3", "3.1", "a)", "31.1"))
    assert part.is_part_of(three)
    assert item.is_part_of(three)
    assert not other.is_part_of(three)
    assert not three.is_part_of(part)
    assert not item.is_part_of(read_label("II"))


@pytest.mark.parametrize(("text", "total"), [("Tổng cộng", True), ("CỘNG I + II", True), ("Tổng hợp báo cáo", False)])
def test_rows_of_sums(text, total):
    assert is_total(text) is total


@pytest.mark.parametrize(
    ("token", "quarter", "guessed"),
    [
        ("iii", 3, False),
        ("4", 4, False),
        ("h1", 3, True),
        ("1v", 4, True),
        ("ll", 2, True),
        ("v", 4, True),
        ("vi", None, True),
    ],
)
def test_quarters(token, quarter, guessed):
    assert read_quarter(token) == (quarter, guessed)


@given(st.text(max_size=12))
def test_any_text_is_taken(text):
    label = read_label(text)
    assert label is None or label.text in text
    found = leading_label(text)
    assert found is None or text.strip().endswith(found[1])


@pytest.mark.parametrize(("text", "value"), [("¡11", 11), ("|3", 3), ("12 |", 12), ("' II", 2), ("| 3.1", 1)])
def test_pieces_of_rules_beside_a_label(text, value):
    label = read_label(text)
    assert label is not None and label.value == value


@pytest.mark.parametrize("text", ["|", "¡", "-3", "1|2", "☐ 4", "12'30", "|Sở", ""])
def test_what_is_no_label_with_or_without_pieces_of_rules(text):
    assert read_label(text) is None
