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
_AROUND = " .)(:"
"""Marks around a label that are no part of it."""
_LONGEST = 6
"""Signs of the longest numeral up to 39 are seven (XXXVIII); no plan has so many groups."""
_FIVE = 5
_LONGEST_NUMBER = 4
"""Digits of a row number: tables of thousands of rows are rare, of tens of thousands unheard of."""
_SPECKS = "'‘’`"
"""What engines make of specks between strokes."""
_AS_ROMAN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys("I1l|!TtiíìỉĩÍÌỈĨ[]", ("I",)),
    **dict.fromkeys(_SPECKS, ("",)),
    **dict.fromkeys("Hñn", ("II", "I")),
    **dict.fromkeys("VvYyÝ", ("V",)),
    **dict.fromkeys("Xx", ("X",)),
    **dict.fromkeys("mM", ("III",)),
    **dict.fromkeys("jJ", ("I",)),
    "N": ("IV",),
}
"""What each sign may be in a Roman numeral, the likeliest first."""
_IN_SMALL = {
    **{c.lower(): shapes for c, shapes in _AS_ROMAN.items()},
    **{c: s for c, s in _AS_ROMAN.items() if c.islower()},
}
"""The same for text in lower case."""
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


def roman_readings(text: str) -> tuple[int, ...]:
    """The values that a numeral may have whose signs were read as look-alikes, the likeliest first: `HI` → 3, 2."""
    value = roman_value(text)
    if value is not None:
        return (value,)
    if not 0 < len(text) <= _LONGEST:
        return ()
    table = _IN_SMALL if text.islower() else _AS_ROMAN
    shapes = ("".join(x) for x in product(*(table.get(c, ()) for c in text)))
    return tuple(dict.fromkeys(ROMAN.index(shape) for shape in shapes if shape and shape in ROMAN))


def mend_roman(text: str, before: int) -> str:
    """A misread Roman numeral after the group number `before` (0 if none), or `text` as it is.

    Rule: A Roman numeral of a heading that was misread (H for II) is mended where shape and order agree, else it
        stays.
    Test: extract/wording/test_numerals.py::test_roman_numerals_need_shape_and_order
    """
    bare = text.strip(_AROUND)
    if roman_value(bare) is None and before + 1 in roman_readings(bare):
        return ROMAN[before + 1]
    return text


def looks_roman(text: str) -> bool:
    """Are all its signs such as engines make of Roman numerals, and not all digits?"""
    bare = text.strip(_AROUND)
    fits = 0 < len(bare) <= _LONGEST and not bare.isdecimal() and bool(bare.strip(_SPECKS))
    return fits and all(c in _AS_ROMAN for c in bare)


def read_quarter(token: str) -> tuple[int | None, bool]:
    """The quarter 1 to 4 that a numeral names, None if it names none, and whether it had to be guessed at.

    Figures are taken as they are; `III` is 3, and so is `IH`, guessed.

    Rule: Quarters are I to IV or 1 to 4; of a misread numeral (HI, 1V; V for IV) the likeliest quarter is taken and
        told as a guess.
    Test: extract/wording/test_row_labels.py::test_quarters
    """
    if token in ("1", "2", "3", "4"):
        return int(token), False
    sure = roman_value(token.upper())
    if sure == _FIVE:  # no quarter: a IV that lost its stroke
        return 4, True
    found = next((v for v in roman_readings(token) if v <= 4), None) if sure is None else sure
    return (found, sure is None) if found is not None and found <= 4 else (None, True)


def mend_digits(text: str, before: int) -> str:
    """A misread whole number after the row number `before` (0 if none), or `text` as it is.

    The number may go on (`before` + 1) or begin anew (1).

    Rule: A row number (TT, STT) that was misread (l for 1) is mended where shape and order agree, else it stays.
    Test: extract/wording/test_numerals.py::test_row_numbers_need_shape_and_order
    """
    bare = text.strip(_AROUND)
    if bare.isdecimal() or not 0 < len(bare) <= _LONGEST_NUMBER:
        return text
    choices = [_AS_DIGIT.get(c, "") for c in bare]
    if not all(choices):
        return text
    read = "".join(next(iter(product(*choices))))
    return read if int(read) in (before + 1, 1) else text
