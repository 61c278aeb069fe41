import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sohoa.extract.records.indicators import table_to_indicators
from sohoa.extract.records.tasks import table_to_tasks
from sohoa.extract.wording.column_headings import heading_role
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.settings import RecordSettings
from tests.support.record_builders import table

CASES = Path(__file__).parent / "cases"
TABLES = json.loads((CASES / "tables.json").read_text("utf-8"))


def _as_data(value):
    return json.loads(json.dumps(value, default=str))


def _agrees(record, expected):
    for name, value in expected.items():
        got = record.provenance.needs_review if name == "review" else getattr(record, name)
        assert _as_data(got) == value, (name, record)


@pytest.mark.parametrize(("heading", "role"), json.loads((CASES / "headings.json").read_text("utf-8")))
def test_role_of_a_heading(heading, role):
    assert heading_role(heading)[0] == role


@pytest.mark.parametrize("case", TABLES, ids=[c["name"] for c in TABLES])
def test_records_of_a_table(case):
    tasks, _ = table_to_tasks(table(case), "", RecordSettings())
    indicators, _ = table_to_indicators(table(case), "", RecordSettings())
    for records, expected in ((tasks, case.get("tasks", [])), (indicators, case.get("indicators", []))):
        assert len(records) == len(expected)
        for record, fields in zip(records, expected, strict=True):
            _agrees(record, fields)


def test_a_budget_that_cannot_be_read_is_a_problem():
    _, problems = table_to_tasks(table(TABLES[0]), "", RecordSettings())
    assert [p.page for p in problems] == [3]
    assert Doubt(DoubtKind.BUDGET_UNREAD, "theo dự toán") in problems[0].doubts


def test_a_weak_word_asks_for_review():
    tasks, _ = table_to_tasks(table(TABLES[1], confidence=0.4), "", RecordSettings())
    assert tasks[0].provenance.needs_review
    assert tasks[0].provenance.confidence == 0.4
    assert tasks[0].provenance.page == 3


def test_records_can_be_switched_off():
    assert table_to_tasks(table(TABLES[0]), "", RecordSettings(enabled=False)) == ((), ())


def test_the_title_of_the_document_dates_a_quarter_if_the_caption_is_silent():
    case = {"rows": [["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"], ["1", "Khảo sát", "Sở Y tế", "Quý I"]]}
    tasks, _ = table_to_tasks(table(case), "Kế hoạch chuyển đổi số năm 2031", RecordSettings())
    assert tasks[0].start_year == 2031


def test_the_title_of_the_table_goes_before_that_of_the_document():
    case = {
        "caption": ["Danh mục nhiệm vụ năm 2032"],
        "rows": [["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"], ["1", "Khảo sát", "Sở Y tế", "Quý I"]],
    }
    tasks, _ = table_to_tasks(table(case), "Kế hoạch chuyển đổi số năm 2031", RecordSettings())
    assert tasks[0].start_year == 2032


@pytest.mark.parametrize(
    ("own", "other", "caption", "vnd"),
    [
        ("Kinh phí (tỷ đồng)", "Ghi chú (triệu đồng)", "ĐVT: nghìn đồng", 5_000_000_000),
        ("Kinh phí", "Ghi chú (triệu đồng)", "ĐVT: nghìn đồng", 5_000_000),
        ("Kinh phí", "Ghi chú", "ĐVT: nghìn đồng", 5_000),
        ("Kinh phí", "Ghi chú", "Danh mục của Hội đồng", None),
    ],
    ids=["its own heading", "another heading", "the title", "nowhere"],
)
def test_where_the_unit_of_a_budget_is_looked_for(own, other, caption, vnd):
    rows = [["TT", "Nhiệm vụ", "Chủ trì", own, other], ["1", "Khảo sát", "Sở Y tế", "5", ""]]
    tasks, _ = table_to_tasks(table({"caption": [caption], "rows": rows}), "", RecordSettings())
    assert tasks[0].budget_allocated_vnd == vnd


texts = st.text(alphabet="ITV12. -;,Sởđồng≥%năm2026Quý/\n", max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(texts, texts, texts, texts), max_size=6))
def test_any_cells_are_read_without_an_error(body):
    for heading in (["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"], ["TT", "Chỉ tiêu", "Năm 2031", "Năm 2035"]):
        rows = [heading, *([x.replace("^", "").replace(">", "") for x in row] for row in body)]
        one = table({"rows": rows})
        for t in table_to_tasks(one, "", RecordSettings())[0]:
            assert t.task.strip()
        for i in table_to_indicators(one, "", RecordSettings())[0]:
            assert i.value_raw.strip()


