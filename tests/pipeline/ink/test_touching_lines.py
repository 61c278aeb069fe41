import cv2
import numpy as np
import pytest

from sohoa.pipeline.ink.touching_lines import part_touching_lines
from tests.support.drawn_lines import draw, found_lines, owners, shares_of_own_ink

UPPER = "Sở Thông tin và Truyền thông; Thủ trưởng các sở, ban"
LOWER = "ban nhân dân các huyện, thị xã, thành phố và các tổ"


def tied(bridge=True):
    """Two lines of body text; a stroke of 4 px ties the `g` of `trưởng` to a letter below it."""
    page, masks = draw([(UPPER, 60, 150), (LOWER, 60, 212)], size=50, width=1500)
    if bridge:
        page = page.copy()
        columns = np.flatnonzero(masks[0][158:162].any(axis=0))
        x = int(columns[len(columns) // 2])
        below = np.flatnonzero(masks[1][:, x - 8 : x + 9].any(axis=1))[0]
        page[155 : below + 6, x - 2 : x + 2] = 0
    return page, masks


def test_a_descender_in_the_mark_below_is_cut_from_it():
    page, masks = tied()
    before, lines = found_lines(page)
    after, parted = part_touching_lines(before, lines)
    assert len(after.x0) > len(before.x0)
    assert len(parted) == 2
    whose = owners(after, parted)
    for k, mask in enumerate(masks):
        assert np.mean(whose[mask & ~masks[1 - k]] == k) > 0.99
    assert np.mean(owners(before, lines)[masks[0] & ~masks[1]] == 0) < 0.99


def test_boxes_and_zones_of_the_pieces_are_those_of_their_ink():
    page, _ = tied()
    after, _ = part_touching_lines(*found_lines(page))
    for c in range(1, len(after.x0)):
        rows, columns = np.nonzero(after.labels == c)
        assert (columns.min(), rows.min()) == (after.x0[c], after.y0[c])
        assert (columns.max() + 1, rows.max() + 1) == (after.x1[c], after.y1[c])
    assert len(after.zone) == len(after.x0)


@pytest.mark.parametrize("pitch", [1.15, 1.3, 1.7])
def test_lines_that_do_not_touch_stay_as_they_are(pitch):
    page, _ = draw([(t, 60, 150 + round(k * pitch * 50)) for k, t in enumerate((UPPER, LOWER, UPPER))], width=1500)
    parts, lines = found_lines(page)
    whole, parted = part_touching_lines(parts, lines)
    assert whole is parts
    assert parted == lines


def blot(page):
    page[120:230, 600:640] = 0


def bracket(page):
    page[100:225, 1330:1334] = 0


@pytest.mark.parametrize("add", [blot, bracket], ids=lambda f: f.__name__)
def test_what_is_thick_or_stands_beside_the_lines_is_not_cut(add):
    page = tied(bridge=False)[0].copy()
    add(page)
    parts, lines = found_lines(page)
    assert part_touching_lines(parts, lines)[0] is parts


SMALL = (
    "Căn cứ Quyết định số 155/QĐ-UBND ngày 16/01/2024 của UBND tỉnh Lam",
    "Giang quy định về chức năng, nhiệm vụ, cơ cấu tổ chức bộ máy của Sở",
    "Tài chính; Quyết định số 27/2028/QĐ-UBND ngày 22/10/2028 của tỉnh",
)


def small_print(ties):
    """Three lines at 100 dpi, whose marks blur into their letters; strokes tie letters that hang to those below."""
    page, masks = draw([(t, 30, 60 + 22 * k) for k, t in enumerate(SMALL)], width=700, height=160, size=17)
    page = page.copy()
    for upper, lower in ((0, 1), (1, 2)):
        foot = np.flatnonzero(masks[upper].any(axis=1))[-1]
        hanging = np.flatnonzero(masks[upper][foot - 1])
        for x in hanging[:: max(1, len(hanging) // ties)][:ties] if ties else ():
            below = np.flatnonzero(masks[lower][:, x])
            page[foot - 3 : (below[0] if len(below) else foot) + 2, x - 1 : x + 2] = 0
    return cv2.GaussianBlur(cv2.erode(page, np.ones((2, 2), np.uint8)), (0, 0), 0.7), masks


@pytest.mark.parametrize("ties", [0, 1, 2, 3])
def test_letters_that_touch_tie_no_lines(ties):
    page, masks = small_print(ties)
    parts, parted = part_touching_lines(*found_lines(page))
    assert len(parted) == len(SMALL)
    assert min(shares_of_own_ink(parts, parted, masks)) > 0.97
