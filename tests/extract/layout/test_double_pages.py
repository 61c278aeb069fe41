"""Two pages on one sheet are read one after the other; what only looks like two columns is not parted."""

from sohoa.extract.layout.double_pages import arrange_sheet, find_gutter
from sohoa.extract.layout.reading_order import arrange
from sohoa.nouns.geometry import Box
from sohoa.nouns.table import Grid, GridCell
from sohoa.nouns.text_run import words_to_run
from sohoa.nouns.word import Word

WIDE, HIGH = 2000.0, 1414.0


def run(text, x, y, width, height=20.0):
    step = width / len(text.split())
    words = [
        Word(t, t, Box(x + k * step, y, x + (k + 0.9) * step, y + height), 0.9) for k, t in enumerate(text.split())
    ]
    return words_to_run(words)


def column(name, x, width, lines=12, top=150.0):
    return [run(f"{name} dòng {k} của trang này", x, top + 40 * k, width) for k in range(lines)]


def names(words):
    return [w.text for w in words if w.text in ("trái", "phải")]


def test_left_page_before_right_page():
    left, right = column("trái", 120, 780), column("phải", 1120, 780)
    words = arrange_sheet([*right, *left], (), WIDE, HIGH)
    assert names(words) == ["trái"] * 12 + ["phải"] * 12
    assert sorted((w.text, w.box.y0) for w in words) == sorted(
        (w.text, w.box.y0) for r in left + right for w in r.words
    )
    assert all(w.box.x0 > 1000 for w in words if w.line >= 12), "the right page is back in its place"
    assert [w.line for w in words] == sorted(w.line for w in words)


def test_a_table_fills_a_page_too():
    cells = tuple(GridCell(r, 0, 1, 1, Box(1100, 200 + 90 * r, 1900, 280 + 90 * r)) for r in range(10))
    grid = Grid(Box(1095, 195, 1905, 1100), 10, 1, cells)
    inside = [run("phải ô", 1120, 220 + 90 * r, 100) for r in range(10)]
    words = arrange_sheet([*inside, *column("trái", 120, 780, lines=3)], (grid,), WIDE, HIGH)
    assert names(words) == ["trái"] * 3 + ["phải"] * 10


def test_what_is_one_page():
    short = column("trái", 120, 350) + column("phải", 1320, 350)
    assert find_gutter(short, (), WIDE, HIGH) is None, "recipients and signature"
    two = column("trái", 120, 780) + column("phải", 1120, 780)
    assert find_gutter(two, (), HIGH, WIDE) is None, "an upright page"
    heading = run("tiêu đề chạy ngang cả trang", 700, 80, 600)
    assert find_gutter([*two, heading], (), WIDE, HIGH) is None
    table = Grid(Box(100, 140, 1900, 800), 1, 1, (GridCell(0, 0, 1, 1, Box(100, 140, 1900, 800)),))
    assert find_gutter(two, (table,), WIDE, HIGH) is None
    assert find_gutter(column("trái", 120, 780), (), WIDE, HIGH) is None, "nothing on the right"
    assert find_gutter((), (), WIDE, HIGH) is None
    assert arrange_sheet(short, (), WIDE, HIGH) == arrange(short, (), WIDE, HIGH)
