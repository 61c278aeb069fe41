"""The degrader: no chance but the seed's, and parameters that do what they say."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samples.degrade import degrade
from samples.marks import Place
from samples.wear import PRESETS, Wear

SMALL = Wear(dpi=60)


def page(height=496, width=350, step=24):
    """White paper with thin black rules from edge to edge."""
    sheet = np.full((height, width), 255, np.uint8)
    sheet[step::step, 30:-30] = 0
    return sheet


def worn(wear, seed=7, sheet=None, **more):
    return degrade(page() if sheet is None else sheet, wear, np.random.default_rng(seed), **more)


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_equal_seeds_give_equal_pixels_and_others_differ(preset):
    wear = replace(PRESETS[preset], dpi=60)
    assert np.array_equal(worn(wear)[0], worn(wear)[0])
    assert not np.array_equal(worn(wear)[0], worn(wear, seed=8)[0])


def test_no_wear_leaves_the_page_as_it_is():
    assert np.array_equal(worn(SMALL)[0], page())


def test_the_page_is_not_changed_in_place():
    sheet = page()
    worn(replace(PRESETS["hard"], dpi=60), sheet=sheet)
    assert np.array_equal(sheet, page())


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turn_is_clockwise(turn):
    corner = np.full((40, 30), 255, np.uint8)
    corner[:5, :5] = 0
    got = worn(replace(SMALL, turn=turn), sheet=corner)[0]
    at = {0: (0, 0), 90: (0, -1), 180: (-1, -1), 270: (-1, 0)}[turn]
    assert got[at] == 0 and got.shape == ((40, 30) if turn % 180 == 0 else (30, 40))


def test_an_odd_turn_is_refused():
    with pytest.raises(ValueError, match="45"):
        worn(replace(SMALL, turn=45))


@pytest.mark.parametrize("seed", range(4))
def test_the_skew_told_is_the_clockwise_skew_seen(seed):
    sheet = np.full((700, 700), 255, np.uint8)
    sheet[350:352, 50:650] = 0
    got, skew = worn(replace(SMALL, skew_deg=4), seed=seed, sheet=sheet)
    left, right = (float(np.mean(np.nonzero(got[:, x] < 128)[0])) for x in (150, 550))
    assert np.degrees(np.arctan2(right - left, 400)) == pytest.approx(skew, abs=0.15)
    assert abs(skew) <= 4


def test_worn_rules_take_their_share_and_spare_letters():
    sheet = page()
    cv2.putText(sheet, "abc", (120, 20), cv2.FONT_HERSHEY_PLAIN, 1, 0)
    got = worn(replace(SMALL, worn_rules=0.3), sheet=sheet)[0]
    rules, letters = sheet[24::24, 30:-30] == 0, sheet[:24] == 0
    assert 0.2 < np.mean(got[24::24, 30:-30][rules] > 128) < 0.4
    assert np.all(got[:24][letters] < 128)


def test_paper_ink_noise_and_light():
    blank = np.full((400, 300), 255, np.uint8)
    assert worn(replace(SMALL, paper=0.8), sheet=blank)[0].mean() == pytest.approx(204, abs=1)
    assert worn(replace(SMALL, ink=0.5), sheet=np.zeros_like(blank))[0].mean() == pytest.approx(127, abs=1)
    noisy = worn(replace(SMALL, paper=0.5, noise=0.05), sheet=blank)[0]
    assert noisy.std() == pytest.approx(0.05 * 255, rel=0.1)
    lit = worn(replace(SMALL, paper=0.6, light=0.3), sheet=blank)[0]
    assert np.ptp(lit.astype(int)) > 0.2 * 255


def test_the_back_shines_through_mirrored():
    blank, back = np.full((200, 200), 255, np.uint8), np.full((200, 200), 255, np.uint8)
    back[80:120, :60] = 0
    got = worn(replace(SMALL, bleed=0.3), sheet=blank, back=back)[0]
    assert got[100, 180] < 200 and got[100, 20] > 250


def test_the_seal_is_red_over_readable_print():
    place = Place(0.6, 0.5, "ABC ")
    wear = replace(SMALL, colour=True, seal=(196, 38, 46))
    got = worn(wear, seal_at=place)[0].astype(int)
    assert got.shape == (496, 350, 3)
    assert np.sum((got[..., 0] - got[..., 1] > 60) & (got[..., 0] - got[..., 2] > 60)) > 200
    assert np.all(worn(wear, seal_at=place)[0][page() == 0] < 10)


@settings(max_examples=15, deadline=None)
@given(
    wear=st.builds(
        Wear,
        dpi=st.just(60),
        skew_deg=st.floats(0, 5),
        turn=st.sampled_from([0, 90, 180, 270]),
        colour=st.booleans(),
        ink=st.floats(0.1, 1),
        ink_blotch=st.floats(0, 1),
        thin_mm=st.floats(-0.5, 0.5),
        rough_mm=st.floats(0, 0.3),
        blur_mm=st.floats(0, 0.5),
        paper=st.floats(0.1, 1),
        cloud=st.floats(0, 0.5),
        light=st.floats(0, 1),
        noise=st.floats(0, 0.3),
        speckle_per_cm2=st.floats(0, 5),
        worn_rules=st.floats(0, 1),
        holes=st.booleans(),
        border_mm=st.floats(0, 10),
    ),
    seed=st.integers(0, 2**32 - 1),
)
def test_any_wear_gives_a_page_of_bytes(wear, seed):
    got, skew = worn(wear, seed=seed, sheet=page(120, 90))
    assert got.dtype == np.uint8 and got.ndim == (3 if wear.colour else 2)
    assert got.shape[:2] == ((120, 90) if wear.turn % 180 == 0 else (90, 120))
    assert abs(skew) <= wear.skew_deg
