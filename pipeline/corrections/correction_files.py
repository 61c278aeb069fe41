"""Files of corrections that were made elsewhere: JSON, one correction a line, of any documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sohoa.errors import InputError
from sohoa.nouns.correction import Correction
from sohoa.nouns.correction_place import Fault, NotACorrection
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.corrections.lines import LONGEST_LINE, line_to_correction

_MOST = 2**28
_MOST_TOLD = 20
"""So many wrong lines are told; who sees them knows enough."""


@dataclass(frozen=True, slots=True)
class WrongLine:
    """A line (from 1) of a file that is no correction, and why."""

    line: int
    why: NotACorrection

    def told(self, file: Path) -> InputError:
        """The same as a failure, with the file and the line."""
        things = (self.why.fault, self.why.about) if self.why.about else (self.why.fault,)
        return InputError(*things, kind=DoubtKind.NOT_A_CORRECTION, where=f"{file}:{self.line}")


@dataclass(frozen=True, slots=True)
class GivenCorrections:
    """What a file holds: corrections by document, in order; its first wrong lines."""

    by_document: dict[str, Sequence[Correction]]
    bad_lines: tuple[WrongLine, ...] = ()


def read_correction_file(path: Path) -> GivenCorrections:
    """All lines of a file; blank ones do not count.

    Raises:
        InputError: it cannot be read, or is far too long.

    Rule: A file of corrections is applied as a whole or, if one of its lines is wrong, not at all: each wrong line is
        named. Applied twice, it does nothing more.
    Test: pipeline/corrections/test_correction_files.py::test_each_wrong_line_is_named
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MOST + 1)
    except OSError as e:
        raise InputError(e.strerror, where=path) from e
    if len(data) > _MOST:
        raise InputError(f"{len(data)}", where=path)
    by_document: dict[str, list[Correction]] = {}
    bad: list[WrongLine] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip() or len(bad) >= _MOST_TOLD:
            continue
        try:
            if len(line) > LONGEST_LINE:
                raise NotACorrection(Fault.TOO_LONG)
            correction = line_to_correction(line)
            by_document.setdefault(correction.document, []).append(correction)
        except NotACorrection as e:
            bad.append(WrongLine(number, e))
    return GivenCorrections({**by_document}, tuple(bad))
