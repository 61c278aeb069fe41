"""The outcome of one document, without reading those of all others."""

from __future__ import annotations

import json
from pathlib import Path

from sohoa.errors import InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.files.own_files import read_bytes
from sohoa.pipeline.output.contract import CONTRACT
from sohoa.pipeline.output.outcomes import MOST_BYTES, Outcome, checked_outcome, contract_of, older_output
from sohoa.pipeline.output.paths import outcome_path


def load_outcome(out: Path, name: str) -> Outcome:
    """The outcome of the document of this name.

    Raises:
        InputError: there is none, it is damaged, or it was written under another contract.
    """
    path = outcome_path(out, name)
    try:
        told = json.loads(read_bytes(out, path, MOST_BYTES))
        if contract_of(told) != CONTRACT:
            raise older_output(out, 1)
        return checked_outcome(path, told)
    except FileNotFoundError as e:
        raise InputError(name, kind=DoubtKind.NO_DOCUMENT, where=out) from e
    except (OSError, ValueError, KeyError, AttributeError, RecursionError) as e:
        raise InputError(e, kind=DoubtKind.STORED_DAMAGED, where=path) from e
