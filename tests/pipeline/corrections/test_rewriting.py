"""Which new word stands where which old one stood."""

import random

import pytest

from sohoa.nouns.geometry import Box
from sohoa.pipeline.corrections.rewriting import rewritten, written_in
from tests.support.corrected_pages import line


def result(old, new):
    return ["+".join(w.text for w in some) for some in rewritten(line(old, 0, 0, 0), new)]


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        ("một hai ba", "một hai ba", ["một", "hai", "ba"]),
        ("môt hai ba", "một hai ba", ["một", "hai", "ba"]),
        ("một ba", "một hai ba", ["một+hai", "ba"]),
        ("hai ba", "một hai ba", ["một+hai", "ba"]),
        ("một hai ba", "một ba", ["một", "", "ba"]),
        ("một hai", "", ["", ""]),
        ("QuýII năm", "Quý II năm", ["Quý+II", "năm"]),
        ("Ng hị quyết", "Nghị quyết", ["Nghị", "", "quyết"]),
        ("a b c", "x y z", ["x", "y", "z"]),
    ],
)
def test_what_stands_where(old, new, places):
    assert result(old, new) == places


def test_a_code_that_a_line_end_cuts_stays_on_both_lines():
    """The cell shows it whole; who corrects another word of the cell has not touched it."""
    old = [*line("Kế hoạch 57-", 0, 0, 0), *line("NQ/TW cua tỉnh", 0, 40, 1)]
    pieces = rewritten(old, "Kế hoạch 57-NQ/TW của tỉnh")
    assert [w.text for some in pieces for w in some] == ["Kế", "hoạch", "57-", "NQ/TW", "của", "tỉnh"]
    assert [w.corrected for some in pieces for w in some] == [False, False, False, False, True, False]


def test_two_words_of_one_line_that_become_one_have_one_box():
    old = line("Ng hị", 0, 0, 0)
    (one,), nothing = rewritten(old, "Nghị")
    assert one.box == Box.around(w.box for w in old)
    assert one.text_ocr == "Ng hị"
    assert nothing == []


def test_of_words_on_two_lines_the_first_takes_the_text():
    old = [*line("Ng", 0, 0, 0), *line("hị", 0, 40, 1)]
    (first,), (second,) = rewritten(old, "Nghị")
    assert (first.text, second.text) == ("Nghị", "")
    assert second.text_ocr == "hị"


@pytest.mark.parametrize("seed", range(30))
def test_all_new_words_are_there_in_order_inside_the_old_boxes(seed):
    rng = random.Random(seed)
    letters = ["ba", "bốn", "năm", "Sở", "tỉnh", "II/2026", "-", "quý"]
    old = line(" ".join(rng.choices(letters, k=rng.randint(1, 9))), 0, 0, 0)
    new = rng.choices(letters, k=rng.randint(0, 9))
    words = [w for some in rewritten(old, " ".join(new)) for w in some]
    assert [w.text for w in words if w.text] == new
    assert " ".join(w.text_ocr for w in words if w.text_ocr) == " ".join(w.text for w in old)
    assert all(w.confidence == 1.0 and w.checked for w in words)
    around = Box.around(w.box for w in old)
    assert all(around.x0 <= w.box.x0 <= w.box.x1 <= around.x1 for w in words)
    starts = [w.box.x0 for w in words if w.text]
    assert starts == sorted(starts)


def test_words_in_an_empty_cell_stand_in_lines_inside_it():
    box = Box(100, 200, 400, 300)
    words = written_in(box, "Sở Tài chính\n\nSở Nội vụ", 7)
    assert [(w.text, w.line) for w in words if w.line == 7] == [("Sở", 7), ("Tài", 7), ("chính", 7)]
    assert {w.line for w in words} == {7, 8}
    assert all(box.x0 < w.box.x0 < w.box.x1 < box.x1 and box.y0 < w.box.y0 < w.box.y1 < box.y1 for w in words)
    assert all(w.text_ocr == "" for w in words)
