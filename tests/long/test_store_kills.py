"""A run over an object store killed at seeded moments, its workers too, on two machines; then read and exported."""

import os
import random
import time

import pandas
import pytest

from sohoa.errors import ExitCode
from sohoa.loading import load
from sohoa.pipeline.cli import main
from sohoa.pipeline.output.paths import DATASETS
from tests.support.loopback_store import LoopbackStore
from tests.support.stored_batch import StoredBatch

pytestmark = pytest.mark.long
DOCUMENTS = 60
KILLS = 10


@pytest.fixture
def batch(tmp_path, monkeypatch):
    server = LoopbackStore(tmp_path)
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    yield StoredBatch(tmp_path, server, DOCUMENTS)
    server.end()


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_run_kill_resume_export(batch, tmp_path):
    draw, kills = random.Random(18), 0
    while kills < KILLS:
        run = batch.start()
        time.sleep(draw.uniform(0, 1.5))
        if kills % 2 and run.workers():
            os.kill(draw.choice(run.workers()), 9)
            time.sleep(draw.uniform(0, 0.5))
        kills += run.process.poll() is None
        run.process.kill()
        run.end()
        if run.process.returncode == ExitCode.OK:  # all was read before it was hit
            break
    other_machine = time.monotonic()
    assert batch.finish("hai") == (ExitCode.OK, "")
    print(kills, "kills;", batch.server.n_pages_put(batch.bucket), "pages put;", time.monotonic() - other_machine, "s")
    assert kills >= KILLS // 2  # a fast machine has read all before the last of them
    assert batch.whole.finish() == ExitCode.OK
    assert batch.results() == batch.whole.results()
    assert batch.leftovers() == []
    assert batch.server.n_pages_put(batch.bucket) <= 2 * DOCUMENTS + 2 * 2 * KILLS
    out = batch.bucket.url("ra")
    for dataset in DATASETS:
        pandas.testing.assert_frame_equal(load(out, dataset), load(batch.whole.out, dataset))
    for to in ("csv", "html", "md"):
        assert main(["export", out, "--to", to, str(tmp_path / "there" / to), "-q"]) == ExitCode.OK
        assert main(["export", str(batch.whole.out), "--to", to, str(tmp_path / "here" / to), "-q"]) == ExitCode.OK
    assert files(tmp_path / "there") == files(tmp_path / "here")
