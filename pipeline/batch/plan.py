"""What a run has to do: the documents behind its inputs, and which of them are done already."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sohoa.errors import SourceChanged
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.pipeline.batch.inputs import Inputs
from sohoa.pipeline.batch.run_options import Run
from sohoa.pipeline.corrections.store import read_corrections
from sohoa.pipeline.output.damage import stands
from sohoa.pipeline.output.document_names import FoundFile, Source, name_sources, place_of
from sohoa.pipeline.output.outcomes import Kept, Outcome, load_kept
from sohoa.pipeline.output.source_bytes import Stamp, stamped_digest

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """`done` need no work; `unreadable` are files whose bytes cannot be had, with the reason."""

    to_read: tuple[Source, ...]
    done: tuple[Source, ...]
    unreadable: tuple[tuple[Path, Doubt], ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """How inputs and the output are looked at, where they are.

    Attributes:
        digest: of an input: the stamp of a file and the SHA-256 of its bytes; errors as in `stamped_digest`.
        stands: is all of a document as it was written? See `damage.stands`.
    """

    digest: Callable[[Path], tuple[Stamp | None, str]] = stamped_digest
    stands: Callable[[Path, Outcome, bool], bool] = stands


HERE = Sight()
"""In folders."""


def plan_run(run: Run, inputs: Inputs, kept: Kept, sight: Sight = HERE) -> Plan:
    """Name the documents and set those aside that are done.

    A document is done when the same bytes were read completely with the same settings, the
    same version and the same engine, all its files are as they were written, and it is at no new path.

    Rule: A run makes anew what was changed in the output folder since it was written, told by size and time, then by
        digest; with `--verify` every byte is looked at.
    Test: pipeline/commands/test_verify.py::test_a_run_makes_anew_what_is_damaged
    """
    unreadable: list[tuple[Path, Doubt]] = []
    sources = name_sources(_digests(inputs.files, sight, unreadable), kept.known)
    made = (run.settings.digest(), run.version, run.engine)
    done = {s.doc_id for s in sources if not run.force and _is_done(run, made, s, kept.outcomes.get(s.doc_id), sight)}
    return Plan(
        tuple(s for s in sources if s.doc_id not in done),
        tuple(s for s in sources if s.doc_id in done),
        tuple(unreadable),
    )


def _digests(
    files: Iterable[FoundFile], sight: Sight, unreadable: list[tuple[Path, Doubt]]
) -> Iterator[tuple[FoundFile, str]]:
    """Files as they were hashed, and their digests; those that cannot be read are added to `unreadable`."""
    for file in files:
        try:
            stamp, digest = sight.digest(file.path)
        except SourceChanged as e:
            unreadable.append((file.path, e.doubt))
        except OSError as e:
            unreadable.append((file.path, Doubt(DoubtKind.FILE_UNREADABLE, e.strerror or str(e))))
        else:
            yield replace(file, stamp=stamp), digest


def plan_again(run: Run, source: Source, others: Iterable[Source]) -> Source | None:
    """The document that stands now where `source` was hashed, under a name of its own.

    None if this run cannot sort it out: nothing readable is there by now, another document of this run has the same
    bytes, or the bytes that were there stand at other places too and would be lost for this run.

    Args:
        run: under way.
        source: that has other bytes by now.
        others: documents of this run.
    """
    try:
        stamp, digest = stamped_digest(source.path)
    except (OSError, SourceChanged):
        return None
    taken = {s.doc_id: s.known for s in others if s.doc_id != source.doc_id}
    if digest in taken or source.also_at or source.path.is_symlink():
        return None
    file = FoundFile(source.at, place_of(source), stamp)
    return name_sources([(file, digest)], {**taken, **load_kept(run.out).known})[0]


def _is_done(run: Run, made: tuple[str, str, str], source: Source, outcome: Outcome | None, sight: Sight) -> bool:
    """Is nothing to be done for this document? `made`: digest of the settings, version and engine of this run.

    Rule: A run that was stopped goes on where it stopped: a document is done and skipped if bytes, settings, version,
        engine, corrections and path are the same, every page was read and its files are there.
    Test: pipeline/commands/test_resume.py::test_a_second_run_reads_nothing
    """
    return (
        outcome is not None
        and outcome.complete
        and (outcome.settings_digest, outcome.version, outcome.engine) == made
        and (outcome.source_path, outcome.also_at) == (source.source_path, source.also_at)
        and outcome.corrections == read_corrections(run.out, outcome.name).digest
        and sight.stands(run.out, outcome, not run.verify)
    )
