"""A job in a process of its own, which may be lost."""

import os

import pytest

from sohoa.pipeline.batch.worker_pool import End
from sohoa.pipeline.batch.worker_process import Job
from sohoa.pipeline.cluster.job_runner import run_job
from tests.support import worker_jobs


def run(function, *arguments, seconds=60.0, memory_mb=0):
    return run_job(Job(None, function, arguments, seconds), memory_mb, 30)


def test_it_is_done_in_another_process():
    assert run(worker_jobs.double, 4) == (End.DONE, 8)
    assert run(worker_jobs.process)[1] != os.getpid()


def test_what_it_raises_comes_back():
    end, value = run(worker_jobs.raise_value_error, "no")
    assert (end, str(value)) == (End.RAISED, "no")


def test_a_job_that_crashes_once_is_done_the_second_time(tmp_path):
    assert run(worker_jobs.die_once, tmp_path / "flag") == (End.DONE, "alive")
    assert run(worker_jobs.die) == (End.CRASHED, None)


def test_one_that_hangs_is_stopped():
    assert run(worker_jobs.sleep, 600, seconds=0.5) == (End.STUCK, None)


@pytest.mark.parametrize("limit", [300])
def test_one_that_takes_too_much_is_stopped_and_says_the_limit(limit):
    assert run(worker_jobs.eat_memory, memory_mb=limit) == (End.MEMORY, limit)
