"""Text that a spreadsheet would take for a formula (OWASP, CSV Injection)."""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How such a text begins."""


def harmless(text: str) -> str:
    """The text with an apostrophe before it if it begins like a formula: CSV cannot say what is text."""
    return f"'{text}" if text.startswith(FORMULA) else text
