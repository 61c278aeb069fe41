"""Names of authorities and places: tone marks put right by the vocabulary, letters never.

A word read as `NHAN` where the vocabulary has only `NHÂN` in that phrase is mended; a name
that the vocabulary does not have stays as it was read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import regex

from sohoa.diacritics.language.folding import bare_words, bears_marks
from sohoa.extract.wording.vocabulary import rows, same

_EDGES = regex.compile(r"^[^\p{L}\d\"“(]+|[^\p{L}\d\"”).]+$")


@lru_cache(maxsize=8)
def _phrases(files: tuple[str, ...]) -> dict[tuple[str, ...], str]:
    """Plain words of each phrase, and the phrase."""
    return {tuple(bare_words(r[0]).split()): r[0] for f in files for r in rows(f)}


def trim(text: str) -> str:
    """`text` without signs at its edges that belong to no name."""
    return str(_EDGES.sub("", " ".join(text.split())))


def _recased(phrase: str, like: str) -> str:
    """`phrase` with the capitals of `like`, which has the same letters but for their marks."""
    if like.isupper():
        return phrase.upper()
    cased = iter([c for c in like if c.isalpha()])
    return "".join((c.upper() if next(cased, c).isupper() else c.lower()) if c.isalpha() else c for c in phrase)


def mend_marks(text: str, *files: str) -> str:
    """`text` with the marks that the phrases of these data files bear, where letters are the same.

    The longest phrase counts; `TINH QUANG NGAI` → `TỈNH QUẢNG NGÃI`. Words in no phrase stay, and so does a lone word
    that bears marks: `SỐ` is no `SỞ`, `QUẢN` no `QUẬN`.

    Rule: Names of authorities get the tone marks that the vocabulary has.
    Test: extract/header/test_header.py::test_marks_of_authorities_are_mended_by_the_vocabulary
    """
    known = _phrases(files)
    longest = max(map(len, known), default=0)
    words = text.split()
    bare = [bare_words(w) for w in words]
    done: list[str] = []
    i = 0
    while i < len(words):
        for n in range(min(longest, len(words) - i), 0, -1):
            phrase = known.get(tuple(bare[i : i + n]))
            solid = all(w[-1].isalnum() for w in words[i : i + n - 1]) and all(
                w[0].isalnum() for w in words[i + 1 : i + n]
            )
            alone = n == 1 and bears_marks(words[i]) and not _leads(bare[i + 1 :], known)
            if phrase is not None and solid and len(phrase.split()) == n and not alone:
                head = regex.match(r"[^\p{L}\p{M}\d]*", words[i])
                tail = regex.search(r"[^\p{L}\p{M}\d]*$", words[i + n - 1])
                mended = _recased(phrase, " ".join(words[i : i + n]))
                done.append((head.group() if head else "") + mended + (tail.group() if tail else ""))
                i += n
                break
        else:
            done.append(words[i])
            i += 1
    return " ".join(done)


def _leads(rest: Sequence[str], known: Mapping[tuple[str, ...], str]) -> bool:
    """Do the words behind one make a phrase of several words (`TÍNH` before `QUẢNG NGÃI` can only be `TỈNH`)?"""
    return any(tuple(rest[:n]) in known for n in range(2, len(rest) + 1))


def known_line(text: str, *files: str, exact: bool = False) -> str | None:
    """The phrase of these data files that the whole of `text` is, up to a few letters; None if none is.

    Exact letters go before near ones. The phrase comes in capitals if `text` is.

    Args:
        text: a line.
        files: of the vocabulary.
        exact: no letter may differ, only marks and spaces.
    """
    options = [r[0] for f in files for r in rows(f)]
    for errors in (0,) if exact else (0, None):
        for option in options:
            if same(text, option, errors):
                return option.upper() if text.isupper() else option
    return None


def mend_authority(text: str) -> str:
    """An authority's name with the marks of the vocabulary, as far as it has it.

    Rule: The letters of an authority's name are never changed: BỘ does not become SỞ.
    Test: extract/header/test_hard_headers.py::test_the_letters_of_an_authority_are_never_changed
    """
    name = trim(text)
    whole = known_line(name, "authority_phrases.tsv", exact=True)
    return whole or mend_marks(name, "authority_phrases.tsv", "provinces.tsv")


def mend_place(text: str) -> str:
    """A place's name as the vocabulary writes it, as far as it has it (`Lâm Đông` → `Lâm Đồng`)."""
    name = trim(text)
    return known_line(name, "provinces.tsv", exact=True) or mend_marks(name, "place_heads.tsv", "provinces.tsv")


def begins_authority(text: str) -> bool:
    """Does it begin as the name of an authority does (`SỞ …`, `ỦY BAN NHÂN DÂN …`)?"""
    words = bare_words(text)
    return any(words == h or words.startswith(f"{h} ") for h in _heads())


@lru_cache(maxsize=1)
def _heads() -> tuple[str, ...]:
    return tuple(bare_words(h) for (h,) in rows("authority_heads.tsv"))
