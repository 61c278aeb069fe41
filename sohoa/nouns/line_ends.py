"""What a line end cuts through: the code of a document, a date, an address of the web.

Print breaks `57-NQ/TW` behind its dash or slash. The halves are put together where what they make has the form of a
code, a date or an address, and nothing else is: `5-` over `10 xã` stays as it is printed.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

_OPEN = regex.compile(r"\S*[\p{L}\d:/][-–/.]$|\S*://$")
_SYMBOL = r"\p{Lu}[\p{Lu}\p{Ll}\d]{0,9}"
_CODE = regex.compile(
    rf"(?:\d{{1,5}}(?:/(?:19|20)\d\d)?[-/])?{_SYMBOL}(?:[-/.&]{_SYMBOL}){{1,4}}|\d{{1,5}}/(?:19|20)\d\d/{_SYMBOL}(?:-{_SYMBOL}){{0,3}}"
)
_DATE = regex.compile(r"(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])/(?:19|20)\d\d")
_ADDRESS = regex.compile(r"(?:https?://|www\.)[\w.-]+\.[a-z]{2,}(?:[/?#][\w./?#&=%~+-]*)?")
_AROUND = "(“\"'[;,.:)”]…"
_LONGEST = 200
"""No code or address is longer; longer words are not looked at."""


def is_cut(left: str, right: str) -> bool:
    """Are two words, the last of a line and the first of the next, halves of one code, date or address?

    >>> is_cut("57-", "NQ/TW"), is_cut("5-", "10")
    (True, False)
    """
    if len(left) + len(right) > _LONGEST or not right or not _OPEN.fullmatch(left.lstrip(_AROUND)):
        return False
    whole = (left + right).strip(_AROUND)
    if _ADDRESS.fullmatch(whole):
        return True
    if left.endswith("."):  # of a sentence: no code is parted there
        return False
    has_figure = left.lstrip(_AROUND)[:1].isdigit()
    return has_figure and (_DATE.fullmatch(whole) or _CODE.fullmatch(whole)) is not None


def joined_lines(lines: Sequence[str]) -> str:
    """Printed lines joined by one space, and by none where a code, a date or an address is cut.

    Rule: A code, date or web address that a line end cuts (57- / NQ/TW) is put together; `text_ocr` keeps the gap.
    Test: nouns/test_line_ends.py::test_what_is_put_together
    """
    text = ""
    for line in lines:
        if not line:
            continue
        cut = text and is_cut(text[-_LONGEST:].rpartition(" ")[2], line[:_LONGEST].partition(" ")[0])
        text += line if cut or not text else f" {line}"
    return text


def mended_ends(lines: Sequence[str]) -> list[str]:
    """The lines, with what is cut whole at the end of the first: the rest of it leaves the next line."""
    mended: list[str] = []
    for line in lines:
        head, _, rest = line.partition(" ")
        if mended and is_cut(mended[-1][-_LONGEST:].rpartition(" ")[2], head):
            mended[-1] += head
            line = rest
        if line:
            mended.append(line)
    return mended
