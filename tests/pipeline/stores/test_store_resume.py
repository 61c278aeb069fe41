"""A run over a store that is killed goes on with the same command, and leaves what a run in folders leaves."""

from sohoa.errors import ExitCode
from tests.support.stored_batch import StoredBatch

DOCUMENTS = 8


def test_a_killed_run_goes_on(server, tmp_path):
    batch = StoredBatch(tmp_path, server, DOCUMENTS)
    run = batch.start(pages=5)
    killed = run.process.poll() is None
    run.process.kill()
    run.end()
    assert killed
    assert batch.leftovers() == ["ra/.lock"]
    assert batch.finish() == (ExitCode.OK, "")
    assert batch.whole.finish() == ExitCode.OK
    assert batch.results() == batch.whole.results()
    assert batch.leftovers() == []
    assert server.n_pages_put(batch.bucket) <= 2 * DOCUMENTS + 2
