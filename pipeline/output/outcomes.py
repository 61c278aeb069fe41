"""How a document ended: one JSON file each in ``outcome/``, the last file that is written.

It fixes the mapping from the source's bytes to the document's name, and says whether the
document is done: with which settings and version, which pages failed or were not read.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sohoa.errors import InputError
from sohoa.messages import Language, problem_message
from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.problem import Problem, Status
from sohoa.pipeline.files.fingerprints import Fingerprint
from sohoa.pipeline.files.own_files import file_names, read_bytes
from sohoa.pipeline.output.atomic_files import write_text
from sohoa.pipeline.output.contract import CONTRACT, FIRST_CONTRACT
from sohoa.pipeline.output.document_names import KnownSource
from sohoa.pipeline.output.paths import outcome_folder, outcome_path
from sohoa.pipeline.output.plain_json import to_plain

if TYPE_CHECKING:
    from pydantic import TypeAdapter

logger = logging.getLogger(__name__)

MOST_BYTES = 2**26
"""Bytes of an outcome that are read: those of a document of 5,000 pages that all have problems are some 5 MB."""
_MOST_PAGES = 1_000_000
"""No document has so many; `source.max_pages` is far lower."""
_SEAL = "sha256"
"""Key under which an outcome file holds the digest of all that stands in it besides."""
_DOC_ID = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document.

    Attributes:
        source_path: path of the source in the folder that was given; its name if it was given itself.
        also_at: further places of the same bytes, likewise.
        pages_failed, pages_not_read: such as "2,5-7"; the latter were not asked for (`--pages`).
        complete: every page was read with these settings and this version, so a resume skips it.
        seconds: time by stage over all pages, and `total`.
        version: program, digest of code and models; `engine`: engine and its model.
        finished_at: UTC, ISO 8601.
        files: what was written, by paths in the output folder; empty in an outcome that does not say it.
        corrections: digest of those that were applied, "" if there are none.
        settings: those that differ from the defaults, by section and key.
    """

    name: str
    doc_id: str
    source_file: str
    source_path: str
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
    files: dict[str, Fingerprint] = field(default_factory=dict)
    corrections: str = ""
    settings: dict[str, dict[str, Any]] = field(default_factory=dict)
    contract: str = CONTRACT

    @property
    def only_asked_less(self) -> bool:
        """Is the document partial for no other reason than that not all pages were asked for?"""
        return self.status is Status.PARTIAL and not self.pages_failed and bool(self.pages_not_read)


@cache
def _adapter() -> TypeAdapter[Outcome]:
    from pydantic import TypeAdapter  # slow to load, and a first run reads none

    return TypeAdapter(Outcome)


def outcome_to_json(outcome: Outcome) -> dict[str, Any]:
    """The outcome as plain values; problems also tell themselves in words."""
    told: dict[str, Any] = {"contract": outcome.contract, **to_plain(outcome)}
    for problem, plain in zip(outcome.problems, told["problems"], strict=True):
        plain["message"] = problem_message(problem, Language.EN)
        plain["message_vi"] = problem_message(problem, Language.VI)
    return told


def save_outcome(out: Path, outcome: Outcome) -> Fingerprint:
    """Write it whole, with a digest of itself; gives what was written. CannotWrite as in `atomic_files`."""
    told = outcome_to_json(outcome)
    text = json.dumps({**told, _SEAL: _seal(told)}, ensure_ascii=False, indent=2)
    return write_text(outcome_path(out, outcome.name), f"{text}\n", out)


def _seal(told: Mapping[str, Any]) -> str:
    """SHA-256 of an outcome's content, hex, but for the digest itself."""
    content = {key: value for key, value in told.items() if key != _SEAL}
    return hashlib.sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Kept:
    """What an output folder holds: outcomes by doc_id, in order of names.

    `older` are documents that were written under another contract; of them only the name is taken over.
    `unreadable` are files that are damaged, or none of ours.
    """

    outcomes: dict[str, Outcome]
    older: dict[str, KnownSource]
    unreadable: tuple[Path, ...] = ()

    @property
    def known(self) -> dict[str, KnownSource]:
        """What all of them fix for later runs, by doc_id."""
        return {**self.older, **{doc_id: known_source(o) for doc_id, o in self.outcomes.items()}}


