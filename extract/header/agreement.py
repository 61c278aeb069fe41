"""Witnesses beside one another: which value of a field is chosen, what agreement and conflict make of its confidence.

The letterhead goes before an appendix, that before an overlay; whoever says the same from another place raises the
confidence, whoever says otherwise lowers it under what is to be looked at. Fields bear witness for each other too: a
symbol for the type (`QĐ-…`) and the authority (its initials), a place for the authority's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import regex

from sohoa.diacritics.language.folding import bare_letters, fold_words
from sohoa.extract.header.found import KNOWN
from sohoa.extract.header.initials import has_initials
from sohoa.extract.wording.document_symbols import abbreviations, type_of_symbol
from sohoa.extract.wording.vocabulary import rows
from sohoa.nouns.evidence import Evidence, EvidenceSource

DISPUTED = 0.6
"""How sure a field is at most of which two places say different things. A guess, under what is to be looked at."""
_ALONE = 0.94
"""Of 33 places on worn scans those that nothing else in the letterhead has were right from this confidence on; one
under it (0.91) was wrong."""
WITNESSES = frozenset({"unsure_on", "signed_on", "signed_by", "deciding_line"})
"""What only bears witness for fields and is none itself."""
_ORDER = tuple(EvidenceSource)


def chosen(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """All evidence, that which the header holds marked and its confidence weighed against its rivals."""
    by_field: dict[str, list[Evidence]] = {}
    for e in evidence:
        by_field.setdefault(e.field, []).append(e)
    weighed = {field: _choose(some) for field, some in by_field.items()}
    return tuple(e for some in _beside_each_other(weighed).values() for e in some)


def _choose(rivals: Sequence[Evidence]) -> list[Evidence]:
    """The first by the order of sources is chosen.

    Rule: Where two places of a document say different things of a formal part, the letterhead's stands and is flagged.
    Test: extract/header/test_evidence.py::test_places_that_disagree_are_flagged
    """
    some = sorted(rivals, key=lambda e: _ORDER.index(e.source))
    best = some[0]
    sure = best.confidence
    for other in some[1:]:
        if other.source is not best.source or other.page != best.page:
            sure = raised(sure) if fold_words(other.text) == fold_words(best.text) else min(sure, DISPUTED)
    held = best.field not in WITNESSES
    return [replace(_as_sure(best, sure), chosen=held), *some[1:]]


def _as_sure(e: Evidence, sure: float) -> Evidence:
    """The same with this confidence, or with its limit."""
    return replace(e, confidence=round(min(sure, e.limit), 3))


def raised(sure: float) -> float:
    """The confidence of what another place says too."""
    return 1 - KNOWN * (1 - sure)


def _beside_each_other(fields: dict[str, list[Evidence]]) -> dict[str, list[Evidence]]:
    """The chosen values weighed by those of other fields."""
    verdicts = [
        (("symbol", "doc_type"), _type_fits(fields)),
        (("symbol", "code"), _type_stands(fields)),
        (("symbol",), _initials_fit(fields)),
        (("place", "issuing_authority"), _place_fits(fields, "issuing_authority")),
        *_parent_fits(fields),
        (("place",), _place_stands(fields)),
        (("issuing_authority",), _decides(fields)),
        (("issued_on", "issued_month", "issued_year"), _days_fit(fields)),
        (("issuing_authority",), _signed(fields, "issuing_authority")),
        (("signer_name",), _signed(fields, "signer_name")),
    ]
    for names, fits in verdicts:
        for name in names:
            if fits is not None and fields.get(name):
                first = fields[name][0]
                sure = raised(first.confidence) if fits else min(first.confidence, DISPUTED)
                fields[name][0] = _as_sure(first, sure)
    return fields


def _value(fields: dict[str, list[Evidence]], name: str) -> str:
    return fields[name][0].text if fields.get(name) else ""


def _type_fits(fields: dict[str, list[Evidence]]) -> bool | None:
    kind, symbol = _value(fields, "doc_type"), _value(fields, "symbol")
    told = type_of_symbol(symbol) if kind and symbol else None
    if told is None:
        return None
    return bare_letters(kind).startswith(bare_letters(told)) or bare_letters(told).startswith(bare_letters(kind))


def _type_stands(fields: dict[str, list[Evidence]]) -> bool | None:
    """False where the type has an abbreviation and the symbol begins with none: a letter of it may be misread."""
    kind, symbol = _value(fields, "doc_type"), _value(fields, "symbol")
    usual = kind in abbreviations().values()
    return False if usual and symbol and type_of_symbol(symbol) is None else None


def _initials_fit(fields: dict[str, list[Evidence]]) -> bool | None:
    """Do the authority's initials stand in the symbol? Nothing is said where they do not: bodies abbreviate freely.

    Rule: A symbol that has the authority's initials but for a bar (ĐHCD of a Đại học Cơ Điện) is flagged.
    Test: extract/header/test_evidence.py::test_a_symbol_with_initials_but_for_a_bar_is_flagged
    """
    return has_initials(_value(fields, "symbol"), _value(fields, "issuing_authority"))


def _place_fits(fields: dict[str, list[Evidence]], name: str) -> bool | None:
    """Does the authority's name hold the place? With other marks one of both is misread."""
    place, body = _value(fields, "place"), _value(fields, name)
    if len(bare_letters(place)) < 4 or bare_letters(place) not in bare_letters(body):
        return None
    return spoken(place) in spoken(body)


