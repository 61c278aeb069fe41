"""Numbers of rows and groups that the engine read as look-alikes, put right where the order bears it out.

`H` after group `I` is `II`; `l` before `2` is `1`. Two witnesses are asked for: the shape and
the number that the order expects. Otherwise the reading stays as it was.
"""

from __future__ import annotations

from itertools import product

ROMAN = tuple(
    tens + ones
    for tens in ("", "X", "XX", "XXX")
    for ones in ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
)
"""Roman numerals up to 39; the place in the tuple is the value, the first one is empty."""
_AS_ROMAN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys("I1l|!Ttíìỉ[]", ("I",)),
    **dict.fromkeys("Hñn", ("II", "I")),
    **dict.fromkeys("VvYyÝ", ("V",)),
    **dict.fromkeys("Xx", ("X",)),
    **dict.fromkeys("mM", ("III",)),
    "N": ("IV",),
}
_AS_DIGIT = {
    **dict.fromkeys("1lI|!][íìỉ", "1"),
    **dict.fromkeys("0OoÔÓÒ", "0"),
    **dict.fromkeys("2Zz", "2"),
    **dict.fromkeys("5SsŠ", "5"),
    **dict.fromkeys("6bó", "6"),
    **dict.fromkeys("8B§", "8"),
    **dict.fromkeys("9gq", "9"),
    **{c: c for c in "347"},
}


def roman_value(text: str) -> int | None:
    """The value of a Roman numeral up to 39, or None if `text` is none."""
    return ROMAN.index(text) if text and text in ROMAN else None


def mend_roman(text: str, before: int) -> str:
    """A misread Roman numeral after the group number `before` (0 if none), or `text` as it is."""
    bare = text.strip(" .):")
    if roman_value(bare) is not None or not bare:
        return text
    if len(bare) > 6 or before + 1 >= len(ROMAN):
        return text
    shapes = ("".join(x) for x in product(*(_AS_ROMAN.get(c, ()) for c in bare)))
    return ROMAN[before + 1] if ROMAN[before + 1] in shapes else text


def looks_roman(text: str) -> bool:
    """Are all its signs such as engines make of Roman numerals, and not all digits?"""
    bare = text.strip(" .):")
    return 0 < len(bare) <= 6 and not bare.isdigit() and all(c in _AS_ROMAN for c in bare)


def mend_digits(text: str, before: int) -> str:
    """A misread whole number after the row number `before` (0 if none), or `text` as it is.

    The number may go on (`before` + 1) or begin anew (1).
    """
    bare = text.strip(" .):")
    if bare.isdigit() or not 0 < len(bare) <= 4:
        return text
    choices = [_AS_DIGIT.get(c, "") for c in bare]
    if not all(choices):
        return text
    read = "".join(next(iter(product(*choices))))
    return read if int(read) in (before + 1, 1) else text
