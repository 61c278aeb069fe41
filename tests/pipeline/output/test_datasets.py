import csv
from dataclasses import replace
from datetime import date

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sohoa.errors import CannotWrite
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.evidence import Evidence, EvidenceSource
from sohoa.nouns.geometry import IDENTITY, Box
from sohoa.nouns.page import PageFrame, PageReading, TextLayer, TextSource
from sohoa.nouns.problem import Problem, ProblemKind, Stage, Status
from sohoa.nouns.record import DocumentParts, Header, Indicator, LaterDocument, Provenance, Task
from sohoa.nouns.table import Cell, Part, Table
from sohoa.nouns.word import Alternative, ChangeRule, Word, WordChange
from sohoa.pipeline.export.csv_datasets import export_csv
from sohoa.pipeline.output.dataset_rows import StoredDocument
from sohoa.pipeline.output.datasets import read_dataset, rows_of_page, rows_where, store_document
from sohoa.pipeline.output.document_names import Source
from sohoa.pipeline.output.paths import DATASETS
from sohoa.pipeline.output.schemas import SCHEMAS


def page(number, *words, source=TextSource.OCR):
    return PageReading(
        PageFrame(
            number=number,
            width=100,
            height=200,
            dpi=300.0,
            rotation=90,
            skew_deg=-0.5,
            to_source=IDENTITY,
            source_width=24.0,
            source_height=48.0,
        ),
        text_source=source,
        text_layer=TextLayer.NONE,
        words_ocr=words,
        words=words,
        changes=(WordChange(0, 0, 1, 0, 3, "hoa", "hóa", ChangeRule.SIGN, 0.9),),
    )


def document(path, name="a", *, empty=False):
    source = Source("ab" * 32, name, str(path), f"{name}.pdf", f"x/{name}.pdf", ("y/b.pdf",))
    if empty:
        return StoredDocument(source, 0, Status.FAILED, (), DocumentParts(), (), "0", "d")
    words = (
        Word("hóa", "hoa", Box(0, 0, 9, 9), 0.5, 0, alternatives=(Alternative("hòa", 0.25),)),
        Word("null", "null", None, None, 1),
    )
    where = Provenance(2, None, None, (Doubt(DoubtKind.NO_YEAR, "Năm"), Doubt(DoubtKind.NO_ROW_NUMBER)))
    cell = Cell(0, 0, 2, 1, ("Nhiệm", "vụ"), ("Nhiem", "vu"), 0.5, (Part(1, Box(1, 2, 3, 4)), Part(2, Box(0, 0, 1, 1))))
    parts = DocumentParts(
        header=Header(number="007", issued_on=date(2025, 4, 24), recipients=("Như trên", "Lưu: VT")),
        tables=(Table("p001-1", 2, 1, (cell,), title="Biểu 03", unit="ha", notes=("Ghi chú: tạm tính",)),),
        tasks=(Task("p001-1", 0, "1", "nan", where, budget_allocated_vnd=36_604_000_000_000),),
        indicators=(Indicator("p001-1", 0, None, "Tỷ lệ", 2026, "≥ 70%", where, low=70.0),),
        problems=(Problem(Stage.RECORDS, ProblemKind.VALUE_UNREAD, where.doubts, 2, "p001-1", 0),),
    )
    return StoredDocument(source, 2, Status.OK, (page(1, *words), page(2)), parts, parts.problems, "0", "d")


def text_of(words, ocr):
    return " ".join(w.text_ocr if ocr else w.text for w in words)


@pytest.fixture
def out(tmp_path):
    store_document(tmp_path, document(tmp_path), text_of)
    store_document(tmp_path, document(tmp_path, "b", empty=True), text_of)
    return tmp_path


def test_names_agree():
    assert tuple(SCHEMAS) == DATASETS


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_file_has_the_declared_schema_also_without_rows(out, dataset):
    for name in ("a", "b"):
        schema = pq.read_schema(out / dataset / f"{name}.parquet")
        assert schema.equals(SCHEMAS[dataset])
        assert schema.metadata == SCHEMAS[dataset].metadata
        assert [f.metadata for f in schema] == [f.metadata for f in SCHEMAS[dataset]]


@pytest.mark.parametrize("dataset", DATASETS)
def test_pandas_reads_the_folder(out, dataset):
    frame = pd.read_parquet(out / dataset)
    assert list(frame.columns) == SCHEMAS[dataset].names
    assert len(frame) == read_dataset(out, dataset).num_rows


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_column_is_described(dataset):
    assert [f.name for f in SCHEMAS[dataset] if len(f.metadata[b"description"]) < 3] == []
    assert SCHEMAS[dataset].metadata[b"description"]


