"""Who does the jobs of `sohoa run`: processes of this machine, or the workers of a Dask cluster."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sohoa.messages import advised
from sohoa.nouns.doubt import Doubt
from sohoa.pipeline.batch.crew import Crew
from sohoa.pipeline.batch.memory import n_cores, worker_limit_mb
from sohoa.pipeline.batch.run_options import WORKER_MODULES, Run
from sohoa.pipeline.batch.worker_pool import Workers
from sohoa.pipeline.commands.complaints import teller
from sohoa.pipeline.logs import our_level
from sohoa.pipeline.stores.places import Places
from sohoa.pipeline.stores.urls import is_url


def set_for_cluster(args: argparse.Namespace) -> None:
    """Look at the options of a run on a cluster before anything is done; its paths become absolute.

    Raises:
        InputError: the address will not do, or the extra `cluster` is not installed.
    """
    if not args.scheduler:
        return
    from sohoa.pipeline.cluster.dask_cluster import require_address

    require_address(args.scheduler, args.unencrypted)
    args.output, *args.paths = (path if is_url(path) else path.absolute() for path in (args.output, *args.paths))


@contextmanager
def crew_of(args: argparse.Namespace, run: Run, places: Places, complain: Callable[[str], None]) -> Iterator[Crew]:
    """Whoever was asked for. `complain` is told of workers that may not take part.

    Raises:
        ClusterLost: the scheduler cannot be reached, or has no worker for this run.
    """
    if not args.scheduler:
        n_workers = args.jobs or n_cores()
        memory_mb = worker_limit_mb(n_workers, run.settings.run.memory_mb)
        with Workers(n_workers, our_level(), WORKER_MODULES, memory_mb) as workers:
            yield workers
        return
    from sohoa.pipeline.cluster.dask_cluster import dask_crew
    from sohoa.pipeline.cluster.enrolment import Shared

    def tell(doubt: Doubt) -> None:
        complain(advised(doubt, teller(args).language))

    with dask_crew(args.scheduler, run, Shared(places.in_folders, places.out_url), tell) as crew:
        yield crew
