"""Places that bear witness for a formal part: agreement raises its confidence, conflict flags it."""

from datetime import date

import pytest

from sohoa.extract.header.agreement import chosen, spoken
from sohoa.extract.header.found import REVIEW_BELOW
from sohoa.extract.header.recipe import read_header
from sohoa.nouns.evidence import Evidence, EvidenceSource
from tests.extract.header.test_hard_headers import BODY, HEAD
from tests.support.record_builders import page


def told(field, value, source, confidence=0.9, page=1):
    return Evidence(field, value, source, page, None, confidence)


def held(evidence, field):
    return next(e for e in chosen(evidence) if e.field == field and e.chosen)


def test_places_that_disagree_are_flagged():
    own = told("code", "12/KH-SNV", EvidenceSource.LETTERHEAD)
    other = told("code", "21/KH-SNV", EvidenceSource.APPENDIX_LINE, page=4)
    got = held([other, own], "code")
    assert got.value == "12/KH-SNV"
    assert got.confidence < REVIEW_BELOW
    assert sum(e.chosen for e in chosen([own, other])) == 1


def test_places_that_agree_raise_the_confidence():
    own = told("code", "12/KH-SNV", EvidenceSource.LETTERHEAD, 0.7)
    other = told("code", "12/KH-SNV", EvidenceSource.APPENDIX_LINE, page=4)
    assert held([own, other], "code").confidence > REVIEW_BELOW


def test_one_place_that_says_it_twice_is_one_witness():
    own = told("symbol", "KH-ABC", EvidenceSource.LETTERHEAD, 0.7)
    assert held([own, own], "symbol").confidence == 0.7


@pytest.mark.parametrize(
    ("symbol", "kind", "flagged"),
    [("QĐ-XYZ", "QUYẾT ĐỊNH", False), ("KH-XYZ", "QUYẾT ĐỊNH", True), ("XYZ-TH", "QUYẾT ĐỊNH", False)],
)
def test_a_symbol_speaks_for_the_type(symbol, kind, flagged):
    some = [told("symbol", symbol, EvidenceSource.LETTERHEAD), told("doc_type", kind, EvidenceSource.TITLE)]
    assert (held(some, "doc_type").confidence < REVIEW_BELOW) is flagged


@pytest.mark.parametrize(("place", "flagged"), [("Lam Giang", False), ("Lâm Giang", True), ("Hà Nội", False)])
def test_a_place_speaks_for_the_authority(place, flagged):
    body = told("issuing_authority", "ỦY BAN NHÂN DÂN TỈNH LAM GIANG", EvidenceSource.LETTERHEAD)
    some = [body, told("place", place, EvidenceSource.DATE_LINE)]
    assert (held(some, "issuing_authority").confidence < REVIEW_BELOW) is flagged


