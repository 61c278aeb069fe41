"""Commands over an output in a store: what they need of it is brought here first; what cannot be done is said."""

from __future__ import annotations

import argparse

from sohoa.errors import InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.stores.urls import is_url, shown

_ALL_IN_STORES = ("run", "copy")
_OVER_STORES = ("status", "export", "verify")
"""Commands whose OUT may be in a store, though nothing else."""
_PATHS = ("output", "sources", "destination", "file", "out", "record", "cases")
"""Arguments that name files and folders."""
_FOR_FOLDERS = ("watch", "pdf")
"""Options of a run that want folders."""


def require_folders(args: argparse.Namespace) -> None:
    """See that a run in stores has no option that wants folders; InputError names the address."""
    some = next((p for p in (args.output, *args.paths) if is_url(p)), None)
    if some is not None and any(getattr(args, option) for option in _FOR_FOLDERS):
        raise InputError(kind=DoubtKind.WANTS_A_FOLDER, where=shown(some))


def refuse_addresses(args: argparse.Namespace) -> None:
    """See that a command that works on folders alone is given no address; InputError names it."""
    for name in () if args.module in _ALL_IN_STORES else _PATHS:
        given = getattr(args, name, None)
        for path in given if isinstance(given, list) else [given]:
            if path is not None and not (name == "output" and args.module in _OVER_STORES) and is_url(path):
                raise InputError(kind=DoubtKind.WANTS_A_FOLDER, where=shown(path))