BODIES = ["Sở Nội vụ", "Sở Tài chính; Sở Y tế", "Công an tỉnh", "UBND các xã, phường"]
WORKS = ["Lập danh sách hồ sơ cần số hóa của từng phòng", "Mua tủ lạnh bảo quản vắc xin cho các trạm y tế xã"] * 2
TIMES = ["Quý I/2031", "Tháng 6/2031", "Năm 2032", "Thường xuyên"]


def _listed(heading, *columns):
    return table({"rows": [heading, *(list(row) for row in zip(*columns, strict=True))]})


def test_a_column_is_told_by_its_cells():
    tasks, _ = table_to_tasks(
        _listed(["TT", "Nội dung", "Ai làm", "Khi nào"], "1234", WORKS, BODIES, TIMES), "", RecordSettings()
    )
    assert [t.lead_agencies for t in tasks][:2] == [("Sở Nội vụ",), ("Sở Tài chính", "Sở Y tế")]
    assert [t.end_year for t in tasks][:3] == [2031, 2031, 2032]
    assert all(DoubtKind.COLUMN_MEANING in {d.kind for d in t.provenance.doubts} for t in tasks)


def test_the_text_of_the_rows_is_told_by_its_length():
    tasks, _ = table_to_tasks(
        _listed(["TT", "Diễn giải", "Đơn vị thực hiện", "Thời gian"], "1234", WORKS, BODIES, TIMES),
        "",
        RecordSettings(),
    )
    assert [t.task for t in tasks] == WORKS


def test_cells_that_speak_against_their_heading_are_flagged():
    tasks, _ = table_to_tasks(
        _listed(["TT", "Nội dung", "Cơ quan chủ trì", "Thời gian"], "1234", WORKS, TIMES, BODIES), "", RecordSettings()
    )
    assert all(DoubtKind.COLUMN_MEANING in {d.kind for d in t.provenance.doubts} for t in tasks)


def test_a_list_of_people_is_no_task_list():
    tasks, _ = table_to_tasks(
        _listed(["TT", "Họ tên", "Đơn vị", "Ngày sinh"], "1234", ["Lê Thử"] * 4, BODIES, ["5/3/1981"] * 4),
        "",
        RecordSettings(),
    )
    assert tasks == ()


def test_an_adviser_alone_leads_too():
    tasks, _ = table_to_tasks(
        _listed(["TT", "Nội dung", "Cơ quan chủ trì tham mưu"], "1234", WORKS, BODIES), "", RecordSettings()
    )
    assert tasks[0].lead_agencies == tasks[0].advising_agencies == ("Sở Nội vụ",)
    assert tasks[1].lead_agency_ids == ("department/tai-chinh", "department/y-te")


@pytest.mark.parametrize(("confidence", "flagged"), [(0.95, False), (0.4, True)])
def test_an_unsure_group_title_flags_its_rows(confidence, flagged):
    made = table(
        {
            "rows": [
                ["TT", "Nội dung", "Cơ quan chủ trì"],
                ["I", "Rà soát hồ sơ", ""],
                ["1", "Lập danh sách", "Sở Nội vụ"],
            ]
        }
    )
    cells = tuple(replace(c, confidence=confidence) if c.row == 1 and c.text else c for c in made.cells)
    tasks, _ = table_to_tasks(replace(made, cells=cells), "", RecordSettings())
    assert [t.group_no for t in tasks] == ["I"]
    assert tasks[0].provenance.needs_review is flagged


@pytest.mark.parametrize(
    ("change", "flagged"),
    [
        ({"words_sure": 0.95}, False),
        ({"words_sure": 0.4}, True),
        ({}, True),
        ({"words_sure": 0.95, "lines": ("Rà soát", "hồ sơ")}, True),
    ],
    ids=["read surely", "read unsurely", "not known", "two lines"],
)
def test_edges_of_a_lone_title_flag_no_row(change, flagged):
    rows = [["TT", "Nội dung", "Cơ quan chủ trì"], ["I", "Rà soát hồ sơ", ""], ["1", "Lập danh sách", "Sở Nội vụ"]]
    made = table({"rows": rows})
    cells = (replace(c, confidence=0.4, sure=0.4, **change) if (c.row, c.col) == (1, 1) else c for c in made.cells)
    tasks, _ = table_to_tasks(replace(made, cells=tuple(cells)), "", RecordSettings())
    assert [t.group_no for t in tasks] == ["I"]
    assert tasks[0].provenance.needs_review is flagged


