import numpy as np
import pytest

from sohoa.diacritics.language.tokens import FIRST_WORD, UNKNOWN
from sohoa.pipeline.recogniser.decoding import Letter
from sohoa.pipeline.recogniser.language import choose, readings

WORDS = {"phố": -2.0, "phó": -2.0, "thành": -2.0, "chủ": -2.0, "tịch": -2.0}
LIKELY = {("thành", "phố"), ("phó", "chủ"), ("chủ", "tịch")}


class Model:
    """Five words; pairs in LIKELY are fifty times as likely as others."""

    start = 0

    def __init__(self):
        self.names = ["", "", "", *WORDS]
        self.ids = {w: k for k, w in enumerate(self.names) if w}
        self.unigram = np.array([-9.0] * FIRST_WORD + list(WORDS.values()), np.float32)
        self.backoff = np.full(len(self.names), -2.0, np.float32)

    def id_of(self, word):
        return self.ids.get(word, UNKNOWN)

    def bigram(self, first, second):
        known = [(self.names[a], self.names[b]) in LIKELY for a, b in zip(first, second, strict=True)]
        return np.where(known, np.float32(-0.1), np.float32(0)), np.zeros(len(first), np.float32)

    def trigram(self, first, *_):
        return np.zeros(len(first), np.float32), np.zeros(len(first), np.float32)

    def quadgram(self, first, *_):
        return np.zeros(len(first), np.float32)


def word(text, unsure=None, other="", probability=0.6):
    return tuple(
        Letter(c, k, k + 1, probability, ((other, 1 - probability),)) if k == unsure else Letter(c, k, k + 1, 0.999)
        for k, c in enumerate(text)
    )


@pytest.mark.parametrize(("before", "after", "right"), [("thành", "", "phố"), ("", "chủ", "phó")])
def test_neighbours_settle_an_unsure_mark(before, after, right):
    line = [word(w) for w in (before,) if w] + [word("phó", 2, "ố", 0.5)] + [word(w) for w in (after,) if w]
    assert right in choose([line], Model())[0]


def test_sure_letters_stay_though_another_word_were_likelier():
    line = [word("thành"), word("phó", 2, "ố", 0.99)]
    assert choose([line], Model()) == [["thành", "phó"]]


@pytest.mark.parametrize("text", ["57", "12/2025", "2o25", "H48", "NĐ-CP", "TTr-SYT", "GD&ĐT", "KH/TU", "a@b.vn"])
def test_numbers_and_codes_have_one_reading(text):
    assert [r.text for r in readings(word(text, 0, "4", 0.5))] == [text]


def test_a_figure_is_never_put_for_a_letter():
    assert [r.text for r in readings(word("lo", 0, "1", 0.5))] == ["lo"]


def test_lines_without_words_and_no_lines():
    assert choose([[], [word("chủ")]], Model()) == [[], ["chủ"]]
    assert choose([], Model()) == []
