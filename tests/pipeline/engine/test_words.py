import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.nouns.geometry import Box
from sohoa.pipeline.engine.words import MOST_ALTERNATIVES, EngineWord, parse_tsv, with_alternatives

CASES = json.loads((Path(__file__).parent / "engine_words.json").read_text("utf-8"))
HEADER = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def row(text, conf="90", place=("5", "6", "70", "20"), page=1, line=1, word=1):
    return "\t".join(["5", str(page), "1", "1", str(line), str(word), *place, conf, text])


@pytest.mark.parametrize("case", CASES["words"], ids=lambda c: c["why"])
def test_word(case):
    (word,) = parse_tsv(row(case["text"], case["conf"]) + "\n", header=False)[1]
    assert word.text == case["word"]
    assert word.confidence == pytest.approx(case["confidence"], abs=1e-12)


@pytest.mark.parametrize("case", CASES["places"], ids=lambda c: c["why"])
def test_place(case):
    (word,) = parse_tsv(row("Sở", place=case["place"]), header=False)[1]
    assert word.box == Box(*case["box"])


@pytest.mark.parametrize("text", CASES["no_words"])
def test_no_word(text):
    assert parse_tsv(text, header=False) == {}


def test_the_header_is_skipped_only_where_there_is_one():
    assert [w.text for w in parse_tsv(HEADER + row("một"), header=True)[1]] == ["một"]
    assert [w.text for w in parse_tsv(row("một"), header=False)[1]] == ["một"]
    assert parse_tsv(HEADER, header=True) == {}


def test_pages_and_lines_are_told_apart():
    text = "\n".join([row("a", line=1), row("b", line=1, word=2), row("c", line=3), row("d", page=4, line=7)])
    pages = parse_tsv(text, header=False)
    assert [(w.text, w.line) for w in pages[1]] == [("a", 0), ("b", 0), ("c", 1)]
    assert [(w.text, w.line) for w in pages[4]] == [("d", 0)]


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", exclude_categories=["Zs", "Zl", "Zp", "Cc", "Cs", "Cn"]), min_size=1),
            st.floats(0, 100),
            st.lists(st.integers(0, 30000), min_size=4, max_size=4),
        ),
        max_size=6,
    )
)
def test_nothing_is_lost_or_bent(words):
    text = "\n".join(row(t, repr(c), [str(v) for v in place], word=i) for i, (t, c, place) in enumerate(words))
    found = parse_tsv(text, header=False).get(1, [])
    assert len(found) == len(words)
    for word, (_, c, (x, y, w, h)) in zip(found, words, strict=True):
        assert unicodedata.is_normalized("NFC", word.text)
        assert word.confidence == pytest.approx(c / 100)
        assert word.box == Box(x, y, x + w, y + h)


def letters(*of_word):
    return [(letter, list(choices)) for letter, *choices in of_word]


WORD = EngineWord("tố", Box(0, 0, 20, 20), 0.7)


def test_alternatives_change_one_letter_and_the_likeliest_comes_first():
    spelled = letters(("t", ("t", 0.9), ("f", 0.05)), ("ố", ("ố", 0.6), ("ổ", 0.3), ("ô", 0.1)))
    (word,) = with_alternatives([WORD], [spelled])
    assert [(a.text, a.score) for a in word.alternatives] == [("tổ", 0.3), ("tô", 0.1), ("fố", 0.05)]
    assert (word.text, word.confidence, word.box) == (WORD.text, WORD.confidence, WORD.box)


def test_alternatives_stay_with_their_word():
    other = EngineWord("sở", Box(30, 0, 50, 20), 0.9)
    spelled = [letters(("t", ("t", 1.0)), ("ố", ("ổ", 0.3))), letters(("s", ("s", 1.0)), ("ở", ("ỡ", 0.2)))]
    first, second, third = with_alternatives([WORD, other, EngineWord("lạ", Box(60, 0, 70, 9), 0.5)], spelled)
    assert [a.text for a in first.alternatives] == ["tổ"]
    assert [a.text for a in second.alternatives] == ["sỡ"]
    assert third.alternatives == ()


def test_alternatives_are_few_and_scores_are_shares():
    choices = [(chr(0x1EA0 + 2 * k), 1.5 - 0.1 * k) for k in range(20)]
    (word,) = with_alternatives([WORD], [letters(("t", ("t", 1.0)), ("ố", *choices))])
    assert len(word.alternatives) == MOST_ALTERNATIVES
    assert all(0 <= a.score <= 1 for a in word.alternatives)


def test_the_word_itself_is_no_alternative():
    spelled = letters(("t", ("t", 1.0)), ("ố", ("ố", 0.5), ("ố", 0.4), ("", 0.2)))
    assert with_alternatives([WORD], [spelled])[0].alternatives == ()


def test_the_same_word_twice_has_the_alternatives_of_its_own_place():
    spelled = [letters(("t", ("t", 1.0)), ("ố", ("ổ", 0.3))), letters(("t", ("t", 1.0)), ("ố", ("ô", 0.2)))]
    first, second = with_alternatives([WORD, WORD], spelled)
    assert [a.text for a in first.alternatives] == ["tổ"]
    assert [a.text for a in second.alternatives] == ["tô"]
