"""Restoration on a page: words become tokens for `diacritics`, its repairs become changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from sohoa.diacritics.lines.matched_words import matched_words
from sohoa.diacritics.lines.restore import Change, Restored, replay, restore_lines
from sohoa.diacritics.words.addresses import mend_address
from sohoa.diacritics.words.ampersands import mend_ampersand
from sohoa.diacritics.words.dates import doubt_dates
from sohoa.diacritics.words.figures import mend_figure
from sohoa.diacritics.words.foreign_words import mend_foreign
from sohoa.diacritics.words.inner_capitals import mend_case
from sohoa.diacritics.words.list_signs import with_semicolons
from sohoa.diacritics.words.mend import Mend, Token, mend_tokens
from sohoa.diacritics.words.plausible import plausible_words
from sohoa.diacritics.words.sureness import confirmed, held_back, repaired_confidence, weighed
from sohoa.diacritics.words.weighed_ink import weigh_ink
from sohoa.diacritics.words.weighed_signs import with_weighed_signs
from sohoa.nouns.cell_places import ends_cell, place_of
from sohoa.nouns.page import Page, PageReading, TextLayer, TextSource
from sohoa.nouns.problem import Status
from sohoa.nouns.table import Grid
from sohoa.nouns.word import Alternative, ChangeRule, Word, WordChange
from sohoa.settings import RestoreSettings


def mend_words(reading: PageReading, settings: RestoreSettings) -> PageReading:
    """The reading with its doubtful words mended; the engine's own words stay in `words_ocr`.

    Words from a text layer have no confidence and are left alone.

    Rule: Words of a sound text layer have no confidence and are never mended; of mended words the engine's own reading
        stays in `text_ocr`.
    Test: pipeline/test_restoration.py::test_words_of_a_text_layer_are_left_alone
    """
    words = reading.words_ocr
    if not settings.enabled or all(w.confidence is None for w in words):
        return replace(reading, words=words, changes=tuple(_signs(words)))
    words = tuple(_by_shape(w) for w in words)
    lines = _printed_lines(words)
    mends = _mended_lines(lines, reading.grids, settings)
    mended: list[Word] = []
    changes: list[WordChange] = []
    for line, some in zip(lines, mends, strict=True):
        changes += word_changes(line, some, len(mended))
        sure = [repaired_confidence(m, w, settings.weigh_confidence) for w, m in zip(line, some, strict=True)]
        mended += [_changed(w, m.text, c) for w, m, c in zip(line, some, sure, strict=True)]
    if settings.weigh_confidence:
        firm = (m.firm for some in mends for m in some)
        mended = [confirmed(w, f) for w, f in zip(_weighed(mended, reading.grids, weighed), firm, strict=True)]
    return replace(reading, words=tuple(doubt_dates(mended)), changes=tuple(changes))


def _mended_lines(
    lines: Sequence[Sequence[Word]], grids: Sequence[Grid], settings: RestoreSettings
) -> list[list[Mend]]:
    """What becomes of each word; cells and regions are no context for one another.

    A word is doubtful if the engine or the language doubts it. Where only the language does, the engine
    must have seen the better word too, or the word be most implausible and no name: rare words are right at times.
    """
    flat = [w for line in lines for w in line]
    words = _weighed(flat, grids) if settings.weigh_confidence else flat
    places = [place_of(line[0], grids) for line in lines]
    parted: list[list[Token]] = []
    at: list[int] = []
    first = 0
    for n, line in enumerate(lines):
        if n and places[n] != places[n - 1]:
            parted.append([])
        at.append(len(parted))
        parted.append([_token(w) for w in words[first : first + len(line)]])
        first += len(line)
    mends = mend_tokens(parted, settings.doubtful_below)
    read: list[list[Token]] = [[] for _ in parted]
    for line, k in zip(lines, at, strict=True):
        read[k] = [_token(w) for w in line]
        some = zip(read[k], parted[k], mends[k], strict=True)
        mends[k] = [held_back(as_read, weighed, m, settings.doubtful_below) for as_read, weighed, m in some]
    ended = [False] * len(parted)
    for line, k in zip(lines, at, strict=True):
        ended[k] = ends_cell(line, grids)
    chosen = with_weighed_signs(read, weigh_ink(read, mends), ended)
    return [with_semicolons(read[k], chosen[k], [*chosen[k + 1 : k + 2], ()][0]) for k in at]


def _times(word: Word, plausible: float) -> float | None:
    return None if word.confidence is None else word.confidence * plausible


def _weighed(
    words: Sequence[Word], grids: Sequence[Grid], sure_of: Callable[[Word, float], float | None] = _times
) -> list[Word]:
    """The words with a confidence that also says how plausible each is beside the words around it.

    The engine is sure of many a well-formed word that the language finds unlikely.

    Rule: A word's confidence is that of the engine times how plausible the word is beside its neighbours, six times
        as much where that is under nine tenths (`restore.weigh_confidence`).
    Test: pipeline/test_restoration.py::test_confidence_falls_where_the_language_doubts
    """
    lines = _printed_lines(words)
    parted: list[list[str]] = []
    before: object = None
    for line in lines:
        place = place_of(line[0], grids)
        parted += [[]] * (bool(parted) and place != before)
        parted.append([w.text for w in line])
        before = place
    scores = [score for line in plausible_words(parted) for score in line]
    return [_changed(w, w.text, sure_of(w, score)) for w, score in zip(words, scores, strict=True)]


def _changed(word: Word, text: str, confidence: float | None) -> Word:
    """The word with another text or confidence; most keep theirs, and a copy costs more than to look."""
    if text == word.text and confidence == word.confidence:
        return word
    return replace(word, text=text, confidence=confidence)


def _by_shape(word: Word) -> Word:
    """The word put right by its form: a letter in a number, marks in an address or foreign word, an &, a capital."""
    by_engine = [(a.text, a.score) for a in word.alternatives]
    by_letters = mend_figure(word.text, by_engine) or mend_foreign(word.text, by_engine)
    mended = by_letters or mend_address(word.text) or mend_case(word.text) or mend_ampersand(word.text, by_engine)
    return word if mended is None else replace(word, text=mended, alternatives=())


def _signs(words: Sequence[Word]) -> Iterator[WordChange]:
    """Changes of words that restoration did not look at."""
    first = 0
    for line in _printed_lines(words):
        yield from word_changes(line, [Mend(w.text) for w in line], first)
        first += len(line)


def _printed_lines(words: Sequence[Word]) -> list[list[Word]]:
    return [list(line) for _, line in groupby(words, key=lambda w: w.line)]


def _token(word: Word) -> Token:
    return Token(word.text, word.confidence, tuple((a.text, a.score) for a in word.alternatives))


def word_changes(line: Sequence[Word], mends: Sequence[Mend], first: int) -> Iterator[WordChange]:
    """One change a mended word; `first` is the index of the line's first word on the page."""
    start = 0
    for k, (word, mend) in enumerate(zip(line, mends, strict=True)):
        end = start + len(word.text_ocr)
        if mend.text != word.text_ocr:
            yield WordChange(
                line=word.line,
                word=first + k,
                n_words=1,
                char_start=start,
                char_end=end,
                before=word.text_ocr,
                after=mend.text,
                rule=mend.rule or ChangeRule.SIGN,
                score=mend.score,
            )
        start = end + 1


