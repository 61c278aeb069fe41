"""Programs that add corrections at once, and one that is killed while it does."""

import multiprocessing
import os
import random
import shutil
import signal
import time

import pytest

from sohoa.pipeline.corrections.store import append_corrections, read_corrections
from sohoa.pipeline.output.paths import corrections_path
from tests.support.correctable_output import new_output
from tests.support.corrections import word

FORK = multiprocessing.get_context("fork")
EACH = 60


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    return new_output(tmp_path_factory.mktemp("made"), a="một hai\nba")


@pytest.fixture
def out(made_once, tmp_path):
    return shutil.copytree(made_once, tmp_path / "out")


def add_some(out, who):
    for k in range(EACH):
        append_corrections(out, "a", [word(f"{who}-{k}", after="Hội nghị " * (1 + k % 7) + "x")])


def add_for_ever(out, saved):
    for k in range(100_000):
        append_corrections(out, "a", [word(f"k{k}", after="Hội " * 90 + "x")])
        os.write(saved, b"%d\n" % k)


def test_two_writers_lose_nothing(out):
    writers = [FORK.Process(target=add_some, args=(out, who)) for who in "xyz"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    kept = read_corrections(out, "a")
    assert kept.bad_lines == ()
    for who in "xyz":
        assert [c.id for c in kept.corrections if c.id[0] == who] == [f"{who}-{k}" for k in range(EACH)]


def test_what_was_told_to_be_saved_outlives_a_kill(out):
    rng = random.Random(7)
    for _ in range(5):
        corrections_path(out, "a").unlink(missing_ok=True)
        end, saved = os.pipe()
        writer = FORK.Process(target=add_for_ever, args=(out, saved))
        writer.start()
        os.close(saved)
        time.sleep(rng.uniform(0.05, 0.3))
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        with os.fdopen(end, "rb") as told:
            n_saved = len(told.read().split())
        kept = read_corrections(out, "a")
        assert len(kept.corrections) >= n_saved
        assert [c.id for c in kept.corrections] == [f"k{k}" for k in range(len(kept.corrections))]
        assert append_corrections(out, "a", [word("last")]) == 1
        assert read_corrections(out, "a").corrections[-1].id == "last"
