"""A page as it is shown: text and tables in order, spans over page ends, problems in a language."""

from sohoa.messages import Language
from sohoa.pipeline.review.queue.recipe import document_places
from sohoa.pipeline.review.shown.known import known_pages
from sohoa.pipeline.review.shown.page import Told, page_view
from sohoa.pipeline.review.shown.tables import TableView, table_view
from tests.support.review_outputs import review_output


def test_text_then_the_table_and_each_word_once(tmp_path):
    out = review_output(tmp_path)
    view = page_view(out, "thu", known_pages(out, "thu"), 1, Told(document_places(out, "thu"), {}, Language.VI))
    kinds = [type(p).__name__ for p in view.parts]
    assert kinds == ["BlockView", "BlockView", "TableView"]
    shown = [w.text for p in view.parts if not isinstance(p, TableView) for line in p.lines for w in line]
    assert "suôi" not in shown and "1.250" in shown
    assert [[c.text for c in row] for _, row in view.parts[2].rows][1] == ["1", "Trồng cây bên suôi", "12.500.000"]
    assert {c.id for c in view.cards} >= {"cell-p001-1-1-1", "field-code", "word-1-8"}


def row(row, col, pages, row_span=1, col_span=1, text="x"):
    parts = [{"page": p, "x0": 0.0, "y0": 0.0, "x1": 9.0, "y1": 9.0} for p in pages]
    same = {
        "table_id": "p001-1",
        "is_header": row == 0,
        "is_group": False,
        "text_ocr": text,
        "confidence": 0.9,
        "checked": False,
    }
    return {
        **same,
        "row": row,
        "col": col,
        "row_span": row_span,
        "col_span": col_span,
        "pages": pages,
        "text": text,
        "parts": parts,
    }


TABLE = {"table_id": "p001-1", "title": None, "pages": [1, 2], "n_head": 1}


def test_a_cell_merged_over_the_page_end_covers_the_rows_that_are_shown():
    cells = [
        row(0, 0, [1, 2]),
        row(0, 1, [1, 2]),
        row(1, 0, [1, 2], row_span=4, text="I"),
        row(4, 1, [2]),
        row(3, 1, [2]),
    ]
    view = table_view(2, TABLE, cells, [])
    assert [(r, [(c.text, c.row_span) for c in cs]) for r, cs in view.rows] == [
        (0, [("x", 1), ("x", 1)]),
        (3, [("I", 2), ("x", 1)]),
        (4, [("x", 1)]),
    ]
    assert (view.begins, view.ends, view.n_head) == (False, True, 1)


def test_a_page_without_anything_is_shown(tmp_path):
    out = review_output(tmp_path, words=(), words_ocr=())
    view = page_view(out, "thu", known_pages(out, "thu"), 1, Told([], {}, Language.EN))
    assert [type(p).__name__ for p in view.parts] == ["TableView"]
