"""One thing that `sohoa doctor` looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What is the matter with a thing that is not as it should be."""

    MISSING = "missing"
    OLD = "old"
    DAMAGED = "damaged"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what was found, and what to do if it is wanting.

    `engine`: without it nothing can be read from pixels (exit code 4). `fault`: what it is if it is not ok.
    """

    name: str
    ok: bool
    found: str
    remedy: str = ""
    engine: bool = False
    fault: Fault = Fault.MISSING
