"""What reads an output does so in a store, too; and it can be copied there and back."""

import json

import pytest

import sohoa as face
from sohoa.errors import ExitCode, InputError
from tests.support.kept_results import results

NAMES = "abc"


@pytest.fixture
def both(read_once, bucket, sohoa):
    """An output in the store, and a copy of it in `out`."""
    for key in read_once.all_keys("ra"):
        bucket.put(key, read_once.get(key))
    assert sohoa("copy", bucket.url("ra"), "out")[0] == ExitCode.OK
    return bucket.url("ra")


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def counted(told):
    told = json.loads(told)
    return told["counts"], [(d["name"], d["status"], d["counts"]) for d in told["documents"]]


def test_status_load_and_export_say_the_same(sohoa, both, tmp_path):
    assert counted(sohoa("status", both, "--json")[1]) == counted(sohoa("status", "out", "--json")[1])
    assert both in sohoa("status", both, "--worst", "2")[1]
    for dataset in ("documents", "cells", "tasks"):
        assert face.load(both, dataset).equals(face.load(tmp_path / "out", dataset))
    assert sohoa("export", both, "--to", "csv", "there")[0] == sohoa("export", "out", "--to", "csv", "here")[0] == 0
    assert files(tmp_path / "there") == files(tmp_path / "here")
    assert sohoa("verify", both)[0] == ExitCode.OK


def test_there_and_back(sohoa, both, bucket, tmp_path):
    assert sohoa("copy", both, "lại")[0] == ExitCode.OK
    assert results(tmp_path / "lại", *NAMES) == results(tmp_path / "out", *NAMES)
    assert sohoa("verify", "lại")[0] == ExitCode.OK
    assert sohoa("copy", "lại", bucket.url("nữa"))[0] == ExitCode.OK
    assert bucket.objects("nữa") == bucket.objects("ra")
    (tmp_path / "lại" / "outcome" / "a.json").unlink()
    sohoa("copy", "lại", bucket.url("nữa"))
    assert set(bucket.objects("ra")) - set(bucket.objects("nữa")) == {"outcome/a.json"}


def test_no_correction_is_lost_by_a_copy(sohoa, both, bucket, tmp_path):
    sohoa("copy", both, "lại")
    (tmp_path / "lại" / "corrections").mkdir()
    (tmp_path / "lại" / "corrections" / "a.jsonl").write_text("{}\n")
    code, _, err = sohoa("copy", both, "lại")
    assert (code, "corrections/a.jsonl" in err) == (ExitCode.CANNOT_WRITE, True)
    assert sohoa("copy", "lại", both)[0] == ExitCode.OK
    assert bucket.get("ra/corrections/a.jsonl") == b"{}\n"
    (tmp_path / "lại" / "corrections" / "a.jsonl").unlink()
    assert sohoa("copy", "lại", both)[0] == ExitCode.CANNOT_WRITE
    assert sohoa("copy", both, "lại")[0] == ExitCode.OK


def test_what_cannot_be_copied_is_told(sohoa, both, bucket, tmp_path):
    assert sohoa("copy", "out", "lại")[0] == ExitCode.NOTHING_READABLE
    assert sohoa("copy", bucket.url("không"), "lại")[0] == ExitCode.NOTHING_READABLE
    (tmp_path / "khác").mkdir()
    (tmp_path / "khác" / "thư.txt").write_text("x")
    assert sohoa("copy", both, "khác")[0] == ExitCode.CANNOT_WRITE
    assert sohoa("copy", "khác", both)[0] == ExitCode.NOTHING_READABLE


@pytest.mark.usefixtures("both")
def test_a_release_is_loaded_from_a_store(sohoa, bucket, tmp_path):
    sohoa("export", "out", "--to", "release", "bản", "--title", "Thử")
    for place, data in files(tmp_path / "bản").items():
        bucket.put(f"bản/{place}", data)
    assert face.load(bucket.url("bản"), "tasks").equals(face.load(tmp_path / "bản", "tasks"))
    with pytest.raises(InputError):
        face.load(bucket.url("không"), "tasks")


def test_a_key_that_leads_elsewhere_is_not_written(sohoa, both, bucket, tmp_path):
    bucket.put("ra/text/../../../../x.txt", b"x")
    code, _, err = sohoa("copy", both, "lại")
    assert code == ExitCode.NOTHING_READABLE
    assert "cannot be the path of a file" in err
    assert not list(tmp_path.rglob("x.txt"))
