"""A document of an output folder put together again from its checkpoints, after somebody has corrected it.

Nothing is read anew but pages that a person has turned, and these only where the source is at hand.
"""

from __future__ import annotations

import time
from pathlib import Path

from sohoa.errors import InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.page_ranges import parse_pages
from sohoa.nouns.problem import Stage
from sohoa.pipeline.batch.document_jobs import Gathered, put_together
from sohoa.pipeline.batch.page_jobs import read
from sohoa.pipeline.batch.run_options import Run, said_rotation
from sohoa.pipeline.corrections.one_outcome import load_outcome
from sohoa.pipeline.corrections.pages import turned_pages
from sohoa.pipeline.corrections.store import read_corrections
from sohoa.pipeline.lazy_recipe import RECIPE, Recipe
from sohoa.pipeline.output.checkpoints import load_checkpoint
from sohoa.pipeline.output.document_names import Source
from sohoa.pipeline.output.outcomes import Outcome
from sohoa.pipeline.output.versions import stage_versions
from sohoa.settings import Settings, settings_from


def reassemble(out: Path, name: str, source: Path | None = None, recipe: Recipe = RECIPE) -> Outcome:
    """Put a document together with all corrections that are in force, and write all its files, the outcome last.

    The caller holds the folder: `only_writer(out, Purpose.CORRECT)`. A document that was made by another version of the
    program, or of which a turned page waits, is not `complete` then: the next run reads it.

    Args:
        out: output folder.
        name: of the document.
        source: its file, to read pages anew that a person has turned; None leaves them as they are.
        recipe: what is called of the document.

    Raises:
        InputError: there is no such document, it was written under another contract or with unknown settings, or its
            checkpoints are not there.
        SourceChanged: `source` has other bytes.
        CannotWrite: the folder cannot be written.

    Rule: A document that was corrected and is otherwise the same is put together again, not read again.
    Test: pipeline/batch/test_reassembly.py::test_nothing_is_read_anew
    """
    outcome = load_outcome(out, name)
    run = Run(out, _settings(out, outcome), stage_versions(), outcome.engine, recipe=recipe)
    place = str(source or outcome.source_path)
    its = Source(outcome.doc_id, name, place, outcome.source_file, outcome.source_path, outcome.also_at)
    _require_checkpoints(out, outcome)
    turned = _turned_otherwise(run, its, outcome.n_pages)
    if source is not None:
        for page in turned:
            read(run, its, page)
        turned = ()
    of_file = tuple(p for p in outcome.problems if p.page is None and p.stage is Stage.SOURCE)
    work = Gathered(
        its,
        outcome.n_pages,
        complete=(outcome.complete or _waited(outcome)) and outcome.version == run.version and not turned,
        bare=any(d.kind is DoubtKind.TABLES_LEFT_OUT for p in outcome.problems for d in p.doubts),
        problems=of_file,
    )
    return put_together(run, work, time.monotonic())


def is_corrected_since(out: Path, outcome: Outcome) -> bool:
    """Are there corrections that the document's datasets do not hold yet?"""
    return read_corrections(out, outcome.name).digest != outcome.corrections


def _settings(out: Path, outcome: Outcome) -> Settings:
    settings = settings_from(outcome.settings, out)
    if settings.digest() != outcome.settings_digest:
        raise InputError(outcome.name, kind=DoubtKind.OTHER_SETTINGS, where=out)
    return settings


def _waited(outcome: Outcome) -> bool:
    """Is it for a turned page alone that the document is not complete?"""
    waits = any(d.kind is DoubtKind.CORRECTION_WAITS for p in outcome.problems for d in p.doubts)
    return waits and not (outcome.pages_failed or outcome.pages_not_read)


def _turned_otherwise(run: Run, source: Source, n_pages: int) -> tuple[int, ...]:
    """The pages that were not read as people say by now that they are turned."""
    turns = turned_pages(read_corrections(run.out, source.name).in_force)
    kept = ((n, load_checkpoint(run.out, source.name, n, source.doc_id)) for n in range(1, n_pages + 1))
    return tuple(n for n, old in kept if old is not None and said_rotation(old.key) != turns.get(n))


def _require_checkpoints(out: Path, outcome: Outcome) -> None:
    """See to it that what was read of each page is still there; InputError if it is not."""
    unread = parse_pages(outcome.pages_not_read).within(outcome.n_pages) if outcome.pages_not_read else ()
    for page in range(1, outcome.n_pages + 1):
        if page not in unread and load_checkpoint(out, outcome.name, page, outcome.doc_id) is None:
            raise InputError(kind=DoubtKind.NO_CHECKPOINT, where=outcome.name, page=page)
