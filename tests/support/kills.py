"""A run killed at seeded moments and begun again, and what is looked for: what was lost, left, or read twice."""

import os
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sohoa.errors import ExitCode
from sohoa.pipeline.output.damage import Health, examine
from tests.support.fault_runs import STAND_INS, MarkedRun, wait_until
from tests.support.kept_results import results

WORKERS = 2
GONE_S = 2.0
LOG = "calls.log"


@dataclass(frozen=True)
class Batch:
    """Documents in `folder/in`, read by the stages `recipe` into `folder/out`."""

    folder: Path
    recipe: str = STAND_INS

    @property
    def out(self):
        return self.folder / "out"

    def begin(self):
        return MarkedRun(self.folder, "in", "-o", "out", "-j", str(WORKERS), "-q", recipe=self.recipe)

    def start(self):
        """A run that has begun to read, or that had nothing left to read."""
        before = self.pages_read().total()
        run = self.begin()
        wait_until(lambda: self.pages_read().total() > before or run.process.poll() is not None, 60)
        return run

    def finish(self):
        """Run to the end; gives the exit code."""
        run = self.begin()
        run.process.communicate(timeout=600)
        return run.process.returncode

    def pages_read(self):
        """How often each page was begun so far."""
        log = self.folder / "in" / LOG
        return Counter(log.read_text("utf-8").splitlines()) if log.exists() else Counter()

    def results(self):
        """Path → bytes of all that was written of the documents."""
        return results(self.out, *sorted(p.stem for p in (self.out / "outcome").glob("*.json")))


@dataclass
class Seen:
    """What was to be looked for: kills that hit a run at work, processes left, stray files, pages read again."""

    kills: int = 0
    orphans: int = 0
    stray: int = 0
    again: int = 0

    def __add__(self, other):
        return Seen(*(getattr(self, f) + getattr(other, f) for f in ("kills", "orphans", "stray", "again")))

    def look(self, run):
        self.orphans += not run.gone_within(GONE_S)
        self.stray += len(list(run.temporary.iterdir()))
        run.end()

    def settle(self, batch, whole):
        """Run to the end, and compare."""
        assert batch.finish() == ExitCode.OK
        assert batch.results() == whole
        assert {f.health for f in examine(batch.out, quick=False)} == {Health.GOOD}
        self.stray += len([p for p in batch.out.rglob(".*") if p.name != ".lock"])
        self.again = sum(n - 1 for n in batch.pages_read().values())
        print(self)
        assert (self.orphans, self.stray) == (0, 0)
        assert self.again <= self.kills * WORKERS


def kill_parents(batch, times, number, longest, seed=12):
    """Kill a run so many times, each time going on with the same command."""
    draw, seen = random.Random(seed), Seen()
    for _ in range(times):
        run = batch.start()
        time.sleep(draw.uniform(0, longest))
        seen.kills += run.process.poll() is None
        run.process.send_signal(number)
        run.process.wait(20)
        seen.look(run)
    return seen


def kill_workers(batch, times, longest, seed=12):
    """Kill workers of a run, starting it again should it end before."""
    draw, seen, run = random.Random(seed), Seen(), batch.start()
    while seen.kills < times:
        time.sleep(draw.uniform(0, longest))
        if run.process.poll() is not None:
            seen.look(run)
            if run.process.returncode == ExitCode.OK:  # all is read: nothing is left to be killed at
                return seen
            run = batch.start()
        some = run.workers()
        if some:
            os.kill(draw.choice(some), signal.SIGKILL)
            seen.kills += 1
    run.process.communicate(timeout=600)
    seen.look(run)
    return seen
