"""Text in CSV files that no spreadsheet takes for a formula (OWASP, CSV Injection), in a way that loses nothing.

CSV cannot say what is text. So a field that begins like a formula gets an apostrophe before it, and one that begins
with apostrophes and then like a formula gets one more; a number (``-2,5``, ``+7 %``) is left alone. To read a file
back, take away what `GUARDED` matches (``frame.replace(GUARDED, "", regex=True)`` with pandas).
"""

from __future__ import annotations

import re

FORMULA_SIGNS = "=+\\-@\\t\\r\\n＝＋－＠"
"""What a formula begins with in Excel and LibreOffice Calc, as the inside of a class of a regular expression."""
GUARDED = rf"^'(?='*[{FORMULA_SIGNS}])"
"""The apostrophe that was put there, as a regular expression."""
_LIKE_A_FORMULA = re.compile(rf"'*[{FORMULA_SIGNS}]")
_NUMBER = re.compile(r"[+-][0-9]+([.,][0-9]+)*( ?%)?")


def guarded(text: str) -> str:
    """The text as it is written into a field.

    Rule: A field of a CSV file that begins like a formula gets an apostrophe before it, unless it is a number.
    Test: pipeline/export/test_formula_guard.py::test_what_begins_like_a_formula_is_text
    """
    return f"'{text}" if _LIKE_A_FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def begins_like_a_formula(text: str) -> bool:
    """Would a spreadsheet that is told nothing else take it for a formula, or for a number with a sign?"""
    return bool(_LIKE_A_FORMULA.match(text))
