"""The recipients at the left of the foot: `Nơi nhận:` and its bullets (Decree 30/2020/NĐ-CP, Annex I, II.9)."""

from __future__ import annotations

import regex

from sohoa.extract.header.found import Found, run_words, words_sure
from sohoa.extract.header.page_parts import solid_text
from sohoa.extract.layout.close import BULLET, Close
from sohoa.extract.wording.authority_names import mend_marks
from sohoa.extract.wording.formal_phrases import is_recipients_head
from sohoa.nouns.printed_line import line_pitch, runs_to_lines
from sohoa.nouns.text_run import TextRun

_LAST_STEP = 2.4
"""A step over so many line pitches ends the list of recipients. A guess."""
_CUT = 0.7
"""How sure a list is at most whose last item ends as no list does, at a comma. A guess."""
_FILED = regex.compile(r"\W*l[ưu]u\b", regex.IGNORECASE)
_REPORTED = regex.compile(r"\(b.?\s?[/⁄]\s?[cC€©]?\s?[)}\]]")
_BEHIND_STOP = regex.compile(r"(?<=[\p{L})])\.\W*\d{1,2}$")


def _tidy_item(text: str) -> str:
    """A recipient without its bullet, final mark and what the engine read out of seal and signature."""
    s = _REPORTED.sub("(b/c)", BULLET.sub("", text).strip())
    words = s.split()
    while words and not any(c.isalnum() for c in words[-1]):
        words.pop()
    s = " ".join(words)
    s = regex.sub(r"[;.,:]+$", "", _BEHIND_STOP.sub("", s))
    return mend_marks(s, "recipient_phrases.tsv")


def read_recipients(close: Close) -> Found[tuple[str, ...]] | None:
    """The recipients, one a bullet; a bullet that goes on over printed lines is one. None if there are none.

    Rule: Recipients are the bullets under "Nơi nhận"; one that goes on over lines is one.
    Test: extract/header/test_header.py::test_header
    """
    raw: list[str] = []
    used: list[TextRun] = []
    pitch = line_pitch(runs_to_lines(close.left))
    lines = [s for s in close.left if not is_recipients_head(s.text)]
    bullets = any(BULLET.match(solid_text(s)) for s in lines)
    for s in lines:
        text = solid_text(s)
        if used and s.box.cy - used[-1].box.cy > _LAST_STEP * pitch:
            break
        done = bool(raw) and regex.search(r";\W*$", raw[-1]) is not None
        if _opens_item(text, bullets) or not raw or done:
            if raw and not done and _FILED.match(BULLET.sub("", raw[-1])):
                break
            raw.append(text)
        else:
            raw[-1] = f"{raw[-1]} {text}".strip()
        used.append(s)
    items = tuple(x for x in (_tidy_item(x) for x in raw) if sum(c.isalpha() for c in x) > 1)
    if not items:
        return None
    words = run_words(used)
    cut = _CUT if raw[-1].rstrip().endswith(",") else 1.0
    return Found(items, words, words_sure(words)).at_most(cut)


def _opens_item(text: str, bullets: bool) -> bool:
    """Does a line open an item: by its bullet, or in a list without bullets by a capital?

    Rule: In a list of recipients without bullets each line that begins with a capital is one.
    Test: extract/header/test_hard_headers.py::test_recipients_without_bullets
    """
    return BULLET.match(text) is not None if bullets else text[:1].isupper()
