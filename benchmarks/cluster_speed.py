"""Two workers of one thread against one, and what a page costs on a cluster beside the local pool. For an idle machine.

    python benchmarks/cluster_speed.py [SCANS…] [--times 3] [--pages RANGES]

A Dask scheduler and workers are started on the loopback, each in a process of its own; the same scans (`data/raw` if
none are named) are read by `sohoa run -j 1`, by one worker, and by two, in turn, so many times; the median counts.
Seconds are those of the whole command. CPU seconds are those of the command and of scheduler and workers with all that
they start, from its beginning to its end: the processes that read pages start in it, on a cluster as in the local pool.
Bars: two workers at least 1.6 times as fast as one; a page's CPU at most 1.05 times that of the local pool.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import NamedTuple

import psutil

sys.path.insert(0, str(Path(__file__).parent.parent))

from sohoa.nouns.page_ranges import parse_pages
from sohoa.pipeline.output.outcomes import Outcome, load_outcomes
from tests.support.loopback_cluster import Cluster

_SETTLED_S = 5.0
"""After its start a worker goes on loading for a while."""
_KINDS = ("local", "one worker", "two workers")


class Took(NamedTuple):
    """Seconds of a command, CPU seconds of all that took part, and pages read."""

    wall_s: float
    cpu_s: float
    pages: int


def cpu_s(processes: list[int]) -> float:
    """CPU seconds of processes, of those that they have started, and of those that have ended."""
    found = {p.pid: p for pid in processes for p in (psutil.Process(pid), *psutil.Process(pid).children(True))}
    total = 0.0
    for process in found.values():
        t = process.cpu_times()
        total += t.user + t.system + t.children_user + t.children_system
    return total


def digitise(scans: list[Path], out: Path, options: list[str], processes: list[int]) -> Took:
    """Run the command; `processes` are those of the cluster."""
    before, started = cpu_s(processes), time.perf_counter()
    command = [sys.executable, "-m", "sohoa", "run", *map(str, scans), "-o", str(out), "-q", *options]
    said = out.with_suffix(".txt")
    with said.open("w") as file, subprocess.Popen(command, stdout=file, stderr=file) as run:
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    wall_s = time.perf_counter() - started
    if run.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: exit code {run.returncode}\n{said.read_text()}")
    pages = sum(o.n_pages - len(unread(o)) for o in load_outcomes(out).values())
    return Took(wall_s, used.ru_utime + used.ru_stime + cpu_s(processes) - before, pages)


def unread(outcome: Outcome) -> tuple[int, ...]:
    """Pages that were not asked for."""
    return parse_pages(outcome.pages_not_read).within(outcome.n_pages) if outcome.pages_not_read else ()


def on_cluster(scans: list[Path], folder: Path, options: list[str], n_workers: int) -> Took:
    """The same on a new cluster."""
    folder.mkdir()
    cluster = Cluster(folder / "cluster", n_workers)
    try:
        time.sleep(_SETTLED_S)
        told = ["--scheduler", cluster.address, "--unencrypted", *options]
        return digitise(scans, folder / "out", told, [cluster.scheduler.pid, *(w.pid for w in cluster.workers)])
    finally:
        cluster.end()


def main() -> None:
    """Measure, and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scans", nargs="*", metavar="SCANS", type=Path, default=[Path("data/raw")])
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--pages", help="only these pages of each document")
    args = parser.parse_args()
    scans = [path.absolute() for path in args.scans]
    options = ["--pages", args.pages] if args.pages else []
    os.environ["PYTHONPATH"] = str(Path(__file__).parent.parent)
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    took: dict[str, list[Took]] = defaultdict(list)
    for n in range(args.times):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            took["local"].append(digitise(scans, folder / "local", ["-j", "1", *options], []))
            took["one worker"].append(on_cluster(scans, folder / "one", options, 1))
            took["two workers"].append(on_cluster(scans, folder / "two", options, 2))
        for kind in _KINDS:
            t = took[kind][n]
            print(f"{kind}: {t.wall_s:.1f} s, {t.cpu_s:.1f} CPU s, {t.pages} pages", flush=True)
    wall = {kind: median(t.wall_s for t in took[kind]) for kind in _KINDS}
    cpu = {kind: median(t.cpu_s / t.pages for t in took[kind]) for kind in _KINDS}
    print(f"two workers against one: {wall['one worker'] / wall['two workers']:.2f} times as fast (bar: 1.6)")
    print(f"CPU a page, one worker against the local pool: {cpu['one worker'] / cpu['local']:.3f} times (bar: 1.05)")


if __name__ == "__main__":
    main()
