"""Which passage of a page is shown, and what is framed in it."""

import pytest

from sohoa.nouns.geometry import Box
from sohoa.pipeline.search.passages import best_passage
from sohoa.pipeline.search.query import read_terms
from sohoa.pipeline.search.units import Besides, Unit


def unit(text, besides=()):
    words = tuple(text.split())
    boxes = tuple(v for k in range(len(words)) for v in (100 * k, 10, 100 * k + 90, 40))
    return Unit(1, words, boxes, besides)


def found(passage):
    return [p.text for p in passage.pieces if p.found]


FAR = " ".join(f"chữ{k}" for k in range(60))


def test_the_passage_with_the_most_words():
    passage = best_passage(unit(f"số {FAR} chuyển đổi số {FAR} đổi"), read_terms("chuyển đổi số"))
    assert found(passage) == ["chuyển", "đổi", "số"]
    assert passage.boxes[0] == Box(6100.0, 10.0, 6190.0, 40.0)
    assert (len(passage.boxes), passage.n_places) == (3, 1)
    assert len(passage.pieces) == 30


def test_the_nearest_words_are_framed():
    passage = best_passage(unit("số mới đổi khác chuyển đổi số"), read_terms("chuyển đổi số"))
    assert [b.x0 for b in passage.boxes] == [400.0, 500.0, 600.0]
    assert found(passage) == ["số", "đổi", "chuyển", "đổi", "số"]
    assert best_passage(unit("số mới đổi khác chuyển"), read_terms("chuyển đổi số")).n_places == 3


@pytest.mark.parametrize(
    ("query", "shown"), [("57-NQ/TW", ["57-NQ/TW;"]), ("nq", ["57-NQ/TW;"]), ("tw ngày", ["57-NQ/TW;"])]
)
def test_a_word_of_several_tokens(query, shown):
    assert found(best_passage(unit("Nghị quyết 57-NQ/TW; rồi"), read_terms(query))) == shown


def test_what_stands_besides_is_shown_where_the_words_do_not_have_it():
    besides = (Besides("subject", "về việc trồng rừng", Box(1, 2, 3, 4)),)
    passage = best_passage(unit("trồng cây", besides), read_terms("trồng rừng"))
    assert (passage.kind, found(passage)) == ("text", ["trồng"])
    passage = best_passage(unit("bắp cải", besides), read_terms("trồng rừng"))
    assert (passage.kind, found(passage), passage.boxes) == ("subject", ["trồng", "rừng"], (Box(1, 2, 3, 4),))


def test_a_very_long_word_is_cut():
    assert len(best_passage(unit("x" * 5000), read_terms("x")).pieces[0].text) == 60


def test_words_without_boxes():
    one = Unit(1, ("kế", "hoạch"), (0,) * 8)
    assert best_passage(one, read_terms("hoạch")).boxes == ()
