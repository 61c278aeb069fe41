"""Workers are forked of a copy of the parent where it has no other thread, and have nothing of it but its memory."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from sohoa.pipeline.batch import forked_server
from tests.support.fault_runs import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux" or sys.version_info >= (3, 14), reason="forks on Linux only")

PARENT = """
import signal, sys, threading
from sohoa.pipeline.batch.worker_pool import Workers
from sohoa.pipeline.batch.worker_process import Job
from tests.support import worker_jobs

if __name__ == "__main__":
    worker_jobs.remembered.append("of the parent")
    signal.signal(signal.SIGTERM, lambda *_: None)
    lock = open("a.lock", "w")
    print("once")  # waits in the buffer when the copy is taken
    if "thread" in sys.argv:
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    with Workers(1, preload=PRELOAD) as pool:
        pool.start(Job("", worker_jobs.of_the_parent, (), 60.0))
        (result,) = pool.wait()
    print(repr(result.value))
"""


def run(folder, *arguments, preload=("tests.support.worker_jobs",), through=None):
    """Standard output of a parent with one worker, line by line; `through`: how a shell is to start it."""
    (folder / "parent.py").write_text(PARENT.replace("PRELOAD", repr(preload)), "utf-8")
    command = [sys.executable, "-m", "parent", *arguments]
    command = ["sh", "-c", through, "sh", *command] if through else command
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "TMPDIR": str(folder)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_a_worker_is_a_copy_with_nothing_open_and_nothing_caught(tmp_path):
    once, told = run(tmp_path)
    assert once == "once"
    assert ast.literal_eval(told) == (["of the parent"], [], (True, True))


def test_a_parent_with_threads_is_not_copied(tmp_path):
    once, told = run(tmp_path, "thread")
    assert once == "once"
    assert ast.literal_eval(told) == ([], [], (True, True))


@pytest.mark.parametrize("arguments", [(), ("thread",)])
def test_a_module_that_lies_in_the_working_folder_is_not_run(tmp_path, arguments):
    (tmp_path / "colorsys.py").write_text("raise SystemExit('run')", "utf-8")
    told = run(tmp_path, *arguments, preload=("colorsys",))[-1]
    assert ast.literal_eval(told)[1:] == ([], (True, True))


@pytest.mark.parametrize("arguments", [(), ("thread",)])
def test_nothing_is_left_of_the_socket(tmp_path, arguments):
    run(tmp_path, *arguments)
    assert not list(tmp_path.glob("sohoa-*"))


def test_a_parent_whose_standard_output_is_closed_has_workers_too(tmp_path):
    assert run(tmp_path, through='exec "$@" >&-') == []


def test_threads_that_cannot_be_counted_are_threads(monkeypatch):
    monkeypatch.setattr(forked_server, "_TASKS", Path("/proc/self/no such folder"))
    assert forked_server._has_threads()
