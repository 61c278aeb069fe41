"""Whatever a job does to its worker, the others go on and the job ends one way or another."""

import os
import shutil
import signal
import tempfile
import time
from pathlib import Path

import pytest

from sohoa.pipeline.batch import worker_pool
from sohoa.pipeline.batch.worker_pool import End, Workers
from sohoa.pipeline.batch.worker_process import Job
from tests.support import worker_jobs


def job(name, *arguments, seconds=60.0):
    return Job(name, getattr(worker_jobs, name), arguments, seconds)


@pytest.fixture
def pool():
    with Workers(2) as pool:
        yield pool


def all_ends(pool):
    results = {}
    while ended := pool.wait():
        results.update({r.job.key: r for r in ended})
    return results


def test_a_result_comes_back(pool):
    pool.start(job("double", 21))
    (result,) = pool.wait()
    assert (result.end, result.value) == (End.DONE, 42)
    assert pool.wait() == []


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("raise_what_does_not_unpickle", End.RAISED),
        ("give_what_does_not_pickle", End.RAISED),
        ("die", End.CRASHED),
        ("leave", End.CRASHED),
    ],
)
def test_a_bad_job_ends_and_its_neighbour_is_well(pool, name, end):
    pool.start(job(name))
    pool.start(job("double", 1))
    ends = all_ends(pool)
    assert (ends[name].end, ends["double"].value) == (end, 2)
    pool.start(job("double", 2))
    assert pool.wait()[0].value == 4


@pytest.mark.parametrize("length", [60, 69, 70, 71, 200])
def test_a_long_name_of_the_temporary_folder_costs_nothing(monkeypatch, length):
    short = Path(tempfile.mkdtemp(prefix="t-", dir="/tmp"))
    folder = short / ("n" * (length - len(str(short)) - 1))
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    try:
        with Workers(1) as pool:
            ours = Path(pool._temporary)
            assert ours.parent == (folder if length <= 70 else Path("/tmp"))
            pool.start(job("double", 21))
            assert pool.wait()[0].value == 42
        assert not ours.exists()
    finally:
        shutil.rmtree(short)


def test_an_exception_comes_back_as_it_was(pool):
    pool.start(job("raise_value_error", "số"))
    (result,) = pool.wait()
    assert isinstance(result.value, ValueError)
    assert str(result.value) == "số"


def test_a_job_over_its_time_is_stopped(pool):
    pool.start(job("double", 1))
    pool.wait()  # the worker is up
    pool.start(job("sleep", 60, seconds=0.5))
    started = time.monotonic()
    (result,) = pool.wait()
    assert result.end is End.STUCK
    assert time.monotonic() - started < 20
    assert pool.has_room


def test_a_worker_that_died_idle_is_noticed(pool):
    pool.start(job("process"))
    os.kill(pool.wait()[0].value, signal.SIGKILL)
    time.sleep(0.2)
    pool.start(job("double", 1))
    assert pool.wait()[0].end is End.CRASHED
    pool.start(job("double", 1))
    assert pool.wait()[0].value == 2


def test_no_more_than_n_at_a_time(pool):
    pool.start(job("double", 1))
    assert pool.has_room
    pool.start(job("sleep", 0.1))
    assert (pool.n_busy, pool.has_room) == (2, False)
    all_ends(pool)


def test_workers_are_replaced_after_many_jobs(pool, monkeypatch):
    monkeypatch.setattr(worker_pool, "_JOBS_PER_WORKER", 2)
    seen = []
    for _ in range(4):
        pool.start(job("process"))
        seen.append(pool.wait()[0].value)
    assert len(set(seen)) == 2


def test_one_thread_a_worker(pool):
    pool.start(job("threads"))
    assert pool.wait()[0].value == "1"


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks at /proc")
def test_what_a_job_started_is_stopped_with_it(pool, tmp_path):
    note = tmp_path / "pid"
    pool.start(job("sleep_in_a_child", note, seconds=3.0))
    (result,) = pool.wait()
    assert result.end is End.STUCK
    state = Path("/proc", note.read_text("utf-8"), "stat")
    end = time.monotonic() + 10
    while state.exists() and " Z " not in state.read_text("utf-8") and time.monotonic() < end:
        time.sleep(0.05)
    assert not state.exists() or " Z " in state.read_text("utf-8")
