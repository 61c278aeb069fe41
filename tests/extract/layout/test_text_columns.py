"""Two columns of running text are read one after the other; what only looks like columns is read across."""

import random

import pytest

from sohoa.extract.layout.reading_order import arrange
from sohoa.extract.layout.text_columns import in_columns
from sohoa.nouns.geometry import Box
from sohoa.nouns.printed_line import runs_to_lines, words_to_runs
from sohoa.nouns.word import Word

WIDTH, HEIGHT, PITCH = 1200.0, 1700.0, 36.0
SYLLABLES = [
    "xã",
    "thôn",
    "giao",
    "nhận",
    "đường",
    "trường",
    "học",
    "viên",
    "cấp",
    "phép",
    "nông",
    "lâm",
    "sản",
    "vùng",
    "hồ",
    "chứa",
]


def setting(x0, x1, y, seed, full=True):
    """A justified line of words between two edges, or one that ends half-way."""
    some = random.Random(seed)
    words, x = [], x0
    end = x1 if full else (x0 + x1) / 2
    while x < end - 60:
        text = some.choice(SYLLABLES)
        words.append((text, x, x + 11 * len(text)))
        x = words[-1][2] + 9
    shift = (end - words[-1][2]) / max(1, len(words) - 1) if full else 0
    return [Word(t, t, Box(a + k * shift, y, b + k * shift, y + 22), 0.9) for k, (t, a, b) in enumerate(words)]


def column(x0, x1, lines, top=300.0, seed=1, offset=0.0):
    """Lines of a column, the last of each paragraph of five short."""
    return [setting(x0, x1, top + offset + PITCH * n, seed * 100 + n, full=n % 5 != 4) for n in range(lines)]


def flat(lines):
    return [w for line in lines for w in line]


def order(words, gutter=600.0):
    """The sides in reading order, repeats left out."""
    found = arrange(words_to_runs(words), (), WIDTH, HEIGHT)
    sides = ["right" if w.box.cx > gutter else "left" for w in found]
    return [s for k, s in enumerate(sides) if not k or sides[k - 1] != s]


@pytest.mark.parametrize("gap", [30, 80])
@pytest.mark.parametrize("offset", [0.0, 9.0])
@pytest.mark.parametrize("right", [12, 15, 9])
def test_the_left_column_is_read_first(gap, offset, right):
    words = flat(column(100, 600 - gap / 2, 12) + column(600 + gap / 2, 1100, right, seed=2, offset=offset))
    assert order(words) == ["left", "right"]


def test_text_over_the_whole_width_stays_above_and_below():
    head, foot = column(100, 1100, 3, top=180, seed=3), column(100, 1100, 4, top=300 + 13 * PITCH, seed=4)
    words = flat(head + column(100, 580, 12) + column(620, 1100, 12, seed=2) + foot)
    found = arrange(words_to_runs(words), (), WIDTH, HEIGHT)
    ys = [w.box.y0 for w in found]
    assert ys[0] == 180
    assert [y for y in ys if y < 300] == ys[: sum(y < 300 for y in ys)]
    assert ys[-1] == 300 + 16 * PITCH


def test_three_columns():
    words = flat(column(60, 400, 10) + column(440, 760, 10, seed=2) + column(800, 1140, 10, seed=3))
    found = arrange(words_to_runs(words), (), WIDTH, HEIGHT)
    places = [int(w.box.cx > 420) + int(w.box.cx > 780) for w in found]
    assert places == sorted(places)


def unmoved(words):
    lines = runs_to_lines(words_to_runs(words))
    return in_columns(lines, WIDTH) == list(lines)


def items(x, texts, top=300.0, step=70):
    return [
        Word(t, t, Box(x + step * k, top + PITCH * n, x + step * k + 10 * len(t), top + PITCH * n + 22), 0.9)
        for n, text in enumerate(texts)
        for k, t in enumerate(text.split())
    ]


RECIPIENTS = ["- Như trên;", "- Tỉnh ủy;", "- Các sở, ban, ngành;", "- Báo Sông Lam;", "- Lưu: VT.", "- Trang tin;"]
SIGNATURE = ["TM. ỦY BAN", "CHỦ TỊCH", "(đã ký)", "x", "y", "Vừ A Dính"]


NO_COLUMNS = {
    "one column": lambda: flat(column(100, 1100, 14)),
    "recipients beside a signature": lambda: items(100, RECIPIENTS) + items(800, SIGNATURE),
    "columns of figures": lambda: items(100, ["1.204 380 92 14"] * 8) + items(800, ["17 5.020 44 1"] * 8),
    "text beside short names": lambda: flat(column(100, 700, 10)) + items(900, ["Sở Y tế"] * 10),
    "four lines each": lambda: flat(column(100, 580, 4) + column(620, 1100, 4, seed=2)),
}


@pytest.mark.parametrize("words", NO_COLUMNS.values(), ids=NO_COLUMNS.keys())
def test_other_things_side_by_side_are_read_across(words):
    assert unmoved(words())
