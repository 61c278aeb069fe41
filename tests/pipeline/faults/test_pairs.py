"""Corrections as pairs of words, and in what they differ."""

import pytest

from sohoa.pipeline.faults.pairs import fault_kind, pairs_of
from tests.support.corrections import at, made, undo, word


@pytest.mark.parametrize(
    ("read", "printed", "kind"),
    [
        ("", "năm", "missed"),
        (".", "", "extra"),
        ("ngày5", "ngày 5", "spaces"),
        ("Kế Hoạch", "kế hoạch", "case"),
        ("hòi", "hội", "marks"),
        ("doi", "đổi", "marks"),
        ("12.500", "12.600", "figures"),
        ("l2", "12", "figures"),
        ("12.500", "12,500", "signs"),
        ("số;", "số,", "signs"),
        ("rnôi", "môi", "letters"),
    ],
)
def test_in_what_they_differ(read, printed, kind):
    assert fault_kind(read, printed) == kind


def test_only_the_words_that_differ_are_told():
    cell = made("cell", at(table_id="p001-1", row=2, col=1), "trồng cây bên suôi", "trồng cây bên suối lớn")
    assert [(p.read, p.printed) for p in pairs_of([cell])] == [("suôi", "suối lớn")]


def test_lists_and_fields_without_a_value():
    field = made("header_field", at(field="recipients"), ("Sở A", "Sở B"), ("Sở A", "Sở C"))
    none = made("header_field", at(field="place"), None, "Lam Giang", "k2")
    assert [(p.read, p.printed) for p in pairs_of([field, none])] == [("B", "C"), ("", "Lam Giang")]


def test_what_is_no_text_is_no_pair():
    some = [made("as_printed", at(), "Hội"), undo("u1", "k9"), made("turn_page", at(), "0", "90", "k3")]
    assert list(pairs_of(some)) == []
    assert [(p.read, p.printed) for p in pairs_of([word("w")])] == [("Hòi", "Hội")]
