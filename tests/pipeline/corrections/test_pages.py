"""Corrections on pages: words, cells, merged and split cells, joined rows; and what follows in tables and records."""

from dataclasses import replace
from itertools import pairwise

import pytest

from sohoa.nouns.correction_place import Where
from sohoa.nouns.table import JoinReason
from sohoa.pipeline.corrections.document import correct_document
from sohoa.pipeline.corrections.pages import apply_to_pages
from sohoa.pipeline.corrections.places import box_on, spot_of, where_of_cell
from sohoa.pipeline.corrections.store import Kept
from sohoa.pipeline.recipe import build_document, page_text
from sohoa.settings import Settings
from tests.support.corrected_pages import at_dpi, lying, plan, word_at
from tests.support.corrections import made


def built(readings, *corrections):
    return correct_document(readings, Kept(tuple(corrections)), lambda some: build_document(some, Settings()))


def of_word(reading, text, after, ident="k1", kind="word"):
    _, found = word_at(reading, text)
    return made(kind, Where(spots=(spot_of(reading.frame, found.box),)), text, after, ident=ident)


def cell_of(readings, row, col):
    table = build_document(readings, Settings()).tables[0]
    return table, next(c for c in table.cells if (c.row, c.col) == (row, col))


def of_cell(readings, row, col, after, ident="k1", kind="cell"):
    table, cell = cell_of(readings, row, col)
    where = where_of_cell({r.number: r.frame for r in readings}, table.table_id, cell)
    return made(kind, where, cell.text, after, ident=ident)


def cells_of(document):
    return {(c.row, c.col): c for c in document.parts.tables[0].cells}


def test_the_plan_is_a_task_list():
    parts = build_document(plan(), Settings())
    assert [t.task for t in parts.tasks] == [
        "Xây dựng cổng dữ liêu mở",
        "Mua sắm máy chủ cho trung tâm",
        "Tập huấn kỹ năng số cho cán bộ",
        "Đánh giá kết quả cuối năm",
    ]
    assert parts.tables[0].n_rows == 5


def test_a_word_is_corrected_and_all_follows():
    readings = plan()
    document = built(readings, of_word(readings[0], "liêu", "liệu"))
    _, word = word_at(document.readings[0], "liệu")
    assert (word.text_ocr, word.confidence, word.checked, word.corrected) == ("liêu", 1.0, True, True)
    cell = cells_of(document)[1, 1]
    assert (cell.text, cell.text_ocr) == ("Xây dựng cổng dữ liệu mở", "Xây dựng cổng dữ liêu mở")
    assert (cell.corrected, cell.checked, cell.confidence) == (True, False, 0.7)
    assert document.parts.tasks[0].task == "Xây dựng cổng dữ liệu mở"
    assert "dữ liệu mở" in page_text(document.readings[0].words)
    assert document.problems == ()
    assert readings[0].words == document.readings[0].words_ocr


def test_a_word_as_printed_is_sure_and_not_corrected():
    readings = plan()
    document = built(readings, of_word(readings[0], "liêu", None, kind="as_printed"))
    _, word = word_at(document.readings[0], "liêu")
    assert (word.confidence, word.checked, word.corrected) == (1.0, True, False)


def test_a_word_becomes_two_and_two_become_one():
    readings = plan()
    found = apply_to_pages(readings, [of_word(readings[0], "II/2026", "II / 2026")]).readings[0]
    texts = [w.text for w in found.words if w.corrected]
    assert texts == ["II", "/", "2026"]
    boxes = [w.box for w in found.words if w.corrected]
    assert all(a.x1 <= b.x0 for a, b in pairwise(boxes))
    assert [w.text_ocr for w in found.words if w.corrected] == ["II/2026", "", ""]


def test_nothing_printed_takes_the_word_out():
    readings = plan()
    document = built(readings, of_word(readings[0], "liêu", ""))
    assert cells_of(document)[1, 1].text == "Xây dựng cổng dữ mở"
    gone = [w for w in document.readings[0].words if w.corrected]
    assert [(w.text, w.text_ocr) for w in gone] == [("", "liêu")]


