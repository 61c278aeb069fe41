import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.diacritics.language.folding import strip_marks
from sohoa.diacritics.layers.judge import LayerReason, judge_layer
from sohoa.diacritics.layers.legacy_codes import encode
from sohoa.diacritics.layers.strange_pairs import strange_share

CASES = json.loads((Path(__file__).parent / "layer_cases.json").read_text("utf-8"))
PLAN = "\n".join(CASES["plan"])


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda c: c["name"])
def test_cases(case):
    found = judge_layer(case["text"], case.get("coverage"), case.get("scanned", False))
    assert (found.kind, found.reason) == (case["kind"], case.get("reason", ""))


@pytest.mark.parametrize("scanned", [False, True])
def test_a_page_of_a_plan_is_sound(scanned):
    assert judge_layer(PLAN, 0.9, scanned).kind == "sound"


@pytest.mark.parametrize("code", ["tcvn3", "vni", "viscii"])
@pytest.mark.parametrize("scanned", [False, True])
def test_the_same_page_in_a_legacy_code_is_broken(code, scanned):
    found = judge_layer(encode(PLAN, code), 0.9, scanned)
    assert (found.kind, found.legacy, found.reason) == ("broken", code, LayerReason.LEGACY)


@pytest.mark.parametrize("scanned", [False, True])
def test_the_same_page_without_marks_is_broken(scanned):
    assert judge_layer(strip_marks(PLAN), 0.9, scanned).kind == "broken"


def test_a_scan_covered_in_part_is_broken():
    assert judge_layer(PLAN, 0.3, scanned=True).reason == "partial"
    assert judge_layer(PLAN, 0.75, scanned=True).kind == "sound"
    assert judge_layer(PLAN, 0.5, scanned=False).kind == "sound"


def test_wrong_syllables_are_known_by_their_neighbours():
    wrong = PLAN.replace("hoạch", "hoạnh").replace("phát", "phạt").replace("thực", "thục").replace("các", "cắc")
    assert judge_layer(wrong, 0.9, scanned=True).reason == "garbled"
    assert judge_layer(wrong, 0.9, scanned=False).kind == "sound"
    share, worse = strange_share(PLAN), strange_share(wrong)
    assert share is not None
    assert worse is not None
    assert share < 0.05 < worse


@given(text=st.text(max_size=120), coverage=st.none() | st.floats(0, 1), scanned=st.booleans())
def test_any_text_is_judged(text, coverage, scanned):
    found = judge_layer(text, coverage, scanned)
    assert found.kind in ("none", "sound", "broken")
    assert 0 <= found.score <= 1
    assert (found.reason == "") == (found.kind != "broken")
