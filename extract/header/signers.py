"""The signature block: who signs, and as what.

It stands at the right of the foot, beside the recipients. Two bodies sign side by side, above the recipients: two
columns of titles, each with a name. Seals lie over titles and names, so lines are missing: a title of which a line is
missing is left out, and where one may be missing it is less sure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import regex

from sohoa.extract.header.found import Found, joined, run_words, words_sure
from sohoa.extract.header.page_parts import PageParts
from sohoa.extract.header.signature import (
    deputy_line,
    is_cut,
    is_longer,
    is_whole,
    lacks_chief,
    may_lack_deputy,
    person_name,
    title_line,
)
from sohoa.extract.wording.authority_names import begins_authority
from sohoa.nouns.text_run import TextRun, words_to_run
from sohoa.nouns.word import Word

_LINE = 1.7
"""Lines of one title stand no farther apart, in line heights of capitals. A guess."""
_MAY_HIDE = 3.2
"""Strokes so many line heights below a chief's title may be the deputy's line under a seal. A guess."""
_HIDDEN, _ASKEW = 0.6, 0.7
"""How sure a title is at most beside such strokes, and where title and name do not stand over one another. Guesses."""
_OFF_MIDDLE = 1.0
"""How far the middles of title and name may lie apart, in line heights. A guess."""
_CUT_OFF = 0.6, 1.8
"""So far right of the middle, in line heights, stands a line without its first word, PHÓ. A guess: it is two wide."""
_REST_LETTERS = 4
"""Letters of the second line of an office, at least: fewer are a scrap of the seal. A guess."""
_MENDED = 0.9
"""How sure a deputy's title is at most of which the seal hides letters. A guess."""
_NEAR_MIDDLE = 0.4
"""How far off the middle of the page, as a share of its half, the gap between two signers may lie. A guess."""
_ABOVE = 0.4
"""Share of the page's height above the recipients in which two bodies may sign. A guess."""


@dataclass(frozen=True, slots=True)
class Signers:
    """Name and title of the signer; of two signers both, the left one first."""

    name: Found[str] | None = None
    title: Found[str] | None = None


def read_signers(page: PageParts) -> Signers:
    """Who signs on a page: beside the recipients, or side by side above them."""
    beside = _read_column(page.close.right if page.close else ())
    if beside.name or beside.title:
        return beside
    return _side_by_side(page) or _without_recipients(page) or Signers()


def _tidy(text: str) -> str:
    return str(regex.sub(r"^[^\p{L}]+|[^\p{L}.]+$", "", text))


def _read_column(runs: Sequence[TextRun]) -> Signers:
    """Titles from the top, then the lowest name."""
    names = [(r, n) for r in runs if (n := person_name(r))]
    if not names:
        return Signers(None, _read_titles(runs, None))
    run, name = names[-1]
    titles = _read_titles([r for r in runs if r.box.cy < run.box.cy], run)
    if titles is None:
        return Signers(name, None)
    return Signers(_in_line(name, run, titles), titles)


def _in_line(name: Found[str], run: TextRun, title: Found[str]) -> Found[str]:
    """The name, less sure where it does not stand under the middle of the title: letters may be missing."""
    boxes = [w.box for w in title.words if w.box is not None]
    middle = (min(b.x0 for b in boxes) + max(b.x1 for b in boxes)) / 2
    off = abs(middle - run.box.cx) > _OFF_MIDDLE * 2 * run.box.height
    return name.at_most(_ASKEW) if off else name


