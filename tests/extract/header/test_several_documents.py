"""Files that hold several documents, each with its own header; wording and names are invented."""

import pytest

from sohoa.extract.header.several_documents import document_starts
from sohoa.pipeline.recipe import build_document
from sohoa.settings import Settings
from tests.extract.header.test_hard_headers import BODY, HEAD
from tests.support.record_builders import page

SIDES = [[*x, "letterhead_right" if x[0] > 1000 else "letterhead_left"] for x in HEAD[:6]]
TITLE = [[1120, 560, "QUYẾT ĐỊNH", "title"], [900, 630, "Về việc kiểm kê sổ sách", "title"]]
CLOSE = [
    [330, 420, "Nơi nhận:", "footer_left"],
    [330, 480, "- Lưu: VT.", "footer_left"],
    [1600, 420, "GIÁM ĐỐC", "footer_right"],
    [1580, 900, "Lê Văn Thử", "footer_right"],
]
PLAIN = [[*x, ""] for x in BODY]


def head(**other):
    """The letterhead, its lines replaced by name: `parent`, `body`, `number`."""
    places = {"parent": 0, "body": 2, "number": 4}
    lines = [list(x) for x in SIDES]
    for name, text in other.items():
        lines[places[name]][2] = text
    return lines


def starts(second):
    return document_starts([page(1, [*head(), *TITLE]), page(2, PLAIN), page(3, second), page(4, CLOSE)])


@pytest.mark.parametrize(
    ("second", "begins"),
    [
        ([*head(), *TITLE], True),
        ([*head(number="Số:      /NQ-HĐND"), *TITLE], True),
        ([*head()[:4], head()[5], *TITLE], False),
        ([*head(), *PLAIN], False),
        ([[330, 120, "Mẫu số 02", ""], *head(), *TITLE], False),
        ([[330, 120, "Phụ lục I", ""], *head(), *TITLE], False),
        ([*head(body="SỞ ............"), *TITLE], False),
        ([*head(body="TÊN CƠ QUAN (1)"), *TITLE], False),
        ([*head(parent="ĐƠN VỊ", body="GỬI MẪU NÀY"), *TITLE], False),
        (PLAIN, False),
    ],
    ids=["another", "a draft", "no number", "no type", "form", "appendix", "dots", "mark", "no authority", "text"],
)
def test_where_a_second_document_begins(second, begins):
    assert starts(second) == ((0, 2) if begins else (0,))


def test_no_pages_hold_no_document():
    assert document_starts([]) == ()
    assert document_starts([page(1, PLAIN)]) == (0,)


def test_each_document_has_its_own_header():
    second = [*head(body="SỞ Y TẾ", number="Số: 77/TB-SYT"), [1120, 560, "THÔNG BÁO", "title"]]
    parts = build_document([page(1, [*head(), *TITLE]), page(2, CLOSE), page(3, second), page(4, PLAIN)], Settings())
    (other,) = parts.later
    assert (parts.header.code, other.header.code, other.first_page) == ("41/QĐ-SNV", "77/TB-SYT", 3)
    assert (parts.header.signer_name, other.header.signer_name) == ("Lê Văn Thử", None)
    assert {e.page for e in parts.evidence} == {1, 2}
    assert {e.page for e in other.evidence} == {3}
    missing = {p.page for p in parts.problems if "signer_name" in (d.detail for d in p.doubts)}
    assert missing == {3}
