"""Memory of workers: one that takes more than it may is stopped, says so, and the run goes on."""

import os
import subprocess
import sys

import pandas as pd
import pytest

from sohoa.errors import ExitCode
from sohoa.pipeline.batch.failures import problem_of
from sohoa.pipeline.batch.memory import family_mb, machine_memory, resident_mb, seconds_to_look, worker_limit_mb
from sohoa.settings import RunSettings, Settings
from tests.support.fault_runs import wait_until

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@LINUX
def test_a_page_that_eats_memory_costs_only_itself(sohoa, source, tmp_path, outcome):
    source("a.txt", "một", "eats memory", "ba")
    source("b.txt", "bốn")
    code, _, err = sohoa("run", "in", "-o", "out", "-j", 1, "--memory", 700)
    assert code == ExitCode.SOME_FAILED
    assert "a.txt, page 2: it took over 700 MB of memory and was stopped" in err
    assert list(pd.read_parquet(tmp_path / "out" / "pages" / "a.parquet").status) == ["ok", "failed", "ok"]
    (problem,) = outcome("a")["problems"]
    assert (problem["kind"], problem["page"], problem["doubts"][0]["detail"]) == ("memory", 2, "700")
    assert outcome("b")["status"] == "ok"


@LINUX
def test_a_file_that_eats_memory_as_it_is_opened_costs_only_itself(sohoa, source, tmp_path, outcome):
    source("a.txt", "open eats memory")
    source("b.txt", "bốn")
    (tmp_path / "s.toml").write_text("[run]\nmemory_mb = 700\n")
    code, _, err = sohoa("run", "in", "-o", "out", "-j", 1, "--settings", "s.toml")
    assert code == ExitCode.SOME_FAILED
    assert "a.txt: it took over 700 MB" in err
    assert [outcome(n)["status"] for n in "ab"] == ["failed", "ok"]


def test_the_limit_is_no_reason_to_read_again(sohoa, source, calls):
    source("a.txt", "một")
    assert sohoa("run", "in", "-o", "out", "-j", 1, "--memory", 2000)[0] == ExitCode.OK
    calls()
    assert sohoa("run", "in", "-o", "out", "-j", 1, "--memory", 3000)[0] == ExitCode.OK
    assert calls() == []
    assert Settings(run=RunSettings(memory_mb=5)).digest() == Settings().digest()


@pytest.mark.parametrize(
    ("total_mb", "n_workers", "limit"),
    [(8000, 2, 3200), (64000, 2, 4096), (4000, 8, 1024), (1000, 1, 1024), (16000, 4, 3200)],
)
def test_the_limit_is_a_share_of_the_machine(monkeypatch, total_mb, n_workers, limit):
    monkeypatch.setattr("sohoa.pipeline.batch.memory.machine_memory", lambda: total_mb << 20)
    assert worker_limit_mb(n_workers) == limit
    assert worker_limit_mb(n_workers, 77) == 77


@pytest.mark.parametrize(("text", "told"), [("1048576\n", 1 << 20), ("max\n", None), ("", None), ("x", None)])
def test_what_a_container_may_take_counts(monkeypatch, tmp_path, text, told):
    (tmp_path / "max").write_text(text)
    of_machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    monkeypatch.setattr("sohoa.pipeline.batch.memory._GROUP_LIMITS", (tmp_path / "max", tmp_path / "none"))
    assert machine_memory() == (told or of_machine)


@LINUX
def test_what_a_process_takes_is_seen():
    before = resident_mb(os.getpid())
    held = b"x" * (256 << 20)  # more than a worker keeps of what was freed (`lean_process`)
    assert resident_mb(os.getpid()) > before + 200
    assert len(held) > 0
    assert resident_mb(2**30) == 0.0


@LINUX
def test_what_its_children_take_counts():
    script = "held = b'x' * (64 << 20); input()"
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE) as child:
        assert wait_until(lambda: family_mb(child.pid) > 64, 20)
        assert wait_until(lambda: family_mb(os.getpid()) > resident_mb(os.getpid()) + 60, 20)
        child.communicate(b"\n")
    assert family_mb(2**30) == 0.0


def test_a_system_without_memory_is_told_so():
    problem = problem_of(MemoryError(), 3)
    assert (problem.kind, problem.page, problem.doubts[0].kind) == ("memory", 3, "out_of_memory")


@pytest.mark.parametrize(("left_mb", "seconds"), [(-5, 0.05), (0, 0.05), (400, 0.2), (700, 0.35), (4000, 0.5)])
def test_who_is_near_the_limit_is_looked_at_sooner(left_mb, seconds):
    assert seconds_to_look(left_mb) == pytest.approx(seconds)
