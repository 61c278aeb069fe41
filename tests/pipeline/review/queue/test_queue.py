"""Which places are looked at, and in what order."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.word import RegionKind
from sohoa.pipeline.review.queue import cells, fields, words
from sohoa.pipeline.review.queue.places import Place, PlaceKind
from sohoa.pipeline.review.queue.recipe import all_places, document_places, urgent_places
from sohoa.pipeline.review.queue.stakes import Stake
from tests.support.review_outputs import page_reading, review_output

CASES = json.loads((Path(__file__).parent / "cases" / "order.json").read_text("utf-8"))


def place(risk, stake, key="1/0", document="a", page=1):
    return Place(document, PlaceKind.WORD, key, page, None, "x", "x", 1 - risk, risk, Stake(stake))


@pytest.mark.parametrize("case", CASES, ids=[c["what"] for c in CASES])
def test_order(case):
    some = [place(*p["of"], key=str(k), **p.get("in", {})) for k, p in enumerate(case["places"])]
    assert [int(p.key) for p in urgent_places(some)] == case["order"]


def test_words_that_say_nothing_are_left_out(tmp_path):
    read = [replace(w, confidence=0.5) for w in page_reading().words if w.region is not RegionKind.TABLE]
    read[0] = replace(read[0], struck=True)
    for k, region in enumerate((RegionKind.WATERMARK, RegionKind.PAGE_NUMBER, RegionKind.MARGIN), 1):
        read[k] = replace(read[k], region=region)
    out = review_output(tmp_path, words=tuple(read))
    kept = [p.key for p in document_places(out, "thu") if p.kind is PlaceKind.WORD]
    assert kept == [f"1/{k}" for k in range(4, len(read))]


def test_cells_come_with_their_doubtful_words(tmp_path):
    found = {p.key: p for p in document_places(review_output(tmp_path), "thu") if p.kind is PlaceKind.CELL}
    assert sorted(found) == ["p001-1/1/1", "p001-1/1/2"]
    cell = found["p001-1/1/1"]
    assert [(w.text, [a.text for a in w.alternatives]) for w in cell.words] == [("suôi", ["suối", "suồi"])]
    assert (cell.page, cell.stake, cell.box.x0) == (1, Stake.TEXT, 200)
    assert found["p001-1/1/2"].stake is Stake.AMOUNT
    assert found["p001-1/1/2"].urgency > cell.urgency


def test_a_cell_whose_print_was_not_read_says_so():
    row = {
        "table_id": "p001-1",
        "page": 1,
        "row": 0,
        "col": 1,
        "text": "",
        "text_ocr": "",
        "confidence": 0.0,
        "parts": [],
        "is_header": False,
    }
    (found,) = cells.cell_places("a", [{**row, "x0": 1.0, "y0": 1.0, "x1": 5.0, "y1": 5.0}], [], frozenset())
    assert [d.kind for d in found.doubts] == [DoubtKind.PRINT_UNREAD]
    assert found.risk == pytest.approx(0.9)


def heading(confidence, is_header=True):
    parts = [{"page": n, "x0": 0.0, "y0": 0.0, "x1": 90.0, "y1": 20.0} for n in (1, 2)]
    told = {"table_id": "p001-1", "page": 1, "row": 0, "col": 1, "text": "Nội dung", "text_ocr": "Nội dung"}
    return {**told, "is_header": is_header, "confidence": confidence, "parts": parts, **parts[0]}


def printed(page, word, text, confidence):
    row = {"page": page, "word": word, "text": text, "text_ocr": text, "confidence": confidence, "alternatives": []}
    return {**row, "x0": 5.0 + 40 * word, "y0": 2.0, "x1": 35.0 + 40 * word, "y1": 18.0}


@pytest.mark.parametrize(("is_header", "pages"), [(True, {2}), (False, {1, 2})])
def test_a_heading_is_as_doubtful_as_its_own_print(is_header, pages):
    words_of = words.doubtful_words([printed(1, 0, "Nôi", 0.3), printed(1, 1, "dumg", 0.4), printed(2, 0, "Nội", 0.9)])
    (found,) = cells.cell_places("a", [heading(0.9, is_header)], words_of, frozenset())
    assert {w.page for w in found.words} == pages
    (sure,) = cells.cell_places("a", [heading(0.99)], words_of, frozenset())
    assert (sure.words, sure.risk < 0.05) == ((), True)


def test_rows_with_doubts_of_their_own():
    def record(row, *doubts):
        told = [{"kind": k, "detail": d} for k, d in doubts]
        return {"table_id": "p001-1", "row": row, "page": 2, "x0": 0.0, "y0": 0.0, "x1": 9.0, "y1": 9.0, "doubts": told}

    rows = [
        record(1, ("weak_word", "0.52 | máy")),
        record(2, ("no_row_number", ""), ("weak_word", "0.52 | máy")),
        record(3, ("deadline_unread", "Quý V")),
        record(3, ("deadline_unread", "Quý V")),
        record(4, ("a kind of later", "")),
    ]
    found = list(cells.row_places("a", rows))
    assert [(p.key, p.doubts) for p in found] == [
        ("p001-1/2", (Doubt(DoubtKind.NO_ROW_NUMBER),)),
        ("p001-1/3", (Doubt(DoubtKind.DEADLINE_UNREAD, "Quý V"),)),
    ]


def test_number_and_symbol_are_one_code(tmp_path):
    found = {p.key: p for p in document_places(review_output(tmp_path), "thu") if p.kind is PlaceKind.FIELD}
    assert sorted(found) == ["code", "issued_on", "signer_name"]
    assert [a.text for a in found["code"].others] == ["46/KH-UBND"]
    assert (found["code"].text, found["code"].page, found["code"].stake) == ("45/KH-UBND", 1, Stake.IDENTITY)
    assert found["signer_name"].text is None
    assert [d.kind for d in found["signer_name"].doubts] == [DoubtKind.FIELD_MISSING]


def test_items_of_a_list_stand_in_lines_of_their_own():
    assert fields.field_text(["Sở A", "Sở B"]) == "Sở A\nSở B"
    row = dict.fromkeys(fields.FIELDS) | {
        "recipients": ["Sở A"],
        "header_confidence": [],
        "missing_fields": [],
        "checked": [],
        "part": 0,
    }
    told = {"part": 0, "field": "recipients", "page": 1, "x0": None, "confidence": 0.4, "chosen": False}
    (found,) = fields.field_places("a", row, [{**told, "value": "Sở A | Sở B"}, {**told, "value": "Sở A"}])
    assert [a.text for a in found.others] == ["Sở A\nSở B"]


def test_a_reading_that_is_the_word_itself_is_no_alternative():
    alternatives = [{"text": "suối", "score": 0.6}, {"text": "suôi", "score": 0.4}, {"text": "", "score": 0.1}]
    row = {"page": 1, "word": 0, "text": "suôi", "text_ocr": "suôi", "confidence": 0.5, "alternatives": alternatives}
    found = words.doubtful_word({**row, "x0": None, "y0": None, "x1": None, "y1": None})
    assert ([a.text for a in found.alternatives], found.box) == (["suối"], None)


def test_all_documents_at_once_and_one_by_one_are_the_same(tmp_path):
    review_output(tmp_path, name="a")
    out = review_output(tmp_path, name="b", n_pages=2)
    assert all_places(out) == {name: document_places(out, name) for name in ("a", "b")}