def load_kept(out: Path) -> Kept:
    """Everything an output folder says of its documents; a file that cannot be read is logged and left out.

    Raises:
        InputError: the folder of the outcomes is a link.

    Rule: What an outcome says is believed only of the document whose name its file has.
    Test: pipeline/output/test_hostile_output.py::test_a_name_in_an_outcome_is_not_believed
    """
    outcomes: dict[str, Outcome] = {}
    older: dict[str, KnownSource] = {}
    unreadable: list[Path] = []
    for path, told in _written(out):
        try:
            if told is None:
                raise ValueError("no outcome")
            if contract_of(told) == CONTRACT:
                outcome = checked_outcome(path, told)
                outcomes[outcome.doc_id] = outcome
            else:
                older[_own(_DOC_ID, told["doc_id"])] = KnownSource(_own_name(path, told), str(told["source_file"]))
        except (ValueError, KeyError) as e:
            _log_unreadable(path, e)
            unreadable.append(path)
    return Kept(outcomes, older, tuple(unreadable))


def checked_outcome(path: Path, told: Mapping[str, Any]) -> Outcome:
    """The outcome that a file holds; ValueError or KeyError if it is damaged, or cannot be that of this file."""
    if told.get(_SEAL, "") not in ("", _seal(told)):
        raise ValueError("changed")
    outcome = _adapter().validate_python(told)
    _own_name(path, told)
    _own(_DOC_ID, outcome.doc_id)
    if not 0 <= outcome.n_pages <= _MOST_PAGES:
        raise ValueError("pages")
    return outcome


def _own_name(path: Path, told: Mapping[str, Any]) -> str:
    """The name that an outcome tells, if it is that of its file (which some file systems spell in another form)."""
    name = str(told["name"])
    if unicodedata.normalize("NFC", path.name) != unicodedata.normalize("NFC", f"{name}.json"):
        raise ValueError("name")
    return name


def _own(pattern: re.Pattern[str], value: object) -> str:
    text = str(value)
    if not pattern.fullmatch(text):
        raise ValueError("value")
    return text


def _written(out: Path) -> Iterator[tuple[Path, dict[str, Any] | None]]:
    """The outcome files in order of names, with their content; None if that is no JSON object, or the file no file."""
    folder = outcome_folder(out)
    for name in file_names(out, folder, ".json"):
        path = folder / name
        try:
            told = json.loads(read_bytes(out, path, MOST_BYTES))
        except (OSError, ValueError, RecursionError):
            told = None
        yield path, told if isinstance(told, dict) else None


def _log_unreadable(path: Path, error: Exception) -> None:
    logger.warning("%s cannot be read (%s)", path, type(error).__name__)


def load_outcomes(out: Path) -> dict[str, Outcome]:
    """All outcomes by doc_id, in order of names.

    Raises:
        InputError: a document was written under another contract.
    """
    kept = load_kept(out)
    if kept.older:
        raise older_output(out, len(kept.older))
    return kept.outcomes


def require_contract(out: Path) -> None:
    """Look whether all documents of an output folder were written under this contract.

    Raises:
        InputError: one was not.
    """
    n_older = sum(contract_of(told) != CONTRACT for _, told in _written(out) if told is not None)
    if n_older:
        raise older_output(out, n_older)


def older_output(out: Path | str, n_older: int) -> InputError:
    """Why an output folder with documents of another contract is not read: columns are missing or mean other things."""
    return InputError(n_older, CONTRACT, kind=DoubtKind.OLD_OUTPUT, where=out)


def contract_of(told: Mapping[str, Any]) -> str:
    """The contract under which an outcome was written."""
    return str(told.get("contract", FIRST_CONTRACT))


def known_source(outcome: Outcome) -> KnownSource:
    """What the outcome fixes for later runs."""
    return KnownSource(outcome.name, outcome.source_file, outcome.source_path, outcome.also_at)
