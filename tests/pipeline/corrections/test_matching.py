"""Where a correction holds, and where it must not."""

import random
from dataclasses import replace

import pytest

from sohoa.nouns.correction_place import Spot, Where
from sohoa.nouns.geometry import Box
from sohoa.nouns.word import Word
from sohoa.pipeline.corrections.likeness import fits
from sohoa.pipeline.corrections.matching import find_words
from sohoa.pipeline.corrections.pages import apply_to_pages
from sohoa.pipeline.corrections.places import spot_of
from tests.support.corrected_pages import at_dpi, plan, word_at
from tests.support.corrections import made


@pytest.mark.parametrize(
    ("before", "after", "now", "place", "holds"),
    [
        ("liêu", "liệu", "liêu", 0.55, True),
        ("liêu", "liệu", "liệu", 0.55, True),  # by now it is read as the person says
        ("liêu", "liệu", "liễu", 0.8, True),
        ("liêu", "liệu", "liễu", 0.6, False),  # another text, and the place is not quite the same
        ("liêu", "liệu", "liêu", 0.3, False),  # a word like it beside it
        ("liêu", "liệu", "tháng", 0.95, False),  # another print: the correction is of another page
        ("1", "7", "4", 0.95, False),  # a figure that is neither
        ("1", "7", "1", 0.95, True),
        ("~", "", "~", 0.9, True),
        ("", "2026", "", 0.9, True),
        ("", "2026", "Nghị quyết", 0.9, False),
        ("Quý  II", "Quý III", "Quý II", 0.9, True),  # spaces do not count
    ],
)
def test_where_a_correction_holds(before, after, now, place, holds):
    assert fits(before, after, (now,), place) is holds


def of_word(reading, text, after, **changed):
    _, word = word_at(reading, text)
    place = Where(spots=(spot_of(reading.frame, word.box),))
    return replace(made("word", place, text, after), **changed)


def texts(reading, correction):
    return [reading.words[k].text for k in find_words(reading, correction)]


def test_a_word_that_is_read_as_two_by_now_is_found():
    reading = plan()[0]
    correction = of_word(reading, "II/2026", "III/2026")
    at, word = word_at(reading, "II/2026")
    left = replace(word, text="II/", box=Box(word.box.x0, word.box.y0, word.box.x0 + 30, word.box.y1))
    right = replace(word, text="2026", box=Box(word.box.x0 + 32, word.box.y0, word.box.x1, word.box.y1))
    parted = replace(reading, words=(*reading.words[:at], left, right, *reading.words[at + 1 :]))
    assert texts(parted, correction) == ["II/", "2026"]
    words = apply_to_pages([parted], [correction]).readings[0].words
    assert "III/2026" in "".join(w.text for w in words)


def test_a_piece_of_a_word_is_not_taken_for_the_word():
    """What was a word of its own is now read together with the next: the rest of it must not be lost."""
    reading = plan()[0]
    correction = of_word(reading, "dữ", "dự")
    at, first = word_at(reading, "dữ")
    second = reading.words[at + 1]
    both = replace(first, text="dữliêu", box=Box.around([first.box, second.box]))
    glued = replace(reading, words=(*reading.words[:at], both, *reading.words[at + 2 :]))
    found = apply_to_pages([glued], [correction])
    assert found.unplaced == (correction,)
    assert found.readings[0].words == glued.words


def test_the_page_decides():
    first, second = plan()
    correction = of_word(first, "liêu", "liệu")
    elsewhere = replace(correction, where=Where(spots=(Spot(2, correction.where.spots[0].box),)))
    assert apply_to_pages([first, second], [elsewhere]).unplaced == (elsewhere,)
    nowhere = replace(correction, where=Where(spots=(Spot(9, correction.where.spots[0].box),)))
    assert apply_to_pages([first, second], [nowhere]).unplaced == (nowhere,)


def test_words_without_boxes_are_known_by_their_number():
    reading = replace(
        plan()[0], words=tuple(Word(t, t, None, None, k // 2) for k, t in enumerate(["a", "b", "c", "c"]))
    )
    place = Where(spots=(Spot(1),), line=0, word=1)
    words = apply_to_pages([reading], [made("word", place, "b", "bê")]).readings[0].words
    assert [w.text for w in words] == ["a", "bê", "c", "c"]
    moved = Where(spots=(Spot(1),), line=0, word=3)
    assert texts(reading, made("word", moved, "b", "bê")) == ["b"]
    twice = Where(spots=(Spot(1),), line=1, word=0)
    assert texts(reading, made("word", twice, "c", "d")) == []


@pytest.mark.parametrize("seed", range(8))
def test_of_many_corrections_each_holds_or_is_told(seed):
    """Whatever the resolution and the jitter: applied and told are all there are, and no other word changes."""
    rng = random.Random(seed)
    readings = plan()
    wanted = {}
    for page in readings:
        for k in rng.sample(range(len(page.words)), 12):
            word = page.words[k]
            said = made(
                "word", Where(spots=(spot_of(page.frame, word.box),)), word.text, f"{word.text}x", f"{page.number}-{k}"
            )
            wanted[page.number, k] = said
    again = [at_dpi(r, rng.choice([100, 150, 200, 300]), rng.uniform(0, 4)) for r in readings]
    applied = apply_to_pages(again, wanted.values())
    told = {c.id for c in applied.unplaced}
    for before, after in zip(again, applied.readings, strict=True):
        for k, (old, new) in enumerate(zip(before.words, after.words, strict=True)):
            said = wanted.get((before.number, k))
            if said is None or said.id in told:
                assert new == old
            else:
                assert (new.text, new.text_ocr, new.confidence) == (said.after, old.text_ocr, 1.0)
    assert len(told) <= 4
