"""What a second run reads again, and what it keeps."""

import pandas as pd

OUT = "out"


def test_a_second_run_reads_nothing(sohoa, source, calls):
    source("a.txt", "một", "hai")
    sohoa("run", "in/a.txt", "-o", OUT)
    assert len(calls()) == 2
    code, out, _ = sohoa("run", "in/a.txt", "-o", OUT)
    assert (code, calls()) == (0, [])
    assert "done     a" in out


def test_other_settings_read_again_but_joining_only_builds_again(sohoa, source, tmp_path, calls, outcome):
    source("a.txt", "một")
    sohoa("run", "in/a.txt", "-o", OUT)
    digest = outcome("a")["settings_digest"]
    calls()
    sohoa("run", "in/a.txt", "-o", OUT, "--no-join")
    assert calls() == []
    assert outcome("a")["settings_digest"] != digest
    (tmp_path / "s.toml").write_text("[ocr]\nletter_height = 30\n")
    sohoa("run", "in/a.txt", "-o", OUT, "--settings", "s.toml")
    assert calls() == ["a.txt 1 source"]


def test_another_engine_reads_again(sohoa, source, monkeypatch, calls):
    source("a.txt", "một")
    sohoa("run", "in/a.txt", "-o", OUT)
    calls()
    monkeypatch.setenv("FAKE_ENGINE", "fake 2.0")
    sohoa("run", "in/a.txt", "-o", OUT)
    assert calls() == ["a.txt 1 source"]


def test_a_deleted_file_comes_back_without_reading(sohoa, source, tmp_path, calls):
    source("a.txt", "một")
    sohoa("run", "in/a.txt", "-o", OUT)
    calls()
    (tmp_path / OUT / "cells" / "a.parquet").unlink()
    sohoa("run", "in/a.txt", "-o", OUT)
    assert calls() == []
    assert (tmp_path / OUT / "cells" / "a.parquet").exists()


def test_a_damaged_checkpoint_is_made_anew(sohoa, source, tmp_path, calls):
    source("a.txt", "một", "hai")
    sohoa("run", "in/a.txt", "-o", OUT)
    calls()
    (tmp_path / OUT / "checkpoints" / "a" / "p0002.json.gz").write_bytes(b"not gzip")
    (tmp_path / OUT / "outcome" / "a.json").unlink()
    assert sohoa("run", "in/a.txt", "-o", OUT)[0] == 0
    assert calls() == ["a.txt 2 source"]


def test_pages_then_the_rest(sohoa, source, calls, outcome):
    source("a.txt", "một", "hai", "ba", "bốn")
    code, out, _ = sohoa("run", "in/a.txt", "-o", OUT, "--pages", "2-3")
    assert code == 0
    assert "not read: 1,4" in out
    assert outcome("a")["status"] == "partial"
    assert calls() == ["a.txt 2 source", "a.txt 3 source"]
    assert sohoa("run", "in/a.txt", "-o", OUT)[0] == 0
    assert calls() == ["a.txt 1 source", "a.txt 4 source"]
    assert outcome("a")["status"] == "ok"


def test_pages_that_are_not_there_are_refused_with_the_number_of_pages(sohoa, source, tmp_path):
    source("a.txt", "một", "hai")
    code, out, err = sohoa("run", "in/a.txt", "-o", OUT, "--pages", "7-9,12-end")
    assert code == 2
    assert "in/a.txt: has 2 pages, none of those asked for (7-9,12-end)" in err
    assert "nothing was read" in out
    assert not (tmp_path / OUT / "outcome").exists()


def test_pages_that_are_not_there_leave_what_was_read(sohoa, source, outcome):
    source("a.txt", "một", "hai")
    sohoa("run", "in/a.txt", "-o", OUT)
    for more in ((), ("--force",)):
        code, out, err = sohoa("run", "in/a.txt", "-o", OUT, "--pages", "3", *more)
        assert code == 2
        assert "has 2 pages" in err
        assert "done" not in out
    assert outcome("a")["status"] == "ok"


def test_of_several_files_those_that_have_the_pages_are_read(sohoa, source, tmp_path):
    source("a.txt", "một")
    source("b.txt", "một", "hai", "ba")
    code, out, err = sohoa("run", "in", "-o", OUT, "--pages", "2-end")
    assert code == 1
    assert "in/a.txt: has 1 page, none of those asked for (2-end)" in err
    assert "1 document: 1 partial, 1 without the pages asked for." in out
    assert [p.stem for p in (tmp_path / OUT / "outcome").iterdir()] == ["b"]
    assert sorted(pd.read_parquet(tmp_path / OUT / "pages").page) == [2, 3]


def test_from_words_and_from_cells(sohoa, source, tmp_path, calls, outcome):
    source("a.txt", "một", "hai", "ba")
    sohoa("run", "in/a.txt", "-o", OUT)
    calls()
    (tmp_path / "s.toml").write_text("[restore]\nenabled = false\n")
    sohoa("run", "in/a.txt", "-o", OUT, "--pages", "2", "--from", "words", "--settings", "s.toml", "--force")
    assert calls() == ["a.txt 2 words"]
    assert not outcome("a")["complete"]  # pages 1 and 3 were read with other settings
    sohoa("run", "in/a.txt", "-o", OUT, "--from", "words", "--settings", "s.toml")
    assert calls() == ["a.txt 1 words", "a.txt 3 words"]
    assert outcome("a")["complete"]
    sohoa("run", "in/a.txt", "-o", OUT, "--from", "cells", "--settings", "s.toml", "--force")
    assert calls() == []


def test_force_reads_again(sohoa, source, calls):
    source("a.txt", "một")
    sohoa("run", "in/a.txt", "-o", OUT)
    calls()
    sohoa("run", "in/a.txt", "-o", OUT, "--force")
    assert calls() == ["a.txt 1 source"]


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
    assert [list(x) for x in documents.also_at if len(x)] == [["z/b.txt"]]
    # the mapping holds when only the second is named, and from another folder
    sohoa("run", "in/y/a.txt", "-o", OUT)
    assert sorted(p.stem for p in (tmp_path / OUT / "outcome").iterdir()) == names


def test_a_new_path_of_known_bytes_is_told(sohoa, source, tmp_path, calls):
    source("a.txt", "một")
    sohoa("run", "in", "-o", OUT)
    source("b.txt", "một")
    calls()
    sohoa("run", "in", "-o", OUT)
    assert calls() == []
    assert list(pd.read_parquet(tmp_path / OUT / "documents").also_at.iloc[0]) == ["b.txt"]
