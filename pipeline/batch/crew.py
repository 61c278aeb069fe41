"""Who does the jobs of a run: worker processes of this machine, or whatever executor is handed in."""

from __future__ import annotations

from typing import Protocol

from sohoa.pipeline.batch.worker_pool import Result
from sohoa.pipeline.batch.worker_process import Job


class Crew(Protocol):
    """Takes jobs and gives back how they ended, in any order."""

    @property
    def memory_mb(self) -> int:
        """Memory that a job may take where its result does not say it; 0 if that is not limited or not known."""
        ...

    @property
    def tries_again(self) -> bool:
        """Does it itself do a job once more that has killed its process?"""
        ...

    @property
    def n_busy(self) -> int:
        """Jobs under way."""
        ...

    @property
    def has_room(self) -> bool:
        """May another job be handed in?"""
        ...

    def start(self, job: Job) -> None:
        """Hand in a job; only call it while `has_room`."""
        ...

    def wait(self) -> list[Result]:
        """Results of the jobs that ended; blocks until there is one. Empty if none is under way."""
        ...
