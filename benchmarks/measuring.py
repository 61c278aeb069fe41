"""What every benchmark needs: programs run with their CPU seconds counted, and where the figures come from."""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SCORING = ROOT / "benchmarks" / "scoring"
SUFFIXES = frozenset({".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg"})
"""Kinds of files that have pixels."""

_PR_SET_CHILD_SUBREAPER = 36


class Done(NamedTuple):
    """A program that ended: what it printed, and its seconds with all its children's."""

    code: int
    output: str
    cpu_s: float
    wall_s: float


def call(command: Sequence[str | Path], allowed: tuple[int, ...] = (0,)) -> Done:
    """Run a program to its end, complaints on our standard error.

    Raises:
        SystemExit: its exit code is not one of `allowed`.
    """
    _adopt_orphans()
    before, start = _children_cpu_s(), time.perf_counter()
    done = subprocess.run([str(x) for x in command], stdout=subprocess.PIPE, text=True, encoding="utf-8", check=False)
    wall_s = time.perf_counter() - start
    _wait_for_all()
    if done.returncode not in allowed:
        raise SystemExit(f"{' '.join(str(x) for x in command)}\nended with exit code {done.returncode}")
    return Done(done.returncode, done.stdout, _children_cpu_s() - before, wall_s)


def digitise(scans: Sequence[Path], out: Path, jobs: int, settings: Path | None = None) -> Done:
    """`sohoa run`; documents that end partial or failed (exit codes 1 and 3) are no reason to stop."""
    sohoa = [sys.executable, "-m", "sohoa.pipeline.cli"]
    extra = ["--settings", settings] if settings else []
    return call([*sohoa, "run", *scans, "-o", out, "-j", str(jobs), "-q", *extra], allowed=(0, 1, 3))


def _adopt_orphans() -> None:
    """Be the parent of processes whose own parent has ended (Linux, `prctl(2)`).

    A kernel counts the seconds of a process for the one that waits for it. Python's fork server, under which
    worker processes run, outlives its parent for a moment, so that nobody else would wait for it.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _wait_for_all() -> None:
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def _children_cpu_s() -> float:
    """CPU seconds of all children that have ended so far, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def picture_files(scans: Sequence[Path]) -> list[Path]:
    """Files named, and files with pixels in folders named (hidden ones left out), in order of names."""
    files: list[Path] = []
    for path in scans:
        inside = sorted(f for f in path.rglob("*") if f.is_file()) if path.is_dir() else [path]
        files += [f for f in inside if f.suffix.lower() in SUFFIXES and not f.name.startswith(".")]
    return files


def origin() -> dict[str, str]:
    """Commit, date, machine and engine, for the head of a report."""
    return {
        "commit": _commit(),
        "date": datetime.now(UTC).date().isoformat(),
        "machine": _machine(),
        "engine": _tesseract(),
    }


def _commit() -> str:
    packages = ["pipeline", "extract", "diacritics"]
    said = [
        subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
        for words in (["rev-parse", "--short", "HEAD"], ["status", "--porcelain", "--", *packages])
    ]
    return f"{said[0] or 'unknown'}{' with changes of its own' if said[1] else ''}"


def _machine() -> str:
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [x.split(":", 1)[1].strip() for x in info.read_text().splitlines() if x.startswith("model name")]
        cpu = names[0] if names else cpu
    return f"{cpu}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def _tesseract() -> str:
    if shutil.which("tesseract") is None:
        return "no tesseract on the path"
    done = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=False)
    return (done.stdout or done.stderr).splitlines()[0]
