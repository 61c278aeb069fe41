"""Which cell of a grid a box lies in, quickly: a page of numbers has hundreds of both."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sohoa.nouns.geometry import Box
from sohoa.nouns.table import GridCell


class CellIndex:
    """The cells of one grid; they are named by their place in the sequence given."""

    def __init__(self, cells: Sequence[GridCell]) -> None:
        edges = np.array([(c.box.x0, c.box.y0, c.box.x1, c.box.y1) for c in cells], np.float64).reshape(-1, 4)
        self._x0, self._y0, self._x1, self._y1 = edges.T
        self._cx = (self._x0 + self._x1) / 2

    def holding(self, x: float, y: float) -> int | None:
        """The first cell in which a point lies, None if it lies in none."""
        inside = (self._x0 <= x) & (x < self._x1) & (self._y0 <= y) & (y < self._y1)
        found = np.flatnonzero(inside)
        return int(found[0]) if len(found) else None

    def shared(self, box: Box) -> NDArray[np.float64]:
        """Area that each cell shares with a box, square pixels."""
        across = np.minimum(self._x1, box.x1) - np.maximum(self._x0, box.x0)
        down = np.minimum(self._y1, box.y1) - np.maximum(self._y0, box.y0)
        area: NDArray[np.float64] = np.maximum(across, 0.0) * np.maximum(down, 0.0)
        return area

    def nearest(self, box: Box) -> int:
        """The cell that shares most with a box; of those that share alike, the one whose middle is nearest across.

        Raises:
            ValueError: there are no cells.
        """
        shares = self.shared(box)
        most = np.flatnonzero(shares == shares.max())
        return int(most[np.argmin(np.abs(self._cx[most] - box.cx))])
