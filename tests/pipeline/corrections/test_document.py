"""A document put together with its corrections: what holds no more, spoiled lines, undo."""

from sohoa.nouns.correctable import RecordKind
from sohoa.nouns.correction_place import Fault, Where
from sohoa.nouns.problem import ProblemKind, Stage
from sohoa.pipeline.corrections.document import correct_document
from sohoa.pipeline.corrections.places import spot_of
from sohoa.pipeline.corrections.store import BadLine, Kept
from sohoa.pipeline.recipe import build_document
from sohoa.settings import Settings
from tests.support.corrected_pages import plan, word_at
from tests.support.corrections import at, made, undo, word


def built(readings, kept):
    return correct_document(readings, kept, lambda some: build_document(some, Settings()))


def test_what_holds_no_more_is_told_and_kept():
    readings = plan()
    task = at(page=2, record=RecordKind.TASKS, field="note")
    some = (word("k1"), made("record_field", task, None, "mới", "k2"), word("k3", where=at(page=7)))
    document = built(readings, Kept(some))
    told = [(p.stage, p.kind, p.page, p.doubts[0].kind, p.doubts[0].detail) for p in document.problems]
    assert told == [
        (Stage.STORE, ProblemKind.CORRECTION, 1, "correction_unplaced", "k1 | Hòi | Hội"),
        (Stage.STORE, ProblemKind.CORRECTION, 7, "correction_unplaced", "k3 | Hòi | Hội"),
        (Stage.STORE, ProblemKind.CORRECTION, 2, "correction_unplaced", "k2 | ∅ | mới"),
    ]
    assert document.readings == readings
    assert document.parts == build_document(readings, Settings())


def test_spoiled_lines_are_told_by_their_numbers():
    document = built(plan(), Kept((), (BadLine(3, Fault.CUT), BadLine(5, Fault.KIND, "wort"))))
    assert [p.doubts[0].detail for p in document.problems] == ["3 | cut", "5 | bad_kind"]


def test_what_was_undone_is_as_if_it_was_never_said():
    readings = plan()
    _, found = word_at(readings[0], "liêu")
    said = made("word", Where(spots=(spot_of(readings[0].frame, found.box),)), "liêu", "liệu")
    assert built(readings, Kept((said, undo("u1", "k1")))) == built(readings, Kept())


def test_without_corrections_nothing_changes():
    readings = plan()
    document = built(readings, Kept())
    assert document.readings == readings
    assert document.parts == build_document(readings, Settings())
    assert document.problems == ()
