"""Parents and workers killed at seeded moments, terminals closed: in the end all is as if nothing had happened."""

import signal
import sys

import pytest

from sohoa.errors import ExitCode
from sohoa.pipeline.output.paths import result_paths
from tests.support.bad_commands import write_page
from tests.support.kills import Batch, kill_parents, kill_workers

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
PAGES = 2


def stand_ins(folder, n_documents):
    """Documents for the stand-in stages."""
    (folder / "in").mkdir(parents=True)
    for n in range(n_documents):
        lines = [f"trang {page} của văn bản {n}" for page in range(1, PAGES + 1)]
        (folder / "in" / f"d{n:03d}.txt").write_text("\n".join(lines), "utf-8")
    return Batch(folder)


def pictures(folder, n_documents):
    """Documents of a page each for the stages themselves."""
    (folder / "in").mkdir(parents=True)
    for n in range(n_documents):
        write_page(folder / "in" / f"d{n:03d}.png")
    return Batch(folder, "logged_stages")


def play(folder, n_documents, kill, make=stand_ins):
    """Read undisturbed, read again with kills, and compare; gives what was seen."""
    undisturbed, hit = (make(folder / name, n_documents) for name in ("whole", "hit"))
    assert undisturbed.finish() == ExitCode.OK
    whole = undisturbed.results()
    assert len(whole) == n_documents * len(result_paths(folder, "x"))
    seen = kill(hit)
    seen.settle(hit, whole)
    return seen


def kill_some(batch):
    return kill_parents(batch, 2, signal.SIGKILL, 0.1) + kill_workers(batch, 2, 0.1)


def test_some_parents_and_workers_killed(tmp_path):
    assert play(tmp_path, 8, kill_some).kills >= 1


@pytest.mark.long
def test_twenty_parents_killed(tmp_path):
    assert play(tmp_path, 300, lambda batch: kill_parents(batch, 20, signal.SIGKILL, 0.7)).kills >= 10


@pytest.mark.long
def test_twenty_workers_killed(tmp_path):
    assert play(tmp_path, 300, lambda batch: kill_workers(batch, 20, 0.5)).kills >= 10


@pytest.mark.long
def test_ten_terminals_closed(tmp_path):
    assert play(tmp_path, 300, lambda batch: kill_parents(batch, 10, signal.SIGHUP, 0.7)).kills >= 5


def kill_some_of_the_real_engine(batch):
    parents, terminals = (kill_parents(batch, 2, number, 1.0) for number in (signal.SIGKILL, signal.SIGHUP))
    return parents + terminals + kill_workers(batch, 2, 1.0)


@pytest.mark.long
@pytest.mark.engine
def test_some_killed_with_the_engine_itself(tmp_path):
    assert play(tmp_path, 8, kill_some_of_the_real_engine, pictures).kills >= 3
