import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.extract.records.agencies import split_agencies
from sohoa.extract.records.deadlines import mend_quarters, read_deadline, title_year
from sohoa.extract.records.money import column_money_unit, is_rate, read_money
from sohoa.extract.records.numbers import numbers, read_number
from sohoa.extract.records.quantities import lost_comma, read_quantity, says_none, says_nothing
from sohoa.nouns.doubt import DoubtKind

CASES = Path(__file__).parent / "cases"
VALUES = json.loads((CASES / "values.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "value"), VALUES["numbers"])
def test_number(text, value):
    read = read_number(text)
    assert (None if read is None else float(read)) == value


@pytest.mark.parametrize(("text", "unit", "vnd"), VALUES["money"])
def test_money(text, unit, vnd):
    read = read_money(text, unit)
    assert (None if read is None else read.vnd) == vnd


@pytest.mark.parametrize(
    ("text", "vnd"),
    [
        ("238:000", 238_000_000),
        ("2:400.000", 2_400_000_000),
        ("12.400.000'", 12_400_000_000),
        ("0-", 0),
        ("45 _", 45_000),
        ("23:80", None),
        ("238:0000", None),
        ("238; 000", None),
        ("-460:000", -460_000_000),
        ("350-400", None),
        ("- 45", -45_000),
    ],
)
def test_misread_signs_of_an_amount(text, vnd):
    read = read_money(text, 1_000)
    assert (read and read.vnd) == vnd
    mended = vnd is not None and text != "- 45"
    assert mended == any(d.kind is DoubtKind.AMOUNT_MENDED for d in (read.doubts if read else ()))


@pytest.mark.parametrize(("text", "rate"), VALUES["rates"])
def test_rates(text, rate):
    assert is_rate(text) == rate


@pytest.mark.parametrize(
    ("text", "unit", "vnd", "doubts"),
    [
        ("02 tỷ đồng", 1_000_000, 2_000_000_000, ()),
        ("350", 1_000_000, 350_000_000, ()),
        ("2.500.000", None, 2_500_000, (DoubtKind.NO_MONEY_UNIT,)),
        ("2.500.000 đồng", None, 2_500_000, ()),
        ("999.999", None, None, ()),
        ("(350", 1_000_000, 350_000_000, (DoubtKind.OPEN_BRACKET,)),
        ("350)", 1_000_000, 350_000_000, (DoubtKind.OPEN_BRACKET,)),
        ("2.500.000)", None, 2_500_000, (DoubtKind.NO_MONEY_UNIT, DoubtKind.OPEN_BRACKET)),
        ("(350)", 1_000_000, -350_000_000, ()),
        ("350 (triệu đồng)", 1, 350_000_000, ()),
        ("0", None, 0, ()),
        ("~ 400", 1_000_000, 400_000_000, (DoubtKind.AMOUNT_ABOUT,)),
        ("1.500.000.000", 1_000_000, 1_500_000_000_000_000, (DoubtKind.AMOUNT_TOO_LARGE,)),
        ("1.500.000.000", 1, 1_500_000_000, ()),
        ("25.000 tỷ đồng", None, 25_000_000_000_000, ()),
        ("350", 1, 350, (DoubtKind.AMOUNT_TOO_SMALL,)),
        ("1.000", 1, 1_000, ()),
    ],
)
def test_the_unit_of_an_amount(text, unit, vnd, doubts):
    read = read_money(text, unit)
    assert (read and read.vnd, tuple(d.kind for d in read.doubts) if read else ()) == (vnd, doubts)


@pytest.mark.parametrize(("heading", "unit"), VALUES["column_units"])
def test_unit_of_a_column(heading, unit):
    assert column_money_unit(heading) == unit


@pytest.mark.parametrize(
    ("text", "start", "end", "quarters", "recurrence"), json.loads((CASES / "deadlines.json").read_text("utf-8"))
)
def test_deadline(text, start, end, quarters, recurrence):
    read = read_deadline(text, context_year=2031)
    assert (read.start_year, read.end_year, list(read.quarters), read.recurrence) == (start, end, quarters, recurrence)


@pytest.mark.parametrize("text", ["Theo tiến độ", "Quy HI", "Năm 2O26"])
def test_a_deadline_that_was_guessed_or_says_nothing_is_doubtful(text):
    assert read_deadline(text).doubts


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Quý H1/IV năm 2026", "Quý III/IV năm 2026"),
        ("Quý 11/2026", "Quý II/2026"),
        ("Quý I1 2026", "Quý II 2026"),
        ("Quý 1/2026", "Quý 1/2026"),
        ("Quý III, IV", "Quý III, IV"),
        ("Trước 11/2026", "Trước 11/2026"),
    ],
)
def test_quarters_that_can_only_be_roman_are_written_so(read, meant):
    assert mend_quarters(read) == meant


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("12,500", True),
        ("12,500 ha", True),
        ("≥ 1,250 hồ sơ", True),
        ("890,000", True),
        ("36,604", False),
        ("12,5", False),
        ("12,50", False),
        ("0,500", False),
        ("1.234,500", False),
        ("1,234,500", False),
        ("12.500", False),
        ("12,5000", False),
        ("5,120,", True),
    ],
)
def test_a_comma_that_may_group_is_told(text, told):
    quantity = read_quantity(text)
    assert (DoubtKind.COMMA_MAY_GROUP in {d.kind for d in quantity.doubts}) == told
    money = read_money(text.split(" ")[0].strip("≥,") + " triệu đồng", None)
    if text[0].isdigit():
        assert money is not None and (DoubtKind.COMMA_MAY_GROUP in {d.kind for d in money.doubts}) == told


