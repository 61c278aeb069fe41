"""What an engine makes of seals, signatures, rules and specks: runs that are no text.

Conservative, because nothing printed may be lost: what looks like a word, a code or a value
is kept with its low confidence for a person to judge.
"""

from __future__ import annotations

import regex

from sohoa.nouns.text_run import TextRun, words_to_run

_WORDLIKE = regex.compile(r"\p{L}{2,}|\d+|[IVX]+")
_CODE = regex.compile(r"\p{Lu}{2,}\d*[-–]\p{Lu}{2,}|^s[oốóô]\b", regex.IGNORECASE)
_RULE_LEFT = regex.compile(r"[|¦_\[\]]+")
_NEVER_FIRST = regex.compile(r"[,.;:'`‘’^~]")
"""A sign with which no printed line begins: a speck, or the foot of the line above."""
_CELL_SIGNS = frozenset({"%", "‰", "-", "–", "—", "+", "*", "./."})
LEAST_SURE = 0.35
"""Mean confidence under which a short run is taken for noise."""
LEAST_ALONE = 0.55
"""The same for a run of one or two characters outside tables."""


def without_rule_ends(run: TextRun) -> TextRun | None:
    """The run without bars at its ends, which are pieces of rules, and without a lone stop before its first word.

    None if nothing but bars is left.
    """
    words = list(run.words)
    while words and _RULE_LEFT.fullmatch(words[0].text):
        words.pop(0)
    while words and _RULE_LEFT.fullmatch(words[-1].text):
        words.pop()
    if len(words) > 1 and _NEVER_FIRST.fullmatch(words[0].text):
        words.pop(0)
    return run if len(words) == len(run.words) else words_to_run(words)


def is_noise(run: TextRun, in_table: bool) -> bool:
    """Is the run no printed text?

    Args:
        run: as read.
        in_table: does it stand in a cell? There single signs (x, -, 1) are values.
    """
    text = run.text.replace(" ", "")
    solid = sum(c.isalnum() for c in text)
    if not solid:
        return not (in_table and run.confidence >= LEAST_SURE and text in _CELL_SIGNS)
    if in_table:
        return run.confidence < 0.2 and not (solid >= 4 and any(c.isdigit() for c in text))
    if _CODE.search(text):
        return False
    if len(text) <= 2:
        return run.confidence < LEAST_ALONE or not (text.isdigit() or text.isalpha())
    good = [w for w in run.words if (w.confidence or 0) >= LEAST_SURE and _WORDLIKE.search(w.text)]
    return not good or run.confidence < LEAST_SURE
