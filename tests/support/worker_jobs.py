"""What test_workers lets the workers do."""

import os
import subprocess
import sys
import time


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
