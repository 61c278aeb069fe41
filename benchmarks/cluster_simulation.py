"""A run on a simulated cluster: fifty Dask workers whose pages are stand-ins that only take their time.

    python benchmarks/cluster_simulation.py [--workers 50] [--pages 3000] [--page-s 2] [--lose 5] [--seed 18]

All is real but the pages: the batch, the crew, enrolment, Dask's scheduler and its workers (threads of this process,
`LocalCluster(processes=False)`). A worker that is lost is struck off with what it is at, another comes. Told are the
pages a second beside what the workers could read, what of this process's processor time a page took (command, scheduler
and workers together: the bound on how many workers one command can keep busy), and how many pages were begun twice.
"""

from __future__ import annotations

import argparse
import logging
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from distributed import Client, LocalCluster

from sohoa.nouns.doubt import Doubt
from sohoa.nouns.problem import Status
from sohoa.pipeline.batch.document_jobs import outcome_of_failure
from sohoa.pipeline.batch.failures import problem_of
from sohoa.pipeline.batch.page_jobs import Survey
from sohoa.pipeline.batch.progress import Progress
from sohoa.pipeline.batch.scheduler import Batch
from sohoa.pipeline.batch.worker_pool import End
from sohoa.pipeline.batch.worker_process import Job
from sohoa.pipeline.cluster import executor_crew
from sohoa.pipeline.cluster.dask_cluster import dask_crew
from sohoa.pipeline.cluster.enrolment import Shared
from sohoa.pipeline.output.document_names import Source
from sohoa.pipeline.output.versions import stage_versions
from tests.support.run_here import fake_run

LONGEST = 200
"""Pages of the longest document."""
BEGUN: Counter[tuple[str, int]] = Counter()
PAGE_S = [2.0]


def stand_in(job: Job, _memory_mb: int, _log_level: int) -> tuple[End, Any]:
    """What a worker does with a job: it takes the time of a page, or a tenth of it for a document."""
    run, what, *page = job.arguments
    if page:
        BEGUN[what.doc_id, page[0]] += 1
        time.sleep(PAGE_S[0])
        return End.DONE, Status.OK
    time.sleep(PAGE_S[0] / 10)
    if isinstance(what, Source):
        return End.DONE, Survey(int(what.source_file), tuple(range(1, int(what.source_file) + 1)), True)
    return End.DONE, outcome_of_failure(run, what.source, what.n_pages, problem_of(ValueError("simulated"), None))


def documents(n_pages: int, draw: random.Random) -> list[Source]:
    """Documents that have so many pages together; the name of each source tells how many are its own."""
    some: list[Source] = []
    while n_pages > 0:
        n = min(n_pages, int(LONGEST ** draw.random()))
        some.append(Source(f"{len(some):064x}", f"d{len(some)}", "/nowhere", str(n), "x"))
        n_pages -= n
    return some


def lose(cluster: LocalCluster, times: int, over_s: float, draw: random.Random) -> None:
    """Have the scheduler lose so many workers in the middle of their work, and others come."""
    for n in range(times):
        time.sleep(over_s / (times + 1))
        address = draw.choice(list(cluster.scheduler.workers))
        cluster.sync(cluster.scheduler.remove_worker, address, stimulus_id=f"lost-{n}")
        cluster.scale(len(cluster.worker_spec) + 1)


def main() -> None:
    """Simulate, and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=50)
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--page-s", type=float, default=2.0)
    parser.add_argument("--lose", type=int, default=5)
    parser.add_argument("--seed", type=int, default=18)
    args = parser.parse_args()
    PAGE_S[0], draw = args.page_s, random.Random(args.seed)
    executor_crew.run_job = stand_in
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # each worker that is lost is told at length
    sources, ended = documents(args.pages, draw), []
    ideal = args.pages * args.page_s / args.workers
    with (
        tempfile.TemporaryDirectory() as folder,
        LocalCluster(n_workers=args.workers, threads_per_worker=1, processes=False, dashboard_address=None) as cluster,
        Client(cluster),
    ):
        run = fake_run(Path(folder))
        run = type(run)(Path(folder), run.settings, stage_versions(), run.engine, recipe=run.recipe)
        losing = threading.Thread(target=lose, args=(cluster, args.lose, ideal, draw), daemon=True)
        started, cpu = time.monotonic(), time.process_time()
        with dask_crew(cluster.scheduler_address, run, Shared(()), _complain) as crew:
            losing.start()
            progress = Progress(0, quiet=True)
            Batch(run, crew, progress, lambda source, _: ended.append(source), lambda *_: None).read_all(sources)
        took, cpu = time.monotonic() - started, time.process_time() - cpu
    again = sum(n - 1 for n in BEGUN.values())
    missing = args.pages - len(BEGUN)
    print(f"{args.workers} workers, {args.lose} lost; {len(ended)} of {len(sources)} documents, {args.pages} pages")
    print(f"{took:.1f} s, workers alone {ideal:.1f} s: {ideal / took:.0%} busy, {args.pages / took:.1f} pages a second")
    print(
        f"{1000 * cpu / args.pages:.2f} ms of a core a page besides the pages; {again} begun again, {missing} missing"
    )


def _complain(doubt: Doubt) -> None:
    print(doubt, file=sys.stderr)


if __name__ == "__main__":
    main()
