import pandas as pd
import pytest

from sohoa.pipeline.output.lock import only_writer
from sohoa.pipeline.output.paths import DATASETS

OUT = "out"


def test_reads_a_folder_into_all_datasets(sohoa, source, tmp_path):
    source("a.txt", "một hai", "ba bốn")
    source("b.txt", "năm sáu")
    code, out, _ = sohoa("run", "in", "-o", OUT, "-j", 2)
    assert code == 0
    assert "2 documents: 2 ok" in out
    for dataset in DATASETS:
        table = pd.read_parquet(tmp_path / OUT / dataset)
        assert {"doc_id", "source_file"} <= set(table.columns)
    pages = pd.read_parquet(tmp_path / OUT / "pages")
    assert sorted(zip(pages.source_file, pages.page, pages.text, strict=True)) == [
        ("a.txt", 1, "một hai"), ("a.txt", 2, "ba bốn"), ("b.txt", 1, "năm sáu"),
    ]  # fmt: skip
    assert (tmp_path / OUT / "text" / "a.txt").read_text("utf-8") == "một hai\n\fba bốn\n"
    tasks = pd.read_parquet(tmp_path / OUT / "tasks")
    assert list(tasks.task) == ["nan", "nan"]
    assert list(tasks.quarters.iloc[0]) == [3, 4]
    assert tasks.extra.iloc[0] == [("Cột", "giá trị")]


@pytest.mark.parametrize("fault", ["timeout", "bug", "crash"])
def test_a_bad_page_costs_only_itself(sohoa, source, tmp_path, fault, calls, outcome):
    source("a.txt", "một", fault, "ba")
    source("b.txt", "bốn")
    code, _, err = sohoa("run", "in", "-o", OUT, "-j", 2)
    assert code == 1
    assert "a.txt, page 2: " in err
    told = outcome("a")
    assert (told["status"], told["pages_failed"]) == ("partial", "2")
    pages = pd.read_parquet(tmp_path / OUT / "pages" / "a.parquet")
    assert list(pages.status) == ["ok", "failed", "ok"]
    assert (tmp_path / OUT / "text" / "a.txt").read_text("utf-8") == "một\n\f\n\fba\n"
    problems = pd.read_parquet(tmp_path / OUT / "problems" / "a.parquet")
    assert list(problems.page) == [2]
    assert outcome("b")["status"] == "ok"
    # a resume tries the failed page again, and only that
    calls()
    assert sohoa("run", "in", "-o", OUT)[0] == 1
    assert set(calls()) == {"a.txt 2 source"}


def test_a_worker_that_dies_once_costs_nothing(sohoa, source, outcome):
    source("a.txt", "một", "crash once", "ba")
    assert sohoa("run", "in/a.txt", "-o", OUT, "-j", 2)[0] == 0
    assert outcome("a")["status"] == "ok"


def test_a_stuck_page_is_stopped(sohoa, source, tmp_path, monkeypatch):
    monkeypatch.setattr("sohoa.pipeline.batch.scheduler.GRACE_S", 2.0)
    (tmp_path / "s.toml").write_text("[ocr]\ntimeout_s = 0.1\n")
    source("a.txt", "một", "hang", "ba")
    code, _, err = sohoa("run", "in/a.txt", "-o", OUT, "-j", 2, "--settings", "s.toml")
    assert code == 1
    assert "was stopped" in err
    problems = pd.read_parquet(tmp_path / OUT / "problems" / "a.parquet")
    assert [tuple(p) for p in problems[["page", "kind"]].to_numpy()] == [(2, "timeout")]


@pytest.mark.parametrize("fault", ["encrypted", "unreadable", "open crashes"])
def test_a_file_that_cannot_be_opened_is_a_failed_document(sohoa, source, tmp_path, fault, outcome):
    source("a.txt", fault)
    source("b.txt", "một")
    code, _, err = sohoa("run", "in", "-o", OUT)
    assert code == 1
    assert "a.txt: " in err
    documents = pd.read_parquet(tmp_path / OUT / "documents")
    assert dict(zip(documents.source_file, documents.status, strict=True)) == {"a.txt": "failed", "b.txt": "ok"}
    assert outcome("a")["status"] == "failed"
    assert sohoa("run", "in/a.txt", "-o", OUT)[0] == 3


@pytest.mark.parametrize("fault", ["unbuildable", "builder-crash", "overflow"])
def test_a_document_whose_tables_fail_keeps_its_pages(sohoa, source, tmp_path, fault, outcome):
    source("a.txt", fault)
    assert sohoa("run", "in/a.txt", "-o", OUT)[0] == 1
    assert outcome("a")["status"] == "partial"
    assert list(pd.read_parquet(tmp_path / OUT / "pages" / "a.parquet").text) == [fault]
    assert len(pd.read_parquet(tmp_path / OUT / "tasks" / "a.parquet")) == 0
    assert list(pd.read_parquet(tmp_path / OUT / "problems" / "a.parquet").kind) == ["internal"]
    assert list((tmp_path / OUT).rglob(".*.part")) == []


def test_dry_run_writes_nothing(sohoa, source, tmp_path):
    source("a.txt", "một")
    code, out, _ = sohoa("run", "in", "-o", OUT, "--dry-run")
    assert code == 0
    assert "would read  a" in out
    assert not (tmp_path / OUT).exists()


def test_out_inside_the_input_is_not_read(sohoa, source, tmp_path, calls):
    source("a.txt", "một")
    sohoa("run", "in", "-o", "in/out")
    calls()
    sohoa("run", "in", "-o", "in/out")
    assert [p.stem for p in (tmp_path / "in" / "out" / "outcome").iterdir()] == ["a"]


def test_nothing_unfinished_is_left(sohoa, source, tmp_path):
    source("a.txt", "một", "crash")
    sohoa("run", "in/a.txt", "-o", OUT)
    left = [p for p in (tmp_path / OUT).rglob(".*") if p.name != ".lock"]
    assert left == []


def test_another_run_is_writing_there(sohoa, source, tmp_path):
    source("a.txt", "một")
    with only_writer(tmp_path / OUT):
        code, _, err = sohoa("run", "in", "-o", OUT)
    assert code == 5
    assert "another sohoa run" in err


def test_quiet_says_only_what_went_wrong(sohoa, source):
    source("a.txt", "một")
    source("b.txt", "bug")
    _, out, err = sohoa("run", "in", "-o", OUT, "-q")
    assert [line.split()[0] for line in out.splitlines()] == ["failed"]
    assert "ZeroDivisionError" in err


def test_quiet_says_nothing_where_nothing_went_wrong(sohoa, source):
    source("a.txt", "một")
    assert sohoa("run", "in", "-o", OUT, "--dry-run", "-q") == (0, "", "")
    assert sohoa("run", "in", "-o", OUT, "-q") == (0, "", "")
    assert sohoa("run", "in", "-o", OUT, "-q") == (0, "", "")
    assert sohoa("status", OUT, "-q") == (0, "", "")
    assert sohoa("export", OUT, "--to", "csv", "csv", "-q") == (0, "", "")


def test_many_documents_use_all_workers_and_end_each_once(sohoa, source, tmp_path):
    for n in range(12):
        source(f"{n:02}.txt", *[f"trang {page} của {n}" for page in range(n)])
    code, out, _ = sohoa("run", "in", "-o", OUT, "-j", 3)
    assert code == 1  # the first has no page
    assert "12 documents: 11 ok, 1 failed" in out
    pages = pd.read_parquet(tmp_path / OUT / "pages")
    assert pages.groupby("source_file").size().to_dict() == {f"{n:02}.txt": n for n in range(1, 12)}
