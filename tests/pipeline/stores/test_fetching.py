"""Sources fetched from a store: under their digests, once for all who read them, and never other bytes."""

import hashlib
import os
import time
from pathlib import Path

import pytest

from sohoa.errors import CannotWrite, SourceChanged
from sohoa.pipeline.output.document_names import Source
from sohoa.pipeline.stores.fetching import fetched, let_go
from sohoa.pipeline.stores.work_folder import held, make_own


def source_of(bucket, data, name="a.txt"):
    bucket.put(f"vào/{name}", data)
    path = Path(bucket.url(f"vào/{name}"))
    return Source(hashlib.sha256(data).hexdigest(), "a", str(path), name, name)


def test_it_is_fetched_once_and_let_go(bucket, tmp_path):
    source = source_of(bucket, b"xin")
    here = fetched(source, tmp_path / "in")
    assert (here.path.read_bytes(), here.path.name) == (b"xin", "a.txt")
    bucket.remove("vào/a.txt")
    assert fetched(source, tmp_path / "in") == here
    let_go(source, tmp_path / "in")
    assert list((tmp_path / "in").iterdir()) == []


def test_an_object_that_was_replaced_is_not_read_under_the_old_digest(bucket, tmp_path):
    source = source_of(bucket, b"xin")
    bucket.put("vào/a.txt", "xin chào".encode())
    with pytest.raises(SourceChanged):
        fetched(source, tmp_path / "in")
    bucket.remove("vào/a.txt")
    with pytest.raises(SourceChanged):
        fetched(source, tmp_path / "in")
    assert not [p for p in (tmp_path / "in").rglob("*") if p.name.startswith(".")]


def test_a_name_that_file_systems_do_not_take_keeps_its_ending(bucket, tmp_path):
    here = fetched(source_of(bucket, b"xin", "ă" * 120 + ".txt"), tmp_path / "in")
    assert here.path.suffix == ".txt"


def test_what_nobody_wants_any_more_makes_room(bucket, tmp_path):
    old = fetched(source_of(bucket, b"mot", "a.txt"), tmp_path / "in")
    long_ago = time.time() - 8000
    os.utime(old.path.parent, (long_ago, long_ago))
    fetched(source_of(bucket, b"hai", "b.txt"), tmp_path / "in")
    assert not old.path.exists()


def test_a_folder_that_others_may_write_is_not_used(tmp_path):
    (tmp_path / "w").mkdir(mode=0o700)
    make_own(tmp_path / "w")
    (tmp_path / "w").chmod(0o770)
    (tmp_path / "link").symlink_to(tmp_path / "w")
    for some in ("w", "link"):
        with pytest.raises(CannotWrite):
            make_own(tmp_path / some)


def test_two_runs_of_one_machine_do_not_share_it(tmp_path):
    with held(tmp_path / "w"), pytest.raises(CannotWrite), held(tmp_path / "w"):
        pass
