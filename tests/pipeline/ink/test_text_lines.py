import numpy as np
import pytest

from sohoa.pipeline.ink.strips import line_strips
from tests.support.drawn_lines import draw, found_lines, owners, shares_of_own_ink

STACKED = (
    "Ấn định mức hỗ trợ cho các hộ ở vùng khó khăn, ế ặ ỗ ở",
    "ỂNH ẪN ỬNG ỘI nguyễn, khuyến nghị sửa đổi quy hoạch ậ ợ",
    "kỹ thuật số được ưu tiên đầu tư: tỷ lệ đạt ỷ ỵ ẹ ự ữ ẵ",
    "Ủy ban Ổn định, Ẵm bồng, Ỡm ờ, phở Ữ ạ ị ụ ỏ",
)
PAPER = 255


def stack(pitch, size=50, texts=STACKED):
    return draw([(t, 60, 100 + round(k * pitch * size)) for k, t in enumerate(texts)], size=size)


@pytest.mark.parametrize("pitch", [1.15, 1.3, 1.7])
@pytest.mark.parametrize("size", [34, 50])
def test_marks_belong_to_their_own_line(pitch, size):
    page, masks = stack(pitch, size)
    parts, lines = found_lines(page)
    assert len(lines) == len(STACKED)
    assert min(shares_of_own_ink(parts, lines, masks)) > 0.995


@pytest.mark.parametrize("letter", list("ếặỗởấẫỂẴỮỘậịợÂĐĩỷ"))
def test_every_mark_of_a_letter_is_in_the_line(letter):
    page, (mask, *_) = draw([(f"Quy {letter} mô", 60, 120)], size=48, height=240)
    parts, lines = found_lines(page)
    assert len(lines) == 1
    assert np.all(owners(parts, lines)[mask] == 0)


@pytest.mark.parametrize("gap", [0.2, 0.6, 0.9])
def test_a_mark_whose_lower_half_is_worn_away_stays_with_its_letter(gap):
    page, (mask, *_) = draw([("nam ruou canh xe nua moi", 60, 140)], size=48, height=260)
    page, high = page.copy(), 22  # of an x in 48 px type
    top = int(np.flatnonzero(mask[:, 60:80].any(axis=1))[0])
    y = round(top - gap * high)
    page[y - 7 : y, 66:78] = 0
    parts, lines = found_lines(page)
    assert len(lines) == 1
    assert np.all(owners(parts, lines)[y - 7 : y, 66:78] == 0)


@pytest.mark.parametrize(("more", "lines"), [(0, 1), (1, 1), (4, 2)])
def test_a_hook_that_blur_makes_higher_makes_no_line(more, lines):
    page, _ = draw([("nam ruou canh xe nua moi", 60, 140)], size=33, height=260)
    page, high = page.copy(), 15  # of an x in 33 px type
    foot = 140 - high - 5
    page[foot - round(0.85 * high) - more : foot, 66:78] = 0
    assert len(found_lines(page)[1]) == lines


def test_a_mark_of_its_own_makes_no_line():
    page, _ = draw([("ớ ở ỡ ấ ẩ ẫ ề ể ễ", 60, 120)], size=48, height=240)
    assert len(found_lines(page)[1]) == 1


@pytest.mark.parametrize("touching", [False, True])
def test_a_short_word_behind_a_wide_space_is_a_line_where_most_letters_are_tall(touching):
    """The page's letter height is then that of tall letters, and those of `cơ` are no higher than marks may be."""
    tall = "ĐỘI BẢO TỒN TRIỂN KHAI HỒ SƠ TIẾT BỊ ĐIỆN LỰC"
    page, masks = draw([(tall, 60, 80), ("sung", 60, 200), ("cơ", 240, 200), ("quan   thực", 60, 254)], size=48)
    if touching:
        page = page.copy()
        page[196:200, 250:276] = 0
    parts, lines = found_lines(page)
    whose = owners(parts, lines)
    of_word, of_below = (set(whose[mask & (whose >= 0)].tolist()) for mask in masks[2:])
    assert len(of_word) == 1
    assert not of_word & of_below


def test_an_underline_ties_nothing_together_and_is_in_no_line():
    page, masks = draw([("Độc lập - Tự do - Hạnh phúc", 200, 100), ("nghị quyết gồm các quy định", 200, 170)])
    page = page.copy()
    page[108:111, 190:800] = 0
    parts, lines = found_lines(page)
    assert len(lines) == 2
    assert parts.rules[109, 195]
    strip = line_strips(page, parts, lines)[0]
    level = (strip.pixels < 128).mean(axis=1)
    assert level.max() < 0.5, "the rule is still in the strip"
    for k, mask in enumerate(masks):
        assert np.mean(owners(parts, lines)[mask & ~parts.rules] == k) > 0.98


