"""A run on an executor of `concurrent.futures`."""

from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor

import pytest

from sohoa.errors import ClusterLost
from sohoa.pipeline.batch.worker_pool import End
from sohoa.pipeline.batch.worker_process import Job
from sohoa.pipeline.cluster import executor_crew
from sohoa.pipeline.cluster.executor_crew import Executing, ExecutorCrew
from tests.support import worker_jobs


class Ends:
    """An executor of which every job ends at once with an exception."""

    def __init__(self, error):
        self.error = error

    def submit(self, *_):
        future = Future()
        future.set_exception(self.error)
        return future


def job(function, *arguments):
    return Job("key", function, arguments, 60.0)


def test_jobs_come_back_with_their_keys():
    with ThreadPoolExecutor(2) as executor:
        crew = ExecutorCrew(Executing(executor, lambda: 2))
        assert crew.has_room
        crew.start(job(worker_jobs.double, 2))
        crew.start(job(worker_jobs.die))
        assert (crew.n_busy, crew.has_room) == (2, False)
        results = [r for _ in range(2) if crew.n_busy for r in crew.wait()]
    assert sorted((r.end.value, r.value, r.job.key) for r in results) == [
        ("crashed", None, "key"),
        ("done", 4, "key"),
    ]
    assert crew.wait() == []


def test_one_job_may_always_be_handed_in():
    assert ExecutorCrew(Executing(Ends(None), lambda: 0)).has_room


def test_lost_workers_are_a_crash_and_other_errors_are_the_jobs():
    lost = ExecutorCrew(Executing(Ends(LookupError("worker")), lambda: 1, lost=(LookupError,)))
    lost.start(job(worker_jobs.double, 1))
    assert [r.end for r in lost.wait()] == [End.CRASHED]
    other = ExecutorCrew(Executing(Ends(LookupError("worker")), lambda: 1))
    other.start(job(worker_jobs.double, 1))
    assert [r.end for r in other.wait()] == [End.RAISED]


def test_a_broken_executor_ends_the_run():
    crew = ExecutorCrew(Executing(Ends(BrokenExecutor("gone")), lambda: 1))
    crew.start(job(worker_jobs.double, 1))
    with pytest.raises(ClusterLost):
        crew.wait()


class Forgets:
    """An executor that loses the first job it is given."""

    def __init__(self):
        self.futures = []

    def submit(self, *_):
        future = Future()
        self.futures.append(future)
        if len(self.futures) > 1:
            future.set_result((End.DONE, 2))
        return future


def test_what_the_executor_has_forgotten_is_handed_in_again(monkeypatch):
    monkeypatch.setattr(executor_crew, "_LOOK_S", 0.05)
    executor = Forgets()
    crew = ExecutorCrew(Executing(executor, lambda: 1, forgotten=lambda: True))
    crew.start(job(worker_jobs.double, 1))
    assert [(r.end, r.value, r.job.key) for r in crew.wait()] == [(End.DONE, 2, "key")]
    assert executor.futures[0].cancelled()
    assert crew.wait() == []
