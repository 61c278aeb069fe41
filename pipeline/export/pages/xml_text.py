"""Text that may stand in XML: markup escaped, characters that XML 1.0 forbids replaced."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""XML 1.0, 2.2."""


def content(text: str) -> str:
    """As the content of an element."""
    return escape(_FORBIDDEN.sub("\ufffd", text))


def attribute(value: object) -> str:
    """As the value of an attribute, in its quotes."""
    return quoteattr(_FORBIDDEN.sub("\ufffd", str(value)))


def number(value: float) -> str:
    """A coordinate: whole numbers without a point, others as exact as they are kept."""
    return str(int(value)) if value == int(value) else repr(round(value, 4))
