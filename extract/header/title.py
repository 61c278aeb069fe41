"""Type and subject of a document, under its letterhead.

Decree 30/2020/NĐ-CP, Annex I, II.5: the type in capitals and the subject under it, centred,
with a rule below. The subject ends at that rule, which is seen as a wider gap, or where the
grounds (`Căn cứ …`) or the deciding authority (`CHỦ TỊCH …`) begin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from sohoa.extract.header.found import Found, run_words, words_sure
from sohoa.extract.header.letterhead import strip_about
from sohoa.extract.header.page_parts import PageParts, solid_text
from sohoa.extract.layout.title import document_type, ends_title, is_in_capitals
from sohoa.extract.wording.formal_phrases import opens_with
from sohoa.nouns.printed_line import PrintedLine, line_pitch
from sohoa.nouns.text_run import TextRun, words_to_run

_MIDDLE = 0.2
"""How far off the middle, as a share of the page's width, the type may stand that opens the articles. A guess."""
_TYPE_BELOW = 0.25
"""Share of the page's height under the letterhead in which the type stands. A guess."""
_OFF_AXIS = 0.03
"""How far off the type's middle, as a share of the page's width, a line of the subject may stand that a stamp lies
beside. A guess: stamps and text under the title stand farther off, or begin at the margin."""
_STEP = 1.6
"""A step over so many line pitches ends the subject beside a stamp."""
_FULLER = 1.25
"""A line wider than the one above by this factor opens a paragraph: centred lines that follow one another are alike,
and the last is the shortest. A guess."""
_DECIDES_AMONG = 14
"""Who decides stands among so many lines under the letterhead. A guess: subjects have up to six, stamps lie between."""
_NEARLY_FULL = 0.67
"""Share of the page's width that such a line takes at least. A guess: margins take 0.23, an indent 0.05."""
_LEGIBLE = 0.6
"""Mean confidence of what is print beside a stamp. A guess."""
_BESIDE_STAMP = 0.8
"""A subject that was taken out from beside a stamp is this sure at most: it is to be looked at."""


def read_type(parts: PageParts, width: float) -> Found[str] | None:
    """The type of a document, None if none is printed.

    Rule: The type of a document is the line in capitals that holds nothing else: KẾ HOẠCH, QUYẾT ĐỊNH.
    Test: extract/header/test_header.py::test_header

    Args:
        parts: of the first page.
        width: of the page in pixels. Where the title does not tell the type, a line in the middle of the page may
            (`QUYẾT ĐỊNH:` over the articles).
    """
    middle = (r for r in parts.body if abs(r.box.cx - 0.5 * width) < _MIDDLE * width)
    lines = (*((line.text, line.words) for line in parts.title), *((r.text, r.words) for r in middle))
    for text, words in lines:
        if kind := document_type(text):
            return Found(kind, words, words_sure(words, known=True))
    stamped = next((run for line in parts.lines if (run := _stamped_type(line, parts))), None)
    kind = document_type(stamped.text) if stamped else None
    return Found(kind, stamped.words, min(words_sure(stamped.words), _BESIDE_STAMP)) if kind and stamped else None


def read_subject(parts: PageParts) -> Found[str] | None:
    """The subject under the type, or from `Về việc` on where the type was not read; None if none was found.

    Rule: The subject stands under the type and ends at a wider gap, at "Căn cứ" or at the deciding authority.
    Test: extract/header/test_header.py::test_header
    """
    start = _subject_start(parts.title)
    if start is None:
        return _beside_stamp(parts)
    taken: list[PrintedLine] = []
    for line in parts.title[start:]:
        if ends_title(line.text, taken[-1].text if taken else None):
            break
        taken.append(line)
    found = _subject([line.runs for line in taken])
    return _with_stamped_line(found, taken, parts) if found else _beside_stamp(parts)


def _with_stamped_line(found: Found[str], taken: Sequence[PrintedLine], parts: PageParts) -> Found[str]:
    """The subject with the line below it that a stamp put out of the middle, where there is one."""
    last = taken[-1].box
    axis, pitch = taken[0].box.cx, line_pitch(parts.lines)
    below = [line for line in parts.lines if last.cy < line.box.cy < last.cy + _STEP * pitch]
    for line in below:
        runs = _on_axis(line, axis, _OFF_AXIS * parts.width)
        stamped = bool(runs) and len(runs[0].words) < len(line.words)
        if stamped and runs[0].box.width < last.width and not ends_title(runs[0].text, taken[-1].text):
            more = _subject([taken_line.runs for taken_line in taken] + [runs])
            return Found(more.value, more.words, min(more.sure, _BESIDE_STAMP)) if more else found
    return found


