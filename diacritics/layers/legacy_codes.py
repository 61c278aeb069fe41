"""Vietnamese codes from before Unicode: TCVN3 (ABC), VNI, VISCII, Windows-1258; and mangled UTF-8.

A PDF from that time shows the right glyphs, but its text layer holds the codes, which a reader takes
for Windows-1252: "B¸o c¸o" (TCVN3) or "Baùo caùo" (VNI) for "Báo cáo". The tables are data files:
TCVN 5712:1993 set VN3, the VNI Windows fonts, RFC 1456.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sohoa.diacritics import DATA
from sohoa.diacritics.language.folding import bears_marks
from sohoa.diacritics.language.syllable import is_well_formed
from sohoa.diacritics.layers.stand_ins import with_stand_ins

TABLES = ("tcvn3", "vni", "viscii")
CODES = (*TABLES, "cp1258", "utf8")
"""Names of the codes, in the order in which they are tried."""

_ALIASES = str.maketrans({"\u03bc": "\u00b5", "\u2219": "\u00b7", "\u02c9": "\u00af", "\u0110": "\u00d0"})
"""What PDF readers give for some codes of Windows-1252: Greek mu, bullet operator, macron, D with a stroke for Eth."""
_LEGACY_WORDS = 0.4
"""Of all words at least this share must hold a character beyond ASCII: English engines put in few."""
_MARKED_SHARE = 0.3
"""Decoding must make Vietnamese syllables of this share of them beyond those that were ones before."""
_FORMED_SHARE = 0.75
"""And of this share altogether: chance makes some of an English engine's accents."""
_EDGES = "".join(chr(c) for c in range(33, 127) if not chr(c).isalnum()) + "“”‘’–—…«»"


@dataclass(frozen=True, slots=True)
class FontCode:
    """The code of a font, and whether it shows small letters as capitals (.VnTimeH)."""

    code: str
    capitals: bool = False


def decode(text: str, code: str, capitals: bool = False) -> str:
    """`text`, whose characters are the codes as Windows-1252 shows them, in Unicode (NFC).

    Characters that the code does not change stay.

    Args:
        text: the text as a PDF reader or a Windows-1252 decoder gives it.
        code: one of `CODES`.
        capitals: set in a font that shows small letters as capitals.

    Raises:
        ValueError: an unknown code.
    """
    decoded = with_stand_ins(unicodedata.normalize("NFC", _decoder(code)(text)), code)
    return decoded.upper() if capitals else decoded


def encode(text: str, code: str) -> str:
    """The inverse of `decode`, for tests and measuring.

    Letters that the code lacks (the toned capitals of TCVN3, which need a capital font) become
    small ones; other characters stay.

    Raises:
        ValueError: not one of `TABLES`.
    """
    if code not in TABLES:
        raise ValueError(f"no table for {code!r}")
    table = {letter: legacy for legacy, letter in _table(code).items()}
    pieces = (table.get(c) or table.get(c.lower()) or c for c in unicodedata.normalize("NFC", text))
    return "".join(pieces)


def font_code(font: str) -> FontCode | None:
    """The legacy code that a font's name tells, None for other fonts.

    The ABC fonts are called `.VnTime`, `.VnArialH` (H: capitals), the VNI fonts `VNI-Times`.

    Rule: The font's name tells a legacy code (`.VnTime`, `VNI-Times`), and `.VnTimeH` that small letters show as
        capitals.
    Test: diacritics/layers/test_legacy_codes.py::test_fonts_tell_their_code
    """
    name = font.split("+")[-1].split(",")[0].lower()
    if name.startswith((".vn", "vntime", "vnarial", "vnhelv")):
        stem = re.sub(r"[-_ ]?(bold|italic|regular|roman)+$", "", name)
        return FontCode("tcvn3", stem.endswith("h") and not stem.endswith("tech"))
    if name.startswith(("vni-", "vni ", "vnitimes", "vni_")):
        return FontCode("vni")
    return None


def detect_legacy(text: str) -> str | None:
    """The code that `text` is in, None if it is none of `CODES` (or too short to tell).

    A text is in a code if decoding makes Vietnamese syllables with marks out of words that were none.

    Rule: Text in TCVN3 (ABC, `.VnTime`), VNI or VISCII is known by what it becomes once decoded.
    Test: diacritics/layers/test_legacy_codes.py::test_detect
    """
    every = [w for w in (x.strip(_EDGES) for x in text.split()[:4000]) if any(c.isalpha() for c in w)]
    words = [w for w in every if not w.isascii()]
    if len(words) < max(2.0, _LEGACY_WORDS * len(every)):
        return None
    before = sum(map(_vietnamese, words)) / len(words)
    gains = {code: _gain(words, code) for code in CODES}
    best = max(CODES, key=lambda code: gains[code])
    share = gains[best]
    enough = share >= _FORMED_SHARE and share - before >= _MARKED_SHARE
    return best if enough else None


def _gain(words: list[str], code: str) -> float:
    """Share of the words that are Vietnamese syllables once decoded."""
    decoder = _decoder(code)
    decoded = (unicodedata.normalize("NFC", decoder(w)).strip(_EDGES) for w in words)
    return sum(map(_vietnamese, decoded)) / len(words)


def _vietnamese(word: str) -> bool:
    return word.isalpha() and bears_marks(word) and is_well_formed(word)


def _decoder(code: str) -> Callable[[str], str]:
    if code in TABLES:
        return lambda text: _replace(text, _table(code))
    if code == "cp1258":
        return lambda text: _reread(text, "cp1258")
    if code == "utf8":
        return lambda text: _reread(text, "utf-8")
    raise ValueError(f"no such code: {code!r}; there are {', '.join(CODES)}")


def _replace(text: str, table: Mapping[str, str]) -> str:
    text = unicodedata.normalize("NFC", text).translate(_ALIASES)
    return _pattern(table_key(table)).sub(lambda m: table[m[0]], text)


def table_key(table: Mapping[str, str]) -> tuple[str, ...]:
    """The legacy strings of a table, longest first."""
    return tuple(sorted(table, key=len, reverse=True))


@lru_cache(maxsize=8)
def _pattern(keys: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, keys)))


def _reread(text: str, encoding: str) -> str:
    """Reads again, in `encoding`, the bytes that Windows-1252 made `text` of, run by run."""

    def again(match: re.Match[str]) -> str:
        try:
            return b"".join(map(_byte, match[0])).decode(encoding)
        except (UnicodeDecodeError, UnicodeEncodeError):
            return match[0]

    return re.sub(r"\S+", again, text)


def _byte(char: str) -> bytes:
    return char.encode("latin-1") if "\x80" <= char <= "\x9f" else char.encode("cp1252")


@lru_cache(maxsize=8)
def _table(code: str) -> Mapping[str, str]:
    """From the code's characters, as Windows-1252 shows them, to letters."""
    data = (DATA / f"legacy_{code}.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in data.splitlines() if line and not line.startswith("#"))
    return {"".join(map(_shown, bytes.fromhex(codes))): letter for codes, letter in rows}


def _shown(byte: int) -> str:
    """A byte as Windows-1252 shows it; Latin-1 for the five that it leaves undefined."""
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)
