"""A doubtful bare word is read as elsewhere in its sentence, if it is rare there."""

import pytest

from sohoa.diacritics.language.sentences import lines_to_sentences, sentences_to_windows
from sohoa.diacritics.lines.offers import Mark
from sohoa.diacritics.lines.restore import restore_lines
from sohoa.diacritics.lines.same_word import settled
from sohoa.diacritics.statistics.syllable_model import shipped_model

MODEL = shipped_model()


def done(line, *marks):
    (window,) = sentences_to_windows(lines_to_sentences([line]))
    return settled(
        window, [Mark(at, after, score, others[0] if others else ()) for at, after, score, *others in marks], MODEL
    )


def read(line, *marks):
    return [m.after for m in done(line, *marks)]


def test_a_rare_word_comes_back():
    (restored,) = restore_lines(["Ma ho so H15-0042, ma don vi LG-01."], "toneless")
    assert restored.text == "Mã hồ sơ H15-0042, mã đơn vị LG-01."
    assert [d.before for d in restored.doubts] == ["ma"]


@pytest.mark.parametrize(
    ("score", "others", "elsewhere", "sure", "after"),
    [
        (0.6, ("mã",), "mã", 0.95, "mã"),
        (0.6, ("ma", "mã"), "Mã", 0.95, "mã"),
        (0.95, (), "mã", 0.95, "mà"),  # it is sure itself
        (0.6, ("mã",), "mã", 0.8, "mà"),  # the other is not
        (0.6, ("mạ",), "mã", 0.95, "mà"),  # no likely reading here
        (0.6, ("mã",), "mạ", 0.95, "mà"),
    ],
)
def test_what_settles_a_word(score, others, elsewhere, sure, after):
    line = "ma so va ma vung"
    assert read(line, (0, elsewhere, sure), (3, "mà", score, others))[1] == after


def test_frequent_words_do_not_settle_each_other():
    line = "va so va"
    assert read(line, (0, "và", 0.99), (2, "vá", 0.6, ("và",))) == ["và", "vá"]


def test_where_both_stand_in_the_line_nothing_is_settled():
    line = "ma ma ma"
    marks = [(0, "mã", 0.99), (1, "mà", 0.99), (2, "mà", 0.6, ("mã",))]
    assert read(line, *marks) == ["mã", "mà", "mà"]


def test_what_was_taken_is_told_beside():
    line = "ma so va ma vung"
    marks = [(0, "mã", 0.99), (3, "mà", 0.6, ("mã", "ma"))]
    assert done(line, *marks)[1].others == ("mà", "ma")