def _subject(lines: Sequence[Sequence[TextRun]]) -> Found[str] | None:
    text = strip_about(" ".join(trim_line(" ".join(solid_text(r) for r in runs)) for runs in lines))
    words = run_words(r for runs in lines for r in runs)
    return Found(text, words, words_sure(words)) if text else None


def _beside_stamp(parts: PageParts) -> Found[str] | None:
    """The subject where a stamp lies beside it and put its lines out of the middle: what stands under the type.

    Rule: What a stamp of incoming mail says is kept out of the subject; such a subject is to be looked at.
    Test: extract/header/test_hard_headers.py::test_a_stamp_beside_the_subject_is_kept_out
    """
    lines = parts.lines
    types = ((k, run) for k, line in enumerate(lines) if (run := _stamped_type(line, parts)))
    start, kind = next(types, (0, None))
    if kind is None:
        return None
    axis, pitch = kind.box.cx, line_pitch(lines)
    kept: list[tuple[TextRun, ...]] = []
    boxes = [kind.box]
    for line in lines[start + 1 :]:
        runs = _on_axis(line, axis, _OFF_AXIS * parts.width)
        own = runs[0].box if runs else None
        if own is None or ends_title(" ".join(r.text for r in runs), kept[-1][0].text if kept else None):
            break
        step = own.cy - boxes[-1].cy
        if (kept and step > _STEP * pitch) or step > 2 * _STEP * pitch:
            break
        if kept and own.width > max(_FULLER * boxes[-1].width, _NEARLY_FULL * parts.width):
            break
        kept.append(runs)
        boxes.append(own)
    found = _subject(kept)
    return Found(found.value, found.words, min(found.sure, _BESIDE_STAMP)) if found else None


def _stamped_type(line: PrintedLine, parts: PageParts) -> TextRun | None:
    """The type at the end of a line near the middle of the page, what a stamp says before it left out; None if none."""
    top = parts.letterhead.bottom if parts.letterhead else 0.0
    if line.box.cy <= top - line.box.height or line.box.cy > top + _TYPE_BELOW * parts.height:
        return None
    for k in range(len(line.words)):
        run = words_to_run(line.words[k:])
        if run is not None and abs(run.box.cx - parts.width / 2) < _MIDDLE * parts.width and document_type(run.text):
            return run
    return None


def _on_axis(line: PrintedLine, axis: float, tolerance: float) -> tuple[TextRun, ...]:
    """What of a line stands centred over the axis, without what a stamp left at its left; empty if nothing does."""
    words = list(line.words)
    for k in range(len(words)):
        rest = words_to_run(words[k:])
        if rest is None or rest.box.cx > axis + tolerance:
            return ()
        if abs(rest.box.cx - axis) <= tolerance:
            before = words_to_run(words[:k])
            stamped = before is not None and before.confidence < _LEGIBLE
            apart = before is not None and rest.box.x0 - before.box.x1 > line.size
            legible = rest.confidence >= _LEGIBLE and not is_in_capitals(rest.text)
            return (rest,) if legible and (before is None or stamped or apart) else ()
    return ()


def deciding_lines(parts: PageParts) -> Iterator[Found[str]]:
    """The lines in capitals above the grounds that say who decides (`CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …`), joined."""
    below = [line for line in parts.lines if parts.letterhead is None or line.box.cy > parts.letterhead.bottom]
    kept: list[PrintedLine] = []
    for line in below[:_DECIDES_AMONG]:
        capitals = is_in_capitals(line.text) and document_type(line.text) is None
        if capitals and (kept or ends_title(line.text, None)):
            kept.append(line)
        elif kept:
            break
    if kept:
        words = run_words(r for line in kept for r in line.runs)
        yield Found(" ".join(line.text for line in kept), words, words_sure(words))


def _subject_start(title: Sequence[PrintedLine]) -> int | None:
    for k, line in enumerate(title):
        if document_type(line.text):
            return k + 1
    return next((k for k, line in enumerate(title) if opens_with(line.text, "about")), None)


def trim_line(text: str) -> str:
    """A line without stray signs at its ends; closing marks stay."""
    return str(regex.sub(r"^[^\p{L}\d(\"“]+|[^\p{L}\d.,;:)\"”%]+$", "", text))
