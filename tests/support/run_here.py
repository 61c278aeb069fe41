"""A run in this process, page after page, without workers: what a batch does when nothing goes wrong."""

from pathlib import Path

from sohoa.pipeline.batch.document_jobs import Gathered, assemble
from sohoa.pipeline.batch.inputs import find_inputs
from sohoa.pipeline.batch.page_jobs import read, survey
from sohoa.pipeline.batch.plan import plan_run
from sohoa.pipeline.batch.run_options import Run
from sohoa.pipeline.output.lock import only_writer
from sohoa.pipeline.output.outcomes import load_kept
from sohoa.pipeline.output.versions import Versions
from sohoa.settings import Settings
from tests.support import fake_stages


def fake_run(out: Path, **options) -> Run:
    """What a run with the stand-in stages is handed."""
    settings = options.pop("settings", Settings())
    return Run(out, settings, Versions("1", "1", "1"), "fake 1.0", recipe=fake_stages.RECIPE, **options)


def run_here(run: Run, *paths: Path) -> list[str]:
    """Read all that is not done; gives the names of the documents that were put together."""
    with only_writer(run.out):
        plan = plan_run(run, find_inputs(paths, run.out), load_kept(run.out))
        for source in plan.to_read:
            found = survey(run, source)
            for page in found.to_read:
                read(run, source, page)
            assemble(run, Gathered(source, found.n_pages, found.others_stand))
    return [s.name for s in plan.to_read]
