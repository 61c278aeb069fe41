"""Marks of names that the document itself prints elsewhere: taken, flagged, and never confirmed by what lent them."""

import pytest

from sohoa.extract.header.found import REVIEW_BELOW
from sohoa.extract.header.recipe import read_header
from tests.extract.header.test_hard_headers import HEAD
from tests.support.record_builders import page


@pytest.mark.parametrize(
    ("printed", "sure", "name"),
    [
        ("Lam Giang", 0.95, "UBND TỈNH LAM GIANG"),
        ("Lim Giang", 0.95, "UBND TỈNH LÀM GIANG"),
        ("Lam Giang", 0.4, "UBND TỈNH LÀM GIANG"),
    ],
)
def test_marks_of_a_name_stand_elsewhere_in_the_document(printed, sure, name):
    head = [[330, 200, "UBND TỈNH LÀM GIANG", "", 0.6], HEAD[1], HEAD[4]]
    text = [[330, 1000 + 70 * k, f"Các xã của tỉnh {printed} rà soát hồ sơ.", "", sure] for k in range(3)]
    header, _, _ = read_header([page(1, [*head, *text], regions=False)])
    assert header.issuing_authority == name
    assert dict(header.header_confidence)["issuing_authority"] < REVIEW_BELOW


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["Các xã của tỉnh Lam Giang rà soát."], "UBND TỈNH LAM GIANG"),
        (["Các xã của tỉnh Lam Giang rà soát.", "Các xã của tỉnh Lâm Giang rà soát."], "UBND TỈNH LÀM GIANG"),
        (["Các xã của tỉnh Lam Giang rà soát.", "Các xã của tỉnh Làm Giang rà soát."], "UBND TỈNH LÀM GIANG"),
    ],
    ids=["one place", "two that disagree", "as read elsewhere"],
)
def test_one_sure_place_is_enough_where_none_says_otherwise(lines, name):
    head = [[330, 200, "UBND TỈNH LÀM GIANG", "", 0.6], HEAD[1], HEAD[4]]
    text = [[330, 1000 + 70 * k, line] for k, line in enumerate(lines)]
    assert read_header([page(1, [*head, *text], regions=False)])[0].issuing_authority == name


@pytest.mark.parametrize(
    ("item", "sure", "meant"),
    [
        ("Báo Lam Giáng", 0.6, "Báo Lam Giang"),
        ("Báo Lam Giáng", 0.95, "Báo Lam Giáng"),
        ("Cac trường dạy nghề", 0.6, "Cac trường dạy nghề"),
    ],
    ids=["a name", "surely read", "no name"],
)
def test_marks_of_names_among_the_recipients(item, sure, meant):
    text = [[330, 1000 + 70 * k, "Tỉnh Lam Giang có các trường mới."] for k in range(2)]
    close = [[330, 1420, "Nơi nhận:"], [330, 1480, f"- {item};", "", sure], [330, 1540, "- Như trên."]]
    header, _, _ = read_header([page(1, [*HEAD, *text, *close], regions=False)])
    assert header.recipients[0] == meant


def test_a_name_that_was_surely_read_stays_whatever_else_is_printed():
    head = [[330, 200, "UBND TỈNH LÀM GIANG"], HEAD[1], HEAD[4]]
    text = [[330, 1000 + 70 * k, "Các xã của tỉnh Lam Giang rà soát hồ sơ."] for k in range(3)]
    header, _, _ = read_header([page(1, [*head, *text], regions=False)])
    assert header.issuing_authority == "UBND TỈNH LÀM GIANG"


@pytest.mark.parametrize(
    ("read", "sure", "flagged"), [("LÀM GIANG", 0.6, True), ("LAM GIANG", 0.8, False)], ids=["mended", "as read"]
)
def test_what_lent_the_marks_is_no_second_witness(read, sure, flagged):
    head = [[330, 200, f"UBND TỈNH {read}", "", sure], HEAD[1], *HEAD[4:]]
    decides = [[860, 800, "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAM GIANG"]]
    text = [[330, 1000 + 70 * k, "Các xã của tỉnh Lam Giang rà soát hồ sơ."] for k in range(3)]
    header, evidence, _ = read_header([page(1, [*head, *decides, *text], regions=False)])
    assert "deciding_line" in {e.field for e in evidence}
    assert header.issuing_authority == "UBND TỈNH LAM GIANG"
    assert (dict(header.header_confidence)["issuing_authority"] < REVIEW_BELOW) is flagged