@pytest.mark.parametrize(("printed", "number", "skipped"), [("5¹", "5", False), ("4¹", "4", True), ("⑤", "⑤", False)])
def test_a_raised_mark_is_no_figure_of_a_row_number(printed, number, skipped):
    rows = [["TT", "Nội dung", "Cơ quan chủ trì"], [printed, WORKS[0], BODIES[0]], ["6", WORKS[1], BODIES[1]]]
    tasks, _ = table_to_tasks(table({"rows": rows}), "", RecordSettings())
    assert [t.tt for t in tasks] == [number, "6"]
    assert (DoubtKind.NUMBER_SKIPPED in {d.kind for d in tasks[1].provenance.doubts}) is skipped


@pytest.mark.parametrize(
    ("begin", "end", "kinds", "days"),
    [
        ("01/7/2031", "31/9/2031", {DoubtKind.DAY_IMPOSSIBLE}, ("2031-07-01", None)),
        ("30/2/2031", "15/8/2031", {DoubtKind.DAY_IMPOSSIBLE}, (None, "2031-08-15")),
        ("Sau khi đủ vốn", "15/8/2031", {DoubtKind.DEADLINE_UNREAD}, (None, "2031-08-15")),
        ("01/7/2031", "15/8/2031", set(), ("2031-07-01", "2031-08-15")),
        ("", "15/8/2031²", set(), (None, "2031-08-15")),
    ],
)
def test_doubts_of_begin_and_end(begin, end, kinds, days):
    rows = [["TT", "Nội dung", "Cơ quan chủ trì", "Bắt đầu", "Kết thúc"], ["1", WORKS[0], BODIES[0], begin, end]]
    tasks, _ = table_to_tasks(table({"rows": rows}), "", RecordSettings())
    assert {d.kind for d in tasks[0].provenance.doubts} == kinds
    assert tuple(d and d.isoformat() for d in (tasks[0].start_on, tasks[0].end_on)) == days


@pytest.mark.parametrize(
    ("numbers", "groups"),
    [
        (["1", "2", "3"], ["1", "2", "3"]),
        (["1", "II", "III"], ["I", "II", "III"]),
        (["1", "H", "III"], ["I", "II", "III"]),
        (["1", "H"], ["I", "II"]),
        (["I", "II"], ["I", "II"]),
        (["1"], ["1"]),
        (["1.", "2."], ["1", "2"]),
        (["A", "B"], ["A", "B"]),
    ],
)
def test_headings_in_figures_stay(numbers, groups):
    rows = [["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"]]
    for k, number in enumerate(numbers):
        rows += [[number, f"NHÓM VIỆC {k}>3", "<", "<"], ["", f"Khảo sát kho sách đợt {k}", "Sở Nội vụ", "Quý I"]]
    tasks, _ = table_to_tasks(table({"rows": rows}), "", RecordSettings())
    printed = [t.group_no or dict(t.extra)["parent"].split()[0] for t in tasks]
    assert printed == groups


def test_each_row_carries_a_merged_note_and_source():
    heading = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian", "Nguồn vốn", "Ghi chú"]
    rows = [
        ["1", "Khảo sát kho sách", "Sở Nội vụ", "Quý I", "Ngân sách tỉnh^3", "Theo đề án^2"],
        ["2", "Mua tủ lạnh", "Sở Y tế", "Quý II", "v", "v"],
        ["3", "In sổ theo dõi", "Sở Y tế", "Quý II", "v", ""],
    ]
    tasks, _ = table_to_tasks(table({"rows": [heading, *rows]}), "", RecordSettings())
    assert [t.funding_source for t in tasks] == ["Ngân sách tỉnh"] * 3
    assert [t.note for t in tasks] == ["Theo đề án", "Theo đề án", None]


@pytest.mark.parametrize(
    ("numerals", "flagged"),
    [
        ("I II III", ""),
        ("I II III III", "7 8"),
        ("I II V V", "5 6 7 8"),
        ("I III IV", "3 4"),
        ("I II I", ""),
        ("II III IV", ""),
        ("I II", ""),
    ],
)
def test_a_numeral_that_does_not_follow_flags_its_rows(numerals, flagged):
    rows = [["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"]]
    for k, numeral in enumerate(numerals.split()):
        rows += [[numeral, "Nhóm việc", "", ""]]
        rows += [[str(n), "Nạo vét kênh tiêu", "Sở Nội vụ", "Năm 2027"] for n in (2 * k + 1, 2 * k + 2)]
    tasks, _ = table_to_tasks(table({"rows": rows}), "", RecordSettings())
    told = [t.tt for t in tasks if any(d.kind is DoubtKind.NUMBER_SKIPPED for d in t.provenance.doubts)]
    assert told == flagged.split()


