"""Files digitised on an executor of one's own."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

from sohoa.pipeline.cluster.with_executor import digitise_with
from tests.support import fake_stages
from tests.support.kept_results import results


def test_the_same_rows_as_by_the_command(sohoa, source, tmp_path):
    source("a.txt", "một", "hai")
    source("b.txt", "ba", "crash")
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as executor:
        ended = digitise_with(executor, 4, [tmp_path / "in"], tmp_path / "out", recipe=fake_stages.RECIPE)
        assert sorted((o.name, o.status.value) for o in ended) == [("a", "ok"), ("b", "partial")]
        again = digitise_with(executor, 4, [tmp_path / "in"], tmp_path / "out", recipe=fake_stages.RECIPE)
        assert [o.name for o in again] == ["b"]
    sohoa("run", "in", "-o", "here", "-j", "1")
    assert results(tmp_path / "out", "a", "b") == results(tmp_path / "here", "a", "b")