def test_a_lost_decimal_comma_is_seen_by_its_neighbours():
    assert lost_comma(["2,1", "25", "2,8", ""]) == {1}
    assert lost_comma(["2,1", "2,5", "3", "12"]) == frozenset()
    assert lost_comma(["5", "50", "55"]) == frozenset()


def test_quarters_without_a_title_year_have_no_year():
    assert read_deadline("Quý III").start_year is None


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("NHIỆM VỤ TRỌNG TÂM NĂM 2031 (Kèm theo Kế hoạch số 5/KH-UBND ngày 14/5/2032 của UBND tỉnh)", 2031),
        ("NHIỆM VỤ NĂM 20311", 2031),
        ("Nhiệm vụ giai đoạn 2031-2035", None),
        ("Nhiệm vụ năm 2031 và những năm tiếp theo", None),
        ("Kèm theo Kế hoạch ngày 02 tháng 3 năm 2031", None),
        ("Nhiệm vụ", None),
    ],
)
def test_year_of_a_title(title, year):
    assert title_year(title) == year


@pytest.mark.parametrize(
    ("text", "comparator", "low", "high", "unit", "words"), json.loads((CASES / "quantities.json").read_text("utf-8"))
)
def test_quantity(text, comparator, low, high, unit, words):
    q = read_quantity(text)
    assert (q.comparator, q.low, q.high, q.unit, q.value_text) == (comparator, low, high, unit, words)


@pytest.mark.parametrize("text", ["", " ", "-", "…", "–"])
def test_cells_that_say_nothing(text):
    assert says_nothing(text)


@pytest.mark.parametrize(
    ("text", "none"), [("-", True), (" – ", True), ("−", True), ("", False), ("…", False), ("--", False), ("-5", False)]
)
def test_a_lone_dash_says_that_there_is_none(text, none):
    assert says_none(text) == none