@pytest.mark.parametrize(
    ("numbers", "flagged"), [("1 2 3", ""), ("1 2 4", "4"), ("4 5 6", "4"), ("1 2 2", "2"), ("1 1.1 1.2", "1.1 1.2")]
)
def test_a_number_that_is_due_flags_no_row(numbers, flagged):
    rows = [["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"]]
    rows += [[n, "Nạo vét kênh tiêu", "Sở Nội vụ", "Năm 2027"] for n in numbers.split()]
    one = table({"rows": rows})
    cells = tuple(replace(c, confidence=0.4) if c.col == 0 else c for c in one.cells)
    tasks, _ = table_to_tasks(replace(one, cells=cells), "", RecordSettings())
    assert [t.tt for t in tasks if t.provenance.confidence == 0.4] == flagged.split()


@pytest.mark.parametrize(
    ("numbers", "flagged"),
    [("1 2 # 3 4", ""), ("1 2 # 1 2", ""), ("1 2 # 4 5", "4"), ("1 2 # 2 3", "2"), ("1 # 2 # 3", ""), ("# 3 4", "3")],
)
def test_numbers_that_go_on_under_the_next_title_are_due(numbers, flagged):
    rows = [["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"], ["A", "NHÓM VIỆC", "", ""]]
    for n in numbers.split():
        rows += [["B", "NHÓM KHÁC", "", ""] if n == "#" else [n, "Nạo vét kênh tiêu", "Sở Nội vụ", "Năm 2027"]]
    one = table({"rows": rows})
    cells = tuple(replace(c, confidence=0.4) if c.col == 0 and c.text.isdecimal() else c for c in one.cells)
    tasks, _ = table_to_tasks(replace(one, cells=cells), "", RecordSettings())
    assert [t.tt for t in tasks if t.provenance.confidence == 0.4] == flagged.split()


@pytest.mark.parametrize(
    ("read", "tt"),
    [("1|2 L|3", "1 2 3"), ("1|#|2 L|3", "1 2 3"), ("1|#|5 L|6", "1 5 L 6"), ("1|2 bis|3", "1 2 bis 3")],
)
def test_a_scrap_beside_a_number_that_is_due(read, tt):
    rows = [["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"], ["A", "NHÓM VIỆC", "", ""]]
    for n in read.split("|"):
        rows += [["B", "NHÓM KHÁC", "", ""] if n == "#" else [n, "Nạo vét kênh tiêu", "Sở Nội vụ", "Năm 2027"]]
    tasks, _ = table_to_tasks(table({"rows": rows}), "", RecordSettings())
    assert " ".join(t.tt or "" for t in tasks) == tt


@pytest.mark.parametrize(
    ("printed", "raw"),
    [
        ("Hàng năm,", "Hàng năm"),
        (",", ","),
        ("• Hàng năm", "Hàng năm"),
        ("• Quý I; • Quý II", "• Quý I; • Quý II"),
        ("•", "•"),
        ("- Hàng năm", "- Hàng năm"),
    ],
)
def test_signs_around_a_deadline(printed, raw):
    rows = [["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"], ["1", "Nạo vét kênh tiêu", "Sở Nội vụ", printed]]
    tasks, _ = table_to_tasks(table({"rows": rows}), "", RecordSettings())
    assert tasks[0].deadline_raw == raw


@pytest.mark.parametrize(
    ("number", "below", "value", "groups"),
    [
        ("1", "1", "", ["Tiềm lực số"] * 2),
        ("l", "1", "", ["Tiềm lực số"] * 2),
        ("1", "2", "", [None] * 2),
        ("1", "1", "5", [None] * 3),
        ("2", "1", "", [None] * 2),
    ],
)
def test_a_title_numbered_with_a_stroke_over_row_1(number, below, value, groups):
    rows = [
        ["TT", "Chỉ tiêu", "Năm 2025", "Năm 2026"],
        [number, "Tiềm lực số", value, ""],
        [below, "Số phòng đọc", "3", "4"],
        ["II", "Đọc sách", "", ""],
        ["9", "Số bạn đọc", "5", "6"],
    ]
    indicators, _ = table_to_indicators(table({"rows": rows}), "", RecordSettings())
    assert [i.group_title for i in indicators][: len(groups)] == groups
