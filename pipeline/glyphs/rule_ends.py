"""Ends of a line that are no letters: bars, which are pieces of rules, and a lone stop before the first word."""

from __future__ import annotations

import regex

from sohoa.nouns.text_run import TextRun, words_to_run
from sohoa.pipeline.glyphs.passes import wordless
from sohoa.pipeline.ink.line_ink import LineInk

_BAR = regex.compile(r"[|¦_\[\]]+")
_NEVER_FIRST = regex.compile(r"[,.;:'`‘’^~]")
"""A sign with which no printed line begins: a speck, or the foot of the line above."""


def without_rule_ends(run: TextRun, _ink: LineInk) -> TextRun:
    """The run without bars at its ends and without a stop at its head; without words if nothing but bars was read.

    Rule: Bars at the ends of a line are pieces of a table's rules and no letters.
    Test: pipeline/glyphs/test_rule_ends.py::test_pieces_of_rules_at_the_ends_go
    """
    words = list(run.words)
    while words and _BAR.fullmatch(words[0].text):
        words.pop(0)
    while words and _BAR.fullmatch(words[-1].text):
        words.pop()
    if len(words) > 1 and _NEVER_FIRST.fullmatch(words[0].text):
        words.pop(0)
    return run if len(words) == len(run.words) else words_to_run(words) or wordless(run)
