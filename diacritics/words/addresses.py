"""Addresses of the web and of mail: names of hosts bear no marks (RFC 1123, 2.1), whatever a reader makes of them."""

from __future__ import annotations

import regex

from sohoa.diacritics.language.folding import strip_marks

_ENDS = r"(?:vn|com|net|org|edu|gov|info|asia)"
"""Top domains that plans of Viet Nam name."""
_IN_PATH = r"[^\s()\[\]{}<>“”\"«»,;]"
"""What an address goes on with (RFC 3986, appendix C): a bracket, a quotation mark or a comma ends it."""
_ADDRESS = regex.compile(
    rf"""
    (?P<lead>\P{{L}}*)
    (?P<address>
        (?i: https?:// {_IN_PATH}+                         # a page
          | www\. {_IN_PATH}+ )
      | [\p{{L}}\d._+\-]+ @ [\p{{L}}\d\-.]+                # mail
      | [\p{{L}}\d\-]+ (?:\.[\p{{L}}\d\-]+)* \.{_ENDS}     # a host, and what may follow it
        (?: [/:?] {_IN_PATH}* )?
    )
    (?P<rest> (?: (?![\p{{L}}\d]) .+ )? )""",
    regex.VERBOSE,
)


def mend_address(text: str) -> str | None:
    """The token without marks in its address, or None if it is no address or has none.

    >>> mend_address("https://díchvucong.gov.vn")
    'https://dichvucong.gov.vn'
    >>> mend_address("tỉnh.") is None
    True

    Rule: Addresses of the web and of mail bear no marks: what was read as í in the name of a host is i; a word that
        follows without a space (`www.….vn).(Mẫu`) keeps its own.
    Test: diacritics/words/test_addresses.py::test_addresses_bear_no_marks
    """
    found = _ADDRESS.fullmatch(text)
    if found is None:
        return None
    bare = found["lead"] + strip_marks(found["address"]) + found["rest"]
    return bare if bare != text else None
