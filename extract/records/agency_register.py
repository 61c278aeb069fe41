"""Agencies as printed and their ids in the register `extract/data/agencies.tsv`.

A plan writes one body in many ways (`Sở KH&CN`, `Sở Khoa học và Công nghệ tỉnh Lam Giang`). The id says which body of a
province, or which set of them, is meant; which province it is the document says. Names before and after 1 July 2025
stand side by side: a body that was merged keeps its own id. What the register does not have has no id.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from sohoa.diacritics.language.folding import bare_words, fold_words
from sohoa.extract.wording.vocabulary import rows

_LEVEL = regex.compile(
    r"\s+(?P<place>(?:cấp )?(?:tỉnh|thành phố|tp|cấp tỉnh|trên địa bàn tỉnh|trên địa bàn|thuộc tỉnh|liên quan)\b.*)$"
)
"""What follows a name and says only where the body is."""
_PROVINCE_NAME = regex.compile(r"^(?:(?:ubnd|ủy ban nhân dân) )?(?P<rank>tỉnh|thành phố|tp) (?P<name>.+)$")
_CITY = regex.compile(r"(?:^|\s)(?:thành phố|tp)\b(?P<name>.*)$")
_SEVERAL = regex.compile(r"[,;]|(?<!\w)và(?!\w)")
"""Where another body or place follows."""
_COMMUNE = regex.compile(r"^(?:ubnd|uy ban nhan dan) (?:xa|phuong|dac khu|thi tran) ")
_DISTRICT = regex.compile(r"^(?:ubnd|uy ban nhan dan) (?:huyen|quan|thi xa) ")
_PROVINCE = regex.compile(r"^(?:ubnd|uy ban nhan dan)(?: (?:tinh|thanh pho|tp)(?: .*)?)?$")


def agency_id(name: str) -> str | None:
    """The register's id of an agency as printed, None if it has none; marks count, capitals and signs do not.

    Rule: An agency gets the id of the register (`lead_agency_ids`) where its printed name is one that it has; nothing
        is guessed from a part of a name, and a city counts as a province (thành phố trực thuộc trung ương) by its name.
    Test: extract/records/test_agency_register.py::test_ids_of_printed_names

    Example:
        >>> agency_id("Sở KH&CN"), agency_id("Sở Khoa học và Công nghệ tỉnh Lam Giang")
        ('department/khoa-hoc-cong-nghe', 'department/khoa-hoc-cong-nghe')
    """
    whole, low = fold_words(name), " ".join(name.split()).lower()
    named = _PROVINCE_NAME.match(whole)
    if named and named["name"] in (_provinces() if named["rank"] == "tỉnh" else _cities()):
        return _provinces()[named["name"]]
    bare_name = fold_words(_LEVEL.sub("", low)) if _says_only_where(low) else whole
    found = _register().get(whole) or _register().get(bare_name)
    if found and found != _GOVERNMENT:
        return found
    letters = bare_words(name)
    if any(_names_another(part) for part in _SEVERAL.split(low)[1:]):
        return None
    if _COMMUNE.match(letters):
        return "local/xa-phuong"
    if _DISTRICT.match(letters):
        return "local/huyen"
    return _GOVERNMENT if _PROVINCE.match(letters) and _says_only_where(low) else None


def _names_another(part: str) -> bool:
    """Does what follows a comma begin another agency, rather than name the province of a commune or district?"""
    return looks_like_agency(part) and not (agency_id(part) or "").startswith("province/")


def _says_only_where(low: str) -> bool:
    """Is what follows a name but a place of the rank of a province?

    Other cities have bodies of their own, and behind a comma or "và" follows another body.
    """
    tail = _LEVEL.search(low)
    if tail is None:
        return True
    city = _CITY.search(tail["place"])
    return not _SEVERAL.search(tail["place"]) and (city is None or fold_words(city["name"]) in ("", *_cities()))


_LOST_TONE = regex.compile(r"(?<=\p{L} )(?:tình|(?<=\p{Lu} )tính)$")
"""`tỉnh` at the end of a name, its hook read as a grave, or behind an abbreviation as an acute: no name ends so."""
_GOVERNMENT = "province-body/uy-ban-nhan-dan"


def with_printed_marks(name: str) -> str:
    """An agency's name with the marks that the register has, as far as it has it whole; letters stay.

    Rule: Names of agencies in tables get the tone marks that the register has, where all their letters are the same.
    Test: extract/records/test_agency_register.py::test_marks_of_names

    Example:
        >>> with_printed_marks("Sở Văn hóa, Thế thao và Du lịch")
        'Sở Văn hóa, Thể thao và Du lịch'
    """
    words = (_LOST_TONE.sub("tỉnh", name) if looks_like_agency(name) else name).split()
    plain = [bare_words(w) for w in words]
    for n in range(len(words), 1, -1):
        known = _spelled().get(tuple(plain[:n]))
        if known is not None and _shape(known) == _shape(" ".join(words[:n])):
            words[:n] = _in_case_of(known, " ".join(words[:n])).split()
            break
    return " ".join(_short_form(w) for w in words)


def _in_case_of(known: str, printed: str) -> str:
    """A known name with the capitals of the printed one, which has as many letters."""
    return "".join(k.upper() if p.isupper() else k.lower() for k, p in zip(known, printed, strict=True))


def _shape(text: str) -> str:
    """A text with all letters alike: its signs and the lengths of its words."""
    return "".join("x" if c.isalpha() else c for c in text)


def _short_form(word: str) -> str:
    """`UBND` where marks were read into it (`UBNĐ`)."""
    known = (x.upper() for x, _ in rows("body_short_forms.tsv") if bare_words(x) == bare_words(word))
    return next(known, word) if word.isupper() else word


@lru_cache(maxsize=1)
def _spelled() -> dict[tuple[str, ...], str]:
    """Names of the register of several words by their plain words."""
    names = (name for row in rows("agencies.tsv") for name in row[1].split("|"))
    return {tuple(bare_words(w) for w in name.split()): name for name in names if " " in name}


def looks_like_agency(text: str) -> bool:
    """Does it begin as the name of an agency or of a set of them does?"""
    words = f"{fold_words(text)} "
    return any(words.startswith(first) for first in _openings())


@lru_cache(maxsize=1)
def _register() -> dict[str, str]:
    return {fold_words(name): row[0] for row in rows("agencies.tsv") for name in row[1].split("|")}


@lru_cache(maxsize=1)
def _provinces() -> dict[str, str]:
    return {fold_words(name): row[0] for row in rows("province_register.tsv") for name in row[1].split("|")}


@lru_cache(maxsize=1)
def _cities() -> frozenset[str]:
    """Names of the cities of the rank of a province."""
    return frozenset(
        fold_words(name) for row in rows("province_register.tsv") if "city" in row[3:] for name in row[1].split("|")
    )


def province_now(province: str) -> str:
    """The id of the province that one of the register is part of since 1 July 2025: its own where it goes on."""
    return next((row[2] or row[0] for row in rows("province_register.tsv") if row[0] == province), province)


@lru_cache(maxsize=1)
def _openings() -> tuple[str, ...]:
    """First words of the register's names, and of bodies that every office has."""
    first = {fold_words(name).split()[0] for row in rows("agencies.tsv") for name in row[1].split("|")}
    heads = {fold_words(head) for (head,) in rows("authority_heads.tsv")}
    return tuple(f"{w} " for w in sorted(first | heads))
