import json

import pandas as pd
import pytest

from pipeline.lock import only_writer
from pipeline.places import DATASETS

OUT = "out"


def calls(tmp_path):
    log = tmp_path / "in" / "calls.log"
    lines = sorted(log.read_text().splitlines()) if log.exists() else []
    log.unlink(missing_ok=True)
    return lines


def outcome(tmp_path, name):
    return json.loads((tmp_path / OUT / "outcome" / f"{name}.json").read_text("utf-8"))


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


def test_a_second_run_reads_nothing(sohoa, source, tmp_path):
    source("a.txt", "một", "hai")
    sohoa("run", "in/a.txt", "-o", OUT)
    assert len(calls(tmp_path)) == 2
    code, out, _ = sohoa("run", "in/a.txt", "-o", OUT)
    assert (code, calls(tmp_path)) == (0, [])
    assert "done     a" in out


def test_other_settings_read_again_but_joining_only_builds_again(sohoa, source, tmp_path):
    source("a.txt", "một")
    sohoa("run", "in/a.txt", "-o", OUT)
    digest = outcome(tmp_path, "a")["settings_digest"]
    calls(tmp_path)
    sohoa("run", "in/a.txt", "-o", OUT, "--no-join")
    assert calls(tmp_path) == []
    assert outcome(tmp_path, "a")["settings_digest"] != digest
    (tmp_path / "s.toml").write_text("[ocr]\nletter_height = 30\n")
    sohoa("run", "in/a.txt", "-o", OUT, "--settings", "s.toml")
    assert calls(tmp_path) == ["a.txt 1 source"]


def test_another_engine_reads_again(sohoa, source, tmp_path, monkeypatch):
    source("a.txt", "một")
    sohoa("run", "in/a.txt", "-o", OUT)
    calls(tmp_path)
    monkeypatch.setenv("FAKE_ENGINE", "fake 2.0")
    sohoa("run", "in/a.txt", "-o", OUT)
    assert calls(tmp_path) == ["a.txt 1 source"]


def test_a_deleted_file_comes_back_without_reading(sohoa, source, tmp_path):
    source("a.txt", "một")
    sohoa("run", "in/a.txt", "-o", OUT)
    calls(tmp_path)
    (tmp_path / OUT / "cells" / "a.parquet").unlink()
    sohoa("run", "in/a.txt", "-o", OUT)
    assert calls(tmp_path) == []
    assert (tmp_path / OUT / "cells" / "a.parquet").exists()


def test_a_damaged_checkpoint_is_made_anew(sohoa, source, tmp_path):
    source("a.txt", "một", "hai")
    sohoa("run", "in/a.txt", "-o", OUT)
    calls(tmp_path)
    (tmp_path / OUT / "checkpoints" / "a" / "p0002.json.gz").write_bytes(b"not gzip")
    (tmp_path / OUT / "outcome" / "a.json").unlink()
    assert sohoa("run", "in/a.txt", "-o", OUT)[0] == 0
    assert calls(tmp_path) == ["a.txt 2 source"]


@pytest.mark.parametrize("fault", ["timeout", "bug", "crash"])
def test_a_bad_page_costs_only_itself(sohoa, source, tmp_path, fault):
    source("a.txt", "một", fault, "ba")
    source("b.txt", "bốn")
    code, _, err = sohoa("run", "in", "-o", OUT, "-j", 2)
    assert code == 1
    assert "a.txt, page 2: " in err
    told = outcome(tmp_path, "a")
    assert (told["status"], told["pages_failed"]) == ("partial", "2")
    pages = pd.read_parquet(tmp_path / OUT / "pages" / "a.parquet")
    assert list(pages.status) == ["ok", "failed", "ok"]
    assert (tmp_path / OUT / "text" / "a.txt").read_text("utf-8") == "một\n\f\n\fba\n"
    problems = pd.read_parquet(tmp_path / OUT / "problems" / "a.parquet")
    assert list(problems.page) == [2]
    assert outcome(tmp_path, "b")["status"] == "ok"
    # a resume tries the failed page again, and only that
    calls(tmp_path)
    assert sohoa("run", "in", "-o", OUT)[0] == 1
    assert set(calls(tmp_path)) == {"a.txt 2 source"}


def test_a_worker_that_dies_once_costs_nothing(sohoa, source, tmp_path):
    source("a.txt", "một", "crash once", "ba")
    assert sohoa("run", "in/a.txt", "-o", OUT, "-j", 2)[0] == 0
    assert outcome(tmp_path, "a")["status"] == "ok"


