import random

import numpy as np
import pytest
from PIL import Image

from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.problem import ProblemKind
from sohoa.pipeline.source.damage.jbig2 import jbig2_damage
from sohoa.pipeline.source.damage.white_noise import may_hold_noise, noise_damage
from sohoa.pipeline.source.opening import open_source
from tests.support.damaged_inputs import CODINGS, garble, jbig2, pdf, sheet
from tests.support.jbig2_code import arithmetic_jbig2

NOISE = np.random.default_rng(12).normal(128, 40, (640, 480))


@pytest.fixture(scope="module")
def coded():
    return arithmetic_jbig2(sheet("print"))


def opened(path, data):
    path.write_bytes(pdf([(data, CODINGS["jbig2"][1])]))
    with open_source(path) as source:
        return source.load(1)


def test_whole_arithmetic_code_is_drawn_as_it_was_and_nothing_is_said(coded, tmp_path):
    as_code, as_fax = (opened(tmp_path / "a.pdf", data) for data in (coded[0], jbig2(sheet("print"))))
    assert as_code.problems == as_fax.problems == ()
    assert np.abs(as_code.pixels.astype(int) + as_fax.pixels - 255).max() <= 2  # the fax has black for white


@pytest.mark.parametrize("n", [1, 400])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.8])
def test_garbage_inside_arithmetic_code_is_told(coded, tmp_path, share, n):
    data, start = coded
    rng = random.Random(f"{share} {n}")
    at = start + int(share * (len(data) - start))
    spoiled = data[:at] + bytes(b ^ rng.randrange(1, 256) for b in data[at : at + n]) + data[at + n :]
    assert jbig2_damage(spoiled) is None  # the segments are whole
    (problem,) = opened(tmp_path / "a.pdf", spoiled).problems
    (doubt,) = problem.doubts
    assert (problem.kind, problem.page, doubt.kind) == (ProblemKind.LOST_CONTENT, 1, DoubtKind.PICTURE_CUT)
    assert abs(float(doubt.detail.split(" | ")[0]) / 100 - share) < 0.2


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_garbage_inside_a_region_that_is_a_fax_is_told(share):
    whole = jbig2(sheet("print"))
    assert jbig2_damage(whole) is None
    damage = jbig2_damage(garble(whole, share, random.Random(3)))
    assert damage.word.startswith("JBIG2: Fax")
    assert 0 <= damage.share <= 1


@pytest.mark.parametrize("first", [0, 200, 500])
def test_noise_is_told_with_the_row_from_which_on_it_is(first):
    picture = np.full(NOISE.shape, 255, np.uint8)
    picture[first:] = np.where(NOISE[first:] > 128, 255, 0)
    assert may_hold_noise(picture)
    assert noise_damage(picture).share == pytest.approx(first / len(picture), abs=0.1)


def rastered(page, step):
    """Ordered dither, as printers and fax machines make tones."""
    order = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]])
    tiles = np.kron(order, np.ones((step, step), int)) * 16 + 8
    grey = np.asarray(page)
    pattern = np.tile(tiles, (grey.shape[0] // len(tiles) + 1, grey.shape[1] // len(tiles) + 1))
    return np.where(grey > pattern[: grey.shape[0], : grey.shape[1]], 255, 0).astype(np.uint8)


GREY_WEDGE = Image.fromarray(np.tile(np.linspace(0, 255, 480), (640, 1)).astype(np.uint8))
WHOLE = {
    "print": np.asarray(sheet("print").convert("1").convert("L")),
    "blank": np.asarray(sheet("blank")),
    "black": np.zeros((640, 480), np.uint8),
    "grainy photograph at one threshold": np.asarray(
        sheet("photograph").convert("1", dither=Image.Dither.NONE).convert("L")
    ),
    "photograph by diffusion": np.asarray(sheet("photograph").convert("1").convert("L")),
    "greys by diffusion": np.asarray(GREY_WEDGE.convert("1").convert("L")),
    "photograph rastered": rastered(sheet("photograph"), 1),
    "photograph rastered coarsely": rastered(sheet("photograph"), 3),
    **{f"greys rastered {n}": rastered(GREY_WEDGE, n) for n in (1, 2, 3, 4)},
    "small": np.zeros((20, 20), np.uint8),
    "one line": np.zeros((1, 4000), np.uint8),
}


@pytest.mark.parametrize("name", WHOLE)
def test_what_was_scanned_is_no_noise(name):
    assert noise_damage(WHOLE[name]) is None


def test_grain_that_a_lens_has_seen_is_no_noise():
    import cv2

    seen = cv2.GaussianBlur(NOISE, (0, 0), 0.7)
    assert noise_damage(np.where(seen > 128, 255, 0).astype(np.uint8)) is None


def test_print_and_paper_are_not_looked_at_closely():
    assert not may_hold_noise(np.asarray(sheet("print")))
    assert not may_hold_noise(np.asarray(sheet("blank").convert("RGB")))
