"""What a record's own text says against it."""

import pytest

from sohoa.extract.records.provenance import odd_words
from tests.support.record_builders import table


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("Báo và PTTH L an Giang", "L an"),
        ("Thường.xuyên", "Thường.xuyên"),
        ("khoa học.và công nghệ", "học.và"),
        ("Kế hoãch", "hoãch"),
        ("Phụ lục B và C", None),
        ("nhóm B gồm 3 xã", None),
        ("phí.docx, trên sohoa.gov.vn", None),
        ("Bộ.Ngành", None),
        ("ủy ban. nhân dân", None),
        ("khối D ở tỉnh", "D ở"),
    ],
)
def test_syllables_in_pieces_and_joined_ones_are_odd(text, odd):
    cells = table({"rows": [[text]], "header_rows": 0}).cells
    assert [d.detail for d in odd_words(cells)] == ([odd] if odd else [])
