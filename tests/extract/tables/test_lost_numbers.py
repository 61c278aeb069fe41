"""Numbers that were not read: told where print is in their place and the numbers around leave no other."""

from dataclasses import replace

import pytest

from sohoa.extract.records.tasks import table_to_tasks
from sohoa.extract.tables.lost_numbers import NumberCell, lost_numerals, lost_row_numbers
from sohoa.nouns.doubt import DoubtKind
from sohoa.settings import RecordSettings
from tests.support.record_builders import table

UNREAD = "?"
"""Print of which nothing was read."""


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (["I", UNREAD, "III"], {1: "II"}),
        ([UNREAD, "II", "III"], {0: "I"}),
        ([UNREAD, "II"], {0: "I"}),
        (["I", "II", "I", "IV"], {2: "III"}),
        (["1.", "II", "II"], {2: "III"}),
        (["1", "1", "III"], {1: "II"}),
        (["I", "n", "III"], {}),  # a look-alike, which the order of the groups mends
        (["I", "II", "III", "V"], {3: "IV"}),
        ([UNREAD, UNREAD, "III", "IV"], {0: "I", 1: "II"}),
        (["I", "", "III"], {}),  # no scan: nothing is worn away
        (["I", ".", "III"], {1: "II"}),
        ([".", "II", "III", "IV"], {0: "I"}),
        ([".", "II"], {}),  # one alone tells nothing of those that have no print
        (["I", ".", "II"], {}),  # a heading without a numeral, and one with all its strokes
        (["I", "II", "."], {}),  # the last may have none
        ([UNREAD, "II", "III", "."], {0: "I"}),
        ([UNREAD, "II", "III", ""], {0: "I"}),
        (["I", ".", "III", "II"], {}),
        (["I", "I"], {}),
        (["I", "II", "I", "II"], {}),
        ([UNREAD, UNREAD, "III"], {0: "I", 1: "II"}),
        ([UNREAD, "I", "III"], {0: "I", 1: "II"}),
        ([UNREAD, "I", "II"], {}),
        ([UNREAD, UNREAD], {}),
        (["I", "II", "IV"], {}),
        (["I", "II", "X", "IV"], {}),
        (["A", "I", UNREAD, "III", "B", "I", "II"], {2: "II"}),
        (["A", "I", "II", "B", "I", "II"], {}),
    ],
)
def test_numerals_of_groups(read, told):
    headings = [
        NumberCell(
            k,
            number.strip(UNREAD + "."),
            number == UNREAD,
            True,
            "Nhóm việc",
            number in ("A", "B"),
            blank=number == ".",
        )
        for k, number in enumerate(read)
    ]
    assert lost_numerals(headings) == told


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (["1", UNREAD, "3"], {1: "2"}),
        (["1", "2", "2?", "4"], {2: "3"}),
        (["1", "2", "2", "4"], {}),
        (["1", "2?", "2", "3"], {}),
        (["1", "2", "2?", "5"], {}),
        ([UNREAD, "2", "3"], {0: "1"}),
        (["#", "1", "2", "#", UNREAD, "2"], {4: "1"}),
        (["#", "1", "2", "#", UNREAD, "4"], {4: "3"}),
        (["1", "", "3"], {}),
        (["1", ".", "3"], {1: "2"}),
        (["1", ".", "2"], {}),
        (["1", ".", ".", "4"], {}),
        (["1", UNREAD, "4"], {}),
        (["1", "2", UNREAD], {}),
        (["1", UNREAD, UNREAD, "4"], {}),
        (["3", UNREAD, "2"], {}),
        (["1.1", UNREAD, "1.3"], {}),
    ],
)
def test_numbers_of_rows(read, told):
    cells = [
        NumberCell(
            k,
            "" if number in (UNREAD, "#", ".") else number.strip("?"),
            number[-1:] in (UNREAD, "?"),
            number == "#",
            blank=number == ".",
        )
        for k, number in enumerate(read)
    ]
    assert lost_row_numbers(cells) == told