def test_a_stuck_page_is_stopped(sohoa, source, tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.batch.GRACE_S", 2.0)
    (tmp_path / "s.toml").write_text("[ocr]\ntimeout_s = 0.1\n")
    source("a.txt", "một", "hang", "ba")
    code, _, err = sohoa("run", "in/a.txt", "-o", OUT, "-j", 2, "--settings", "s.toml")
    assert code == 1
    assert "was stopped" in err
    problems = pd.read_parquet(tmp_path / OUT / "problems" / "a.parquet")
    assert [tuple(p) for p in problems[["page", "kind"]].to_numpy()] == [(2, "timeout")]


@pytest.mark.parametrize("fault", ["encrypted", "unreadable", "open crashes"])
def test_a_file_that_cannot_be_opened_is_a_failed_document(sohoa, source, tmp_path, fault):
    source("a.txt", fault)
    source("b.txt", "một")
    code, _, err = sohoa("run", "in", "-o", OUT)
    assert code == 1
    assert "a.txt: " in err
    documents = pd.read_parquet(tmp_path / OUT / "documents")
    assert dict(zip(documents.source_file, documents.status, strict=True)) == {"a.txt": "failed", "b.txt": "ok"}
    assert outcome(tmp_path, "a")["status"] == "failed"
    assert sohoa("run", "in/a.txt", "-o", OUT)[0] == 3


@pytest.mark.parametrize("fault", ["unbuildable", "builder-crash"])
def test_a_document_whose_tables_fail_keeps_its_pages(sohoa, source, tmp_path, fault):
    source("a.txt", fault)
    assert sohoa("run", "in/a.txt", "-o", OUT)[0] == 1
    assert outcome(tmp_path, "a")["status"] == "partial"
    assert list(pd.read_parquet(tmp_path / OUT / "pages" / "a.parquet").text) == [fault]
    assert len(pd.read_parquet(tmp_path / OUT / "tasks" / "a.parquet")) == 0


def test_pages_then_the_rest(sohoa, source, tmp_path):
    source("a.txt", "một", "hai", "ba", "bốn")
    code, out, _ = sohoa("run", "in/a.txt", "-o", OUT, "--pages", "2-3")
    assert code == 0
    assert "not read: 1,4" in out
    assert outcome(tmp_path, "a")["status"] == "partial"
    assert calls(tmp_path) == ["a.txt 2 source", "a.txt 3 source"]
    assert sohoa("run", "in/a.txt", "-o", OUT)[0] == 0
    assert calls(tmp_path) == ["a.txt 1 source", "a.txt 4 source"]
    assert outcome(tmp_path, "a")["status"] == "ok"


def test_pages_that_are_not_there(sohoa, source):
    source("a.txt", "một")
    code, _, err = sohoa("run", "in/a.txt", "-o", OUT, "--pages", "7")
    assert code == 3
    assert "none of those asked for" in err


def test_from_words_and_from_cells(sohoa, source, tmp_path):
    source("a.txt", "một", "hai", "ba")
    sohoa("run", "in/a.txt", "-o", OUT)
    calls(tmp_path)
    (tmp_path / "s.toml").write_text("[restore]\nenabled = false\n")
    sohoa("run", "in/a.txt", "-o", OUT, "--pages", "2", "--from", "words", "--settings", "s.toml", "--force")
    assert calls(tmp_path) == ["a.txt 2 words"]
    assert not outcome(tmp_path, "a")["complete"]  # pages 1 and 3 were read with other settings
    sohoa("run", "in/a.txt", "-o", OUT, "--from", "words", "--settings", "s.toml")
    assert calls(tmp_path) == ["a.txt 1 words", "a.txt 3 words"]
    assert outcome(tmp_path, "a")["complete"]
    sohoa("run", "in/a.txt", "-o", OUT, "--from", "cells", "--settings", "s.toml", "--force")
    assert calls(tmp_path) == []


def test_force_reads_again(sohoa, source, tmp_path):
    source("a.txt", "một")
    sohoa("run", "in/a.txt", "-o", OUT)
    calls(tmp_path)
    sohoa("run", "in/a.txt", "-o", OUT, "--force")
    assert calls(tmp_path) == ["a.txt 1 source"]


def test_same_name_and_same_bytes(sohoa, source, tmp_path):
    source("x/a.txt", "một")
    source("y/a.txt", "hai")
    source("z/b.txt", "một")
    sohoa("run", "in", "-o", OUT)
    documents = pd.read_parquet(tmp_path / OUT / "documents").set_index("source_file")
    assert len(documents) == 2
    names = sorted(p.stem for p in (tmp_path / OUT / "outcome").iterdir())
    other = next(d for d in documents.doc_id if f"a-{d[:8]}" in names)
    assert names == ["a", f"a-{other[:8]}"]
    assert [list(x) for x in documents.also_at if len(x)] == [["in/z/b.txt"]]
    # the mapping holds when only the second is named, and from another folder
    sohoa("run", "in/y/a.txt", "-o", OUT)
    assert sorted(p.stem for p in (tmp_path / OUT / "outcome").iterdir()) == names


def test_a_new_path_of_known_bytes_is_told(sohoa, source, tmp_path):
    source("a.txt", "một")
    sohoa("run", "in", "-o", OUT)
    source("b.txt", "một")
    calls(tmp_path)
    sohoa("run", "in", "-o", OUT)
    assert calls(tmp_path) == []
    assert list(pd.read_parquet(tmp_path / OUT / "documents").also_at.iloc[0]) == ["in/b.txt"]


def test_dry_run_writes_nothing(sohoa, source, tmp_path):
    source("a.txt", "một")
    code, out, _ = sohoa("run", "in", "-o", OUT, "--dry-run")
    assert code == 0
    assert "would read  a" in out
    assert not (tmp_path / OUT).exists()


def test_out_inside_the_input_is_not_read(sohoa, source, tmp_path):
    source("a.txt", "một")
    sohoa("run", "in", "-o", "in/out")
    calls(tmp_path)
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
    assert [line.split()[0] for line in out.splitlines()] == ["failed", "2"]
    assert "ZeroDivisionError" in err


def test_many_documents_use_all_workers_and_end_each_once(sohoa, source, tmp_path):
    for n in range(12):
        source(f"{n:02}.txt", *[f"trang {page} của {n}" for page in range(n)])
    code, out, _ = sohoa("run", "in", "-o", OUT, "-j", 3)
    assert code == 1  # the first has no page
    assert "12 documents: 11 ok, 1 failed" in out
    pages = pd.read_parquet(tmp_path / OUT / "pages")
    assert pages.groupby("source_file").size().to_dict() == {f"{n:02}.txt": n for n in range(1, 12)}
