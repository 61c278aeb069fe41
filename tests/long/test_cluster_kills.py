"""Workers of a Dask cluster killed at seeded moments, its scheduler too: in the end all is as if nothing was."""

import random
import time

import pytest

from sohoa.errors import ExitCode
from tests.faults.test_many_kills import stand_ins
from tests.support.fault_runs import MarkedRun
from tests.support.kills import Batch, Seen
from tests.support.loopback_cluster import Cluster

pytestmark = pytest.mark.long
DOCUMENTS = 60
WORKERS = 2


class OnCluster(Batch):
    """The same batch, its jobs on a cluster."""

    def begin(self):
        words = ("in", "-o", "out", "-q", "--scheduler", self.cluster.address, "--unencrypted")
        return MarkedRun(self.folder, *words, recipe=self.recipe)


@pytest.fixture
def whole(tmp_path):
    """The results of a run on this machine that nothing disturbed."""
    here = stand_ins(tmp_path / "whole", DOCUMENTS)
    assert here.finish() == ExitCode.OK
    return here.results()


@pytest.fixture
def batch(tmp_path):
    stand_ins(tmp_path / "hit", DOCUMENTS)
    some = OnCluster(tmp_path / "hit")
    object.__setattr__(some, "cluster", Cluster(tmp_path / "cluster", WORKERS))
    yield some
    some.cluster.end()


def look(batch, whole, kills):
    assert batch.results() == whole
    seen = Seen(kills=kills, again=sum(n - 1 for n in batch.pages_read().values()))
    print(seen)
    assert [p for p in batch.out.rglob(".*") if p.name != ".lock"] == []
    return seen


def test_ten_workers_killed(batch, whole):
    """Each time another one comes, as a nanny or a queueing system would have it."""
    draw, kills = random.Random(18), 0
    while kills < 10:
        run = batch.start()
        while run.process.poll() is None and kills < 10:
            time.sleep(draw.uniform(0.1, 1.0))
            victim = batch.cluster.workers.pop(draw.randrange(WORKERS))
            victim.kill()
            victim.wait()
            kills += run.process.poll() is None
            batch.cluster.start_worker()
        if kills < 10 and batch.finish() == ExitCode.OK:
            break
    out, err = run.process.communicate(timeout=300)
    assert run.process.returncode == ExitCode.OK, (out, err)
    assert look(batch, whole, kills).again <= 2 * kills


def test_the_scheduler_killed_and_the_run_started_again(batch, whole):
    draw, again = random.Random(19), 0
    for _ in range(3):
        run = batch.start()
        time.sleep(draw.uniform(0.2, 1.5))
        batch.cluster.kill_scheduler()
        _, err = run.process.communicate(timeout=60)
        assert run.process.returncode in (ExitCode.CLUSTER_LOST, ExitCode.OK), err
        again += run.process.returncode == ExitCode.CLUSTER_LOST
        batch.cluster.end()
        object.__setattr__(batch, "cluster", Cluster(batch.cluster.folder, WORKERS))
    assert again >= 1
    assert batch.finish() == ExitCode.OK
    assert look(batch, whole, 3).again <= 3 * 2 * WORKERS
