"""The ink of one text line on its page: what is looked at where the letters alone do not tell what is printed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sohoa.pipeline.ink.components import Components
from sohoa.pipeline.ink.letter_marks import baseline
from sohoa.pipeline.ink.strips import line_strips
from sohoa.pipeline.ink.text_lines import TextLine

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class LineInk:
    """A text line with the page that it stands on. What is derived is made once, when it is first asked for.

    Attributes:
        pixels: the cleaned page, uint8 grey (height, width), ink dark.
        parts: its connected components.
        line: the text line; its box is in pixels of the page.
        column: of the table cell in which it stands, from 0; None outside of tables.
    """

    pixels: NDArray[uint8]
    parts: Components
    line: TextLine
    column: int | None = None

    @property
    def letter_height(self) -> float:
        """Of the page, in pixels: the unit of every tolerance."""
        return self.parts.letter_height

    @property
    def members(self) -> Ints:
        """Components of the line, marks and stops too: int64 (n,)."""
        return self.line.members

    @cached_property
    def letters(self) -> Ints:
        """Those components that may be letters: int64 (n,)."""
        members = self.line.members
        return members[self.parts.letters[members]]

    @cached_property
    def baseline(self) -> tuple[float, float]:
        """Slope and offset of the line that the letters stand on: y = slope x + offset."""
        return baseline(self.parts, self.letters) if len(self.letters) else (0.0, self.line.box.y1)

    def strip(self) -> NDArray[uint8]:
        """The line alone on paper, at the page's own size: uint8 grey (height, width)."""
        return line_strips(self.pixels, self.parts, [self.line])[0].pixels
