"""A correction refuses to be nonsense."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from sohoa.nouns.correctable import FieldType, RecordKind, said_to_value, value_to_said
from sohoa.nouns.correction import Correction, CorrectionKind, now
from sohoa.nouns.correction_place import Fault, NotACorrection, Spot, Where
from sohoa.nouns.geometry import Box
from tests.support.corrections import WHEN, at, made, undo, word

CELL = at(table_id="p001-1", row=2, col=1)
TASK = at(record=RecordKind.TASKS, table_id="p001-1", row=2)
TWO = Where(spots=(*at().spots, *at(x0=50, x1=80).spots))


@pytest.mark.parametrize(
    ("kind", "where", "before", "after"),
    [
        ("word", at(), "QuýII", "Quý II"),
        ("word", at(), "~", ""),
        ("word", Where(spots=(Spot(1),), line=3, word=2), "Hòi", "Hội"),
        ("cell", CELL, "", "một\nhai"),
        ("header_field", replace(at(), field="issued_on"), None, "14/3/2026"),
        ("header_field", Where(field="recipients"), (), ("Như trên", "Lưu: VT")),
        ("header_field", Where(field="signer_name"), "Lò Văn", None),
        ("record_field", replace(TASK, field="deadline_raw"), "Quý I", "Quý II"),
        ("record_field", replace(TASK, field="note"), "x", None),
        ("merge_cells", TWO, "a | b", None),
        ("split_cell", CELL, "a b", "apart"),
        ("split_cell", CELL, "a b", "rows 0.25"),
        ("join_rows", CELL, "a", None),
        ("part_rows", CELL, "a", None),
        ("turn_page", Where(spots=(Spot(4),)), "0", "270"),
        ("as_printed", at(), "Hòi", None),
        ("as_printed", CELL, "một hai", None),
        ("as_printed", replace(TASK, field="quarters"), ("1", "2"), None),
        ("as_printed", Where(field="signer_name"), None, None),
    ],
)
def test_what_makes_sense(kind, where, before, after):
    assert made(kind, where, before, after).after == after


@pytest.mark.parametrize(
    ("kind", "where", "before", "after", "fault"),
    [
        ("word", at(), "Hòi", "Ho\u0302i", Fault.TEXT),
        ("word", at(), "Hòi", "Hộ\x1bi", Fault.TEXT),
        ("word", at(), "Hòi", "\u202eiộH", Fault.TEXT),
        ("word", at(), "Hòi", "Hội\nnghị", Fault.TEXT),
        ("word", at(), "Hòi", " Hội", Fault.AFTER),
        ("word", at(), "Hòi", None, Fault.AFTER),
        ("word", at(), "Hòi", ("Hội",), Fault.AFTER),
        ("word", at(), "Hòi", "H" * 501, Fault.TOO_LONG),
        ("word", Where(), "Hòi", "Hội", Fault.PLACE),
        ("word", Where(spots=(Spot(1),)), "Hòi", "Hội", Fault.PLACE),
        ("word", at(x0=10, x1=10), "Hòi", "Hội", Fault.PLACE),
        ("word", at(page=0), "Hòi", "Hội", Fault.PLACE),
        ("word", at(x1=float("inf")), "Hòi", "Hội", Fault.PLACE),
        ("cell", at(), "a", "b", Fault.PLACE),
        ("cell", CELL, "a", "b" * 20_001, Fault.TOO_LONG),
        ("header_field", at(), None, "x", Fault.FIELD),
        ("header_field", Where(field="doc_id"), None, "x", Fault.FIELD),
        ("header_field", Where(field="recipients"), (), "Như trên", Fault.AFTER),
        ("header_field", Where(field="subject"), "a", ("b",), Fault.AFTER),
        ("header_field", Where(field="subject"), "a", " ", Fault.AFTER),
        ("header_field", Where(field="recipients"), (), ("Như trên", ""), Fault.AFTER),
        ("record_field", replace(TASK, field="task"), "a", None, Fault.AFTER),
        ("record_field", replace(TASK, field="value_raw"), "a", "b", Fault.FIELD),
        ("record_field", Where(record=RecordKind.TASKS, field="task"), "a", "b", Fault.PLACE),
        ("merge_cells", at(), None, None, Fault.PLACE),
        ("merge_cells", Where(spots=(*at(1).spots, *at(2).spots)), None, None, Fault.PLACE),
        ("split_cell", CELL, "a", "rows 1.5", Fault.AFTER),
        ("split_cell", CELL, "a", "columns 0.00", Fault.AFTER),
        ("split_cell", CELL, "a", None, Fault.AFTER),
        ("join_rows", CELL, "a", "b", Fault.AFTER),
        ("turn_page", Where(spots=(Spot(4),)), "0", "45", Fault.AFTER),
        ("turn_page", Where(), "0", "90", Fault.PLACE),
        ("as_printed", at(), "Hòi", "Hội", Fault.AFTER),
        ("as_printed", at(), None, None, Fault.AFTER),
        ("undo", Where(), None, None, Fault.OF),
    ],
)
def test_what_makes_none(kind, where, before, after, fault):
    with pytest.raises(NotACorrection) as told:
        made(kind, where, before, after)
    assert told.value.fault is fault


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("id", "", Fault.ID),
        ("id", "../x", Fault.ID),
        ("id", "x" * 65, Fault.ID),
        ("document", "a/b", Fault.DOCUMENT),
        ("document", "..", Fault.DOCUMENT),
        ("document", "", Fault.DOCUMENT),
        ("who", "Mây\n", Fault.TEXT),
        ("when", datetime(2026, 3, 14, 8), Fault.WHEN),
        ("when", datetime(2026, 3, 14, 8, tzinfo=timezone(timedelta(hours=7))), Fault.WHEN),
        ("when", datetime(2026, 3, 14, 8, 0, 0, 5, tzinfo=UTC), Fault.WHEN),
    ],
)
def test_what_a_correction_is_called(field, value, fault):
    with pytest.raises(NotACorrection) as told:
        replace(word("k1"), **{field: value})
    assert told.value.fault is fault


def test_nothing_undoes_itself():
    assert undo("k2", "k1").of == "k1"
    with pytest.raises(NotACorrection):
        undo("k1", "k1")


def test_now_is_a_time_that_a_correction_may_have():
    assert isinstance(Correction("k", "a", now(), "", CorrectionKind.WORD, at(), "a", "b"), Correction)
    assert now() >= WHEN


@pytest.mark.parametrize(
    ("said", "kind", "value"),
    [
        ("14/3/2026", FieldType.DATE, date(2026, 3, 14)),
        ("2026-03-14", FieldType.DATE, date(2026, 3, 14)),
        ("30/2/2026", FieldType.DATE, None),
        ("tháng 3", FieldType.DATE, None),
        ("2026", FieldType.YEAR, 2026),
        ("206", FieldType.YEAR, None),
        ("13", FieldType.MONTH, None),
        (("3", "1"), FieldType.QUARTERS, (1, 3)),
        (("5",), FieldType.QUARTERS, None),
        ("85.000.000", FieldType.AMOUNT, 85_000_000),
        ("85000000", FieldType.AMOUNT, 85_000_000),
        ("-5.000", FieldType.AMOUNT, -5000),
        ("85,5", FieldType.AMOUNT, None),
        ("85 triệu", FieldType.AMOUNT, None),
        ("99,5", FieldType.FIGURE, 99.5),
        ("-0,5", FieldType.FIGURE, -0.5),
        ("99.5", FieldType.FIGURE, 99.5),
        ("1.234", FieldType.FIGURE, 1234.0),
        ("1.234,5", FieldType.FIGURE, 1234.5),
        ("70%", FieldType.FIGURE, None),
        ("annual", FieldType.RECURRENCE, "annual"),
        ("hằng năm", FieldType.RECURRENCE, None),
        ("≥", FieldType.COMPARATOR, "≥"),
        ("007", FieldType.NUMBER, "007"),
        ("O7", FieldType.NUMBER, None),
        ("126/KH-UBND", FieldType.CODE, "126/KH-UBND"),
        ("12/2025/QĐ-UBND", FieldType.CODE, "12/2025/QĐ-UBND"),
        ("Số 126", FieldType.CODE, None),
        (None, FieldType.DATE, None),
    ],
)
def test_a_text_becomes_the_value_that_it_is_or_none(said, kind, value):
    assert said_to_value(said, kind) == value


@pytest.mark.parametrize(
    ("value", "kind"),
    [(99.5, FieldType.FIGURE), (1234567.0, FieldType.FIGURE), (date(2026, 3, 1), FieldType.DATE), (7, FieldType.MONTH)],
)
def test_a_value_told_as_text_is_read_as_itself(value, kind):
    assert said_to_value(value_to_said(value), kind) == value


def test_a_box_may_lie_anywhere_on_paper():
    assert made("word", at(x0=-3.0, y0=-2.0), "a", "b").where.spots[0].box == Box(-3.0, -2.0, 40.0, 30.0)
