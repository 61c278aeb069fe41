"""Is anything lost when a run over real documents, with the real engine, is killed again and again?

    python benchmarks/kills.py SCANS --work DIR [--n 20] [--kills parents|workers|terminals] [--times 20] [--seed 12]

Takes the first page of each file of SCANS, then the second ones, each as a document of its own, until there are `--n`.
They are read undisturbed once (kept in DIR for the next call), then with kill -9 of the parent, kill -9 of a worker, or
SIGHUP at seeded moments, the same command going on each time. In the end all datasets and texts must be the same, byte
for byte, `verify` must call everything good, and no process may live two seconds after a kill. What was read more than
once is counted. Linux only.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

import pypdfium2

sys.path.insert(0, str(Path(__file__).parent.parent))

from measuring import picture_files

from sohoa.errors import ExitCode
from tests.support.kills import Batch, Seen, kill_parents, kill_workers

LONGEST_S = 4.0
"""A run is killed at latest so long after it has begun to read, a worker so long after the one before."""


def pages(files: list[Path], to: Path) -> Iterator[Path]:
    """Write first pages, then second ones, and so on, each as a file."""
    for number in count():
        left = False
        for file in files:
            if file.suffix.lower() != ".pdf":
                if number == 0:
                    yield Path(shutil.copy(file, to))
                continue
            with pypdfium2.PdfDocument(file) as pdf:
                if number >= len(pdf):
                    continue
                left = True
                new = pypdfium2.PdfDocument.new()
                new.import_pages(pdf, [number])
                new.save(to / f"{file.stem}-{number + 1}.pdf")
                yield to / f"{file.stem}-{number + 1}.pdf"
        if not left:
            return


def undisturbed(work: Path, files: list[Path], n: int) -> Batch:
    """The documents read without a kill, made if they are not there."""
    batch = Batch(work / "whole", "logged_stages")
    if not (work / "whole" / "done").exists():
        shutil.rmtree(work / "whole", ignore_errors=True)
        (work / "whole" / "in").mkdir(parents=True)
        made = list(islice(pages(files, work / "whole" / "in"), n))
        started = time.monotonic()
        code = batch.finish()
        print(f"{len(made)} documents, undisturbed: exit code {code}, {time.monotonic() - started:.0f} s")
        if code != ExitCode.OK:
            raise SystemExit("choose documents that can be read")
        (work / "whole" / "done").touch()
    return batch


def hit(work: Path, whole: Batch, args: argparse.Namespace) -> Seen:
    """Read them again with kills, and compare."""
    shutil.rmtree(work / "hit", ignore_errors=True)
    shutil.copytree(whole.folder / "in", work / "hit" / "in", ignore=shutil.ignore_patterns("*.log"))
    batch = Batch(work / "hit", whole.recipe)
    if args.kills == "workers":
        seen = kill_workers(batch, args.times, LONGEST_S, args.seed)
    else:
        number = signal.SIGKILL if args.kills == "parents" else signal.SIGHUP
        seen = kill_parents(batch, args.times, number, LONGEST_S, args.seed)
    seen.settle(batch, whole.results())
    return seen


def main() -> int:
    """Print what was seen; an AssertionError tells what is not as it should be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scans", type=Path, nargs="+")
    parser.add_argument("--work", type=Path, required=True, help="a folder of this measurement's own")
    parser.add_argument("--n", type=int, default=20, help="documents")
    parser.add_argument("--kills", choices=("parents", "workers", "terminals"), default="parents")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seed", type=int, default=12)
    args = parser.parse_args()
    started = time.monotonic()
    whole = undisturbed(args.work, picture_files(args.scans), args.n)
    seen = hit(args.work, whole, args)
    print(
        f"{args.kills}: {seen.kills} kills of a run at work, datasets and texts equal, {seen.again} pages read again, "
        f"{seen.orphans} times a process after 2 s, {seen.stray} stray files, {time.monotonic() - started:.0f} s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
