import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.diacritics.language.folding import bare_letters
from sohoa.extract.layout.runs import group_rows, words_to_runs
from sohoa.extract.wording.phrases import NATIONAL_TITLE, RECIPIENTS, is_like, likeness, opens_with
from sohoa.nouns.geometry import Box
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
def test_rows_hold_everything_once_from_top_to_bottom(some):
    items = [Box(x, y, x + w, y + h) for x, y, w, h in some]
    rows = group_rows(items, lambda b: b)
    assert sorted(map(id, items)) == sorted(id(b) for row in rows for b in row)


def test_slanting_rows_stay_apart():
    places = [(k, 50 * k, 100 * row + 3 * k) for row in range(3) for k in range(9)]
    items = [(k, Box(x, y, x + 40, y + 40)) for k, x, y in places]
    assert [[k for k, _ in sorted(row)] for row in group_rows(items, lambda t: t[1])] == [list(range(9))] * 3


def test_phrases_are_known_also_where_broken():
    assert is_like(bare_letters("CỘNG HOÀ XÃ HỘI CHÚ NGHlA VIỆT NAM"), NATIONAL_TITLE[0])
    assert is_like(bare_letters("Độc Iập - Tự do - Hạnh phục"), NATIONAL_TITLE[1])
    assert not is_like(bare_letters("Độc lập, tự chủ trong công tác"), NATIONAL_TITLE[1])
    assert opens_with(bare_letters("Nơi nhân: - Như trên;"), RECIPIENTS)
    assert not opens_with(bare_letters("Nơi thực hiện"), RECIPIENTS)
    assert likeness("", "abc") == likeness("a" * 40, "abc") == 0
