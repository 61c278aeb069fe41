"""What may be a name is never shown; an invented one holds the same fault."""

import pytest

from sohoa.pipeline.faults.names import tells_no_name, with_invented_names


@pytest.mark.parametrize("text", ["", "suối", "12.500.000", "quý 3", "20/11/2031", "≥ 95%", "chuyển đổi số", "–"])
def test_what_is_no_name(text):
    assert tells_no_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "Lò",
        "LÒ THỊ MÂY",
        "ở Vân Đường",
        "45/KH-UBND",
        "0912 345 678",
        "012345678901",
        "thu@coquan.vn",
        "www.x",
        "iPhone",
    ],
)
def test_what_may_be_a_name(text):
    assert not tells_no_name(text)


@pytest.mark.parametrize(
    ("read", "printed", "wrong", "right"),
    [("Hiên", "Hiền", "ê", "ề"), ("Thuong", "Thường", "o", "ờ"), ("Nguyên", "Nguyễn", "ê", "ễ")],
)
def test_an_invented_name_holds_the_same_fault(read, printed, wrong, right):
    told_read, told = with_invented_names(read, printed)
    assert right in told
    assert wrong in told_read
    assert told != told_read
    assert told not in (read, printed)


def test_words_that_are_no_names_stay():
    read, told = with_invented_names("ở Hiên giao", "ở Hiền giao")
    assert (read.split()[0], told.split()[0], told.split()[2]) == ("ở", "ở", "giao")
    assert "Hiền" not in told


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("45/KH-UBNO", "45/KH-UBND"),
        ("Lò A", "Lò"),
        ("Qxz", "Qwz"),
        ("Thu@x.vn", "thu@x.vn"),
        ("", "Mây"),
        ("091234567890", "091234567891"),
    ],
)
def test_what_cannot_be_told_is_left_out(read, printed):
    assert with_invented_names(read, printed) is None
