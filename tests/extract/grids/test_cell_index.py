"""The index of cells beside what it stands for: a look at every cell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sohoa.extract.grids.cell_index import CellIndex
from sohoa.nouns.geometry import Box
from sohoa.nouns.table import GridCell

whole = st.integers(0, 30)
boxes = st.tuples(whole, whole, whole, whole).map(lambda b: Box(b[0], b[1], b[0] + b[2], b[1] + b[3]))


@given(st.lists(boxes, min_size=1, max_size=12), boxes)
def test_as_a_look_at_every_cell(cells, box):
    grid = [GridCell(k, 0, 1, 1, b) for k, b in enumerate(cells)]
    index = CellIndex(grid)
    holding = next((k for k, b in enumerate(cells) if b.holds(box.cx, box.cy)), None)
    assert index.holding(box.cx, box.cy) == holding
    assert index.shared(box).tolist() == [b.intersection(box) for b in cells]
    keys = [(b.intersection(box), -abs(b.cx - box.cx)) for b in cells]
    assert index.nearest(box) == keys.index(max(keys))


def test_no_cells():
    assert CellIndex([]).holding(1, 1) is None
    assert not len(CellIndex([]).shared(Box(0, 0, 1, 1)))
