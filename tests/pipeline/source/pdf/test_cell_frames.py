"""Borders drawn as areas, on outlines composed here; 1 pixel is 1 point."""

from __future__ import annotations

import pytest

from sohoa.pipeline.source.opening import open_source
from sohoa.pipeline.source.pdf.cell_frames import Outline
from sohoa.pipeline.source.pdf.rules import outlines_to_rules
from tests.support.pdf_files import PageParts, text_at, write_pdf


def area(x0, y0, x1, y1, filled=True):
    return Outline([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], False, filled)


def rules_of(outlines):
    return sorted(
        (round(r.x0, 1), round(r.y0, 1), round(r.x1, 1), round(r.y1, 1)) for r in outlines_to_rules(outlines, 72.0)
    )


FRAME = [
    (10.25, 20.25, 10.25, 49.75),
    (10.25, 20.25, 89.75, 20.25),
    (10.25, 49.75, 89.75, 49.75),
    (89.75, 20.25, 89.75, 49.75),
]


@pytest.mark.parametrize("outer_first", [True, False])
def test_a_ring_is_a_frame(outer_first):
    ring = [area(10, 20, 90, 50), area(10.5, 20.5, 89.5, 49.5)]
    expected = [tuple(round(v, 1) for v in side) for side in FRAME]
    assert rules_of(ring if outer_first else ring[::-1]) == expected


def test_a_ring_with_a_border_below_only():
    assert rules_of([area(10, 20, 90, 50), area(10, 20, 90, 49)]) == [(10, 49.5, 90, 49.5)]


def test_round_letters_and_wide_rings_are_no_frames():
    o = [(20, 10), (25, 11), (29, 15), (30, 20), (29, 25), (25, 29), (20, 30), (15, 29), (10, 20), (11, 15), (20, 10)]
    inner = [(20 + (x - 20) * 0.8, 20 + (y - 20) * 0.8) for x, y in o]
    assert rules_of([Outline(o, False, True), Outline(inner, False, True)]) == []
    assert rules_of([area(10, 20, 90, 50), area(16, 26, 84, 44)]) == []
    assert rules_of([area(10, 20, 17, 27), area(11, 21, 16, 26)]) == []  # a tick box


WIDTHS = [(50, 80), (80, 200), (200, 300)]


def cells(rows, gap=0.0):
    return [area(x0, y, x1 - gap, y + 20 - gap) for y in rows for x0, x1 in WIDTHS]


@pytest.mark.parametrize("gap", [0.0, 1.0])
def test_shaded_cells_tell_the_table(gap):
    found = rules_of(cells(range(100, 200, 20), gap))
    across = {round(y0) for x0, y0, x1, y1 in found if y0 == y1}
    down = {round(x0) for x0, y0, x1, y1 in found if x0 == x1}
    assert len(across) == 6
    assert len(down) == 4


def test_every_second_row_shaded_tells_nothing():
    assert rules_of(cells(range(100, 300, 40))) == []


def test_shading_between_lines_adds_nothing():
    line = Outline([(80, 100), (80, 200)], True, False)
    assert rules_of([*cells(range(100, 200, 20)), line]) == [(80, 100, 80, 200)]


def test_bars_and_marked_words_are_no_cells():
    bars = [area(50 + 30 * k, 300 - 20 * k, 80 + 30 * k, 400) for k in range(8)]
    marked = [area(x, 500 + 16 * k, x + 40 + 3 * k, 514 + 16 * k) for k in range(6) for x in (50 + 7 * k, 95 + 10 * k)]
    assert rules_of(bars) == []
    assert rules_of(marked) == []


def test_a_page_of_frames_is_a_table(tmp_path):
    frames, texts = "", ""
    for r in range(4):
        for c, (x0, x1) in enumerate(WIDTHS):
            y = 700 - 20 * r
            frames += f"{x0} {y} {x1 - x0} 20 re {x0 + 0.5} {y + 0.5} {x1 - x0 - 1} 19 re f*\n"
            texts += text_at(x0 + 4, y + 6, f"{r}{c}", size=10)
    path = write_pdf(tmp_path / "a.pdf", [PageParts(content=frames + texts)])
    with open_source(path) as source:
        rules = source.load(1).rules
    assert len([r for r in rules if r.y0 == r.y1]) == 5
    assert len([r for r in rules if r.x0 == r.x1]) == 4