def _read_titles(runs: Sequence[TextRun], name: TextRun | None) -> Found[str] | None:
    """All printed lines of the signer's title, joined by a space; None where a line is missing.

    Rule: A title of which a line is missing (the deputy's after "KT.") is left out rather than given in part.
    Test: extract/header/test_header.py::test_titles_under_a_seal
    """
    titles: list[str] = []
    used: list[TextRun] = []
    sure = 1.0
    for r in runs:
        text = _tidy(r.text)
        mended = deputy_line(text, titles, _cut_at_left(r, used))
        known = mended or title_line(text)
        title = known or _body_line(text, r, used) or _rest_line(text, r, titles, used)
        if title and titles and title == titles[-1]:
            return None
        if title:
            titles.append(title)
            used.append(r)
            hidden = _HIDDEN if mended and mended.endswith(f" {text}") else 1.0
            sure = min(
                sure,
                words_sure(r.words, known=known is not None),
                _MENDED if mended and mended != text else 1.0,
                hidden,
            )
    if not is_whole(titles) or not any(title_line(t) for t in titles):
        return None
    doubt = _doubt(titles, used, runs, name)
    if doubt <= _HIDDEN and may_lack_deputy(titles) and words_sure(run_words(used)) < _ASKEW:
        return None  # read from under a seal, beside strokes that may be the deputy's line
    return Found(" ".join(titles), run_words(used), min(sure, doubt))


def _cut_at_left(run: TextRun, above: Sequence[TextRun]) -> bool:
    """Does a line stand right of the middle of the one above, by about half the width of `PHÓ`? Lines are centred."""
    off = run.box.cx - above[-1].box.cx if above else 0.0
    return _CUT_OFF[0] * run.box.height < off < _CUT_OFF[1] * run.box.height


def _body_line(text: str, run: TextRun, above: Sequence[TextRun]) -> str | None:
    """The name of a body over or under a person's office (`SỞ NỘI VỤ` over `GIÁM ĐỐC`), None if it is none."""
    if not text.isupper() or run.confidence < _ASKEW or len(text) < 4:
        return None
    if above and run.box.cy - above[-1].box.cy > _LINE * 1.3 * run.box.height:
        return None
    return text if begins_authority(text) else None


def _rest_line(text: str, run: TextRun, titles: Sequence[str], above: Sequence[TextRun]) -> str | None:
    """The second line of an office that one line does not hold, as printed; None if it is none.

    It stands right under the middle of the first, in capitals, and goes on with a known office (`PHÓ TRƯỞNG BAN THƯỜNG`
    over `TRỰC`) or with one that is longer than those (`TRƯỞNG PHÒNG CÔNG TÁC` over `SINH VIÊN`).

    Rule: A signer's office over two lines is one title, also where its second line is in no list.
    Test: extract/header/test_signer.py::test_an_office_over_two_lines
    """
    if not titles or not text.isupper() or sum(c.isalpha() for c in text) < _REST_LETTERS:
        return None
    step, off = run.box.cy - above[-1].box.cy, abs(run.box.cx - above[-1].box.cx)
    if step > _LINE * run.box.height or off > _OFF_MIDDLE * run.box.height or run.confidence < _HIDDEN:
        return None
    completes = title_line(f"{titles[-1]} {text}") is not None and is_cut(titles[-1])
    return text if completes or is_longer(titles[-1]) else None


def _doubt(titles: Sequence[str], used: Sequence[TextRun], runs: Sequence[TextRun], name: TextRun | None) -> float:
    """How sure a title can be: a line below it may be hidden, or letters before it.

    Rule: A printed note in brackets under a title, (Chữ ký, dấu), hides no line of it.
    Test: extract/header/test_signer.py::test_a_note_in_brackets_hides_no_line
    """
    last = used[-1]
    height = last.box.height
    notes = [r for r in runs if r.text.startswith("(") and r.confidence > _ASKEW]
    rest = (r for r in runs if r not in used and r is not name and r not in notes)
    near = any(-0.5 * height < r.box.cy - last.box.cy < _MAY_HIDE * height for r in rest)
    cap = _HIDDEN if near and may_lack_deputy(titles) else 1.0
    middles = [r.box.cx for r in (*used, *((name,) if name is not None else ()))]
    askew = max(middles) - min(middles) > _OFF_MIDDLE * height or is_cut(titles[-1]) or lacks_chief(titles)
    return min(cap, _ASKEW) if askew else cap


