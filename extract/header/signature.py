"""The foot of a document: recipients at the left, the signer at the right.

Decree 30/2020/NĐ-CP, Annex I, II.7-9. A deputy signs with `KT.` and his own title below; a
block without that second line was not wholly read and gives no title.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

from sohoa.diacritics.language.folding import bare_words
from sohoa.extract.header.page_parts import solid_text
from sohoa.extract.layout.close import Close
from sohoa.extract.wording.authority_names import known_line, mend_marks
from sohoa.extract.wording.formal_phrases import is_recipients_head
from sohoa.extract.wording.vocabulary import rows, same
from sohoa.nouns.printed_line import line_pitch, runs_to_lines
from sohoa.nouns.text_run import TextRun

NAME_SURE = 0.5
"""A name with a less sure word is left out."""
_LAST_STEP = 2.4
"""A step over so many line pitches ends the list of recipients. A guess."""
_BULLET = regex.compile(r"^\W*?[-–—_~=•*+·.«»]+\s*(?=[\p{L}\d(])")
_FILED = regex.compile(r"\W*l[ưu]u\b", regex.IGNORECASE)
_REPORTED = regex.compile(r"\(b.?\s?[/⁄]\s?[cC€©]?\s?[)}\]]")
_BEHIND_STOP = regex.compile(r"(?<=[\p{L})])\.\W*\d{1,2}$")
_PREFIX = regex.compile(
    r"^\W*(?P<prefix>TM|T/M|KT|K/T|TL|T/L|TUQ|Q)(?:\s?(?P<dot>[.,])|(?=\s))(?P<gap>\s*)(?P<rest>\p{Lu}.*)$",
)
_NAME_WORD = regex.compile(r"\p{Lu}[\p{Ll}'’]+|\p{Lu}['’]\p{Lu}\p{Ll}+|\p{Lu}")


def _tidy_item(text: str) -> str:
    """A recipient without its bullet, final mark and what the engine read out of seal and signature."""
    s = _REPORTED.sub("(b/c)", _BULLET.sub("", text).strip())
    words = s.split()
    while words and not any(c.isalnum() for c in words[-1]):
        words.pop()
    s = " ".join(words)
    s = regex.sub(r"[;.,:]+$", "", _BEHIND_STOP.sub("", s))
    return mend_marks(s, "recipient_phrases.tsv")


def read_recipients(close: Close) -> tuple[str, ...]:
    """The recipients, one a bullet; a bullet that goes on over printed lines is one.

    Rule: Recipients are the bullets under "Nơi nhận"; one that goes on over lines is one.
    Test: extract/header/test_header.py::test_header
    """
    raw: list[str] = []
    last: TextRun | None = None
    pitch = line_pitch(runs_to_lines(close.left))
    for s in close.left:
        text = solid_text(s)
        if is_recipients_head(s.text):
            continue
        if last is not None and s.box.cy - last.box.cy > _LAST_STEP * pitch:
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


def read_signer_title(close: Close) -> str | None:
    """All printed lines of the signer's title, joined by a space; None where a line is missing.

    Rule: A title of which a line is missing (the deputy's after "KT.") is left out rather than given in part.
    Test: extract/header/test_header.py::test_titles_under_a_seal
    """
    titles: list[str] = []
    for s in close.right:
        text = regex.sub(r"^[^\p{L}]+|[^\p{L}.]+$", "", s.text)
        title = _deputy_line(text, titles) or _title_line(text)
        if title and (not titles or title != titles[-1]):
            titles.append(title)
        elif title:
            return None
    return " ".join(titles) if _is_whole(titles) else None


def _name(run: TextRun) -> str | None:
    words = [w for w in run.words if any(c.isalpha() for c in w.text)]
    texts = [w.text.strip(".,;:*") for w in words]
    if not 2 <= len(texts) <= 6 or not all(_NAME_WORD.fullmatch(t) for t in texts):
        return None
    if bare_words(texts[0]) not in _surnames() or len(texts[-1]) < 2:
        return None
    if any(w.confidence is not None and w.confidence < NAME_SURE for w in words):
        return None
    return " ".join(texts)


def read_signer_name(close: Close) -> str | None:
    """The signer's name: the lowest line at the right that is a Vietnamese name, or None."""
    names = [n for s in close.right if (n := _name(s))]
    return names[-1] if names else None
