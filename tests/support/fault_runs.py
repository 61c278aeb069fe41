"""Runs of the command in processes of their own, with stages of the tests, that are killed at chosen moments."""

import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from tests.support import RECIPES
from sohoa.pipeline.cli import main
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], RECIPES.RECIPE))
"""
STAND_INS = "fake_stages"
"""The module of tests.support whose `RECIPE` reads if nothing else is said."""


class MarkedRun:
    """A run whose processes can be found: all carry a mark in their environment."""

    def __init__(self, folder, *arguments, first=None, recipe=STAND_INS):
        self.mark = f"SOHOA_TEST_MARK={uuid.uuid4().hex}"
        self.temporary = folder / "tmp"
        self.temporary.mkdir(exist_ok=True)
        script = folder / "run.py"
        script.write_text(SCRIPT.replace("RECIPES", recipe))
        name, _, value = self.mark.partition("=")
        self.process = subprocess.Popen(
            [sys.executable, script, "run", *arguments],
            cwd=folder,
            env={**os.environ, name: value, "TMPDIR": str(self.temporary)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: (heed_signals(), first and first()),
        )

    def alive(self):
        """Processes that carry the mark and are no zombies."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                state = (entry / "stat").read_text().rsplit(")", 1)[1].split()[0]
                if state != "Z" and self.mark.encode() in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
            except OSError:
                continue
        return found

    def workers(self):
        """Its worker processes: each leads a process group of its own, as the parent does."""
        found = []
        for pid in self.alive():
            try:
                group = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[2]
            except OSError:
                continue
            if int(group) == pid != self.process.pid:
                found.append(pid)
        return found

    def gone_within(self, seconds):
        """Are all of its processes gone, at the latest after so many seconds?"""
        return wait_until(lambda: not self.alive(), seconds)

    def end(self):
        for pid in self.alive():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.communicate()


def heed_signals():
    """What a shell sends to the background, and so perhaps these tests, ignores SIGINT."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def wait_until(true, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return bool(true())