def test_values_come_back_as_they_were(out):
    documents = read_dataset(out, "documents").to_pylist()
    assert documents[0]["number"] == "007"
    assert documents[0]["issued_on"] == date(2025, 4, 24)
    assert documents[0]["recipients"] == ["Như trên", "Lưu: VT"]
    assert (documents[0]["source_path"], documents[0]["also_at"]) == ("x/a.pdf", ["y/b.pdf"])
    assert (documents[1]["status"], documents[1]["confidence_mean"]) == ("failed", None)
    words = read_dataset(out, "words").to_pylist()
    assert words[0]["alternatives"] == [{"text": "hòa", "score": 0.25}]
    assert [w["text"] for w in words] == ["hóa", "null"]
    assert (words[1]["confidence"], words[1]["x0"]) == (None, None)
    table = read_dataset(out, "tables").to_pylist()[0]
    assert (table["table_id"], table["title"], table["unit"], table["kind"]) == ("p001-1", "Biểu 03", "ha", "tasks")
    assert (table["pages"], table["n_rows"], table["n_cols"], table["notes"]) == ([1, 2], 2, 1, ["Ghi chú: tạm tính"])
    cell = read_dataset(out, "cells").to_pylist()[0]
    assert (cell["page"], cell["pages"], cell["text"], cell["x1"]) == (1, [1, 2], "Nhiệm vụ", 3.0)
    assert [p["page"] for p in cell["parts"]] == [1, 2]
    task = read_dataset(out, "tasks").to_pylist()[0]
    assert (task["task"], task["budget_allocated_vnd"], task["x0"]) == ("nan", 36_604_000_000_000, None)


def test_reasons_are_told_in_both_languages_and_for_programs(out):
    task = read_dataset(out, "tasks").to_pylist()[0]
    assert task["needs_review"] is True
    assert task["review_reason"] == "no year could be read: Năm; no number"
    assert task["review_reason_vi"] == "không đọc được năm: Năm; không có số thứ tự"
    assert task["doubts"] == [{"kind": "no_year", "detail": "Năm"}, {"kind": "no_row_number", "detail": ""}]
    problem = read_dataset(out, "problems").to_pylist()[0]
    assert (problem["kind"], problem["detail"], problem["doubts"]) == ("value_unread", "Năm", task["doubts"])
    assert problem["message"] == f"table p001-1, row 0: {task['review_reason']}"
    assert problem["message_vi"] == f"bảng p001-1, hàng 0: {task['review_reason_vi']}"


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_row_names_its_document_and_its_part(out, dataset):
    assert {(r["document"], r["part"]) for r in read_dataset(out, dataset).to_pylist()} <= {("a", 0), ("b", 0)}
    assert pq.read_schema(out / dataset / "a.parquet").metadata[b"contract"] == b"0.2"


def test_each_document_of_a_file_is_a_part(tmp_path):
    one = document(tmp_path)
    later = LaterDocument(2, Header(number="12"), (Evidence("number", "12", EvidenceSource.LETTERHEAD, 2, None, 0.9),))
    store_document(tmp_path, replace(one, parts=replace(one.parts, later=(later,))), text_of)
    rows = {
        d: read_dataset(tmp_path, d).to_pylist() for d in ("documents", "header_evidence", "pages", "words", "tasks")
    }
    told = [(r["part"], r["number"], r["first_page"], r["last_page"]) for r in rows["documents"]]
    assert told == [(0, "007", 1, 1), (1, "12", 2, 2)]
    assert [(r["part"], r["page"]) for r in rows["pages"]] == [(0, 1), (1, 2)]
    assert {r["part"] for r in rows["words"]} == {0}
    assert {r["part"] for r in (*rows["header_evidence"], *rows["tasks"])} == {1}


def test_words_without_a_confidence_are_left_out_of_means(out):
    pages = read_dataset(out, "pages").to_pylist()
    assert [(p["confidence_mean"], p["confidence_p05"]) for p in pages] == [(0.5, 0.5), (None, None)]


def test_some_columns_only(out):
    assert read_dataset(out, "cells", ["text", "row"]).column_names == ["text", "row"]


