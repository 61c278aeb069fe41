"""Files digitised on an executor of one's own, from Python."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path

from sohoa.pipeline.batch.inputs import find_inputs
from sohoa.pipeline.batch.plan import plan_run
from sohoa.pipeline.batch.progress import Progress
from sohoa.pipeline.batch.run_options import Run
from sohoa.pipeline.batch.scheduler import Batch
from sohoa.pipeline.cluster.executor_crew import Executing, ExecutorCrew
from sohoa.pipeline.lazy_recipe import RECIPE, Recipe
from sohoa.pipeline.output.lock import only_writer
from sohoa.pipeline.output.outcomes import Outcome, load_kept
from sohoa.pipeline.output.versions import stage_versions
from sohoa.settings import Settings


def digitise_with(
    executor: Executor,
    n_jobs: int,
    paths: Sequence[Path],
    out: Path,
    settings: Settings | None = None,
    recipe: Recipe = RECIPE,
) -> list[Outcome]:
    """Do what `sohoa run PATHS -o OUT` does, with the workers of an executor; gives the outcomes of what was read now.

    The workers must see all paths, and have this sohoa and this engine: who hands in an executor answers for that.

    Args:
        executor: any of `concurrent.futures`, or that offers its `submit`.
        n_jobs: how many jobs may be under way at once: those of its workers, and a few that wait.
        paths: files and folders.
        out: output folder.
        settings: of all stages, the defaults if None.
        recipe: what is called of each document.

    Raises:
        ClusterLost: the executor has given up its jobs.
        EngineMissing, CannotWrite: as in a run.
    """
    settings, out = settings or Settings(), out.absolute()
    run = Run(out, settings, stage_versions(), recipe.engine_version(settings), recipe=recipe)
    outcomes: list[Outcome] = []
    crew = ExecutorCrew(Executing(executor, lambda: n_jobs), settings.run.memory_mb)
    with only_writer(out):
        plan = plan_run(run, find_inputs([p.absolute() for p in paths], out), load_kept(out))
        batch = Batch(run, crew, Progress(0, quiet=True), lambda _, outcome: outcomes.append(outcome), lambda *_: None)
        batch.read_all(plan.to_read)
    return outcomes
