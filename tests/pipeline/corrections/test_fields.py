"""Fields of the header and of records as a person says that they are."""

from dataclasses import replace
from datetime import date

import pytest

from sohoa.nouns.correctable import RecordKind
from sohoa.nouns.correction_place import Where
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.evidence import Evidence, EvidenceSource
from sohoa.nouns.geometry import Box
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.nouns.record import CheckedField, Comparator, DocumentParts, Header, Indicator, Provenance, Task
from sohoa.pipeline.corrections.fields import apply_to_fields
from sohoa.pipeline.corrections.places import spot_of
from tests.support.corrected_pages import frame
from tests.support.corrections import made

BOX = Box(100, 400, 1100, 460)
FRAMES = {1: frame(1)}


def place(*doubts):
    return Provenance(1, BOX, 0.4, tuple(Doubt(kind, detail) for kind, detail in doubts))


def task(*doubts, **fields):
    return Task("p001-1", 1, "1", "Xây dựng cổng dữ liêu", place(*doubts), **fields)


def indicator(year, raw="70%", **fields):
    return Indicator("p001-1", 1, "1", "Tỷ lệ hồ sơ", year, raw, place(), **fields)


def of_header(field, after, before=None, kind="header_field", ident="k1"):
    return made(kind, Where(field=field), before, after, ident)


def of_record(record, field, before, after, kind="record_field", ident="k1", **more):
    where = Where(spots=(spot_of(FRAMES[1], BOX),), record=RecordKind(record), field=field, **more)
    return made(kind, where, before, after, ident)


def header(parts, *corrections):
    return apply_to_fields(parts, corrections, FRAMES).parts.header


def of(**fields):
    return DocumentParts(header=Header(**fields))


def missing(field):
    return Problem(Stage.RECORDS, ProblemKind.FIELD_MISSING, (Doubt(DoubtKind.FIELD_MISSING, field),))


def test_what_is_no_value_is_kept_as_printed():
    found = header(of(issued_on=date(2026, 3, 1)), of_header("issued_on", "ngày … tháng 3", "2026-03-01"))
    assert found.issued_on is None
    assert found.checked == (CheckedField("issued_on", "2026-03-01", "ngày … tháng 3"),)
    tasks = (task(budget_allocated_vnd=85),)
    said = of_record("tasks", "budget_allocated_vnd", "85", "khoảng 85 triệu")
    (found,) = apply_to_fields(DocumentParts(tasks=tasks), [said], FRAMES).parts.tasks
    assert found.budget_allocated_vnd is None
    assert found.checked == (CheckedField("budget_allocated_vnd", "85", "khoảng 85 triệu"),)


@pytest.mark.parametrize(
    ("fields", "field", "after", "follows"),
    [
        ({"number": "12", "symbol": "KH-UBND"}, "code", "126/QĐ-UBND", {"number": "126", "symbol": "QĐ-UBND"}),
        ({"symbol": "KH-UBND", "code": None}, "number", "126", {"code": "126/KH-UBND"}),
        ({"issued_year": 2025, "issued_month": 1}, "issued_on", "14/3/2026", {"issued_year": 2026, "issued_month": 3}),
        ({"issued_year": 2025}, "issued_on", "tháng 3", {"issued_year": 2025}),
    ],
)
def test_what_hangs_on_a_field_follows(fields, field, after, follows):
    found = header(of(**fields), of_header(field, after))
    assert {name: getattr(found, name) for name in follows} == follows


def test_what_a_person_said_does_not_follow():
    both = [of_header("symbol", "QĐ-UBND"), of_header("code", "126/KH-UBND", ident="k2")]
    found = header(of(number="12"), *both)
    assert (found.number, found.symbol) == ("126", "QĐ-UBND")


def test_a_missing_field_that_is_set_is_missing_no_more():
    parts = replace(of(missing_fields=("signer_name", "place")), problems=(missing("signer_name"), missing("place")))
    found = apply_to_fields(parts, [of_header("signer_name", "Lò Văn Páo")], FRAMES).parts
    assert found.header.signer_name == "Lò Văn Páo"
    assert "signer_name" not in found.header.missing_fields
    assert dict(found.header.header_confidence)["signer_name"] == 1.0
    assert found.problems == (missing("place"),)


def test_a_field_of_which_a_person_says_that_it_is_not_printed():
    parts = replace(of(missing_fields=("place",)), problems=(missing("place"),))
    found = apply_to_fields(parts, [of_header("place", None, None, "as_printed")], FRAMES).parts
    assert "place" not in found.header.missing_fields
    assert found.problems == ()
    assert "place" not in dict(found.header.header_confidence)


def test_a_confirmed_field_stays_as_it_is_and_is_sure():
    parts = of(code="126 / KH-UBND", header_confidence=(("code", 0.4),))
    found = header(parts, of_header("code", None, "126 / KH-UBND", "as_printed"))
    assert found.code == "126 / KH-UBND"
    assert found.header_confidence == (("code", 1.0),)
    assert found.checked[0].read == found.checked[0].printed


