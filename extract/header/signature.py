"""The foot of a document: recipients at the left, the signer at the right.

Decree 30/2020/NĐ-CP, Annex I, II.7-9. A deputy signs with `KT.` and his own title below; a
block without that second line was not wholly read and gives no title.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from sohoa.diacritics.language.folding import bare_words
from sohoa.extract.header.segments import Segment, line_pitch
from sohoa.extract.wording.authority_names import known_line, mend_marks
from sohoa.extract.wording.vocabulary import find, rows, same
from sohoa.nouns.word import RegionKind

NAME_SURE = 0.5
"""A name with a less sure word is left out."""
_BULLET = regex.compile(r"^\W*?[-–—_~=•*+·.«»]+\s*(?=[\p{L}\d(])")
_FILED = regex.compile(r"\W*l[ưu]u\b", regex.IGNORECASE)
_REPORTED = regex.compile(r"\(b.?\s?[/⁄]\s?[cC€©]?\s?[)}\]]")
_BEHIND_STOP = regex.compile(r"(?<=[\p{L})])\.\W*\d{1,2}$")
_PREFIX = regex.compile(
    r"^\W*(?P<prefix>TM|T/M|KT|K/T|TL|T/L|TUQ|Q)(?:\s?(?P<dot>[.,])|(?=\s))(?P<gap>\s*)(?P<rest>\p{Lu}.*)$",
)
_NAME_WORD = regex.compile(r"\p{Lu}[\p{Ll}'’]+|\p{Lu}['’]\p{Lu}\p{Ll}+|\p{Lu}")


@dataclass(frozen=True, slots=True)
class Foot:
    """The segments of the foot: recipients (without `Nơi nhận`) and signature, top to bottom.

    `pitch` is the distance of its lines in pixels.
    """

    left: tuple[Segment, ...]
    right: tuple[Segment, ...]
    pitch: float


def _anchor(segments: Sequence[Segment]) -> Segment | None:
    """The line `Nơi nhận:`; unreadable, the layout's left foot or the bullet before `Lưu` leads to it."""
    named = [s for s in segments if _is_recipients_head(s)]
    if named:
        return named[-1]
    marked = [s for s in segments if RegionKind.FOOTER_LEFT in s.regions]
    if marked:
        return marked[0]
    kept = next((s for s in segments if _BULLET.match(s.text) and s.plain.startswith("luu v")), None)
    if kept is None:
        return None
    pitch = line_pitch(segments)
    chain = [s for s in segments if abs(s.box.x0 - kept.box.x0) < pitch and _BULLET.match(s.text)]
    first = kept
    for s in sorted((x for x in chain if x.box.cy < kept.box.cy), key=lambda x: -x.box.cy):
        if first.box.cy - s.box.cy > 2 * pitch:
            break
        first = s
    return first


def find_foot(segments: Sequence[Segment], width: float) -> Foot | None:
    """The foot on this page, or None if it has none."""
    anchor = _anchor(segments)
    if anchor is None:
        return None
    pitch = line_pitch(segments)
    edge = max(0.55 * width, anchor.box.x0 + 0.3 * width)
    below = [s for s in segments if s.box.cy > anchor.box.cy - 1.2 * pitch]
    named = _is_recipients_head(anchor)
    left = [
        s
        for s in below
        if (s.box.cy > anchor.box.cy if named else s.box.cy >= anchor.box.cy)
        and s.box.x0 < anchor.box.x0 + 4 * pitch
        and RegionKind.FOOTER_RIGHT not in s.regions
    ]
    right = [s for s in below if s not in left and s is not anchor and s.box.cx > min(edge, 0.5 * width)]
    return Foot(tuple(left), tuple(right), line_pitch(left) if len(left) > 3 else pitch)


def _is_recipients_head(segment: Segment) -> bool:
    """Is it the line `Nơi nhận:`?"""
    return len(segment.plain) <= 24 and find(segment.plain, "noi nhan", 2) is not None


def _tidy_item(text: str) -> str:
    """A recipient without its bullet, final mark and what the engine read out of seal and signature."""
    s = _REPORTED.sub("(b/c)", _BULLET.sub("", text).strip())
    words = s.split()
    while words and not any(c.isalnum() for c in words[-1]):
        words.pop()
    s = " ".join(words)
    s = regex.sub(r"[;.,:]+$", "", _BEHIND_STOP.sub("", s))
    return mend_marks(s, "recipient_phrases.tsv")


