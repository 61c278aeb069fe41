"""What a record's own text says against it."""

from dataclasses import replace

import pytest

from sohoa.extract.records.provenance import odd_words, provenance
from sohoa.nouns.doubt import Doubt, DoubtKind
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


@pytest.mark.parametrize(
    ("sure", "told", "doubts"),
    [
        (1.0, 0.95, ()),
        (0.7, 0.7, ()),
        (0.3, 0.3, (Doubt(DoubtKind.CELL_EDGES, "0.30"),)),
    ],
)
def test_an_empty_cell_of_doubtful_edges_asks_for_review(sure, told, doubts):
    number, text, empty = table({"rows": [["1", "Rà soát quy chế", ""]], "header_rows": 0}).cells
    found = provenance((number, text, replace(empty, sure=sure)), (), 0.6)
    assert (found.confidence, found.doubts) == (told, doubts)
    assert replace(empty, sure=sure).told == (None if sure == 1 else sure)


def test_an_empty_cell_that_a_person_has_checked_is_sure():
    *_, empty = table({"rows": [["1", "Rà soát quy chế", ""]], "header_rows": 0}).cells
    assert replace(empty, sure=0.3, checked=True).told is None
