"""One rule makes lines of words and runs, wherever they come from."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.nouns.geometry import Box
from sohoa.nouns.printed_line import line_to_runs, runs_to_lines, side_by_side, words_to_lines, words_to_runs
from sohoa.nouns.text_run import words_to_run
from sohoa.nouns.word import Word


def run_of(*words):
    placed = [Word(t, t, Box(60 * k, 10, 60 * k + 50, 40), c) for k, (t, c) in enumerate(words)]
    return words_to_run(placed)


def test_a_run_is_as_sure_as_its_letters():
    assert run_of(("a", 0.0), ("bbb", 1.0)).confidence == pytest.approx(0.75)
    assert run_of(("a", None)).confidence == 1.0
    assert run_of(("a", None), ("b", 0.4)).confidence == pytest.approx(0.4)


def test_words_without_a_place_make_no_run():
    assert words_to_run([]) is None
    assert words_to_run([Word("a", "a", None, 0.9)]) is None


def placed(text, x0, y0, width=40, height=20):
    return Word(text, text, Box(x0, y0, x0 + width, y0 + height), None)


def test_words_of_a_layer_become_runs_in_any_order():
    words = [placed(t, 100 + 48 * k, 200) for k, t in enumerate(["Sở", "Nội", "vụ"])]
    words += [placed(t, 600 + 48 * k, 203) for k, t in enumerate(["Quý", "II"])]
    words += [placed("dưới", 100, 230)]
    for seed in range(5):
        random.Random(seed).shuffle(words)
        assert [r.text for r in words_to_runs(words)] == ["Sở Nội vụ", "Quý II", "dưới"]


def test_a_raised_figure_stays_with_its_line():
    words = [placed("CP", 100, 200), placed("1", 142, 196, 6, 10), placed("và", 152, 200, 30, 20)]
    assert [r.text for r in words_to_runs(words)] == ["CP 1 và"]


boxes = st.tuples(st.integers(0, 900), st.integers(0, 900), st.integers(1, 80), st.integers(1, 40))


@given(st.lists(boxes, max_size=30))
def test_lines_hold_everything_once(some):
    items = [Box(x, y, x + w, y + h) for x, y, w, h in some]
    rows = side_by_side(items, lambda b: b)
    assert sorted(map(id, items)) == sorted(id(b) for row in rows for b in row)


def test_slanting_rows_stay_apart():
    places = [(k, 50 * k, 100 * row + 3 * k) for row in range(3) for k in range(9)]
    items = [(k, Box(x, y, x + 40, y + 40)) for k, x, y in places]
    assert [[k for k, _ in sorted(row)] for row in side_by_side(items, lambda t: t[1])] == [list(range(9))] * 3


def test_a_tall_stroke_does_not_glue_two_lines_together():
    lines = [
        placed(t, 60 * k, y)
        for y, text in ((200, "PHỤ LỤC"), (230, "DANH MỤC NHIỆM VỤ"))
        for k, t in enumerate(text.split())
    ]
    seal = placed("|", 400, 196, 6, 56)
    texts = [" ".join(w.text for w in line) for line in words_to_lines([*lines, seal])]
    assert [t for t in texts if t != "|"] == ["PHỤ LỤC", "DANH MỤC NHIỆM VỤ"]


def test_words_without_a_place_come_last():
    bare = Word("cuối", "cuối", None, None)
    assert words_to_lines([bare, placed("a", 100, 200)]) == ((placed("a", 100, 200),), (bare,))
    assert words_to_lines([bare]) == ((bare,),)
    assert words_to_lines([]) == ()


def test_a_line_is_its_runs():
    words = [placed("Sở", 100, 200), placed("Y", 150, 200, 10), placed("tế", 400, 202)]
    (line,) = runs_to_lines(reversed(line_to_runs(words, 60)))
    assert [r.text for r in line.runs] == ["Sở Y", "tế"]
    assert (line.text, line.words, line.size) == ("Sở Y tế", tuple(words), 20)
    assert line.box == Box.around(w.box for w in words)


def line_of(text, x0, y0, height, step=90):
    places = [(t, x0 + step * k) for k, t in enumerate(text.split())]
    return words_to_run([Word(t, t, Box(x, y0, x + step - 10, y0 + height), 0.9) for t, x in places])


def test_runs_over_one_another_are_two_lines():
    parent, body = line_of("UBND TỈNH HƯƠNG THỦY", 298, 246, 32), line_of("SỞ KHOA HỌC VÀ CÔNG NGHỆ", 232, 263, 56)
    assert [line.text for line in runs_to_lines([body, parent])] == [parent.text, body.text]


@pytest.mark.parametrize(
    "other",
    [
        line_of("ngày 12", 800, 250, 40),  # beside it
        line_of("1)", 640, 250, 18, 20),  # a raised figure
    ],
)
def test_what_stands_beside_is_of_the_line(other):
    (line,) = runs_to_lines([line_of("UBND TỈNH HƯƠNG THỦY", 298, 246, 32), other])
    assert len(line.runs) == 2