def test_a_cell_gets_another_text_and_words_that_stay_keep_their_reading():
    readings = plan()
    document = built(readings, of_cell(readings, 1, 1, "Xây dựng cổng dữ liệu rất mở"))
    cell = cells_of(document)[1, 1]
    assert cell.text == "Xây dựng cổng dữ liệu rất mở"
    assert (cell.confidence, cell.checked, cell.corrected) == (1.0, True, True)
    words = [w for w in document.readings[0].words if w.checked]
    assert [w.text for w in words if w.corrected] == ["liệu", "rất"]
    assert document.parts.tasks[0].task == "Xây dựng cổng dữ liệu rất mở"


def test_a_cell_as_printed_is_sure_and_not_corrected():
    readings = plan()
    document = built(readings, of_cell(readings, 1, 1, None, kind="as_printed"))
    cell = cells_of(document)[1, 1]
    assert (cell.confidence, cell.checked, cell.corrected) == (1.0, True, False)


def test_an_empty_cell_is_written_into():
    first, second = plan()
    bare = replace(first, words=tuple(w for w in first.words if w.text not in ("Sở", "Tài", "chính")))
    unread = replace(
        bare.grids[0], cells=tuple(replace(c, unread=c.row == 1 and c.col == 2) for c in bare.grids[0].cells)
    )
    readings = (replace(bare, grids=(unread,)), second)
    assert cell_of(readings, 1, 2)[1].confidence == 0.0
    document = built(readings, of_cell(readings, 1, 2, "Sở Y tế"))
    cell = cells_of(document)[1, 2]
    assert (cell.text, cell.text_ocr, cell.confidence, cell.corrected) == ("Sở Y tế", "", 1.0, True)
    assert document.parts.tasks[0].lead_agencies == ("Sở Y tế",)
    order = [w.text for w in document.readings[0].words]
    assert order.index("mở") < order.index("Y") < order.index("II/2026")


def test_an_empty_cell_of_which_a_person_says_that_nothing_is_printed_is_settled():
    first, second = plan()
    bare = replace(first, words=tuple(w for w in first.words if w.text not in ("Sở", "Tài", "chính")))
    unread = tuple(replace(c, unread=c.row == 1 and c.col == 2) for c in bare.grids[0].cells)
    readings = (replace(bare, grids=(replace(bare.grids[0], cells=unread),)), second)
    assert "print_unread" in [d.kind for d in built(readings).parts.tasks[0].provenance.doubts]
    document = built(readings, of_cell(readings, 1, 2, None, kind="as_printed"))
    assert "print_unread" not in [d.kind for d in document.parts.tasks[0].provenance.doubts]


def test_merged_cells_are_one():
    readings = plan()
    spots = tuple(s for col in (2, 3) for s in of_cell(readings, 1, col, "").where.spots)
    document = built(readings, made("merge_cells", Where(spots=spots)))
    cell = cells_of(document)[1, 2]
    assert (cell.text, cell.col_span, cell.corrected) == ("Sở Tài chính Quý II/2026", 2, True)


def test_a_cell_is_split():
    readings = plan()
    where = of_cell(readings, 1, 2, "").where
    document = built(readings, made("split_cell", where, "Sở Tài chính", "columns 0.3"))
    cells = cells_of(document)
    assert document.parts.tables[0].n_cols == 5
    assert [cells[1, c].text for c in (2, 3)] == ["Sở Tài", "chính"]
    assert cells[2, 2].col_span == 2


def test_rows_are_joined_and_parted_over_the_page_end():
    readings = plan()
    number = of_cell(readings, 3, 0, "").where
    document = built(readings, made("join_rows", number))
    assert document.problems == ()
    table = document.parts.tables[0]
    assert table.n_rows == 4
    cell = cells_of(document)[2, 1]
    assert cell.text == "Mua sắm máy chủ cho trung tâm Tập huấn kỹ năng số cho cán bộ"
    assert cell.join_reasons == (JoinReason.PERSON,)
    assert cell.corrected
    again = built(readings, made("join_rows", number), made("part_rows", number, ident="k2"))
    assert again.parts.tables[0].n_rows == 5


