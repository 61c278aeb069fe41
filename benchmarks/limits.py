"""What a worker takes: memory, growth over a long file, start-up, and what a second worker gives.

    python benchmarks/limits.py memory SCANS… [--settings FILE.toml]      # peak of a worker with its engine
    python benchmarks/limits.py growth SCANS… [--pages 500]               # one PDF of so many pages
    python benchmarks/limits.py speed SCANS…                              # start-up, -j 1 beside -j 2

Linux only: memory is read from /proc every tenth of a second. *RSS* is the resident memory of the worker process
and of the engine's process, if it has one; *PSS* the same with shared memory divided among those who share it. `growth`
repeats the pages of SCANS in one PDF, reads it with one worker, and compares the highest memory while pages about
number 50 were read with that about the last one, each time over one whole round of the same pages.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from measuring import digitise, origin, picture_files

PROC = Path("/proc")
STEP_S = 0.1
MIB = 1024.0


@dataclass(frozen=True)
class Sample:
    """Memory of the largest worker in MiB when so many pages were done."""

    pages: int
    rss: float
    pss: float


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("memory", "growth", "speed"))
    parser.add_argument("scans", nargs="+", type=Path, metavar="SCANS")
    parser.add_argument("--pages", type=int, default=500, help="of the long PDF (500)")
    parser.add_argument("--settings", type=Path, help="passed on to sohoa run")
    options = parser.parse_args()
    files = picture_files(options.scans)
    print("; ".join(f"{k}: {v}" for k, v in origin().items()) + ".\n")
    with tempfile.TemporaryDirectory() as folder:
        if options.what == "speed":
            speed(files, Path(folder), options.settings)
        elif options.what == "memory":
            memory(files, Path(folder), options.settings)
        else:
            growth(files, options.pages, Path(folder), options.settings)


def memory(files: list[Path], folder: Path, settings: Path | None) -> None:
    """Prints the peak of a worker over all pages."""
    samples = list(watched(files, folder / "out", settings))
    print(f"pages: {samples[-1].pages}, samples: {len(samples)}")
    print(f"worker with its engine, peak: RSS {_peak(samples).rss:.0f} MiB, PSS {_peak(samples).pss:.0f} MiB")


def growth(files: list[Path], pages: int, folder: Path, settings: Path | None) -> None:
    """Prints the peak about page 50, about the last page, and every 50 pages."""
    long = folder / "long.pdf"
    period = repeat_pages(files, pages, long)
    samples = list(watched([long], folder / "out", settings))

    def round_to(end: int) -> Sample:
        return _peak([s for s in samples if end - period <= s.pages <= end])

    print(f"{pages} pages, every {period} of them the same.\n\n| up to page | RSS MiB | PSS MiB |\n|---|---|---|")
    last = pages - 2  # a worker is replaced after 500 jobs, the first of which opens the file
    for end in [*range(max(50, period), last, 50), last]:
        print(f"| {end} | {round_to(end).rss:.0f} | {round_to(end).pss:.0f} |")
    early, late = round_to(max(50, period)), round_to(last)
    print(f"\ngrowth: RSS {100 * (late.rss / early.rss - 1):+.1f} %, PSS {100 * (late.pss / early.pss - 1):+.1f} %")


def speed(files: list[Path], folder: Path, settings: Path | None) -> None:
    """Prints the seconds of a run with one and with two workers, and of one on a single page."""
    single = folder / "one.pdf"
    repeat_pages(files, 1, single)
    rows = [("one page, -j 1", digitise([single], folder / "0", 1, settings))]
    rows += [(f"all, -j {n}", digitise(files, folder / str(n), n, settings)) for n in (1, 2)]
    print("| | CPU s | s |\n|---|---|---|")
    for name, done in rows:
        print(f"| {name} | {done.cpu_s:.1f} | {done.wall_s:.1f} |")
    print(f"\n-j 2 is {rows[1][1].wall_s / rows[2][1].wall_s:.2f} times as fast as -j 1.")


def repeat_pages(files: list[Path], pages: int, out: Path) -> int:
    """Writes a PDF of `pages` pages that go round those of `files`; the pages of one round."""
    import pypdfium2

    sources = [pypdfium2.PdfDocument(f) for f in files if f.suffix.lower() == ".pdf"]
    if not sources:
        raise SystemExit("the long file is put together from PDFs, and there are none")
    period = sum(map(len, sources))
    long = pypdfium2.PdfDocument.new()
    while len(long) < pages:
        for source in sources:
            long.import_pages(source, list(range(min(len(source), pages - len(long)))))
    long.save(out)
    return period


def watched(files: list[Path], out: Path, settings: Path | None) -> Iterator[Sample]:
    """Runs `sohoa run -j 1` and looks at its worker until it ends."""
    extra = ["--settings", settings] if settings else []
    command = [sys.executable, "-m", "sohoa.pipeline.cli", "run", *files, "-o", out, "-j", "1", "-q", *extra]
    running = subprocess.Popen([str(x) for x in command])
    try:
        while running.poll() is None:
            done = sum(1 for _ in out.glob("checkpoints/*/*"))
            workers = [_tree_memory(w) for c in children(running.pid) for w in children(c)]
            if workers:
                rss, pss = max(workers)
                yield Sample(done, rss, pss)
            time.sleep(STEP_S)
    finally:
        running.kill()
        running.wait()


def _peak(samples: list[Sample]) -> Sample:
    if not samples:
        raise SystemExit("no worker was seen: is this Linux, were there pages to read?")
    return Sample(samples[-1].pages, max(s.rss for s in samples), max(s.pss for s in samples))


def children(pid: int) -> list[int]:
    """Processes that a process has started and that run."""
    found = []
    for task in (PROC / str(pid) / "task").glob("*/children"):
        try:
            found += [int(x) for x in task.read_text().split()]
        except OSError:  # it has ended
            continue
    return found


def _tree_memory(pid: int) -> tuple[float, float]:
    """RSS and PSS in MiB of a process and all below it."""
    rss = pss = 0.0
    try:
        for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            name, _, value = line.partition(":")
            rss += float(value.split()[0]) / MIB if name == "Rss" else 0.0
            pss += float(value.split()[0]) / MIB if name == "Pss" else 0.0
    except OSError:
        return 0.0, 0.0
    for child in children(pid):
        more = _tree_memory(child)
        rss, pss = rss + more[0], pss + more[1]
    return rss, pss


if __name__ == "__main__":
    main()
