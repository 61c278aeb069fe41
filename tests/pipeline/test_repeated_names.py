"""Names over all pages of a document."""

from dataclasses import replace

from sohoa.nouns.geometry import IDENTITY, Box
from sohoa.nouns.page import PageFrame, PageReading, TextLayer, TextSource
from sohoa.nouns.word import Alternative, ChangeRule, Word, WordChange
from sohoa.pipeline.repeated_names import agree_over_pages
from sohoa.settings import RestoreSettings


def frame_of(number):
    return PageFrame(number, 900, 900, 300, 0, 0.0, IDENTITY, 216, 216)


def page(number, *lines):
    words = tuple(
        Word(t, t, Box(60 * k, 40 * n, 60 * k + 50, 40 * n + 30), 0.99, n)
        for n, line in enumerate(lines)
        for k, t in enumerate(line.split())
    )
    return PageReading(
        frame_of(number), text_source=TextSource.OCR, text_layer=TextLayer.NONE, words_ocr=words, words=words
    )


def doubted(made, text, *others):
    words = tuple(
        replace(w, confidence=0.6, alternatives=tuple(Alternative(o, 0.2) for o in others)) if w.text == text else w
        for w in made.words
    )
    return replace(made, words=words, words_ocr=words)


PAGES = (
    doubted(page(1, "Sở Xây dựng", "tỉnh Hương Thủỵ chủ trì"), "Thủỵ", "Thủy"),
    page(2, "tỉnh Hương Thủy"),
    page(3, "UBND TỈNH HƯƠNG THỦY"),
)


def test_a_name_of_another_page():
    first, *rest = agree_over_pages(PAGES, RestoreSettings())
    word = first.words[5]
    assert (word.text, word.text_ocr) == ("Thủy", "Thủỵ")
    assert 0.5 < word.confidence < 0.85
    (change,) = first.changes
    assert (change.before, change.after, change.rule, change.line) == ("Thủỵ", "Thủy", ChangeRule.ALTERNATIVE, 1)
    assert "tỉnh Hương Thủỵ chủ trì"[change.char_start : change.char_end] == "Thủỵ"
    assert tuple(rest) == PAGES[1:]


def test_what_a_person_has_said_stays():
    words = tuple(replace(w, checked=True) for w in PAGES[0].words)
    said = replace(PAGES[0], words=words)
    assert agree_over_pages([said, *PAGES[1:]], RestoreSettings())[0] == said


def test_a_person_s_name_stays():
    pages = doubted(page(1, "ông Nguyễn Văn Ánh"), "Ánh", "Anh"), page(2, "ông Nguyễn Văn Anh", "Nguyễn Văn Anh")
    assert agree_over_pages(pages, RestoreSettings()) == pages


def test_switched_off_nothing_changes():
    assert agree_over_pages(PAGES, RestoreSettings(enabled=False)) == PAGES


def test_a_name_to_which_the_language_gave_marks_listens_to_the_document():
    """`LÂM` was made of `LẦM`; the document has LAM twice, and the change says what became of what was read."""
    made = page(1, "TỈNH LÂM GIANG")
    words = tuple(
        replace(w, text_ocr="LẦM", confidence=0.88, alternatives=(Alternative("LAM", 0.05),)) if w.text == "LÂM" else w
        for w in made.words
    )
    was = (WordChange(0, 1, 1, 5, 8, "LẦM", "LÂM", ChangeRule.ALTERNATIVE, 0.88),)
    first, *_ = agree_over_pages(
        [replace(made, words=words, changes=was), page(2, "tỉnh Lam Giang", "Báo Lam Giang")], RestoreSettings()
    )
    assert [w.text for w in first.words] == ["TỈNH", "LAM", "GIANG"]
    assert [(c.before, c.after) for c in first.changes] == [("LẦM", "LAM")]
    alone, *_ = agree_over_pages([replace(made, words=words, changes=was), page(2, "sông Lam")], RestoreSettings())
    assert [(c.before, c.after) for c in alone.changes] == [("LẦM", "LÂM")]
