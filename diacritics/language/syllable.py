"""The Vietnamese syllable: which onset, rime and tone make one.

Source of the orthography: Quyết định 240/QĐ of the Ministry of Education (1984) and Đoàn
Thiện Thuật, *Ngữ âm tiếng Việt* (1977), for onsets, rimes and the rule that a syllable
closed by a stop (p, t, c, ch) bears only the acute or the dot below.

All functions take and give NFC text and never raise on any string.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from sohoa.diacritics.language.alphabet import split_tone, without_tones
from sohoa.diacritics.language.folding import strip_marks

ONSETS = frozenset(
    [
        "",
        "b",
        "c",
        "ch",
        "d",
        "đ",
        "g",
        "gh",
        "gi",
        "h",
        "k",
        "kh",
        "l",
        "m",
        "n",
        "ng",
        "ngh",
        "nh",
        "p",
        "ph",
        "q",
        "qu",
        "r",
        "s",
        "t",
        "th",
        "tr",
        "v",
        "x",
    ],
)
_NUCLEI_FINALS = (
    ("a", " c ch i m n ng nh o p t u y"),
    ("ă", "c m n ng p t"),
    ("â", "c m n ng p t u y"),
    ("e", " c m n ng o p t"),
    ("ê", " c ch m n nh p t u ng"),
    ("i", " c ch m n nh p t u a"),
    ("o", " c i m n ng p t a e"),
    ("ô", " c i m n ng p t"),
    ("ơ", " i m n p t ng"),
    ("u", " c i m n ng p t a ê ơ y"),
    ("ư", " c i m n ng t u a"),
    ("y", " n t ch nh u"),
    ("iê", "c m n ng p t u"),
    ("yê", "m n ng t u"),
    ("ươ", "c i m n ng p t u"),
    ("uô", "c i m n ng p t"),
    ("oo", "c ng"),
    ("oa", "c ch i m n ng nh o p t y"),
    ("oă", "c m n ng t p"),
    ("oe", "n o t m ng c"),
    ("uâ", "n ng t y c"),
    ("uê", "c ch n nh"),
    ("uy", "a ch n nh t u p"),
    ("uyê", "n t"),
    ("uơ", "n t"),
    ("êu", ""),
)
RIMES = frozenset(n + f for n, finals in _NUCLEI_FINALS for f in finals.split(" "))
_STOPS = ("p", "t", "c", "ch")
_STOP_TONES = frozenset(("\u0301", "\u0323"))
_ONE_STOP_TONE = [[tone] for tone in _STOP_TONES]


def split_syllable(token: str) -> tuple[str, str, str] | None:
    """Onset, rime and tone of a well-formed syllable in lower case; None for any other token."""
    plain, tone = split_tone(token.lower())
    parts = _toneless().get(plain)
    if parts is None or (tone not in _STOP_TONES and parts[1].endswith(_STOPS)):
        return None
    return (*parts, tone)


@cache
def _toneless() -> dict[str, tuple[str, str]]:
    """Onset and rime of every syllable without its tone; where there are two ways to part it, the longer onset."""
    by_length = sorted(ONSETS, key=len)
    return {onset + rime: (onset, rime) for onset in by_length for rime in RIMES if _rime_fits(onset, rime)}


def _rime_fits(onset: str, rime: str) -> bool:
    """Does the rime exist, and may it follow the onset?"""
    if onset == "gi":
        return rime in RIMES and rime[0] not in "iy"
    if onset == "g" and rime[:1] == "i":
        return rime in {"i", "in", "iêng", "iêt", "iêc", "ip"}
    if onset == "qu":
        return rime in RIMES and rime[0] not in "ou"
    if onset == "q":
        return False
    if onset in ("k", "gh", "ngh"):
        return rime in RIMES and rime[0] in "eêiy"
    if onset in ("c", "ng"):
        return rime in RIMES and rime[0] not in "eêi"
    return rime in RIMES


@lru_cache(maxsize=65536)
def is_well_formed(token: str) -> bool:
    """Could the token be a Vietnamese syllable (in any case)? Letters only, NFC."""
    return split_syllable(token) is not None


def syllables_among(words: Sequence[str]) -> list[int]:
    """Places of those of many words in lower case that are well-formed: `is_well_formed`, in a third of its time."""
    toneless = without_tones("\n".join(words)).split("\n")
    known = _toneless()
    stopped = {plain for plain, (_, rime) in known.items() if rime.endswith(_STOPS)}

    def fits(word: str, plain: str) -> bool:
        tones = [split_tone(a)[1] for a, b in zip(word, plain, strict=True) if a != b]
        return len(tones) < 2 and (plain not in stopped or tones[:1] in _ONE_STOP_TONE)

    return [i for i, plain in enumerate(toneless) if plain in known and fits(words[i], plain)]


@cache
def _bare_syllables() -> frozenset[str]:
    return frozenset(strip_marks(o + r) for o in ONSETS for r in RIMES if _rime_fits(o, r))


def is_bare_syllable(token: str) -> bool:
    """Is the token, in any case, a syllable from which all marks were taken?"""
    return token.lower() in _bare_syllables()
