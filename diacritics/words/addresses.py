"""Addresses of the web and of mail: names of hosts bear no marks (RFC 1123, 2.1), whatever a reader makes of them."""

from __future__ import annotations

import regex

from sohoa.diacritics.language.folding import strip_marks

_ENDS = r"(?:vn|com|net|org|edu|gov|info|asia)"
"""Top domains that plans of Viet Nam name."""
_ADDRESS = regex.compile(
    rf"""
    (?P<lead>\P{{L}}*)
    (?: (?i: https?:// .+                                # a page
      | www\. .+ )
      | [\p{{L}}\d._+\-]+ @ [\p{{L}}\d\-.]+                # mail
      | [\p{{L}}\d\-]+ (?:\.[\p{{L}}\d\-]+)* \.{_ENDS}     # a host, and what may follow it
        (?: [/:?] .* | \P{{L}}* )
    )""",
    regex.VERBOSE,
)


def mend_address(text: str) -> str | None:
    """The token without marks, or None if it is no address or has none.

    >>> mend_address("https://díchvucong.gov.vn")
    'https://dichvucong.gov.vn'
    >>> mend_address("tỉnh.") is None
    True

    Rule: Addresses of the web and of mail bear no marks: what was read as í in the name of a host is i.
    Test: diacritics/words/test_addresses.py::test_addresses_bear_no_marks
    """
    bare = strip_marks(text)
    return bare if bare != text and _ADDRESS.fullmatch(text) else None