@pytest.mark.parametrize(
    ("lines", "agencies"),
    [
        (["Các sở, ban, ngành cấp tỉnh; UBND các phường, xã;"], ("Các sở, ban, ngành cấp tỉnh", "UBND các phường, xã")),
        (["Sở Văn hóa, Thể thao và", "Du lịch"], ("Sở Văn hóa, Thể thao và Du lịch",)),
        (["- Sở Xây dựng", "- Sở Khoa học", "và Công nghệ"], ("Sở Xây dựng", "Sở Khoa học và Công nghệ")),
        (["Các sở, ban, ngành cấp tỉnh: UBND các phường, xã"], ("Các sở, ban, ngành cấp tỉnh", "UBND các phường, xã")),
        (["Tỉnh đoàn: Trường Chính trị tỉnh"], ("Tỉnh đoàn", "Trường Chính trị tỉnh")),
        (["Chi cục Thủy sản: Hội Nông dân tỉnh"], ("Chi cục Thủy sản", "Hội Nông dân tỉnh")),
        (["Đơn vị phối hợp: Trường Chính trị tỉnh"], ("Đơn vị phối hợp: Trường Chính trị tỉnh",)),
        (["Thành phần: Viện Quy hoạch"], ("Thành phần: Viện Quy hoạch",)),
        (["Các hội: Hội Nông dân, Hội Phụ nữ"], ("Các hội: Hội Nông dân, Hội Phụ nữ",)),
        (["Các đơn vị: Sở Nội vụ, Sở Y tế"], ("Các đơn vị: Sở Nội vụ, Sở Y tế",)),
        (["Các Sở: Nội vụ, Y tế"], ("Các Sở: Nội vụ, Y tế",)),
        (["Công nghệ; Hiệp", "-hội doanh nghiệp", "tỉnh"], ("Công nghệ", "Hiệp hội doanh nghiệp tỉnh")),
        (["Sở Xây dựng;", "- các xã vùng cao"], ("Sở Xây dựng", "các xã vùng cao")),
        ([" ; "], ()),
        ([], ()),
    ],
)
def test_agencies(lines, agencies):
    assert split_agencies(lines) == agencies


@given(st.integers(0, 10**15))
def test_a_grouped_number_reads_as_itself(n):
    assert read_number(f"{n:,}".replace(",", ".")) == n


@given(st.integers(0, 10**6), st.integers(1, 99))
def test_decimals_read_as_themselves(whole, hundredths):
    text = f"{whole},{hundredths:02d}"
    assert read_number(text) == Decimal(whole) + Decimal(hundredths) / 100


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(text):
    read_number(text)
    numbers(text)
    read_money(text, 1_000_000)
    read_money(text, None)
    column_money_unit(text)
    read_deadline(text, 2031)
    title_year(text)
    read_quantity(text)
    split_agencies(text.split("\n"))
    mend_quarters(text)
    lost_comma([text, "2,5", "3,1"])


@given(st.text(alphabet="Qquýy IVl1H/-2026 năm,.đến%≥<>()G", max_size=40))
def test_text_like_deadlines_and_values_is_read_without_an_error(text):
    d = read_deadline(text, 2031)
    assert set(d.quarters) <= {1, 2, 3, 4}
    q = read_quantity(text)
    assert q.low is None or q.high is None or q.low <= q.high


@pytest.mark.parametrize("text", ["", "-", "…"])
def test_a_deadline_that_names_nothing_is_not_doubtful(text):
    assert not read_deadline(text).doubts


@pytest.mark.parametrize("text", ["1" * 400_000, "1.234." * 80_000, "12 ha - " * 60_000, "xã mới " * 80_000])
def test_texts_that_no_cell_holds_are_no_values(text):
    assert read_quantity(text).comparator == "text"
    assert read_money(text, 10) is None
    assert read_deadline(text).doubts
    assert not is_rate(text)


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("Quý 5/2026", True),
        ("Quý VI năm 2026", True),
        ("Quý IV/2026", False),
        ("Quý 4/2026", False),
        ("Quỹ 5 người trong năm 2026", False),
    ],
)
def test_a_quarter_that_no_year_has_is_doubtful(text, doubtful):
    told = any(d.kind is DoubtKind.NO_SUCH_QUARTER for d in read_deadline(text).doubts)
    assert told == doubtful


@pytest.mark.parametrize("text", ["10³", "1,5 × 10³", ".5", ",75", "85 (76,5%)", "12 x 4"])
def test_what_begins_with_a_number_but_is_another_has_no_value_and_is_doubtful(text):
    read = read_quantity(text)
    assert (read.low, read.high) == (None, None)
    assert [d.kind for d in read.doubts] == [DoubtKind.DIGITS_NO_NUMBER]


@pytest.mark.parametrize(
    ("text", "low"), [("3 m³", 3.0), ("45 m³/ngày", 45.0), ("5.", 5.0), ("1.250 m²", 1250.0), ("0,5", 0.5)]
)
def test_powers_of_units_and_stops_behind_numbers_are_no_doubt(text, low):
    read = read_quantity(text)
    assert (read.low, read.doubts) == (low, ())