def test_rows_whose_number_was_told_by_both_around_it_are_not_flagged():
    rows = [["TT", "Nhiệm vụ", "Cơ quan chủ trì"], ["I", "NHÓM VIỆC MỘT>2", "<"], ["1", "Khảo sát kho", "Sở Nội vụ"]]
    rows += [["Iì", "Mua tủ lạnh", "Sở Y tế"], ["3", "In sổ theo dõi", "Sở Y tế"]]
    tasks, _ = table_to_tasks(table({"rows": rows}, confidence=0.7), "", RecordSettings(review_below=0.1))
    assert [t.tt for t in tasks] == ["1", "2", "3"]
    assert not any(t.provenance.doubts for t in tasks)


def test_a_told_numeral_flags_the_first_row_of_its_group():
    rows = [["TT", "Nhiệm vụ", "Cơ quan chủ trì"]]
    for number, name in (("I", "MỘT"), ("I", "HAI"), ("III", "BA"), ("IV", "BỐN")):
        rows += [[number, f"NHÓM VIỆC {name}>2", "<"]]
        rows += [[f"{k}", f"Khảo sát kho {name.lower()} {k}", "Sở Nội vụ"] for k in (1, 2)]
    tasks, _ = table_to_tasks(table({"rows": rows}, confidence=0.7), "", RecordSettings(review_below=0.1))
    assert [t.group_no for t in tasks] == ["I", "I", "II", "II", "III", "III", "IV", "IV"]
    flagged = [DoubtKind.NUMBER_BY_ORDER in {d.kind for d in t.provenance.doubts} for t in tasks]
    assert flagged == [k == 2 for k in range(8)]


def test_a_number_of_which_no_print_is_left_is_flagged():
    rows = [["TT", "Nhiệm vụ", "Cơ quan chủ trì"]]
    rows += [[n, f"Khảo sát kho {n or 'muối'}", "Sở Nội vụ"] for n in ("1", "", "3", "", "4")]
    read = table({"rows": rows})
    scan, born = (
        replace(read, cells=tuple(replace(c, confidence=s if c.text else None) for c in read.cells))
        for s in (0.9, None)
    )
    tasks, _ = table_to_tasks(scan, "", RecordSettings())
    assert [t.tt for t in tasks] == ["1", "2", "3", None, "4"]
    flagged = {t.tt: [d.kind for d in t.provenance.doubts] for t in tasks}
    assert flagged == {"1": [], "2": [DoubtKind.NUMBER_BY_ORDER], "3": [], None: [DoubtKind.NO_ROW_NUMBER], "4": []}
    assert [t.tt for t in table_to_tasks(born, "", RecordSettings())[0]] == ["1", None, "3", None, "4"]


@pytest.mark.parametrize("read", ["n", "ñ", "H", "Il"])
def test_a_numeral_read_as_look_alikes_flags_no_row(read):
    rows = [["TT", "Nhiệm vụ", "Cơ quan chủ trì"]]
    for number, name in (("Ĩ", "MỘT"), (read, "HAI"), ("III", "BA")):
        rows += [[number, f"NHÓM VIỆC {name}>2", "<"], ["1", f"Khảo sát kho {name.lower()}", "Sở Nội vụ"]]
    tasks, _ = table_to_tasks(table({"rows": rows}), "", RecordSettings())
    assert [(t.group_no, t.provenance.doubts) for t in tasks] == [("I", ()), ("II", ()), ("III", ())]


def test_a_numeral_that_runs_into_its_heading():
    """The rule between number and text was lost: its place tells that `II` is no word of the title."""
    rows = [["TT", "Nhiệm vụ", "Cơ quan chủ trì"]]
    for number, text in (("I", "NHÓM MỘT>2"), ("", "II NHÓM HAI>2"), ("III", "NHÓM BA>2")):
        rows += [[f"{number}", text, "<"], ["1", f"Khảo sát {text[:8]}", "Sở Nội vụ"]]
    rows[3] = ["II NHÓM HAI>3", "<", "<"]
    tasks, _ = table_to_tasks(table({"rows": rows}), "", RecordSettings())
    assert [(t.group_no, t.group_title) for t in tasks] == [("I", "NHÓM MỘT"), ("II", "NHÓM HAI"), ("III", "NHÓM BA")]
