"""Documents put into the index that it lacks: at once by whoever stores one, else before a search."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sohoa.errors import CannotWrite, InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.corrections.one_outcome import load_outcome
from sohoa.pipeline.files.fingerprints import Fingerprint, fingerprint_of
from sohoa.pipeline.output.paths import outcome_path, search_path
from sohoa.pipeline.search.index_file import IndexDamaged, State, begin_anew, writing
from sohoa.pipeline.search.stored import units_in, units_of
from sohoa.pipeline.search.units import Facts, Unit
from sohoa.pipeline.search.writing import put_document, take_out_document

if TYPE_CHECKING:
    from sohoa.pipeline.output.dataset_rows import StoredDocument

logger = logging.getLogger(__name__)

_AT_A_TIME = 32
"""Documents that are put in as a whole: others wait for a second at most, and a kill costs no more than these."""


def keep_document(out: Path, document: StoredDocument, state: Fingerprint) -> None:
    """Put a document into the index that was stored just now; whatever is in the way is left to the next search.

    Args:
        out: output folder.
        document: what was stored.
        state: of its outcome.

    Rule: The search index follows each document that is stored, read or corrected; whatever is wrong with the index
        costs no document, and the next search puts in what is missing.
    Test: faults/test_search_index.py::test_a_run_over_a_spoiled_index_loses_nothing
    """
    units, facts = units_of(document)
    name = document.source.name
    try:
        try:
            _put(out, [_Document(name, state, units, facts)])
        except IndexDamaged as e:
            if e.state is State.DAMAGED:
                logger.info("%s is damaged and made anew", search_path(out))
            begin_anew(out, e)
            _put(out, [_Document(name, state, units, facts)])
    except (IndexDamaged, CannotWrite) as e:
        logger.info("%s: not in the search index yet: %s", name, e)


@dataclass(frozen=True, slots=True)
class _Document:
    """A document to put in; without units only its state is told anew."""

    name: str
    state: Fingerprint
    units: list[Unit] | None = None
    facts: list[Facts] = field(default_factory=list)


def _put(out: Path, some: Iterable[_Document]) -> None:
    with writing(out) as db:
        for one in some:
            if one.units is not None:
                put_document(db, one.name, one.state, one.units, one.facts)
            else:
                stamp = one.state.modified_ns, one.name
                db.execute("UPDATE documents SET modified_ns = ? WHERE name = ?", stamp)


def catch_up(out: Path, changed: Iterable[str], gone: list[str], known: Mapping[str, str]) -> list[InputError]:
    """Put documents in that were stored since, and take out those that are gone.

    Args:
        out: output folder.
        changed: names of documents whose outcome is another one than the index knows.
        gone: names of those that are there no more.
        known: digests of the outcomes that the index knows, by names.

    Returns:
        Why documents are missing in it.

    Raises:
        InputError: a document was written under another contract.
        CannotWrite: the index cannot be written.
    """
    failed: list[InputError] = []
    _take_out(out, gone)
    left = iter(changed)
    while batch := list(islice(left, _AT_A_TIME)):
        found = [_looked_at(out, name, known.get(name, ""), failed) for name in batch]
        _put(out, (d for d in found if d is not None and _stands(out, d)))
        _take_out(out, [name for name, d in zip(batch, found, strict=True) if d is None and name in known])
    return failed


def _take_out(out: Path, names: list[str]) -> None:
    if names:
        with writing(out) as db:
            for name in names:
                take_out_document(db, name)


def _looked_at(out: Path, name: str, known: str, failed: list[InputError]) -> _Document | None:
    """A document as it is stored; None if it cannot be read, or is gone by now."""
    try:
        state = fingerprint_of(out, outcome_path(out, name))
        if state.sha256 == known:
            return _Document(name, state)
        load_outcome(out, name)
        return _Document(name, state, *units_in(out, name))
    except InputError as e:
        if e.doubt.kind is DoubtKind.OLD_OUTPUT:
            raise
        failed.append(e)
    except OSError as e:
        failed.append(InputError(e.strerror, kind=DoubtKind.STORED_DAMAGED, where=outcome_path(out, name)))
    return None


def _stands(out: Path, document: _Document) -> bool:
    """Is it still what it was when it was looked at?"""
    try:
        told = outcome_path(out, document.name).lstat()
    except OSError:
        return False
    return (told.st_size, told.st_mtime_ns) == (document.state.size, document.state.modified_ns)