def test_a_join_of_unlike_tables_is_told():
    first, second = plan()
    narrow = replace(second.grids[0], n_cols=3, cells=tuple(c for c in second.grids[0].cells if c.col < 3))
    readings = (first, replace(second, grids=(narrow,)))
    where = Where(spots=(spot_of(second.frame, second.grids[0].cells[4].box),))
    document = built(readings, made("join_rows", where))
    assert [p.kind for p in document.problems] == ["correction"]


def test_later_corrections_see_earlier_ones():
    readings = plan()
    first = of_word(readings[0], "liêu", "liều")
    second = replace(of_word(readings[0], "liêu", "liệu", ident="k2"), before="liều")
    document = built(readings, first, second)
    assert cells_of(document)[1, 1].text == "Xây dựng cổng dữ liệu mở"


@pytest.mark.parametrize("dpi", [100.0, 200.0, 300.0])
@pytest.mark.parametrize("jitter", [0.0, 1.5])
def test_corrections_hold_at_another_resolution(dpi, jitter):
    readings = plan()
    corrections = [
        of_word(readings[0], "liêu", "liệu", "a"),
        of_cell(readings, 2, 2, "Sở Công Thương", "b"),
        made("join_rows", of_cell(readings, 3, 0, "").where, ident="c"),
        of_cell(readings, 4, 1, None, "d", kind="as_printed"),
    ]
    document = built(tuple(at_dpi(r, dpi, jitter) for r in readings), *corrections)
    assert document.problems == ()
    here = built(readings, *corrections)
    told = [(t.task, t.lead_agencies) for t in document.parts.tasks]
    assert told == [(t.task, t.lead_agencies) for t in here.parts.tasks]


def test_a_page_that_lies_on_its_side_keeps_its_places():
    reading = plan()[0]
    turned = lying(reading)
    for word in reading.words:
        spot = spot_of(turned.frame, word.box)
        back = box_on(turned.frame, spot)
        assert [round(v, 6) for v in (back.x0, back.y0, back.x1, back.y1)] == [
            word.box.x0,
            word.box.y0,
            word.box.x1,
            word.box.y1,
        ]
    assert spot.box.height > spot.box.width


def test_a_cell_whose_table_is_seen_no_more_keeps_its_text():
    readings = plan()
    correction = of_cell(readings, 1, 1, "Xây dựng cổng dữ liệu mở")
    without = tuple(replace(r, grids=()) for r in readings)
    document = built(without, correction)
    assert document.problems == ()
    assert "cổng dữ liệu mở" in page_text(document.readings[0].words)


def texts_of(document):
    return {place: c.text for place, c in cells_of(document).items()}


@pytest.mark.parametrize("col", range(4))
def test_a_heading_that_is_printed_anew_is_confirmed_on_each_page(col):
    readings = plan()
    assert len(cell_of(readings, 0, col)[1].parts) == 2  # it stands on both pages
    document = built(readings, of_cell(readings, 0, col, None, kind="as_printed"))
    assert texts_of(document) == texts_of(built(readings))
    assert [[w.text for w in r.words] for r in document.readings] == [[w.text for w in r.words] for r in readings]
    assert not any(w.corrected for r in document.readings for w in r.words)
    assert document.problems == ()


def test_a_heading_that_is_printed_anew_is_corrected_on_each_page():
    readings = plan()
    document = built(readings, of_cell(readings, 0, 3, "Thời hạn"))
    assert [sum(w.text == "hạn" for w in r.words) for r in document.readings] == [1, 1]
    assert texts_of(document) == {**texts_of(built(readings)), (0, 3): "Thời hạn"}
