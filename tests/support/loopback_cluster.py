"""A Dask cluster on this machine's loopback: a scheduler and workers, each a process that a test may kill."""

import json
import os
import subprocess
import sys
import time

from tests.support.fault_runs import ROOT, wait_until

START_S = 60


class Cluster:
    """Processes of one cluster; their logs lie in `folder`."""

    def __init__(self, folder, n_workers=1, port=0, security=None):
        self.folder = folder
        self.secure = security or ()
        folder.mkdir(exist_ok=True)
        self._n_started = 0
        self.workers = []
        self._start_scheduler(port)
        for _ in range(n_workers):
            self.start_worker()

    def _start_scheduler(self, port):
        told = self.folder / f"scheduler-{time.monotonic_ns()}.json"
        named = ("--scheduler-file", told, "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-jupyter")
        self.scheduler = self._start("scheduler", *named)
        assert wait_until(told.exists, START_S), self.log()
        assert wait_until(lambda: told.read_text(), START_S)
        self.address = json.loads(told.read_text())["address"]

    def start_worker(self, env=None):
        """One more worker of one thread, without a nanny."""
        place = self.folder / f"space-{self._n_started}"
        options = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", place)
        worker = self._start("worker", self.address, "--host", "127.0.0.1", *options, env=env)
        self.workers.append(worker)
        return worker

    def _start(self, what, *options, env=None):
        self._n_started += 1
        code = f"from distributed.cli.dask_{what} import main; main()"
        return subprocess.Popen(
            [sys.executable, "-c", code, *map(str, options), *map(str, self.secure)],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", **(env or {})},
            stdout=(self.folder / f"{what}-{self._n_started}.log").open("w"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def kill_scheduler(self):
        self.scheduler.kill()
        self.scheduler.wait()

    def log(self):
        return "\n".join(p.read_text() for p in sorted(self.folder.glob("*.log")))

    def end(self):
        for process in (*self.workers, self.scheduler):
            process.terminate()
        for process in (*self.workers, self.scheduler):
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