def _parent_fits(fields: dict[str, list[Evidence]]) -> list[tuple[tuple[str, ...], bool | None]]:
    """What the name of the authority above bears witness for: of two that differ the one with no other witness is odd.

    Rule: A place that stands with other marks in the name of the authority above flags that name, and itself where the
        issuing authority does not have it.
    Test: extract/header/test_evidence.py::test_the_authority_above_bears_witness_for_the_place
    """
    above, own = _place_fits(fields, "parent_authority"), _place_fits(fields, "issuing_authority")
    both = ("place", "parent_authority")
    return [(("parent_authority",) if above is False and own else both, above)]


def _place_stands(fields: dict[str, list[Evidence]]) -> bool | None:
    """False where nothing else has the place and it was not quite surely read: marks of unknown names are misread so.

    Rule: A place that no authority's name has is flagged where it was less surely read than 0.94.
    Test: extract/header/test_evidence.py::test_a_place_without_a_witness_is_flagged_sooner
    """
    witnesses = (_place_fits(fields, name) for name in ("issuing_authority", "parent_authority"))
    unsure = bool(fields.get("place")) and fields["place"][0].confidence < _ALONE
    return False if unsure and all(w is None for w in witnesses) else None


def spoken(text: str) -> str:
    """Words in small letters, tones in one place, abbreviations of bodies written out."""
    words = fold_words(text)
    for short, full in rows("body_short_forms.tsv"):
        words = regex.sub(rf"\b{short}\b", full, words)
    return words


def _decides(fields: dict[str, list[Evidence]]) -> bool | None:
    """Does the line that names who decides hold the authority's name? With other marks one of both is misread."""
    lines = [e.text for e in fields.get("deciding_line", ())]
    body = _value(fields, "issuing_authority")
    if not body or not lines:
        return None
    if any(spoken(body) in spoken(line) for line in lines):
        return True
    return False if any(bare_letters(spoken(body)) in bare_letters(spoken(line)) for line in lines) else None


def _signed(fields: dict[str, list[Evidence]], name: str) -> bool | None:
    """Does a certificate name the authority or the person, letter by letter? Others sign copies: they say nothing."""
    own = spoken(_value(fields, name))
    return True if own and any(spoken(e.text) == own for e in fields.get("signed_by", ())) else None


def _days_fit(fields: dict[str, list[Evidence]]) -> bool | None:
    """Was it signed or copied in the month of its date, and not before it?

    Rule: The day of a digital signature or a copy is never earlier than the document's: it confirms month and year of
        the date, or throws doubt on it, and never becomes it.
    Test: extract/header/test_evidence.py::test_the_day_of_a_signature_bounds_the_date
    """
    days = [e.value for e in fields.get("signed_on", ()) if isinstance(e.value, date)]
    issued = fields["issued_on"][0].value if fields.get("issued_on") else None
    year, month = (_value(fields, name) for name in ("issued_year", "issued_month"))
    first = min(days, default=None)
    if first and isinstance(issued, date) and first < issued:
        return False
    if not first or not year:
        return None
    if (first.year, first.month) == (int(year), int(month or first.month)):
        return True
    return False if (first.year, first.month) < (int(year), int(month or first.month)) else None
