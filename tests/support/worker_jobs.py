"""What test_workers lets the workers do."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path


def double(x):
    return 2 * x


def raise_value_error(message):
    raise ValueError(message)


class Stubborn(Exception):
    def __init__(self, one, two):
        super().__init__(one)
        self.two = two


def raise_what_does_not_unpickle():
    raise Stubborn("one", "two")


def give_what_does_not_pickle():
    return lambda: None


def die():
    os._exit(1)


def leave():
    sys.exit(3)


def sleep(seconds):
    time.sleep(seconds)


def threads():
    return os.environ["OMP_THREAD_LIMIT"]


def process():
    return os.getpid()


def sleep_in_a_child(note):
    child = subprocess.Popen(["sleep", "60"])
    note.write_text(str(child.pid), "utf-8")
    child.wait()


def die_once(flag):
    if not flag.exists():
        flag.touch()
        os._exit(9)
    return "alive"


def eat_memory():
    eaten = []
    while True:
        eaten.append(b"x" * (16 << 20))
        time.sleep(0.02)


remembered = []
"""What a process has put here; a copy of that process has it too."""


def of_the_parent():
    """What was remembered, which locks are open, and how an interruption and a request to end are taken."""
    files = [str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    taken = signal.getsignal(signal.SIGTERM) is signal.SIG_DFL, signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    return remembered, [file for file in files if file.endswith(".lock")], taken
