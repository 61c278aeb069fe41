"""List markers: after `d)` comes `đ)` in Vietnamese lists, which no neighbouring word can tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sohoa.diacritics.language.changes import Change
from sohoa.nouns.word import ChangeRule

_MARKER = re.compile(r"\s*([a-zđA-ZĐ])[).](?=\s|$)")


def mark_lists(lines: Sequence[str], found: list[list[Change]]) -> list[list[Change]]:
    """The changes, with each bare marker `d` settled by the marker before it: `đ` after `d`, else `d`.

    Rule: In a list read without marks the second of two `d)` in a row is `đ)`; the first, or one alone, stays `d)`.
    Test: diacritics/lines/test_restore_cases.py::test_case
    """
    settled, last = [], ""
    for line, changes in zip(lines, found, strict=True):
        m = _MARKER.match(line)
        if m is None:
            settled.append(changes)
            continue
        marker, place = m[1], m.start(1)
        changes = [c for c in changes if c.start != place]
        if marker in "dD" and last == marker:
            marker = "đ" if marker == "d" else "Đ"
            changes = [Change(place, place + 1, m[1], marker, ChangeRule.LIST_MARKER, 1.0), *changes]
        settled.append(changes)
        last = marker
    return settled
