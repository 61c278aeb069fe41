"""How likely a word is wrong."""

import json
from pathlib import Path

import pytest

from sohoa.nouns.word import Alternative
from sohoa.pipeline.review.queue.risks import KNOTS, between_knots, risk_of_signs, signs_of
from sohoa.pipeline.review.queue.words import doubtful_words

CASES = json.loads((Path(__file__).parent / "cases" / "risks.json").read_text("utf-8"))


def risk(text, confidence, ocr=None, rival=None, near=0):
    rivals = [Alternative("x", rival)] if rival else []
    return risk_of_signs(confidence, signs_of(text, ocr or text, confidence, rivals, near))


@pytest.mark.parametrize("case", CASES["likelier"], ids=[c["what"] for c in CASES["likelier"]])
def test_what_makes_a_word_likelier_wrong(case):
    more, less = (risk(**{"confidence": 0.95, "rival": 0.02, "text": "suối", **case[k]}) for k in ("more", "less"))
    assert more > 1.2 * less


def test_every_word_has_a_risk():
    for text in ("", " ", "-", "…", "Đ", "12", "12/3", "VI", "ĐồI", "\U0001f600"):
        for confidence in (0.0, 0.3, 0.5, 0.6995, 0.7, 0.9999, 1.0):
            assert 0.0 < risk(text, confidence) < 1.0
    assert risk("suối", 1.0) < 0.005
    assert risk("suối", 0.4) > 0.1


def test_between_knots():
    for k, knot in enumerate(KNOTS):
        assert between_knots(knot)[k] == pytest.approx(1.0)
    assert between_knots(0.955) == pytest.approx({7: 1 / 6, 8: 5 / 6})
    assert sum(between_knots(1.2).values()) == pytest.approx(1.0)


def test_neighbours_count_on_their_own_page():
    def row(page, word, confidence):
        told = {"page": page, "word": word, "text": "suối", "text_ocr": "suối", "confidence": confidence}
        return {**told, "alternatives": [], "x0": None, "y0": None, "x1": None, "y1": None}

    rows = [row(1, 4, 0.5), row(1, 5, 0.9), row(2, 6, 0.9), row(1, 9, 0.9), row(3, 0, None)]
    beside, other_page, far, unknown = [w.risk for w in doubtful_words(rows)][1:]
    assert beside > other_page == far
    assert unknown == 0.0
