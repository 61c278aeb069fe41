import numpy as np
import pytest

from sohoa.pipeline.recogniser.line_image import HEIGHT, strip_to_line_image
from tests.support.print_strips import strip


def rows_with_ink(picture):
    rows = np.flatnonzero((picture > 0.5).sum(axis=1) >= 1)
    return int(rows[0]), int(rows[-1]) + 1


@pytest.mark.parametrize("size", [18, 32, 60])
def test_print_of_any_size_comes_out_alike(size):
    image = strip_to_line_image(strip("Kế hoạch phát triển", size))
    assert image.ink.shape[0] == HEIGHT and image.ink.dtype == np.float32
    top, bottom = rows_with_ink(image.ink)
    assert 0 <= top <= 8 and 32 <= bottom <= 39


def test_grey_paper_and_faint_ink_come_out_alike():
    black = strip("Kế hoạch")
    faint = (150 + black.astype(float) * 50 / 255).astype(np.uint8)
    assert np.abs(strip_to_line_image(faint).ink - strip_to_line_image(black).ink).mean() < 0.05


def test_wide_margins_do_not_make_the_print_small():
    close, wide = strip("Kế hoạch phát triển"), np.pad(strip("Kế hoạch phát triển"), 40, constant_values=255)
    heights = [np.subtract(*rows_with_ink(strip_to_line_image(s).ink)[::-1]) for s in (close, wide)]
    assert heights[1] >= 0.75 * heights[0]


def test_feet_of_the_line_above_do_not_make_the_print_small():
    line = strip("thông tư này có hiệu lực", 40)
    scraps = line.copy()
    scraps[:5, 20:-20:30] = 0
    scraps[:5, 21:-20:30] = 0
    assert np.array_equal(strip_to_line_image(scraps).ink.shape, strip_to_line_image(line).ink.shape)


def test_a_dash_is_not_blown_up_to_a_beam():
    picture = np.full((40, 60), 255, np.uint8)
    picture[20:22, 20:34] = 0
    assert (strip_to_line_image(picture).ink > 0.5).any(axis=1).sum() <= 8


@pytest.mark.parametrize("shape", [(1, 1), (1, 500), (6, 20000), (300, 2)])
@pytest.mark.parametrize("grey", [0, 128, 255])
def test_odd_strips_are_bounded(shape, grey):
    image = strip_to_line_image(np.full(shape, grey, np.uint8))
    assert image.ink.shape[0] == HEIGHT
    assert 4 <= image.ink.shape[1] <= 4096
    assert np.isfinite(image.ink).all() and image.scale > 0


@pytest.mark.parametrize("text", ["STT", "TT", "1.", "3.", "Y", "I", "hợp", "…", "(1)"])
def test_short_lines_are_not_cut(text):
    image = strip_to_line_image(strip(text, 42, bold=True))
    marked = image.ink > 0.5
    assert not marked[0].any() and not marked[-1].any()


@pytest.mark.parametrize("dots", [6, 10, 20])
def test_dots_do_not_tell_the_height_of_a_line(dots):
    plain, dotted = strip("năm", 40), strip("năm " + "." * dots, 40)
    heights = [np.subtract(*rows_with_ink(strip_to_line_image(s).ink)[::-1]) for s in (plain, dotted)]
    assert abs(heights[1] - heights[0]) <= 4
