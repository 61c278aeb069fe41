"""Words that may be read in several ways are told, with what else they may be; others are not."""

import pytest

from sohoa.diacritics.lines.restore import replay, restore_lines


def told(line, mode="toneless"):
    (done,) = restore_lines([line], mode)
    assert replay(line, done.changes) == done.text
    return {d.before: {d.after, *d.others} for d in done.doubts}


@pytest.mark.parametrize(
    ("line", "word", "readings"),
    [
        ("Nguoi nhan la ba Le Thi Uyen o thon Doi Cao.", "Uyen", {"Uyên", "Uyển"}),
        ("Du an xay dung cho Dong Phu.", "Phu", {"Phủ", "Phú"}),
        ("Ong Ha Van Bach nhan don.", "Bach", {"Bách", "Bạch"}),
        ("Ma ho so va ma don vi gui kem.", "ma", {"mà", "mã"}),
    ],
)
def test_two_readings_are_told(line, word, readings):
    assert readings <= told(line).get(word, set())


@pytest.mark.parametrize(
    "line",
    [
        "Uy ban nhan dan tinh ban hanh ke hoach thuc hien nghi quyet.",
        "Hoi dong nhan dan giam sat viec thuc hien.",
        "Phat trien chinh quyen so.",
    ],
)
def test_a_line_with_one_likely_reading_has_no_doubts(line):
    assert told(line) == {}


def test_a_word_that_stays_is_told_too():
    (done,) = restore_lines(["Hang thang cac to bao cao tinh hinh mua ban."], "toneless")
    assert all(d.is_kept == (d.after == d.before) for d in done.doubts)
    assert not {c.start for c in done.changes} & {c.start for c in done.kept}


def test_the_end_of_a_sentence_has_its_say():
    assert restore_lines(["Day manh xay dung chinh quyen so."], "toneless")[0].text.endswith("chính quyền số.")


def test_a_garbled_word_with_two_readings_is_told():
    doubts = told("Giao c6ng an x§ kiém tra, xir ly theo quy dinh, bdo cdo két qud vé huyén", "noisy")
    assert all(len(readings) > 1 for readings in doubts.values())