def test_who_decides_speaks_for_the_authority():
    body = told("issuing_authority", "UBND TỈNH LAM GIANG", EvidenceSource.LETTERHEAD, 0.7)
    line = told("deciding_line", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAM GIANG", EvidenceSource.DECIDING_LINE)
    assert held([body, line], "issuing_authority").confidence > REVIEW_BELOW
    assert spoken("UBND tỉnh") == spoken("ỦY BAN NHÂN DÂN TỈNH")


@pytest.mark.parametrize(
    ("signed", "flagged"),
    [(date(2025, 2, 7), False), (date(2025, 2, 5), False), (date(2025, 2, 1), True), (date(2025, 3, 1), False)],
)
def test_the_day_of_a_signature_bounds_the_date(signed, flagged):
    some = [
        told("issued_on", date(2025, 2, 5), EvidenceSource.DATE_LINE),
        told("issued_year", 2025, EvidenceSource.DATE_LINE),
        told("issued_month", 2, EvidenceSource.DATE_LINE),
        told("signed_on", signed, EvidenceSource.OVERLAY),
    ]
    got = held(some, "issued_on")
    assert got.value == date(2025, 2, 5)
    assert (got.confidence < REVIEW_BELOW) is flagged


def test_a_signature_never_becomes_the_date():
    lines = [*HEAD[:5], [1300, 400, "Lam Giang, ngày 0S tháng 3 năm 2021"], *BODY]
    overlay = [1500, 60, "Thời gian ký: 09.03.2021 08:00:00 +07:00", "margin"]
    header, evidence, _ = read_header([page(1, [overlay, *([*x, ""] for x in lines)])])
    assert header.issued_on is None
    assert (header.issued_year, header.issued_month) in ((2021, 3), (None, None))
    assert all(e.field != "issued_on" for e in evidence)


def test_every_value_of_the_header_leads_to_a_place():
    header, evidence, _ = read_header([page(1, [*HEAD, *BODY], regions=False)])
    for name, confidence in header.header_confidence:
        own = [e for e in evidence if e.field == name and e.chosen]
        assert len(own) == 1
        assert own[0].page == 1
        assert own[0].box is not None
        assert own[0].confidence == confidence


@pytest.mark.parametrize(
    ("cited", "number"),
    [
        ("(Kèm theo Quyết định số 41/QĐ-SNV ngày 05/3/2021 của Sở Nội vụ)", "41"),
        ("(Kèm theo Quyết định số 41²/QĐ-SNV ngày 05/3/2021 của Sở Nội vụ)", None),
        ("(Kèm theo Quyết định số qHO/QĐ-SNV ngày 05/3/2021; thay thế Quyết định số 43/QĐ-SNV)", None),
        ("Danh mục ở phần C ban hành kèm theo Quyết định số 43/QĐ-SNV ngày 05/3/2021 của Sở", None),
        ("(Kèm theo Quyết định số /QĐ-SNV ngày /3/2021 của Sở Nội vụ)", None),
        ("(Kèm theo Quyết định số 41/QĐ-STC ngày 05/3/2021 của Sở Tài chính)", None),
    ],
)
def test_an_appendix_speaks_only_for_its_own_document(cited, number):
    unsure = [[350, 400, "Số: 7 /QĐ-SNV", "", 0.4], [1300, 400, "Lam Giang, ngày 0S tháng 3 năm 2021"]]
    first = [*HEAD[:4], *unsure, HEAD[6], *BODY]
    header, _, _ = read_header([page(1, first, regions=False), page(2, [[600, 270, cited]], regions=False)])
    assert header.number == number
    assert header.symbol == "QĐ-SNV"


def test_a_day_outside_the_printed_month_is_of_another_document():
    unsure = [[350, 400, "Số: 7 /QĐ-SNV", "", 0.4], [1300, 400, "Lam Giang, ngày 0S tháng 3 năm 2021"]]
    first = [*HEAD[:4], *unsure, HEAD[6], *BODY]
    cited = "(Kèm theo Quyết định số 41/QĐ-SNV ngày 07/01/2020 của Sở Nội vụ)"
    header, _, _ = read_header([page(1, first, regions=False), page(2, [[600, 270, cited]], regions=False)])
    assert header.issued_on is None


@pytest.mark.parametrize(("signed", "sure"), [("Ủy ban nhân dân tỉnh Lam Giang", True), ("Văn phòng", False)])
def test_a_certificate_speaks_for_the_authority(signed, sure):
    body = told("issuing_authority", "UBND TỈNH LAM GIANG", EvidenceSource.LETTERHEAD, 0.7)
    got = held([body, told("signed_by", signed, EvidenceSource.SIGNATURE)], "issuing_authority")
    assert (got.confidence >= REVIEW_BELOW) is sure


@pytest.mark.parametrize(("signed", "issued"), [("09.03.2021", date(2021, 3, 9)), ("10.03.2021", None)])
def test_a_day_by_hand_counts_where_the_signature_has_it_too(signed, issued):
    head = [[*x, "letterhead_right" if x[0] > 1000 else "letterhead_left"] for x in HEAD[:5]]
    line = [1300, 400, "Lam Giang, ngày 09 tháng 3 năm 2021", "letterhead_right", 0.5]
    overlay = [1500, 60, f"Thời gian ký: {signed} 08:00:00 +07:00", "margin"]
    header, _, _ = read_header([page(1, [overlay, *head, line])])
    assert header.issued_on == issued
    assert issued is None or dict(header.header_confidence)["issued_on"] < REVIEW_BELOW


@pytest.mark.parametrize(("signed", "flagged"), [(date(2025, 2, 4), True), (date(2025, 2, 5), False)])
def test_a_signature_before_a_date_without_printed_year_is_flagged(signed, flagged):
    overlaid = told("issued_on", date(2025, 2, 5), EvidenceSource.OVERLAY)
    got = held([overlaid, told("signed_on", signed, EvidenceSource.SIGNATURE)], "issued_on")
    assert (got.confidence < REVIEW_BELOW) is flagged


ABOVE, OWN, PLACE = "parent_authority", "issuing_authority", "place"


@pytest.mark.parametrize(
    ("above", "own", "flagged"),
    [
        ("UBND TỈNH LAM GIANG", "SỞ NỘI VỤ", set()),
        ("UBND TỈNH LÂM GIANG", "SỞ NỘI VỤ", {ABOVE, PLACE}),
        ("TỈNH ĐOÀN LÂM GIANG", "ĐOÀN TRƯỜNG ĐẠI HỌC LAM GIANG", {ABOVE}),
        ("BỘ CÔNG THƯƠNG", "TRƯỜNG ĐẠI HỌC LAM GIANG", set()),
    ],
)
def test_the_authority_above_bears_witness_for_the_place(above, own, flagged):
    some = [
        told(ABOVE, above, EvidenceSource.LETTERHEAD, 0.97),
        told(OWN, own, EvidenceSource.LETTERHEAD, 0.97),
        told(PLACE, "Lam Giang", EvidenceSource.DATE_LINE, 0.97),
    ]
    assert {name for name in (ABOVE, OWN, PLACE) if held(some, name).confidence < REVIEW_BELOW} == flagged


@pytest.mark.parametrize(
    ("body", "confidence", "flagged"),
    [("TỈNH ỦY LAM GIANG", 0.91, True), ("TỈNH ỦY LAM GIANG", 0.97, False), ("TỈNH ỦY VĨNH SA", 0.91, False)],
)
def test_a_place_without_a_witness_is_flagged_sooner(body, confidence, flagged):
    own = told(OWN, body, EvidenceSource.LETTERHEAD)
    some = [own, told(PLACE, "Vĩnh Sa", EvidenceSource.DATE_LINE, confidence)]
    assert (held(some, PLACE).confidence < REVIEW_BELOW) is flagged


@pytest.mark.parametrize(
    ("symbol", "body", "flagged"),
    [
        ("KH-ĐHCD", "TRƯỜNG ĐẠI HỌC CƠ ĐIỆN", True),
        ("KH-ĐHCĐ", "TRƯỜNG ĐẠI HỌC CƠ ĐIỆN", False),
        ("KH-UBND", "ỦY BAN NHÂN DÂN TỈNH LAM GIANG", False),
        ("KH-CĐLG", "TRƯỜNG ĐẠI HỌC CƠ ĐIỆN", False),
    ],
)
def test_a_symbol_with_initials_but_for_a_bar_is_flagged(symbol, body, flagged):
    own = told(OWN, body, EvidenceSource.LETTERHEAD)
    some = [own, told("symbol", symbol, EvidenceSource.LETTERHEAD), told("doc_type", "KẾ HOẠCH", EvidenceSource.TITLE)]
    assert (held(some, "symbol").confidence < REVIEW_BELOW) is flagged
