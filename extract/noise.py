"""What an engine makes of seals, signatures and specks: runs that are no text."""

from __future__ import annotations

import regex

from extract.runs import Run

_WORDLIKE = regex.compile(r"[\p{L}]{2,}|\d+|[IVX]+")
LEAST_SURE = 0.35
"""Mean confidence under which a short run is taken for noise."""
LEAST_ALONE = 0.55
"""The same for a run of one or two characters outside tables."""


def is_noise(run: Run, in_table: bool) -> bool:
    """Is the run no printed text?

    Conservative: a run with a word of letters or digits that the engine is fairly sure of
    is kept; in tables single signs (x, -, 1) are cell values and are kept too.
    """
    text = run.text.replace(" ", "")
    if not any(c.isalnum() for c in text):
        return not (in_table and run.confidence >= LEAST_SURE and text in {"-", "–", "—", "+", "*", "x", "./."})
    if in_table:
        return run.confidence < 0.2
    if len(text) <= 2:
        return run.confidence < LEAST_ALONE or not (text.isdigit() or text.isalpha())
    good = [w for w in run.words if (w.confidence or 0) >= LEAST_SURE and _WORDLIKE.search(w.text)]
    return not good or run.confidence < LEAST_SURE
