"""Words that get another text: which of the new words stands where which of the old ones stood.

Words that stay the same keep all that is known of them and are confirmed; of the others the engine's reading is kept in
`text_ocr`. Every new word stands where the word stood that it comes from, so that it falls into the same line and cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from sohoa.nouns.geometry import Box
from sohoa.nouns.line_ends import is_cut
from sohoa.nouns.word import RegionKind, Word

_SURE = 1.0
"""Confidence of what a person says."""
_MOST_PAIRED = 40
"""So many words are paired by their letters; more by their number."""


def rewritten(old: Sequence[Word], text: str) -> list[list[Word]]:
    """For each old word the words that stand in its place now: itself, others, or one without text.

    Args:
        old: words of a place, in reading order; one at least.
        text: what is printed there.
    """
    new = _cut_again(old, text.split())
    places: list[list[Word]] = [[] for _ in old]
    matcher = SequenceMatcher(None, [w.text for w in old], new, autojunk=False)
    for i0, i1, j0, j1 in _blocks(matcher):
        for k, words in _paired(old[i0:i1], new[j0:j1]):
            places[i0 + k] = words
    return places


def confirmed(word: Word) -> Word:
    """A word that is as it is printed."""
    return replace(word, confidence=_SURE, checked=True)


def written_in(box: Box, text: str, line: int) -> list[Word]:
    """Words where nothing was read: a line of `text` for each printed line, spread over the box of a cell.

    Args:
        box: inner box of the cell.
        text: what is printed there; line feeds part its lines.
        line: number of the first of them on the page.
    """
    lines = [x for x in text.split("\n") if x.strip()]
    height = box.height / max(1, len(lines))
    words = []
    for k, some in enumerate(lines):
        top = box.y0 + k * height
        row = Box(box.x0 + 0.05 * box.width, top + 0.2 * height, box.x1 - 0.05 * box.width, top + 0.8 * height)
        blank = Word("", "", row, _SURE, line + k, RegionKind.TABLE)
        words += _divided(blank, some.split())
    return words


def _cut_again(old: Sequence[Word], new: list[str]) -> list[str]:
    """The new words, with codes and dates that a line end cuts in two as they are printed: a cell shows them whole."""
    for left, right in pairwise(old):
        whole = left.text + right.text
        if left.line != right.line and whole in new and is_cut(left.text, right.text):
            at = new.index(whole)
            new = [*new[:at], left.text, right.text, *new[at + 1 :]]
    return new


def _blocks(matcher: SequenceMatcher[str]) -> list[tuple[int, int, int, int]]:
    """Pieces of old and new words that belong together; what is new between them goes to a neighbour."""
    blocks: list[tuple[int, int, int, int]] = []
    for tag, i0, i1, j0, j1 in matcher.get_opcodes():
        if tag == "equal":
            blocks += ((i0 + k, i0 + k + 1, j0 + k, j0 + k + 1) for k in range(i1 - i0))
        elif tag == "insert" and blocks:
            first, last, begin, _ = blocks.pop()
            blocks.append((first, last, begin, j1))
        else:
            blocks.append((i0, i1, j0, j1))
    if len(blocks) > 1 and blocks[0][0] == blocks[0][1]:  # new words before the first old one
        blocks[:2] = [(blocks[1][0], blocks[1][1], blocks[0][2], blocks[1][3])]
    return blocks


def _paired(old: Sequence[Word], new: Sequence[str]) -> list[tuple[int, list[Word]]]:
    """For each old word of a piece, what stands in its place."""
    if len(new) >= len(old):
        sizes = _sizes([w.text for w in old], new)
        ends = [sum(sizes[: k + 1]) for k in range(len(old))]
        pieces = zip(old, sizes, ends, strict=True)
        return [(k, _divided(w, new[end - size : end])) for k, (w, size, end) in enumerate(pieces)]
    sizes = _sizes(new, [w.text for w in old]) if new else []
    found: list[tuple[int, list[Word]]] = []
    first = 0
    for text, size in zip(new, sizes, strict=True):
        found += _united(old[first : first + size], text, first)
        first += size
    return [*found, *((k, _divided(old[k], [])) for k in range(first, len(old)))]


def _united(old: Sequence[Word], text: str, first: int) -> list[tuple[int, list[Word]]]:
    """One new word for several old ones: in the place of those on one line, else in the place of the first."""
    boxes = [w.box for w in old if w.box is not None]
    if len(old) == 1 or any(w.line != old[0].line for w in old) or len(boxes) < len(old):
        return [(first, _divided(old[0], [text])), *((first + k, _divided(w, [])) for k, w in enumerate(old[1:], 1))]
    read = " ".join(w.text_ocr for w in old if w.text_ocr)
    whole = replace(old[0], box=Box.around(boxes), text_ocr=read)
    return [(first, _divided(whole, [text])), *((first + k, []) for k in range(1, len(old)))]


def _sizes(few: Sequence[str], many: Sequence[str]) -> list[int]:
    """How many of `many`, in order, belong to each of `few`, one at least: so that their letters are most alike."""
    n, m = len(few), len(many)
    if m > _MOST_PAIRED:
        return [m // n + (k < m % n) for k in range(n)]
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(0, 0): (0.0, ())}
    for i in range(n):
        for j in range(i + 1, m - (n - i - 1) + 1):
            ways = [
                (best[i, k][0] + SequenceMatcher(None, few[i], "".join(many[k:j])).ratio(), (*best[i, k][1], j - k))
                for k in range(i, j)
                if (i, k) in best
            ]
            best[i + 1, j] = max(ways, key=lambda way: way[0])
    return list(best[n, m][1])


def _divided(word: Word, texts: Sequence[str]) -> list[Word]:
    """New words in the place of an old one, each as wide as its letters; the engine's reading stays with the first."""
    if list(texts) == [word.text]:
        return [confirmed(word)]
    changed = replace(word, confidence=_SURE, checked=True, corrected=True)
    if len(texts) < 2:
        return [replace(changed, text=texts[0] if texts else "")]
    total = sum(len(t) for t in texts) + len(texts) - 1
    words, at = [], 0
    for text in texts:
        share = (at / total, (at + len(text)) / total)
        box = None if word.box is None else _piece(word.box, word.turn, share)
        words.append(replace(changed, text=text, text_ocr="" if at else word.text_ocr, box=box, alternatives=()))
        at += len(text) + 1
    return words


def _piece(box: Box, turn: int, share: tuple[float, float]) -> Box:
    """A piece of a word's box, from one share of its length to another as it is read; `turn` as in `Word`."""
    start, end = share
    if turn % 360 in (180, 90):
        start, end = 1 - end, 1 - start
    if turn % 180 == 0:
        return Box(box.x0 + start * box.width, box.y0, box.x0 + end * box.width, box.y1)
    return Box(box.x0, box.y0 + start * box.height, box.x1, box.y0 + end * box.height)
