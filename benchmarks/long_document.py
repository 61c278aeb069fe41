"""A document of very many pages put together: seconds and memory of the one job that does it.

    python benchmarks/long_document.py OUT [--pages 5000]

OUT is an output folder of real pages; what was read of them (its checkpoints) is written again and again under the
numbers of one long document, and that is put together as in a run, in a process of its own. To read the pages is not
part of it, nor is the writing of the checkpoints.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from sohoa.nouns.page import PageReading
from sohoa.nouns.problem import Problem
from sohoa.pipeline.batch.document_jobs import Gathered, put_together
from sohoa.pipeline.batch.run_options import Run
from sohoa.pipeline.lazy_recipe import RECIPE
from sohoa.pipeline.output.checkpoints import Checkpoint, load_checkpoint, save_checkpoint
from sohoa.pipeline.output.document_names import Source
from sohoa.pipeline.output.outcomes import load_outcomes
from sohoa.pipeline.output.versions import Versions
from sohoa.settings import Settings

LONG = Source("ab" * 32, "long", "/nowhere/long.pdf", "long.pdf", "long.pdf")


def readings(out: Path) -> Iterator[PageReading]:
    """All pages of an output folder, document after document."""
    for outcome in load_outcomes(out).values():
        for page in range(1, outcome.n_pages + 1):
            if kept := load_checkpoint(out, outcome.name, page, outcome.doc_id):
                yield kept.reading


def numbered(reading: PageReading, number: int) -> PageReading:
    """The same page under another number."""
    problems: tuple[Problem, ...] = tuple(replace(p, page=number) for p in reading.problems)
    return replace(reading, frame=replace(reading.frame, number=number), problems=problems)


def assemble(out: Path, n_pages: int) -> None:
    """Put it together, and tell."""
    run = Run(out, Settings(), Versions("1", "1", "1"), "none", recipe=RECIPE)
    started, cpu = time.monotonic(), time.process_time()
    outcome = put_together(run, Gathered(LONG, n_pages, complete=True), started)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took = f"{time.monotonic() - started:.1f} s ({time.process_time() - cpu:.1f} CPU s)"
    print(f"{n_pages} pages put together: {took}, peak {peak:.0f} MB; {outcome.status}, {outcome.counts}")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", metavar="OUT", type=Path)
    parser.add_argument("--pages", type=int, default=5000)
    args = parser.parse_args()
    kept = list(readings(args.out))
    with tempfile.TemporaryDirectory() as folder:
        run = Run(Path(folder), Settings(), Versions("1", "1", "1"), "none", recipe=RECIPE)
        for number, reading in enumerate(islice(cycle(kept), args.pages), 1):
            save_checkpoint(run.out, LONG.name, Checkpoint(run.key(LONG), numbered(reading, number)))
        stored = sum(p.stat().st_size for p in run.out.rglob("*.json.gz"))
        print(f"{len(kept)} pages again and again; checkpoints {stored / 1e3 / args.pages:.0f} kB a page")
        process = get_context("spawn").Process(target=assemble, args=(run.out, args.pages))
        process.start()
        process.join()
        written = sum(p.stat().st_size for p in run.out.rglob("*") if p.is_file()) - stored
        print(f"results {written / 1e3 / args.pages:.0f} kB a page")


if __name__ == "__main__":
    main()
