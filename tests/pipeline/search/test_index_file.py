"""The file of the index: whole after a kill, and nothing of it is believed that we would not have written."""

import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from sohoa.errors import CannotWrite
from sohoa.pipeline.output.paths import search_path
from sohoa.pipeline.search.finding import search
from sohoa.pipeline.search.index_file import IndexDamaged, begin_anew, reading, writing
from sohoa.pipeline.search.keeping import bring_up_to_date
from sohoa.pipeline.search.query import Wish

STATEMENTS = {
    "a trigger": "CREATE TRIGGER t AFTER INSERT ON documents BEGIN DELETE FROM pages; END",
    "a view": "CREATE VIEW v AS SELECT 1",
    "a table": "CREATE TABLE more(x)",
    "another format": "UPDATE about SET value = '0'",
    "no format": "DELETE FROM about",
    "a table less": "DROP TABLE facts",
}


@pytest.fixture
def index(out):
    bring_up_to_date(out, lambda *_: None)
    return search_path(out)


def states(out):
    some = []
    assert bring_up_to_date(out, lambda state, n: some.append((state.value, n))) == []
    assert len(search(out, Wish("duong")).hits) == 5
    return some


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS)
def test_what_is_not_ours_is_made_anew(out, index, statement):
    db = sqlite3.connect(index)
    db.execute(statement)
    db.commit()
    db.close()
    assert states(out) == [("damaged", 3)]


@pytest.mark.parametrize("end", ["", "-wal", "-journal", "-shm"])
def test_no_link_is_followed(out, index, tmp_path, end):
    away = tmp_path / "away"
    away.write_bytes(index.read_bytes())
    before = away.read_bytes()
    place = index.with_name(index.name + end)
    place.unlink(missing_ok=True)
    place.symlink_to(away)
    (out / "outcome" / "a.json").touch()  # so that it is written
    states(out)
    assert away.read_bytes() == before
    assert not place.is_symlink()


def test_a_folder_that_is_a_link_is_told(out, index, tmp_path):
    away = tmp_path / "away"
    index.parent.rename(away)
    index.parent.symlink_to(away)
    before = {p.name: p.stat().st_mtime_ns for p in away.iterdir()}
    with pytest.raises(CannotWrite) as e:
        bring_up_to_date(out, lambda *_: None)
    assert e.value.doubt.kind == "not_followed"
    assert {p.name: p.stat().st_mtime_ns for p in away.iterdir()} == before


def test_a_journal_that_names_a_file_removes_none(out, index, tmp_path):
    victim = tmp_path / "victim"
    victim.write_text(str(index) + "-journal")
    name = str(victim).encode()
    tail = name + len(name).to_bytes(4, "big") + (sum(name) & 0xFFFFFFFF).to_bytes(4, "big")
    magic = bytes.fromhex("d9d505f920a163d7")
    header = magic + bytes(4) + bytes(4) + (1).to_bytes(4, "big") + (512).to_bytes(4, "big") + (4096).to_bytes(4, "big")
    journal = index.with_name(index.name + "-journal")
    journal.write_bytes(header.ljust(512, b"\0") + (2).to_bytes(4, "big") + tail + magic)
    (out / "outcome" / "a.json").touch()
    states(out)
    assert victim.exists()
    assert not journal.exists()


_KILLED = """
import sys, os, time
from pathlib import Path
from sohoa.pipeline.search.index_file import writing
with writing(Path(sys.argv[1])) as db:
    db.execute("INSERT INTO about VALUES('half', 'done')")
    if sys.argv[2] == "after":
        db.execute("COMMIT")
    print("now", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_killed_writer_costs_nothing(out, index, when):
    process = subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(out), when], stdout=subprocess.PIPE, text=True, env={**os.environ}
    )
    assert process.stdout.readline() == "now\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert states(out) == []
    with reading(out) as db:
        assert db.execute("SELECT count(*) FROM about").fetchone() == ((2,) if when == "after" else (1,))
    assert sorted(p.name for p in index.parent.iterdir()) == [".lock", "index.db"]


@pytest.mark.usefixtures("index")
def test_what_is_undone_inside_is_not_written(out):
    with pytest.raises(RuntimeError), writing(out) as db:
        db.execute("DELETE FROM pages")
        raise RuntimeError
    assert states(out) == []


@pytest.mark.usefixtures("index")
def test_readers_wait_for_a_writer(out, monkeypatch):
    monkeypatch.setattr("sohoa.pipeline.search.index_file.PATIENCE_S", 0.2)
    started = time.monotonic()
    with writing(out), pytest.raises(CannotWrite), reading(out):
        pass
    assert time.monotonic() - started >= 0.2


def test_one_that_another_program_has_made_anew_is_left_alone(out, index):
    damaged = IndexDamaged("damaged", index.stat().st_ino + 1)
    begin_anew(out, damaged)
    assert states(out) == []
