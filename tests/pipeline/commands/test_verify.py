"""`sohoa verify` tells what is damaged, and a run makes it anew."""

import fcntl
import json

import pytest

from tests.support.kept_results import turned

OUT = "out"


@pytest.fixture
def done(sohoa, source, calls, tmp_path):
    source("a.txt", "một", "hai")
    source("b.txt", "ba")
    assert sohoa("run", "in", "-o", OUT, "-j", "1")[0] == 0
    calls()
    return tmp_path / OUT


def test_all_is_good(done, sohoa):
    code, out, err = sohoa("verify", OUT)
    assert (code, err) == (0, "")
    assert out.splitlines() == ["good           a", "good           b", "2 documents: 2 good"]
    assert sohoa("verify", OUT, "-q") == (0, "", "")
    assert sohoa("verify", OUT, "--quick")[0] == 0
    (done / ".lock").unlink()
    done.chmod(0o555)
    assert sohoa("verify", OUT)[0] == 0
    assert not (done / ".lock").exists()
    done.chmod(0o755)


def test_a_run_makes_anew_what_is_damaged(done, sohoa, calls):
    (done / "cells" / "a.parquet").write_bytes((done / "cells" / "a.parquet").read_bytes()[:-9])
    (done / "text" / "b.txt").write_text("other", "utf-8")
    code, out, _ = sohoa("verify", OUT, "-q")
    assert code == 1
    assert out.splitlines() == [
        "damaged        a",
        "               cells/a.parquet: not as it was written",
        "damaged        b",
        "               text/b.txt: not as it was written",
        "`sohoa run --verify SOURCES -o out` makes it anew",
    ]
    assert sohoa("run", "in", "-o", OUT, "-j", "1")[0] == 0
    assert calls() == []
    assert sohoa("verify", OUT)[0] == 0
    assert (done / "text" / "b.txt").read_text("utf-8") == "ba\n"


def test_what_keeps_its_size_and_time_takes_a_run_that_looks_at_all_bytes(done, sohoa, calls):
    before = (done / "words" / "a.parquet").read_bytes()
    turned(done / "words" / "a.parquet")
    turned(done / "checkpoints" / "b" / "p0001.json.gz")
    assert sohoa("verify", OUT, "--quick")[0] == 0
    assert sohoa("verify", OUT)[0] == 1
    assert "done     a" in sohoa("run", "in", "-o", OUT, "-j", "1")[1]
    assert sohoa("run", "in", "-o", OUT, "-j", "1", "--verify")[0] == 0
    assert calls() == ["b.txt 1 source"]
    assert sohoa("verify", OUT)[0] == 0
    assert (done / "words" / "a.parquet").read_bytes() == before


def test_an_outcome_that_is_damaged_is_made_anew_without_reading(done, sohoa, calls):
    turned(done / "outcome" / "a.json")
    code, out, _ = sohoa("verify", OUT)
    assert (code, "outcome/a.json: cannot be read" in out) == (1, True)
    assert sohoa("run", "in", "-o", OUT, "-j", "1")[0] == 0
    assert calls() == []
    assert sohoa("verify", OUT)[0] == 0


def test_old_outputs_are_said_to_have_no_digests(done, sohoa):
    for path in (done / "outcome").iterdir():
        told = json.loads(path.read_text("utf-8"))
        del told["sha256"], told["files"]
        path.write_text(json.dumps(told), "utf-8")
    code, out, _ = sohoa("verify", OUT, "--lang", "vi")
    assert code == 0
    assert out.splitlines()[-1] == "2 văn bản: 2 không có mã kiểm tra"


def test_no_output_folder_and_one_that_is_being_written(done, sohoa):
    assert sohoa("verify", "in")[0] == 3
    with (done / ".lock").open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, _, err = sohoa("verify", OUT)
    assert (code, "a run is writing this output folder" in err) == (3, True)
    (done / "words").rename(done.parent / "elsewhere")
    (done / "words").symlink_to(done.parent / "elsewhere")
    code, _, err = sohoa("verify", OUT)
    assert (code, "out/words: a link" in err) == (3, True)


def test_names_steer_no_terminal(done, sohoa):
    (done / "text" / "c\x1b[2Jx.txt").write_text("lạ", "utf-8")
    code, out, _ = sohoa("verify", OUT)
    assert code == 1
    assert "\x1b" not in out
    assert "unfinished     c\\x1b[2Jx" in out