def test_specks_between_words_are_in_no_line():
    page, _ = draw([("phương án   kiểm kê   tài sản   quý   này", 60, 120)], size=48, height=240)
    page = page.copy()
    between = np.flatnonzero(np.convolve((page < PAPER).any(axis=0), np.ones(21), "same") == 0)
    specks = np.zeros(page.shape, bool)
    for x in (x for x in between[::5] if 60 < x < 800):
        specks[np.ix_((100, 101), (x, x + 1))] = True
    assert specks.sum() > 10
    page[specks] = 0
    parts, lines = found_lines(page)
    assert len(lines) == 1
    assert not np.any(owners(parts, lines)[specks] >= 0)


def test_the_dots_of_the_text_are_not_taken_for_specks():
    page, (mask, *_) = draw([("Điều 1. Ghi: i, ị; giá 5.000.", 60, 120)], size=40, height=240)
    parts, lines = found_lines(page)
    assert np.all(owners(parts, lines)[mask] == 0)


def test_nothing_on_an_empty_page():
    parts, lines = found_lines(np.full((300, 400), PAPER, np.uint8))
    assert (parts.letter_height, lines) == (0.0, ())


@pytest.mark.parametrize("pitch", [1.15, 1.4])
def test_lines_of_a_cell_stay_apart_from_each_other_and_from_the_next_cell(pitch):
    size, left, right = 40, 60, 420
    texts = [("Rà soát, đề xuất", left), ("sửa đổi quy chế", left), ("Sở Nội vụ", right), ("Quý IV/2031", right)]
    page, masks = draw([(t, x, 100 + round((k % 2) * pitch * size)) for k, (t, x) in enumerate(texts)], size=size)
    zones = np.zeros(page.shape, np.int32)
    zones[20:300, 40:700] = -1
    zones[22:298, 42:400], zones[22:298, 403:698] = 1, 2
    parts, lines = found_lines(page, zones)
    found = sorted((line.zone, line.box.cy) for line in lines)
    assert [zone for zone, _ in found] == [1, 1, 2, 2]
    whose = owners(parts, lines)
    for mask in masks:
        assert len(np.unique(whose[mask & (whose >= 0)])) == 1
        assert np.mean(whose[mask] >= 0) > 0.99


def test_no_line_crosses_a_rule_however_close_the_text():
    page, _ = draw([("Sở Tài chính chủ trì", 60, 100)], size=40, height=200)
    zones = np.ones(page.shape, np.int32)
    zones[:, 200:] = 2
    assert {line.zone for line in found_lines(page, zones)[1]} == {1, 2}


def lines_of_worn(figures, erased):
    """Of a cell with figures, rows of which are erased, and one with text: how many lines; whose the figures are."""
    page, (mask, _) = draw([(figures, 60, 100), ("Sở Nội vụ báo cáo kết quả", 300, 100)], size=40, height=240)
    page = page.copy()
    page[erased[0] : erased[1], :200] = PAPER
    zones = np.full(page.shape, -1, np.int32)
    zones[20:200, 20:200], zones[20:200, 204:1300] = 1, 2
    parts, lines = found_lines(page, zones)
    return len(lines), set(owners(parts, lines)[mask & (page < 128)])


@pytest.mark.parametrize(("figure", "erased"), [("2", (88, 94)), ("7", (82, 88)), ("8", (84, 88))])
def test_a_lone_figure_worn_apart_in_a_cell_is_one_line(figure, erased):
    lines, owner = lines_of_worn(figure, erased)
    assert (lines, len(owner)) == (2, 1)


def test_a_lone_figure_takes_no_line_below_it():
    page, masks = draw([("2", 60, 100), ("3", 60, 150)], size=40, height=240)
    zones = np.full(page.shape, -1, np.int32)
    zones[20:200, 20:200] = 1
    parts, lines = found_lines(page, zones)
    assert [set(owners(parts, lines)[m]) for m in masks] == [{0}, {1}]


@pytest.mark.parametrize("figures", ["55", "25", "535", "5352"])
@pytest.mark.parametrize("erased", [(84, 88), (82, 85)])
def test_figures_worn_in_two_are_one_line(figures, erased):
    lines, owner = lines_of_worn(figures, erased)
    assert (lines, len(owner)) == (2, 1)


@pytest.mark.parametrize("size", [16, 20, 40])
def test_two_lines_of_small_figures_in_a_cell_are_two(size):
    body = [("Sở Nội vụ báo cáo kết quả năm", 300, 60 + 50 * k) for k in range(4)]
    page, _ = draw(body, size=40, height=300)
    page = page.copy()
    small, masks = draw([("45-50", 60, 100), ("2030", 60, 100 + round(1.15 * size))], size=size, height=300)
    page[:, :300] = small[:, :300]
    zones = np.full(page.shape, -1, np.int32)
    zones[20:290, 20:280], zones[20:290, 284:1300] = 1, 2
    parts, lines = found_lines(page, zones)
    own = [set(owners(parts, lines)[m]) - {-1} for m in masks]
    assert [len(x) for x in own] == [1, 1]
    assert own[0] != own[1]