def test_csv_keeps_what_spreadsheets_and_pandas_spoil(out, tmp_path):
    paths = list(export_csv(out, tmp_path / "csv"))
    assert [p.stem for p in paths] == list(DATASETS)
    assert paths[0].read_bytes().startswith(b"\xef\xbb\xbf")
    tasks = pd.read_csv(tmp_path / "csv" / "tasks.csv", dtype=str, keep_default_na=False)
    assert tasks.task[0] == "nan"
    documents = pd.read_csv(tmp_path / "csv" / "documents.csv", dtype=str, keep_default_na=False)
    assert documents.number[0] == "007"
    assert documents.recipients[0] == '["Như trên", "Lưu: VT"]'
    with (tmp_path / "csv" / "words.csv").open(encoding="utf-8-sig", newline="") as f:
        assert [r["text"] for r in csv.DictReader(f)] == ["hóa", "null"]


def test_a_failed_write_leaves_the_old_file(out, monkeypatch):
    before = (out / "pages" / "a.parquet").read_bytes()

    def no_room(aside, *_, **__):
        aside.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pq, "ParquetWriter", no_room)
    with pytest.raises(CannotWrite, match="No space left"):
        store_document(out, document(out), text_of)
    assert (out / "pages" / "a.parquet").read_bytes() == before
    assert list(out.rglob(".*")) == []


def test_long_datasets_are_written_in_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr("sohoa.pipeline.output.datasets._ROWS_AT_A_TIME", 2)
    words = tuple(Word(str(n), str(n), None, None, n) for n in range(5))
    parts = document(tmp_path)
    store_document(tmp_path, replace(parts, readings=(page(1, *words), page(2, *words))), text_of)
    assert pq.ParquetFile(tmp_path / "words" / "a.parquet").num_row_groups == 5
    assert [w["text"] for w in read_dataset(tmp_path, "words").to_pylist()] == [str(n) for n in range(5)] * 2


def test_text_like_a_formula_is_text_in_csv(tmp_path):
    one = document(tmp_path)
    tasks = tuple(replace(t, task=text) for t in one.parts.tasks for text in ("=1+1", "-2,5", "@x", "1=1"))
    store_document(tmp_path / "o", replace(one, parts=replace(one.parts, tasks=tasks)), lambda *_: "")
    list(export_csv(tmp_path / "o", tmp_path / "csv"))
    with (tmp_path / "csv" / "tasks.csv").open(encoding="utf-8-sig", newline="") as f:
        assert [r["task"] for r in csv.DictReader(f)] == ["'=1+1", "-2,5", "'@x", "1=1"]
    with (tmp_path / "csv" / "pages.csv").open(encoding="utf-8-sig", newline="") as f:
        assert {r["skew_deg"] for r in csv.DictReader(f)} == {"-0.5"}  # a number is a number


def test_datasets_are_held_in_the_memory_of_the_system(tmp_path):
    """Arrow's own pool takes three times as long for millions of rows."""
    store_document(tmp_path, document(tmp_path / "a.pdf"), lambda *_: "")
    (words,) = (tmp_path / "words").glob("*.parquet")
    pq.write_table(pa.concat_tables([pq.read_table(words)] * 1000), words)
    before, held = pa.default_memory_pool().bytes_allocated(), pa.system_memory_pool().bytes_allocated()
    table = read_dataset(tmp_path, "words")
    assert table.nbytes > 10_000
    assert (
        pa.default_memory_pool().bytes_allocated() < before + table.nbytes // 4
    )  # what other tests left goes and comes
    assert pa.system_memory_pool().bytes_allocated() > held


def test_rows_of_a_page_and_rows_that_meet_conditions(tmp_path):
    path = tmp_path / "a.parquet"
    rows = {"page": [1, 2, 3], "pages": [[1], [1, 2], [3]], "text": ["a", "b", "c"]}
    pq.write_table(pa.table(rows), path, row_group_size=2)
    assert [r["text"] for r in rows_of_page(path, ["text", "page"], 2)] == ["b"]
    assert [r["text"] for r in rows_of_page(path, ["text", "pages"], 1)] == ["a", "b"]
    assert rows_of_page(path, ["text", "page"], 9) == []
    assert rows_of_page(path, ["text", "page", "checked"], 3) == [{"page": 3, "text": "c", "checked": None}]
    assert rows_where(path, ["text", "checked"], [("page", "<=", 1)]) == [{"text": "a", "checked": None}]
    assert rows_where(path, ["text"], [("checked", "==", True)]) == []
