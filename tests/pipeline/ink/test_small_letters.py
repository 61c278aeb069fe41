"""Small print beside larger: an overlay of a signature over the text of a page."""

import numpy as np
import pytest

from tests.support.drawn_lines import draw, found_lines, shares_of_own_ink

BODY = [(f"Căn cứ Nghị định của Chính phủ về kiểm soát, lần {k}", 60, 500 + 80 * k) for k in range(8)]
OVERLAY = ("Cơ quan: Uỷ ban nhân", "dân tỉnh Lam Giang,", "Tỉnh Lam Giang", "Thời gian ký:", "19.02.2026 07:55:13")
WIDE, HIGH = 1500, 1200


def page_with(overlay, size, pitch=1.15):
    """Text of 50 px type below an overlay; the page, and where the ink of each line of the overlay is."""
    small, masks = draw(
        [(t, 60, 80 + round(k * pitch * size)) for k, t in enumerate(overlay)], size=size, width=WIDE, height=HIGH
    )
    return np.minimum(small, draw(BODY, size=50, width=WIDE, height=HIGH)[0]), masks


@pytest.mark.parametrize("share", [0.5, 0.55, 0.6, 0.7])
@pytest.mark.parametrize("pitch", [1.1, 1.2])
def test_small_print_is_of_the_line_of_the_letter_beside(share, pitch):
    page, masks = page_with(OVERLAY, round(share * 50), pitch)
    parts, lines = found_lines(page)
    assert len(lines) == len(OVERLAY) + len(BODY)
    assert min(shares_of_own_ink(parts, lines, masks)) > 0.99


@pytest.mark.parametrize("pitch", [1.15, 1.3])
def test_marks_are_no_small_letters(pitch):
    """Stacked marks beside stems and capitals, under a line with letters that hang."""
    texts = ("nguyễn, khuyến nghị gyp", "ỂNH ẪN thể hậu ẵ ỗ", "Ủy Ẵm thẳng khổ lẫn bẫy", "phở lệ phí đề nghị")
    page, masks = draw([(t, 60, 100 + round(k * pitch * 50)) for k, t in enumerate(texts)], size=50)
    parts, lines = found_lines(page)
    assert len(lines) == len(texts)
    assert min(shares_of_own_ink(parts, lines, masks)) > 0.99
