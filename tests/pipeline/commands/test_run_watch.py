"""A folder in which scans arrive."""

import json
import signal

import pytest

from sohoa.errors import ExitCode
from tests.support.arrivals import arrive, made_once
from tests.support.fault_runs import MarkedRun, wait_until


@pytest.fixture
def watched(tmp_path):
    (tmp_path / "in").mkdir()
    runs = []

    def start():
        runs.append(MarkedRun(tmp_path, "in", "-o", "out", "-j", "1", "--watch", "1"))
        return runs[-1]

    yield start
    for run in runs:
        run.end()


def outcomes(folder):
    return sorted(p.stem for p in (folder / "out" / "outcome").glob("*.json"))


def test_files_that_arrive_are_read_and_bad_ones_stop_nothing(tmp_path, watched):
    run = watched()
    (tmp_path / "in" / "a.txt").write_text("encrypted\n", "utf-8")
    assert wait_until(lambda: outcomes(tmp_path) == ["a"], 30)
    (tmp_path / "in" / "b.txt").write_text("một\ncrash\n", "utf-8")
    assert wait_until(lambda: outcomes(tmp_path) == ["a", "b"], 30)
    (tmp_path / "in" / "c.txt").write_text("ba\n", "utf-8")
    assert wait_until(lambda: outcomes(tmp_path) == ["a", "b", "c"], 30)
    assert run.process.poll() is None
    run.process.send_signal(signal.SIGTERM)
    out, err = run.process.communicate(timeout=20)
    assert run.process.returncode == ExitCode.INTERRUPTED
    assert err.count("a.txt") == 1
    assert out.splitlines()[0].startswith("failed   a ")
    stored = {p.stem: json.loads(p.read_text("utf-8"))["status"] for p in (tmp_path / "out" / "outcome").glob("*.json")}
    assert stored == {"a": "failed", "b": "partial", "c": "ok"}


def test_killed_twice_all_are_done_once(tmp_path, watched):
    texts = {f"d{n:02d}.txt": f"trang một của {n}\n" * (n % 3 + 1) for n in range(12)}
    texts["broken.txt"] = "encrypted\n"
    made_once(tmp_path, watched, arrive(tmp_path / "in", texts, kills=2))
