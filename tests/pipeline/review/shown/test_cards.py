"""A place as a card: pieces, looks, choices, crops."""

from dataclasses import replace

import pytest

from sohoa.messages import Language
from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Alternative
from sohoa.pipeline.review.pictures.pages import PageShape
from sohoa.pipeline.review.queue.places import DoubtfulWord, Place, PlaceKind
from sohoa.pipeline.review.queue.stakes import Stake
from sohoa.pipeline.review.shown.cards import card_of, element_id, pieces_of
from sohoa.pipeline.review.shown.known import KnownPage

PAGES = {1: KnownPage(PageShape(1, 1240, 1754, (0.48, 0, 0, 0, 0.48, 0, 0, 0, 1)), 150.0, "ok")}


def doubtful(word, text, box=(100, 100, 160, 130), confidence=0.5, others=(), ocr=None):
    alternatives = tuple(Alternative(t, 0.3) for t in others)
    return DoubtfulWord(1, word, text, ocr or text, confidence, Box(*box), alternatives)


def cell(text, *words, box=(50, 80, 400, 200)):
    return Place("a", PlaceKind.CELL, "p001-1/2/3", 1, Box(*box), text, text, 0.5, 0.5, Stake.TEXT, words=words)


@pytest.mark.parametrize(
    ("text", "words", "pieces"),
    [
        ("chi phí cho chính quyền", ["chi"], ["*chi", " phí cho chính quyền"]),
        ("máy móc máy", ["máy"], ["*máy", " móc máy"]),
        ("máy móc máy", ["máy", "máy"], ["*máy", " móc ", "*máy"]),
        ("theo 57-NQ/TW", ["57-", "NQ/TW"], ["theo 57-NQ/TW"]),
        ("a.c (abc)", ["a.c"], ["*a.c", " (abc)"]),
        ("abc", ["a.c"], ["abc"]),
        ("", ["a"], []),
    ],
)
def test_pieces(text, words, pieces):
    found = pieces_of(text, [doubtful(k, w) for k, w in enumerate(words)])
    assert [("*" if p.word else "") + p.text for p in found] == pieces


def test_a_cell_has_a_look_for_each_doubtful_word():
    words = (doubtful(7, "suôi", others=("suối", "suồi")), doubtful(9, "bô", box=(200, 100, 230, 130), ocr="b0"))
    card = card_of(cell("bên suôi bô", *words), PAGES, Language.VI, "q0-")
    assert card.id == "q0-cell-p001-1-2-3"
    assert [(k.word, k.choices) for k in card.looks] == [("1/7", ("suối", "suồi")), ("1/9", ("b0",))]
    assert [k.crop.frames for k in card.looks] == [(words[0].box,), (words[1].box,)]


def test_nine_choices_at_most_one_a_key():
    word = doubtful(7, "x", others=[f"x{k}" for k in range(20)])
    (look,) = card_of(cell("x", word), PAGES, Language.EN).looks
    assert look.choices == tuple(f"x{k}" for k in range(9))


def test_a_large_cell_is_shown_as_a_whole_in_a_round():
    word = doubtful(7, "suôi", box=(100, 1500, 160, 1530))
    large = cell("bên suôi", word, box=(50, 80, 400, 1600))
    part, whole = (card_of(large, PAGES, Language.EN, whole=w).looks[0].crop for w in (False, True))
    assert (whole.y0, whole.y1) == (80 - 10, 1600 + 10)
    assert part.y0 > whole.y0
    assert part.y0 < 1500 < part.y1
    assert whole.shown_height < (whole.y1 - whole.y0) * part.shown_height / (part.y1 - part.y0)
    small = cell("suôi", word, box=(50, 1490, 400, 1600))
    assert card_of(small, PAGES, Language.EN, whole=True) == card_of(small, PAGES, Language.EN)


def test_a_crop_lies_on_the_page_and_holds_the_word():
    at_the_edge = doubtful(1, "x", box=(2, 2, 40, 30))
    place = replace(cell("x", at_the_edge), kind=PlaceKind.WORD, box=at_the_edge.box)
    (look,) = card_of(place, PAGES, Language.EN).looks
    crop = look.crop
    assert (crop.x0, crop.y0) == (0, 0)
    assert crop.x1 > 40 and crop.y1 > 30
    assert crop.shown_width == round(crop.x1 * 180 / 150)


def test_of_a_large_cell_the_part_with_the_word_is_shown():
    word = doubtful(1, "x", box=(700, 1500, 740, 1530))
    (look,) = card_of(cell("x", word, box=(0, 0, 1240, 1754)), PAGES, Language.EN).looks
    crop = look.crop
    assert crop.y0 < 1500 < 1530 < crop.y1
    assert crop.y1 - crop.y0 <= 2.4 * 150 + 1


@pytest.mark.parametrize(("box", "page"), [(None, 1), ((0, 0, 5, 5), 2)])
def test_no_crop_of_what_stands_nowhere(box, page):
    place = Place("a", PlaceKind.FIELD, "code", page, box and Box(*box), "1", "1", 0.5, 0.5, Stake.IDENTITY)
    assert [k.crop for k in card_of(place, PAGES, Language.EN).looks] == [None]


@pytest.mark.parametrize(
    ("key", "text", "shown"),
    [
        ("code", None, True),
        ("subject", None, True),
        ("signer_name", None, False),
        ("recipients", None, False),
        ("code", "12/KH-UBND", False),
    ],
)
def test_what_was_not_read_of_the_letterhead_is_shown_with_it(key, text, shown):
    place = Place("a", PlaceKind.FIELD, key, 1, None, text, "", None, 0.5, Stake.IDENTITY)
    (look,) = card_of(place, PAGES, Language.VI).looks
    assert (look.crop is not None) == shown
    if shown:
        assert (look.crop.x0, look.crop.y0, look.crop.x1, look.crop.y1) == (0, 0, 1240, 510)
        assert look.crop.frames == ()


def test_ids_are_plain():
    assert element_id(PlaceKind.CELL, "p001-1/2/3") == "cell-p001-1-2-3"
