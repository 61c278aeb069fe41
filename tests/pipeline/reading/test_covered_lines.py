"""Lines over which a seal or the pen lies: read once more with that ink, and believed where they hold what was sure."""

from itertools import pairwise

import cv2
import numpy as np
import pytest

from sohoa.nouns.geometry import Box
from sohoa.nouns.page import Page, PageFrame
from sohoa.nouns.table import Grid, GridCell
from sohoa.pipeline.engine.protocol import StripKind
from sohoa.pipeline.engine.words import EngineWord
from sohoa.pipeline.reading.recipe import read_print
from sohoa.settings import GlyphSettings, Settings

SETTINGS = Settings(glyphs=GlyphSettings(raised_figures=False, lone_figures=False))
INK = 20


class Reads:
    """Reads a letter for every 20 pixels of a strip that hold ink; `says` changes what comes of long strips."""

    name, scale_matters, needless = "reads", False, frozenset()

    def __init__(self, says=lambda letters: letters, sure=0.95):
        self.says, self.sure, self.strips = says, sure, 0

    def version(self):
        return "1"

    def read(self, strips, _kind, _seconds):
        self.strips += len(strips)
        return [self._words(s) for s in strips]

    def _words(self, strip):
        height, width = strip.shape
        inked = "".join("đ" if strip[:, x : x + 20].min() < 100 else " " for x in range(8, width - 8, 20)).split()
        words = self.says(inked)
        return [EngineWord(w, Box(0, 2, width, height - 2), self.sure) for w in words]


def page(*shapes, letters=12, x=500):
    """A page with ten lines of letters, the fifth of which is shorter and may be covered by shapes."""
    grey = np.full((1400, 1600), 255, np.uint8)
    for k in range(10):
        count, left = (letters, x) if k == 4 else (40, 200)
        for n in range(count):
            at, y = left + 20 * n, 100 + 100 * k
            grey[y : y + 20, at : at + 12] = INK
            grey[y + 5 : y + 15, at + 4 : at + 8] = 255
    for shape in shapes:
        shape(grey)
    return Page(PageFrame(1, 1600, 1400, 300.0, 384.0, 336.0), grey)


def seal(x, y=540, radius=150):
    """A ring that joins the letters that it crosses."""
    return lambda grey: cv2.circle(grey, (x, y), radius, INK, 8)


def text_of(page, engine):
    runs, _ = read_print(page, (), engine, SETTINGS)
    return [r.text for r in runs if 480 < r.box.cy < 540]


def joined(grey):
    """A stroke from the ring ties the first five letters of the line to it."""
    seal(340)(grey)
    points = [(480 + 10 * k, 504 + 12 * (k % 2)) for k in range(12)]
    cv2.polylines(grey, [np.array(points, np.int32)], False, INK, 3)


def test_letters_that_touch_a_seal_are_read_with_it():
    engine = Reads()
    assert text_of(page(), engine) == ["đ" * 12]
    (text,) = text_of(page(joined), engine)
    assert len(text.replace(" ", "")) >= 12
    runs, _ = read_print(page(joined), (), engine, SETTINGS)
    (covered,) = [r for r in runs if 480 < r.box.cy < 540]
    assert max(w.confidence for w in covered.words) < 0.7


def test_a_reading_without_what_was_sure_does_not_count():
    bare = text_of(page(joined), Reads(says=lambda w: w if sum(map(len, w)) < 9 else []))
    other = text_of(page(joined), Reads(says=lambda w: w if sum(map(len, w)) < 9 else ["xyzxyzxyzxyzxyzxyz"]))
    assert bare == other == ["đ" * 7]


def test_what_is_illegible_does_not_count():
    assert text_of(page(joined), Reads(sure=0.4)) == ["đ" * 7]


def stroke(x=520, high=60):
    """A stroke that rises from the second letter of the line: both are one piece, too high for a letter."""
    return lambda grey: cv2.line(grey, (x + 6, 510), (x + 10, 510 - high), INK, 4)