def read_recipients(foot: Foot) -> tuple[str, ...]:
    """The recipients, one a bullet; a bullet that goes on over printed lines is one.

    Rule: Recipients are the bullets under "Nơi nhận"; one that goes on over lines is one.
    Test: extract/header/test_header.py::test_header
    """
    raw: list[str] = []
    last: Segment | None = None
    for s in foot.left:
        text = s.solid
        if last is not None and s.box.cy - last.box.cy > 2.4 * foot.pitch:
            break
        done = bool(raw) and regex.search(r";\W*$", raw[-1]) is not None
        if _BULLET.match(text) or not raw or done:
            if raw and not done and _FILED.match(_BULLET.sub("", raw[-1])):
                break
            raw.append(text)
        else:
            raw[-1] = f"{raw[-1]} {text}".strip()
        last = s
    items = (_tidy_item(x) for x in raw)
    return tuple(x for x in items if sum(c.isalpha() for c in x) > 1)


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset(bare_words(r[0]) for r in rows("surnames.tsv"))


def _title_line(text: str) -> str | None:
    """A line of the signer's title with the marks of the vocabulary, or None if it is none."""
    m = _PREFIX.match(text)
    rest = m["rest"] if m else text
    known = known_line(rest, "signer_titles.tsv") or _longer_title(rest)
    if known is None:
        return None
    if not m:
        return known
    return f"{m['prefix']}{'.' if m['dot'] else ''}{' ' if m['gap'] else ''}{known}"


def _deputy_line(text: str, titles: Sequence[str]) -> str | None:
    """The deputy's title that must follow `KT. …` (Decree 30), if `text` is like it and not the chief's own.

    The seal often covers its first letters: `Ó CHỦ TỊCH` under `KT. CHỦ TỊCH` is `PHÓ CHỦ TỊCH`.
    """
    chief = _PREFIX.match(titles[-1]) if titles else None
    if chief is None or not chief["prefix"].startswith("K") or not text.isupper():
        return None
    deputy = "THỨ TRƯỞNG" if chief["rest"] == "BỘ TRƯỞNG" else f"PHÓ {chief['rest']}"
    if same(text, chief["rest"], 0) or _PREFIX.match(text):
        return None
    return deputy if same(text, deputy, len(deputy) // 4) else None


def _longer_title(text: str) -> str | None:
    """A title that goes on (`TỈNH ỦY NGHỆ AN`): its known beginning, marks mended, if all is capitals."""
    if not text.isupper() or len(text.split()) > 10:
        return None
    words = bare_words(text)
    heads = (bare_words(r[0]) for r in rows("signer_titles.tsv"))
    if not any(words.startswith(f"{h} ") for h in heads if " " in h):
        return None
    return mend_marks(text, "signer_titles.tsv", "authority_phrases.tsv", "provinces.tsv")


def _is_whole(titles: Sequence[str]) -> bool:
    """Does the last line name a person's own office (not a body, nor the one signed for)?"""
    if not titles:
        return False
    last = titles[-1]
    if _PREFIX.match(last) and not last.startswith(("Q.", "Q ")):
        return False
    deputies = [m["rest"] for t in titles if (m := _PREFIX.match(t)) and m["prefix"].startswith(("KT", "K/T"))]
    return not any(same(last, x, 0) for x in deputies)


def read_signer_title(foot: Foot) -> str | None:
    """All printed lines of the signer's title, joined by a space; None where a line is missing.

    Rule: A title of which a line is missing (the deputy's after "KT.") is left out rather than given in part.
    Test: extract/header/test_header.py::test_titles_under_a_seal
    """
    titles: list[str] = []
    for s in foot.right:
        text = regex.sub(r"^[^\p{L}]+|[^\p{L}.]+$", "", s.text)
        title = _deputy_line(text, titles) or _title_line(text)
        if title and (not titles or title != titles[-1]):
            titles.append(title)
        elif title:
            return None
    return " ".join(titles) if _is_whole(titles) else None


def _name(segment: Segment) -> str | None:
    words = [w for w in segment.words if any(c.isalpha() for c in w.text)]
    texts = [w.text.strip(".,;:*") for w in words]
    if not 2 <= len(texts) <= 6 or not all(_NAME_WORD.fullmatch(t) for t in texts):
        return None
    if bare_words(texts[0]) not in _surnames() or len(texts[-1]) < 2:
        return None
    if any(w.confidence is not None and w.confidence < NAME_SURE for w in words):
        return None
    return " ".join(texts)


def read_signer_name(foot: Foot) -> str | None:
    """The signer's name: the lowest line at the right that is a Vietnamese name, or None."""
    names = [n for s in foot.right if (n := _name(s))]
    return names[-1] if names else None
