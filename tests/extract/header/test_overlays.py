"""What programs print over a page counts for its document alone, and replaces nothing that stands in print."""

from datetime import date

import pytest

from sohoa.extract.header.agreement import DISPUTED
from sohoa.extract.header.found import REVIEW_BELOW
from sohoa.extract.header.recipe import read_header
from sohoa.nouns.evidence import EvidenceSource
from tests.extract.header.test_hard_headers import BODY, HEAD
from tests.support.record_builders import page

PRINTED = "Lam Giang, ngày 05 tháng 3 năm 2021"


def document(number, day, *overlays):
    """A document of two pages with these lines of number and date, and overlays (page, text)."""
    placed = [[*x, "letterhead_right" if x[0] > 1000 else "letterhead_left"] for x in HEAD[:4]]
    own = [[350, 400, number, "letterhead_left"], [1300, 400, day, "letterhead_right"]]
    first = [*placed, *own, [*HEAD[6], "title"], *([*x, ""] for x in BODY)]
    pages = [first, [[*x, ""] for x in BODY]]
    for k, text in overlays:
        pages[k - 1] = [[1500, 60, text, "margin"], *pages[k - 1]]
    return read_header([page(n, lines) for n, lines in enumerate(pages, 1)])


def sure(header, field):
    return dict(header.header_confidence)[field]


@pytest.mark.parametrize(
    ("day", "overlay", "issued", "flagged"),
    [
        ("Lam Giang, ngày 0S tháng 3 năm 2021", "Số: 41/QĐ-SNV; Ngày: 05/03/2021", date(2021, 3, 5), False),
        ("Lam Giang, ngày 0S tháng 3 năm 2021", "Số: 41/QĐ-SNV; Ngày: 05/04/2021", None, True),
        ("Lam Giang, ngày 0S tháng 3 năm 2021", "Số: 41/QĐ-SNV; Ngày: 05/03/2020", None, True),
        (PRINTED, "Số: 41/QĐ-SNV; Ngày: 05/03/2021", date(2021, 3, 5), False),
        (PRINTED, "Số: 41/QĐ-SNV; Ngày: 05/04/2021", date(2021, 3, 5), True),
    ],
)
def test_a_day_of_another_month_replaces_nothing(day, overlay, issued, flagged):
    header, _, _ = document("Số: 41/QĐ-SNV", day, (1, overlay))
    assert (header.issued_on, header.issued_year, header.issued_month) == (issued, 2021, 3)
    some = [x for x in ("issued_on", "issued_month", "issued_year") if getattr(header, x)]
    assert any(sure(header, x) < REVIEW_BELOW for x in some) is flagged


@pytest.mark.parametrize(
    ("overlay", "code"),
    [
        ("Số: 41/QĐ-SNV; Ngày: 05/03/2021", "41/QĐ-SNV"),
        ("Số: 388/STC-VP; Ngày: 05/03/2021", None),
        ("Số: 41/QĐ-STC; Ngày: 05/03/2021", None),
    ],
)
def test_the_number_of_an_office_that_got_the_document_is_not_its_own(overlay, code):
    header, evidence, _ = document("Số: 4l?/QĐ-SNV", "Lam Giang, ngày 0S tháng 3 năm 2021", (1, overlay))
    assert (header.code, header.symbol) == (code, "QĐ-SNV")
    assert (header.issued_on is not None) is (code is not None)
    assert any(e.source is EvidenceSource.OVERLAY for e in evidence) is (code is not None)


def test_an_overlay_keeps_its_page():
    overlays = (2, "Số: 41/QĐ-SNV; Ngày: 05/03/2021"), (1, "Thời gian ký: 06.03.2021 08:00:00 +07:00")
    _, evidence, _ = document("Số: 41/QĐ-SNV", PRINTED, *overlays)
    told = {e.field: e.page for e in evidence if e.source is EvidenceSource.OVERLAY}
    assert told == {"code": 2, "issued_on": 2, "signed_on": 1}


@pytest.mark.parametrize(("signed", "flagged"), [("04.03.2021", True), ("05.03.2021", False)])
def test_signed_before_its_date_is_flagged(signed, flagged):
    header, _, _ = document("Số: 41/QĐ-SNV", PRINTED, (1, f"Thời gian ký: {signed} 08:00:00 +07:00"))
    assert header.issued_on == date(2021, 3, 5)
    assert (sure(header, "issued_on") <= DISPUTED) is flagged