def test_the_evidence_says_that_a_person_did():
    old = Evidence("subject", "Phát triên", EvidenceSource.TITLE, 1, BOX, 0.6, chosen=True)
    parts = replace(of(subject="Phát triên"), evidence=(old,))
    twice = [of_header("subject", "Phát triển", "Phát triên"), of_header("subject", "Phát triển số", ident="k2")]
    found = apply_to_fields(parts, twice, FRAMES).parts
    assert [(e.source, e.value, e.chosen) for e in found.evidence] == [
        ("title", "Phát triên", False),
        ("person", "Phát triển số", True),
    ]
    assert found.header.checked == (CheckedField("subject", "Phát triên", "Phát triển số"),)


def test_what_is_read_from_a_printed_field_follows():
    some = task((DoubtKind.DEADLINE_UNREAD, "Qúy ll"), deadline_raw="Qúy ll/2026", lead_agencies=("Sở Tài chinh",))
    said = [
        of_record("tasks", "deadline_raw", "Qúy ll/2026", "Quý II/2026"),
        of_record("tasks", "lead_agencies", ("Sở Tài chinh",), ("Sở Tài chính", "Sở Nội vụ"), ident="k2"),
    ]
    (found,) = apply_to_fields(DocumentParts(tasks=(some,)), said, FRAMES).parts.tasks
    assert (found.start_year, found.end_year, found.quarters, found.recurrence) == (2026, 2026, (2,), "once")
    assert len(found.lead_agency_ids) == 2
    assert found.provenance.doubts == ()
    value = of_record("indicators", "value_raw", "70%", "≥ 75%", year=2026)
    (number,) = apply_to_fields(DocumentParts(indicators=(indicator(2026),)), [value], FRAMES).parts.indicators
    assert (number.comparator, number.low, number.high, number.unit) == (Comparator.AT_LEAST, 75.0, None, "%")


def test_a_printed_deadline_that_cannot_be_read_is_flagged():
    said = of_record("tasks", "deadline_raw", "Quý II", "khi có nguồn")
    (found,) = apply_to_fields(
        DocumentParts(tasks=(task(deadline_raw="Quý II", quarters=(2,)),)), [said], FRAMES
    ).parts.tasks
    assert found.quarters == ()
    assert [d.kind for d in found.provenance.doubts] == [DoubtKind.DEADLINE_UNREAD]


def test_a_settled_value_is_no_problem_any_more():
    unread = (DoubtKind.BUDGET_UNREAD, "85 tr")
    problem = Problem(Stage.RECORDS, ProblemKind.VALUE_UNREAD, (Doubt(*unread),), 1, "p001-1", 1)
    other = replace(problem, row=2)
    parts = DocumentParts(tasks=(task(unread),), problems=(problem, other))
    said = of_record("tasks", "budget_allocated_vnd", None, "85.000.000")
    found = apply_to_fields(parts, [said], FRAMES).parts
    assert found.tasks[0].budget_allocated_vnd == 85_000_000
    assert found.problems == (other,)
    note = apply_to_fields(parts, [of_record("tasks", "note", None, "ghi chú")], FRAMES).parts
    assert note.problems == (problem, other)


def test_a_weak_word_is_settled_where_it_stands_in_the_field():
    some = task((DoubtKind.WEAK_WORD, "0.31 | liêu"), (DoubtKind.WEAK_WORD, "0.35 | Nội"))
    said = of_record("tasks", "task", "Xây dựng cổng dữ liêu", "Xây dựng cổng dữ liệu")
    (found,) = apply_to_fields(DocumentParts(tasks=(some,)), [said], FRAMES).parts.tasks
    assert [d.detail for d in found.provenance.doubts] == ["0.35 | Nội"]


def test_an_indicator_is_known_by_its_year_too():
    parts = DocumentParts(indicators=(indicator(2025), indicator(2026)))
    said = of_record("indicators", "low", None, "71,5", year=2026)
    found = apply_to_fields(parts, [said], FRAMES)
    assert [i.low for i in found.parts.indicators] == [None, 71.5]
    assert found.unplaced == ()


@pytest.mark.parametrize(
    "changed",
    [
        {"provenance": replace(place(), page=2)},
        {"provenance": replace(place(), box=Box(100, 900, 1100, 960))},
        {"task": "Mua sắm máy chủ ở thôn"},
    ],
)
def test_a_record_that_is_another_gets_nothing(changed):
    said = of_record("tasks", "task", "Xây dựng cổng dữ liêu", "Xây dựng cổng dữ liệu")
    other = replace(task(), **changed)
    found = apply_to_fields(DocumentParts(tasks=(other,)), [said], FRAMES)
    assert found.parts.tasks == (other,)
    assert found.unplaced == (said,)