def _side_by_side(page: PageParts) -> Signers | None:
    """Two signers above the recipients, None if there are none: a line holds two names, one in each half.

    Rule: Two signers side by side above the recipients (hai người ký) are both read, the left one first.
    Test: extract/header/test_hard_headers.py::test_two_signers_side_by_side

    Rule: Of two signers of whom one's name is misread (`Đã Hữu Sương`) both titles are given, flagged, and no name.
    Test: extract/header/test_hard_headers.py::test_two_signers_of_whom_one_is_misread
    """
    limit = page.close.top if page.close else page.height
    lines = [line for line in page.lines if limit - _ABOVE * page.height < line.box.cy < limit]
    for line in reversed(lines):
        halves = _halves(line.words, page.width / 2)
        names = [n for h in halves if (n := person_name(h))]
        if len(halves) == 2 and names and all(map(_is_like_name, halves)):
            above = [r for x in lines if x.box.cy <= line.box.cy for r in _halves(x.words, page.width / 2)]
            pair = _pair(above, page)
            return pair if len(names) == 2 else _flagged(Signers(None, pair.title)) if pair.title else None
    return None


def _is_like_name(run: TextRun) -> bool:
    """Is it a line of two words and more, all with a capital and none in capitals, known as a name or not?"""
    words = [w for w in _tidy(run.text).split() if w[:1].isalpha()]
    return len(words) > 1 and not run.text.isupper() and all(w[:1].isupper() for w in words)


def _halves(words: Sequence[Word], middle: float) -> list[TextRun]:
    """The words of a line left and right of the widest gap near the middle of the page."""
    placed = [(w, w.box) for w in words if w.box is not None]
    gaps = [
        (right.x0 - left.x1, k)
        for k, ((_, left), (_, right)) in enumerate(pairwise(placed), 1)
        if abs((right.x0 + left.x1) / 2 - middle) < _NEAR_MIDDLE * middle
    ]
    gap, at = max(gaps, default=(0.0, 0))
    at = at if gap > median([box.height for _, box in placed] or [0.0]) else 0
    parts = (placed[:at], placed[at:]) if at else (placed,)
    return [run for part in parts if (run := words_to_run([w for w, _ in part])) is not None]


def _pair(runs: Sequence[TextRun], page: PageParts) -> Signers:
    columns = [[r for r in runs if (r.box.cx < page.width / 2) is left] for left in (True, False)]
    read = [_read_column(column) for column in columns]
    names = [s.name for s in read if s.name]
    titles = [s.title for s in read if s.title]
    both = len(columns)
    return Signers(
        joined(names, "; ") if len(names) == both else None,
        joined(titles) if len(titles) == both else None,
    )


def _without_recipients(page: PageParts) -> Signers | None:
    """A title in the right half with a name or nothing below it, where no recipients tell the foot; None if none."""
    if page.close is not None and page.close.left:
        right = [r for line in page.lines for r in line.runs if r.box.cx > page.width / 2]
        above = [r for r in right if page.close.top - _ABOVE * page.height < r.box.cy]
        return _flagged(_read_column(_from_title(above)))
    right = [r for line in page.lines for r in line.runs if r.box.x0 > 0.45 * page.width]
    found = _read_column(_from_title(right))
    return found if found.title else None


def _flagged(signers: Signers) -> Signers:
    """Both less sure: where the signature does not stand beside the recipients, a second one may be hidden."""
    name, title = (f.at_most(_ASKEW) if f else None for f in (signers.name, signers.title))
    return Signers(name, title)


def _from_title(runs: Sequence[TextRun]) -> list[TextRun]:
    """The runs from the first line of a title on."""
    at = next((k for k, r in enumerate(runs) if title_line(_tidy(r.text)) and r.text.isupper()), len(runs))
    return list(runs[at:])
