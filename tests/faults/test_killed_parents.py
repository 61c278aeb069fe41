"""A run that is killed leaves no process, no temporary folder, and a folder that the next run finishes."""

import signal
import sys

import pandas as pd
import pytest

from sohoa.errors import ExitCode
from tests.support.fault_runs import MarkedRun, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
GONE_S = 2.0
"""So soon after the parent's end all of its processes have ended."""


@pytest.fixture
def slow_run(tmp_path):
    """A run under way: two workers at pages that take a second each."""
    (tmp_path / "in").mkdir()
    for name in "ab":
        (tmp_path / "in" / f"{name}.txt").write_text("slow\n" * 40, "utf-8")
    run = MarkedRun(tmp_path, "in", "-o", "out", "-j", "2")
    assert wait_until(lambda: len(list((tmp_path / "out").glob("checkpoints/*/p*"))) >= 2, 60)
    yield run
    run.end()


def test_no_worker_outlives_a_killed_parent(slow_run):
    assert len(slow_run.alive()) >= 4
    slow_run.process.kill()
    assert slow_run.gone_within(GONE_S), slow_run.alive()
    assert list(slow_run.temporary.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_a_closed_terminal_and_a_request_end_it_well(slow_run, number):
    slow_run.process.send_signal(number)
    _, err = slow_run.process.communicate(timeout=20)
    assert slow_run.process.returncode == ExitCode.INTERRUPTED
    assert "interrupted" in err
    assert "Traceback" not in err
    assert slow_run.alive() == []


def test_a_second_signal_ends_it_at_once_without_a_traceback(slow_run):
    for _ in range(3):
        slow_run.process.send_signal(signal.SIGTERM)
    _, err = slow_run.process.communicate(timeout=20)
    assert slow_run.process.returncode == ExitCode.INTERRUPTED
    assert "Traceback" not in err
    assert slow_run.gone_within(GONE_S)


def test_what_a_killed_writer_left_aside_is_removed_by_the_next_run(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("một\n", "utf-8")
    left = tmp_path / "out" / "words" / ".a.parquet.0123.part"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half a file")
    run = MarkedRun(tmp_path, "in", "-o", "out", "-j", "1")
    run.process.communicate(timeout=60)
    assert run.process.returncode == ExitCode.OK
    assert [p.name for p in (tmp_path / "out").rglob(".*") if p.name != ".lock"] == []
    assert list(pd.read_parquet(tmp_path / "out" / "words").text) == ["một"]
    assert run.alive() == []


def test_a_linked_lock_is_not_followed(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("một\n", "utf-8")
    target = tmp_path / "precious"
    target.write_text("keep me", "utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".lock").symlink_to(target)
    run = MarkedRun(tmp_path, "in", "-o", "out", "-j", "1")
    _, err = run.process.communicate(timeout=60)
    assert run.process.returncode == ExitCode.CANNOT_WRITE
    assert ".lock" in err or "out" in err
    assert target.read_text("utf-8") == "keep me"