@pytest.mark.parametrize(
    ("shape", "says", "covered"),
    [
        (stroke(), lambda letters: letters, True),
        (stroke(x=1100), lambda letters: letters, False),
        (stroke(), lambda _: ["Số:", "12/KH-UBND"], False),
        (stroke(), lambda _: ["Bắc", "Sơn,", "ngày", "tháng", "6", "năm", "2026"], False),
    ],
    ids=["on a letter", "apart", "a number by hand", "a day by hand"],
)
def test_a_letter_with_a_piece_of_a_stroke_is_read_with_its_line(shape, says, covered):
    kinds = set()

    class Looks(Reads):
        def read(self, strips, kind, seconds):
            kinds.add(kind)
            return super().read(strips, kind, seconds)

    text_of(page(shape), Looks(says))
    assert (StripKind.COVERED in kinds) is covered


@pytest.mark.parametrize(
    ("covered", "text"), [(["đ" * 13], "đ" * 13), (["đ" * 12, "7"], "đ" * 12)], ids=["a letter more", "a word more"]
)
def test_a_piece_of_a_stroke_makes_no_word(covered, text):
    class Looks(Reads):
        def read(self, strips, kind, seconds):
            if kind is not StripKind.COVERED:
                return super().read(strips, kind, seconds)
            return [
                [EngineWord(w, Box(60 * k, 2, 60 * k + 50, 20), 0.95) for k, w in enumerate(covered)] for _ in strips
            ]

    assert text_of(page(stroke()), Looks(lambda _: ["đ" * 12])) == [text]


def in_cells(*shapes, edges=(300, 760, 1400)):
    """The same page with its fifth line in the first of two cells, letters of another line in the second, and rules."""
    made = page(*shapes)
    for n in range(10):
        at = edges[1] + 40 + 20 * n
        made.pixels[500:520, at : at + 12] = INK
        made.pixels[505:515, at + 4 : at + 8] = 255
    boxes = [Box(a + 3, 453, b - 3, 737) for a, b in pairwise(edges)]
    for x in edges:
        made.pixels[450:740, x - 3 : x + 3] = INK
    made.pixels[450:453, edges[0] : edges[-1]] = made.pixels[737:740, edges[0] : edges[-1]] = INK
    cells = tuple(GridCell(0, k, 1, 1, box) for k, box in enumerate(boxes))
    return made, Grid(Box(edges[0] - 3, 450, edges[-1] + 3, 740), 1, 2, cells)


def joined_inside(grey):
    """As `joined`, by a smaller ring that lies inside the cell."""
    seal(420, 600, 110)(grey)
    points = [(480 + 10 * k, 504 + 12 * (k % 2)) for k in range(12)]
    cv2.polylines(grey, [np.array(points, np.int32)], False, INK, 3)


def texts_of_cells(made, grid, engine):
    runs, _ = read_print(made, (grid,), engine, SETTINGS)
    return [
        "".join(w.text for r in runs for w in r.words if cell.box.holds(r.box.cx, r.box.cy) and 480 < r.box.cy < 540)
        for cell in grid.cells
    ]


def test_a_covered_line_of_a_cell_is_read_inside_its_cell():
    assert texts_of_cells(*in_cells(), Reads()) == ["đ" * 12, "đ" * 10]
    first, second = texts_of_cells(*in_cells(joined_inside), Reads())
    assert 12 <= len(first) <= 22
    assert second == "đ" * 10


def test_no_look_at_a_line_of_a_cell_leaves_it():
    seen = []

    class Looks(Reads):
        def read(self, strips, kind, seconds):
            seen.extend(s.shape[1] for s in strips if kind is StripKind.COVERED)
            return super().read(strips, kind, seconds)

    texts_of_cells(*in_cells(joined_inside), Looks())
    assert seen
    assert max(seen) <= 760 - 300 + 2 * 8


@pytest.mark.parametrize(
    "shape",
    [seal(1300, 1250, 90), seal(460, 512, 25), seal(1300, 1250, 1)],
    ids=["a seal elsewhere", "figures by hand", "a speck"],
)
def test_other_ink_changes_nothing(shape):
    engine, bare = Reads(), Reads()
    before = [r.text for r in read_print(page(), (), bare, SETTINGS)[0]]
    after = [r.text for r in read_print(page(shape), (), engine, SETTINGS)[0]]
    assert [t for t in after if len(t) > 5] == before
