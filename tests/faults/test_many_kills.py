"""Parents and workers killed at seeded moments, terminals closed: in the end all is as if nothing had happened."""

import os
import random
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass

import pytest

from sohoa.errors import ExitCode
from sohoa.pipeline.output.damage import Health, examine
from sohoa.pipeline.output.paths import result_paths
from tests.support.fault_runs import MarkedRun, wait_until
from tests.support.kept_results import results

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
WORKERS = 2
PAGES = 2
GONE_S = 2.0
SEED = 12


def make_sources(folder, n_documents):
    (folder / "in").mkdir()
    for n in range(n_documents):
        lines = [f"trang {page} của văn bản {n}" for page in range(1, PAGES + 1)]
        (folder / "in" / f"d{n:03d}.txt").write_text("\n".join(lines), "utf-8")


def told_results(out):
    return results(out, *sorted(p.stem for p in (out / "outcome").glob("*.json")))


def pages_read(folder):
    """How often each page was read so far."""
    log = folder / "in" / "calls.log"
    return Counter(log.read_text("utf-8").splitlines()) if log.exists() else Counter()


def undisturbed(folder, n_documents):
    folder.mkdir()
    make_sources(folder, n_documents)
    assert finish(folder) == ExitCode.OK
    return told_results(folder / "out")


def start(folder):
    """A run that has begun to read, or that had nothing left to read."""
    before = pages_read(folder).total()
    run = MarkedRun(folder, "in", "-o", "out", "-j", str(WORKERS), "-q")
    wait_until(lambda: pages_read(folder).total() > before or run.process.poll() is not None, 60)
    return run


def finish(folder):
    run = MarkedRun(folder, "in", "-o", "out", "-j", str(WORKERS), "-q")
    run.process.communicate(timeout=600)
    return run.process.returncode


@dataclass
class Seen:
    """What was to be looked for: kills that hit a run at work, processes left, stray files, pages read again."""

    kills: int = 0
    orphans: int = 0
    stray: int = 0
    again: int = 0

    def look(self, run):
        self.orphans += not run.gone_within(GONE_S)
        self.stray += len(list(run.temporary.iterdir()))
        run.end()

    def settle(self, folder, whole):
        """Run to the end, and compare."""
        assert finish(folder) == ExitCode.OK
        out = folder / "out"
        assert told_results(out) == whole
        assert {f.health for f in examine(out, quick=False)} == {Health.GOOD}
        self.stray += len([p for p in out.rglob(".*") if p.name != ".lock"])
        self.again = sum(n - 1 for n in pages_read(folder).values())
        print(self)
        assert (self.orphans, self.stray) == (0, 0)
        assert self.again <= self.kills * WORKERS


def kill_parents(folder, times, number, longest):
    """Kill a run so many times, each time going on with the same command."""
    draw, seen = random.Random(SEED), Seen()
    for _ in range(times):
        run = start(folder)
        time.sleep(draw.uniform(0, longest))
        seen.kills += run.process.poll() is None
        run.process.send_signal(number)
        run.process.wait(20)
        seen.look(run)
    return seen


def kill_workers(folder, times, longest):
    """Kill workers of a run, starting it again should it end before."""
    draw, seen, run = random.Random(SEED), Seen(), start(folder)
    while seen.kills < times:
        time.sleep(draw.uniform(0, longest))
        if run.process.poll() is not None:
            seen.look(run)
            if pages_read(folder).total() - seen.kills >= PAGES * len(list((folder / "in").glob("*.txt"))):
                return seen
            run = start(folder)
        some = run.workers()
        if some:
            os.kill(draw.choice(some), signal.SIGKILL)
            seen.kills += 1
    run.process.communicate(timeout=600)
    seen.look(run)
    return seen


def play(folder, n_documents, kills, kill):
    whole = undisturbed(folder / "whole", n_documents)
    assert len(whole) == n_documents * len(result_paths(folder, "x"))
    (folder / "hit").mkdir()
    make_sources(folder / "hit", n_documents)
    seen = kill(folder / "hit", kills)
    seen.settle(folder / "hit", whole)
    assert seen.kills >= kills // 2


def test_some_parents_and_workers_killed(tmp_path):
    def kill(folder, kills):
        parents = kill_parents(folder, kills, signal.SIGKILL, 0.1)
        workers = kill_workers(folder, kills, 0.1)
        return Seen(*(getattr(parents, f) + getattr(workers, f) for f in ("kills", "orphans", "stray", "again")))

    play(tmp_path, 8, 2, kill)


@pytest.mark.long
def test_twenty_parents_killed(tmp_path):
    play(tmp_path, 300, 20, lambda folder, kills: kill_parents(folder, kills, signal.SIGKILL, 0.7))


@pytest.mark.long
def test_twenty_workers_killed(tmp_path):
    play(tmp_path, 300, 20, lambda folder, kills: kill_workers(folder, kills, 0.5))


@pytest.mark.long
def test_ten_terminals_closed(tmp_path):
    play(tmp_path, 300, 10, lambda folder, kills: kill_parents(folder, kills, signal.SIGHUP, 0.7))
