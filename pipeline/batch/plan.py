"""What a run has to do: the documents behind its inputs, and which of them are done already."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from sohoa.pipeline.batch.inputs import Inputs
from sohoa.pipeline.batch.run_options import Run
from sohoa.pipeline.output.document_names import FoundFile, Source, file_digest, name_sources
from sohoa.pipeline.output.outcomes import Kept, Outcome
from sohoa.pipeline.output.paths import is_stored

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """`done` need no work; `unreadable` are files whose bytes cannot be had, with the reason."""

    to_read: tuple[Source, ...]
    done: tuple[Source, ...]
    unreadable: tuple[tuple[Path, str], ...]


def plan_run(run: Run, inputs: Inputs, kept: Kept) -> Plan:
    """Name the documents and set those aside that are done.

    A document is done when the same bytes were read completely with the same settings, the
    same version and the same engine, all its files are there, and it is at no new path.
    """
    digests: list[tuple[FoundFile, str]] = []
    unreadable: list[tuple[Path, str]] = []
    for file in inputs.files:
        try:
            digests.append((file, file_digest(file.path)))
        except OSError as e:
            unreadable.append((file.path, e.strerror or str(e)))
    sources = name_sources(digests, kept.known)
    done = {s.doc_id for s in sources if not run.force and _is_done(run, s, kept.outcomes.get(s.doc_id))}
    return Plan(
        tuple(s for s in sources if s.doc_id not in done),
        tuple(s for s in sources if s.doc_id in done),
        tuple(unreadable),
    )


def _is_done(run: Run, source: Source, outcome: Outcome | None) -> bool:
    """Is nothing to be done for this document?

    Rule: A run that was stopped goes on where it stopped: a document is done and skipped if bytes, settings, version,
        engine and path are the same, every page was read and its files are there.
    Test: pipeline/commands/test_resume.py::test_a_second_run_reads_nothing
    """
    return (
        outcome is not None
        and outcome.complete
        and (outcome.settings_digest, outcome.version, outcome.engine)
        == (run.settings.digest(), run.version, run.engine)
        and (outcome.source_path, outcome.also_at) == (source.source_path, source.also_at)
        and is_stored(run.out, source.name)
    )
