"""Lists of agencies in a cell: split at semicolons and at printed bullets, never at a comma.

A comma is part of a name or of a set (`Các sở, ban, ngành cấp tỉnh; UBND các phường, xã` is
two items, `Sở Văn hóa, Thể thao và Du lịch` is one).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import regex

from sohoa.diacritics.language.alphabet import BULLETS
from sohoa.nouns.doubt import Doubt, DoubtKind

_BULLET = regex.compile(rf"^\s*[-–—*+{BULLETS}]\s*(?=\p{{L}})")
_AGENCY = (
    r"UBND|HĐND|Sở|Bộ|Ban|Công an|Văn phòng|Hiệp hội|Hội|Liên (?:đoàn|minh|hiệp)|Trường|Trung tâm|Viện|Cục|Chi cục"
    r"|Tỉnh (?:đoàn|ủy)|Đảng ủy|Thanh tra|Đài|Báo|Công ty|[Cc]ác (?:sở|xã|phường|trường|đơn vị|cơ quan)"
)
_NO_LIST = r"(?i:đơn vị|cơ quan|gồm|sau|là|chủ trì|phối hợp|thực hiện|thành phần|các \p{L}+)"
_MISREAD = regex.compile(rf"(?<!{_NO_LIST})(?<=\p{{Ll}})\s?[:¡!]\s+(?=(?:{_AGENCY})\b)")
"""A semicolon read as a colon: an agency follows that no list would introduce."""
_USUAL = 3
"""So many cells that agree are usual. A guess."""
_MARKS = " \t\u00a0;.,:-–—*+" + BULLETS


def split_agencies(lines: Sequence[str]) -> tuple[str, ...]:
    """The agencies that a cell with these printed lines names, in order, without doubles.

    A dash opens an item where the first line has one too, a capital follows, or a semicolon went before.

    Rule: Agencies in a cell (cơ quan chủ trì, phối hợp) part at semicolons and bullets, never at a comma.
    Test: extract/records/test_values.py::test_agencies
    """
    pieces: list[str] = []
    listed = bool(lines) and _BULLET.match(lines[0]) is not None
    for line in lines:
        bullet = _BULLET.match(line)
        opens = bullet and (listed or line[bullet.end()].isupper() or (pieces and pieces[-1].endswith(";")))
        if not pieces or opens:
            pieces.append(_BULLET.sub("", line).strip())
        else:
            pieces[-1] = f"{pieces[-1]} {_BULLET.sub('', line).strip()}"
    items = (x.strip(_MARKS) for piece in pieces for x in regex.split(r"[;；]", _MISREAD.sub("; ", piece)))
    named = (" ".join(x.split()) for x in items if any(c.isalpha() for c in x))
    return tuple(dict.fromkeys(named))


def usual_lists(cells: Sequence[Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    """How cells of a column with the same words list their agencies, where enough of them agree: by their words.

    Args:
        cells: the printed lines of each cell of a column.

    Rule: Where three cells of a column list the same agencies alike and fewer have the same words with other signs
        ("Các sở, ban; ngành"), these are listed like the others; what is printed stays beside it.
    Test: extract/records/test_usual_lists.py::test_cells_of_the_same_words
    """
    ways: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for lines in cells:
        ways[words_of(lines)][split_agencies(lines)] += 1
    usual = {words: some.most_common(1)[0] for words, some in ways.items() if words}
    return {w: items for w, (items, times) in usual.items() if times >= _USUAL and 2 * times > ways[w].total()}


def words_of(lines: Sequence[str]) -> str:
    """The words of a cell, letter by letter, without signs between them."""
    return " ".join(regex.findall(r"[\p{L}\p{N}&]+", " ".join(lines)))


def agency_doubts(agencies: Sequence[str], printed: str = "") -> tuple[Doubt, ...]:
    """Why a person should look at a list of agencies, the first reason only; empty if it looks sound.

    Args:
        agencies: as `split_agencies` gives them.
        printed: the cells they were read from.
    """
    if m := _MISREAD.search(printed):
        return (Doubt(DoubtKind.COLON_FOR_SEMICOLON, _around(printed, m)),)
    for a in agencies:
        if a.count("(") != a.count(")"):
            return (Doubt(DoubtKind.AGENCY_OPEN_BRACKET, a),)
        if sum(c.isalpha() for c in a) < 3:
            return (Doubt(DoubtKind.AGENCY_TOO_SHORT, a),)
        if regex.search(r"[|\\{}<>=~^_@#]", a):
            return (Doubt(DoubtKind.AGENCY_STRAY_SIGNS, a),)
    return ()


def _around(text: str, m: regex.Match[str]) -> str:
    """The words on both sides of a match, and what stands between."""
    before, after = text[: m.start()].split(), text[m.end() :].split()
    return f"{before[-1] if before else ''}{m.group()}{after[0] if after else ''}"
