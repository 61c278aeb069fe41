"""Figures that an engine took for letters inside a number: 1Š for 15, 0l for 01, l5 for 15, QHI5 for QH15.

A token of figures, separators and at most a code suffix is never changed here or anywhere;
this mends tokens that are no such thing because one of their figures became a letter that
looks like it. No language model has a say: the engine's own alternatives come first, then
the shape of the letter.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

_SHAPES = {"l": "1", "I": "1", "|": "1", "!": "1", "O": "0", "Ø": "0", "Š": "5"}
_NUMBER = r"\d+(?:[.,:/\-]\d+)*"
_TIME = r"(?:h(?:\d\d)?['’]?)?"
_SUFFIX = rf"(?:/\d{{4}})?(?:[/\-][\p{{Lu}}Đ][\p{{L}}&\-–]*|/QH\d\d|{_TIME})"
_SOUND = regex.compile(rf"[(\[]?{_NUMBER}{_SUFFIX}%?[.,;:)\]]*")
_LETTERS = "lI|!OØŠ§"
_DOUBTFUL = regex.compile(
    rf"[(\[]?(?:\d[\d.,:/\-]*[{_LETTERS}]|[lI|!ØŠ][\dŠ])[\d{_LETTERS}.,:/\-]*{_SUFFIX}%?[.,;:)\]]*"
)
_TERM = regex.compile(r"(?<=/QH)[lI|!](?=\d\b)")
"""Laws and resolutions carry the term of the National Assembly: 15/2023/QH15 (Law 80/2015/QH13, article 10)."""
_REPORT = regex.compile(r"(?<=^\()6(?=/c\)[.,;]?$)")
"""What is sent to somebody as a report is marked (b/c)."""
_LITRES = regex.compile(r"[1-9][\d.,]*l[.,;:)\]]*")
"""May be a volume: without the engine's own word it stays."""
_LOW_LINE = "_"
"""Nobody prints it before a number."""
_TAIL = regex.compile(r"[.,;:)\]]+$")


def mend_figure(text: str, alternatives: Sequence[tuple[str, float]] = ()) -> str | None:
    """The number that a mixed token stands for, or None if it is no such token.

    Args:
        text: one token as read.
        alternatives: other readings of it by the engine, with scores from 0 to 1.

    >>> mend_figure("1Š")
    '15'
    >>> mend_figure("0l/2025,")
    '01/2025,'
    >>> mend_figure("II/2026") is None
    True

    Rule: A letter inside a number becomes the figure that it looks like: l5 is 15, QHI5 is QH15.
    Test: diacritics/words/test_figures.py::test_a_letter_inside_a_number_becomes_its_figure

    Rule: A low line before a number (`_1.013040`) is a piece of a rule, if the engine saw the number without it, too.
    Test: diacritics/words/test_figures.py::test_a_low_line_before_a_number

    Rule: (6/c) behind a recipient is (b/c), to report (báo cáo), if the engine saw that too.
    Test: diacritics/words/test_figures.py::test_to_report
    """
    plain = text.lstrip(_LOW_LINE)
    if plain != text and _SOUND.fullmatch(plain) and any(other == plain for other, _ in alternatives):
        return plain
    with_report = str(_REPORT.sub("b", text))
    if with_report != text and any(other == with_report for other, _ in alternatives):
        return with_report
    with_term = _TERM.sub("1", text)
    if _SOUND.fullmatch(text) or (with_term == text and not _DOUBTFUL.fullmatch(text)):
        return None
    sound = [(score, other) for other, score in alternatives if _SOUND.fullmatch(other) and _tail(other) == _tail(text)]
    if sound:
        return max(sound)[1]
    if _LITRES.fullmatch(text):
        return None
    mended = with_term
    for place in (r"^[(\[]?\K", r"(?<=[\d.,:/\-])", r"(?<=\d)"):
        mended = regex.sub(place + r"[lI|!OØŠ]", lambda m: _SHAPES[m[0]], mended)
    return mended if _SOUND.fullmatch(mended) else None


def _tail(text: str) -> str:
    found = _TAIL.search(text)
    return found[0] if found else ""
