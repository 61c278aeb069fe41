"""A search as people ask for it: the index is brought up to date first, and made anew where it is damaged."""

from __future__ import annotations

from pathlib import Path

from sohoa.errors import CannotWrite, SohoaError
from sohoa.pipeline.search.finding import Found, search
from sohoa.pipeline.search.index_file import IndexDamaged, State, begin_anew
from sohoa.pipeline.search.keeping import Told, bring_up_to_date
from sohoa.pipeline.search.query import Wish, filters, read_terms


def search_now(out: Path, wish: Wish, told: Told) -> tuple[Found, list[SohoaError]]:
    """Find what an output folder holds just now.

    Args:
        out: output folder.
        wish: what is looked for.
        told: see `keeping.Told`.

    Returns:
        What was found, and why something of the output could not be looked through.

    Raises:
        BadQuery: nothing is asked for, too much, or no years.
        InputError: a document was written under another contract.
        CannotWrite: there is no sound index, and none can be made here.

    Rule: A search index that is missing, cut or damaged is told in one line and made anew of the datasets before
        anything is found with it.
    Test: faults/test_search_index.py::test_a_spoiled_index_is_told_and_made_anew
    """
    read_terms(wish.text)
    filters(wish)
    try:
        failed: list[SohoaError] = list(bring_up_to_date(out, told))
    except IndexDamaged as e:
        return _anew(out, wish, told, e)
    except CannotWrite as e:
        failed = [e]
    try:
        return search(out, wish), failed
    except IndexDamaged as e:
        if e.state is State.MISSING and failed:  # it could not be made
            raise failed[0] from e
        return _anew(out, wish, told, e)


def _anew(out: Path, wish: Wish, told: Told, damaged: IndexDamaged) -> tuple[Found, list[SohoaError]]:
    """What was found once the index is made anew."""
    begin_anew(out, damaged)
    failed = bring_up_to_date(out, lambda _, n: told(State.DAMAGED, n))
    try:
        return search(out, wish), list(failed)
    except IndexDamaged as e:
        raise CannotWrite(e, where=out) from e