def restored_page(page: Page, settings: RestoreSettings) -> PageReading:
    """A page that is a text layer alone: its lines as they are if sound, else restored.

    White space inside a line counts as one space, as in every text of a page. Words of which restoration is not sure
    have a confidence and other readings; all others have none.

    Rule: A word of a text without marks that has several likely readings is doubtful, with the others beside it.
    Test: pipeline/test_restoration.py::test_bare_words_with_two_readings_are_doubtful
    """
    lines = [" ".join(line.split()) for line in page.layer_text.split("\n")]
    mend = settings.enabled and page.layer is TextLayer.BROKEN and not page.layer_decoded
    restored = restore_lines(lines, "auto") if mend else [Restored(line) for line in lines]
    words: list[Word] = []
    words_ocr: list[Word] = []
    changes: list[WordChange] = []
    for n, (before, after) in enumerate(zip(lines, restored, strict=True)):
        changes += _layer_changes(after.changes, n, len(words_ocr), before)
        words += _paired(before, sorted((*after.changes, *after.kept), key=lambda c: c.start), n)
        words_ocr += [Word(t, t, None, None, n) for t in before.split()]
    broken = mend or page.layer_decoded
    return PageReading(
        page.frame,
        text_source=TextSource.RESTORED if broken else TextSource.LAYER,
        text_layer=page.layer,
        words_ocr=tuple(words_ocr),
        words=tuple(words),
        changes=tuple(changes),
        problems=page.problems,
        status=Status.OK,
    )


def _layer_changes(changes: Sequence[Change], line: int, first: int, before: str) -> Iterator[WordChange]:
    """The same changes with the words they touch; `first` is the index of the line's first word on the page."""
    word = at = 0
    for c in changes:
        word += before.count(" ", at, c.start)
        at = c.start
        n_words = 1 + before.count(" ", c.start, c.end)
        yield WordChange(line, first + word, n_words, c.start, c.end, c.before, c.after, c.rule, c.score)


def _paired(before: str, changes: Sequence[Change], line: int) -> list[Word]:
    """Words of the restored line, each beside the words of the layer that it came from."""
    words: list[Word] = []
    lost: list[str] = []  # words that restoration took out; they stay in the text of the next one
    for source, target, moved in matched_words(before, changes):
        if not target:
            lost += source
            continue
        if len(source) != len(target):
            source = [" ".join(source)] + [""] * (len(target) - 1)
        source[0] = " ".join([*lost, source[0]]).rstrip()
        lost = []
        sure = min((c.score for c in moved if c.others), default=None)
        others = _others(" ".join(source), moved) if len(target) == 1 else ()
        words += [Word(n, o, None, sure, line, alternatives=others) for o, n in zip(source, target, strict=True)]
    if lost and words:
        words[-1] = replace(words[-1], text_ocr=" ".join([words[-1].text_ocr, *lost]))
    return words


def _others(piece: str, changes: Sequence[Change]) -> tuple[Alternative, ...]:
    """Other likely readings of a word, one doubtful part of it read otherwise at a time."""
    return tuple(
        Alternative(replay(piece, [replace(c, after=text) if c is doubt else c for c in changes]), 1 - doubt.score)
        for doubt in changes
        for text in doubt.others
    )
