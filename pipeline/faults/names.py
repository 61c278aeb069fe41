"""What may be told of a document: words that can be no name. Names are replaced by invented ones, or left out."""

from __future__ import annotations

import hashlib
from difflib import SequenceMatcher

from sohoa.messages import rows

_MOST_FIGURES = 8
"""Figures of a text that may be told: a date and an amount have so many; a telephone number has more."""
_OF_ADDRESSES = ("@", "://", "www.", ".vn", ".com")


def tells_no_name(text: str) -> bool:
    """Can it be no name of a person, place or agency, no code, no address, no number of a person?

    Only small letters and few figures are believed: a word with a capital letter may be a name wherever it stands.

    Rule: A test case made of a correction shows the print only where no word has a capital letter, no code, no address
        and no long number; else it has no picture, and its names and figures are invented.
    Test: pipeline/faults/test_names.py::test_what_may_be_a_name
    """
    if any(part in text for part in _OF_ADDRESSES) or text != text.lower():
        return False
    return sum(c.isdigit() for c in text) <= _MOST_FIGURES


def with_invented_names(read: str, printed: str) -> tuple[str, str] | None:
    """The same fault in other words; None where no invented name has the letters that were misread.

    Args:
        read: what was read, of as many words as `printed`.
        printed: what is printed.
    """
    old, new = read.split(), printed.split()
    if len(old) != len(new) or any(part in printed + read for part in _OF_ADDRESSES):
        return None
    invented = [_invented(a, b) for a, b in zip(old, new, strict=True)]
    told = [pair for pair in invented if pair is not None]
    if len(told) < len(invented):
        return None
    return " ".join(a for a, _ in told), " ".join(b for _, b in told)


def _invented(read: str, printed: str) -> tuple[str, str] | None:
    if tells_no_name(read) and tells_no_name(printed):
        return read, printed
    if not (read.isalpha() and printed.isalpha()):
        return None
    wrong = [
        (read[i0:i1], printed[j0:j1])
        for tag, i0, i1, j0, j1 in SequenceMatcher(None, read, printed, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    some = [n for n in _names() if n not in (read, printed) and all(b and b in n for _, b in wrong)]
    if not some:
        return None
    lot = int(hashlib.sha256(printed.encode()).hexdigest(), 16)
    name = misread = some[lot % len(some)]
    for a, b in wrong:
        misread = misread.replace(b, a, 1)
    return misread, name


def _names() -> list[str]:
    return [name for (name,) in rows("invented_names.tsv")]
