"""How a document ended: one JSON file each in ``outcome/``, the last file that is written.

It fixes the mapping from the source's bytes to the document's name, and says whether the
document is done: with which settings and version, which pages failed or were not read.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from sohoa.nouns.problem import Problem, Status
from sohoa.pipeline.output.atomic_files import write_bytes
from sohoa.pipeline.output.document_names import KnownSource
from sohoa.pipeline.output.paths import outcome_folder, outcome_path

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document.

    Attributes:
        paths: absolute paths where the bytes were found, in order of finding.
        also_at: all but the first of them, as they were given.
        pages_failed, pages_not_read: such as "2,5-7"; the latter were not asked for (`--pages`).
        complete: every page was read with these settings and this version, so a resume skips it.
        seconds: time by stage over all pages, and `total`.
        version: program, digest of code and models; `engine`: engine and its model.
        finished_at: UTC, ISO 8601.
    """

    name: str
    doc_id: str
    source_file: str
    paths: tuple[str, ...]
    also_at: tuple[str, ...]
    status: Status
    n_pages: int
    complete: bool
    settings_digest: str
    version: str
    engine: str
    finished_at: str
    pages_failed: str = ""
    pages_not_read: str = ""
    problems: tuple[Problem, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def only_asked_less(self) -> bool:
        """Is the document partial for no other reason than that not all pages were asked for?"""
        return self.status is Status.PARTIAL and not self.pages_failed and bool(self.pages_not_read)


@cache
def _adapter() -> TypeAdapter[Outcome]:
    return TypeAdapter(Outcome)


def save_outcome(out: Path, outcome: Outcome) -> None:
    """Write it whole; CannotWrite as in `whole_files`."""
    write_bytes(outcome_path(out, outcome.name), _adapter().dump_json(outcome, indent=2) + b"\n")


def load_outcomes(out: Path) -> dict[str, Outcome]:
    """All outcomes by doc_id, in order of names; a file that cannot be read is logged and left out."""
    outcomes: dict[str, Outcome] = {}
    for path in sorted(outcome_folder(out).glob("*.json")):
        if path.name.startswith("."):
            continue
        try:
            outcome = _adapter().validate_json(path.read_bytes())
        except (OSError, ValidationError) as e:
            logger.warning("%s cannot be read (%s)", path, type(e).__name__)
            continue
        outcomes[outcome.doc_id] = outcome
    return outcomes


def known_source(outcome: Outcome) -> KnownSource:
    """What the outcome fixes for later runs."""
    return KnownSource(outcome.name, outcome.source_file, outcome.paths, outcome.also_at)
