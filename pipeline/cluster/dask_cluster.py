"""A run on a Dask cluster. Dask places the jobs, moves those of lost workers and repeats them; nothing of that is here.

A worker that may have pages (`enrolment`) is given a resource of this run's own, one a thread; every job wants one. So
a thread has one engine, and no other worker ever gets a page, be it one that joins later or that its nanny restarted.
"""

from __future__ import annotations

import asyncio
import importlib.util
import logging
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from sohoa.errors import ClusterLost, InputError, said_by
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.pipeline.batch.run_options import Run
from sohoa.pipeline.cluster.enrolment import Shared, Terms, why_not
from sohoa.pipeline.cluster.executor_crew import Executing, ExecutorCrew
from sohoa.pipeline.output.atomic_files import UNFINISHED

logger = logging.getLogger(__name__)

FIRST_WORKER_S = 60.0
"""So long a run waits for its first worker. A guess."""
_PAUSE_S = 0.5
_JOBS_A_THREAD = 2
"""Jobs under way for each thread: the one it is at, and one more, so that it need not wait for us."""
_RETRIES = 1
"""So often Dask repeats a job that raised: ours never do, so it is the worker that could not do it."""

Complain = Callable[[Doubt], None]


def require_address(address: str, unencrypted: bool) -> None:
    """Is it an address of a scheduler, and is Dask here?

    Raises:
        InputError: it is none, it is one without TLS and nobody said so, or the extra `cluster` is not installed.

    Rule: Without TLS a scheduler runs whatever anybody sends it: an address `tcp://` is refused unless `--unencrypted`
        says that the network is one's own.
    Test: pipeline/cluster/test_dask_cluster.py::test_an_address_without_tls_wants_a_word
    """
    protocol, _, rest = address.partition("://")
    if protocol not in ("tls", "tcp") or not rest:
        raise InputError(address, kind=DoubtKind.CLUSTER_ADDRESS)
    if protocol == "tcp" and not unencrypted:
        raise InputError(kind=DoubtKind.CLUSTER_UNENCRYPTED, where=address)
    if importlib.util.find_spec("distributed") is None:
        raise InputError("distributed", kind=DoubtKind.EXTRA_MISSING)


@contextmanager
def dask_crew(address: str, run: Run, shared: Shared, complain: Complain) -> Iterator[ExecutorCrew]:
    """The workers of a scheduler that may take part in a run. Certificates are those of Dask's own configuration.

    Args:
        address: ``tls://host:8786``.
        run: under way; the folder is held.
        shared: what all workers must see.
        complain: is told of workers that may not.

    Raises:
        ClusterLost: the scheduler cannot be reached, or no worker has come.
    """
    from distributed import Client, KilledWorker, Security

    try:
        client = Client(address, security=Security(), set_as_default=False)
    except Exception as e:  # what a bad certificate or a closed port becomes is not promised
        raise ClusterLost(said_by(e), kind=DoubtKind.CLUSTER_UNREACHABLE, where=address) from e
    logger.info("dashboard: %s", client.dashboard_link)
    terms = Terms(run, shared, f".cluster.{secrets.token_hex(6)}{UNFINISHED}", secrets.token_bytes(16))
    terms.show()
    members = _Members(client, terms, f"sohoa-{secrets.token_hex(6)}", complain)
    executor = client.get_executor(pure=False, retries=_RETRIES, resources={members.resource: 1})
    try:
        members.wait_for_first()
        executing = Executing(executor, members.room, members.look, members.forgot, (KilledWorker,))
        yield ExecutorCrew(executing, run.settings.run.memory_mb)
    finally:
        terms.hide()
        with suppress(Exception):  # a scheduler that has gone need not be told
            executor.shutdown(wait=False)
            members.dismiss()
        client.close(timeout=_PAUSE_S)


@dataclass(slots=True)
class _Members:
    """The workers of a scheduler, by address: those that were asked, and the threads of those that take part."""

    client: Any
    terms: Terms
    resource: str
    complain: Complain
    asked: set[str] = field(default_factory=set)
    threads: dict[str, int] = field(default_factory=dict)

    def room(self) -> int:
        """How many jobs may be under way."""
        return _JOBS_A_THREAD * sum(self.threads.values())

    def look(self) -> None:
        """See who has come and gone; ask those who have come."""
        try:
            workers = self.client.scheduler_info(n_workers=-1)["workers"]
        except Exception as e:
            raise ClusterLost(kind=DoubtKind.CLUSTER_LOST) from e
        new = [address for address in workers if address not in self.asked]
        for address, answer in self._ask(new).items():
            if answer is not None:
                self.complain(answer)
            else:
                self.threads[address] = workers[address]["nthreads"]
        self.asked.update(new)
        for gone in self.threads.keys() - workers.keys():
            logger.warning("worker %s has gone", gone)
            del self.threads[gone]

    def _ask(self, addresses: list[str]) -> dict[str, Doubt | None]:
        if not addresses:
            return {}
        answers = self.client.run(enrol, self.terms, self.resource, workers=addresses, on_error="return")
        return {address: _answer(address, answer) for address, answer in answers.items()}

    def wait_for_first(self) -> None:
        """Wait until somebody takes part; ClusterLost if nobody comes."""
        end = time.monotonic() + FIRST_WORKER_S
        self.look()
        while not self.threads:
            if time.monotonic() >= end or self.asked:
                raise ClusterLost(kind=DoubtKind.CLUSTER_EMPTY)
            time.sleep(_PAUSE_S)
            self.look()

    def forgot(self) -> bool:
        """Is nobody at any job? Dask does not look again at one that no worker might have when one may later."""
        if not self.threads:
            return False
        try:
            at_work = self.client.processing()
        except Exception as e:
            raise ClusterLost(kind=DoubtKind.CLUSTER_LOST) from e
        return not any(at_work.get(address) for address in self.threads)

    def dismiss(self) -> None:
        """Take the resource of this run back from the workers."""
        self.client.run(leave, self.resource, workers=list(self.threads), on_error="ignore")


def _answer(address: str, answer: object) -> Doubt | None:
    if isinstance(answer, BaseException):  # sohoa is not installed there, or it has just gone
        return Doubt.of(DoubtKind.WORKER_FAILED, address, said_by(answer))
    return answer if isinstance(answer, Doubt) else None


async def enrol(terms: Terms, resource: str, dask_worker: Any = None) -> Doubt | None:  # noqa: ANN401 - Dask's own
    """On a worker: take part in a run, or say why not. Dask hands in the worker by the argument's name."""
    doubt = await asyncio.to_thread(why_not, terms, dask_worker.address)
    if doubt is None:
        await dask_worker.set_resources(**{resource: dask_worker.state.nthreads})
    return doubt


async def leave(resource: str, dask_worker: Any = None) -> None:  # noqa: ANN401
    """On a worker: take part no longer."""
    await dask_worker.set_resources(**{resource: 0})
