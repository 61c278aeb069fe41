"""How a PDF page lies: its visible box, its turn, and the ways between its three systems of coordinates.

*User space* is that of the PDF's operators: points, y up (ISO 32000-1, 8.3.2.3). *Source points*
are points of the unrotated visible page, origin top left. *Page pixels* are those of the page as a
viewer shows it, that is with the page's own /Rotate applied.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sohoa.nouns.geometry import Homography
from sohoa.nouns.homography import compose, invert, quarter_turn

POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """The visible box of a page in user space, and its /Rotate in degrees clockwise.

    The visible box is the crop box within the media box (ISO 32000-1, 14.11.2).
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    def turned(self, degrees: int) -> PageGeometry:
        """The page turned clockwise by so many degrees more."""
        return replace(self, turn=(self.turn + degrees) % 360)

    @property
    def width(self) -> float:
        """Points, unrotated."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Points, unrotated."""
        return self.top - self.bottom

    @property
    def shown_size(self) -> tuple[float, float]:
        """Width and height in points as a viewer shows the page."""
        return (self.height, self.width) if self.turn in (90, 270) else (self.width, self.height)

    def source_to_pixels(self, dpi: float) -> Homography:
        """From source points to page pixels."""
        scale = dpi / POINTS_PER_INCH
        zoom: Homography = (scale, 0.0, 0.0, 0.0, scale, 0.0, 0.0, 0.0, 1.0)
        return compose(zoom, quarter_turn(self.turn, self.width, self.height))

    def pixels_to_source(self, dpi: float) -> Homography:
        """From page pixels to source points: what `Page.to_source` holds."""
        return invert(self.source_to_pixels(dpi))

    def user_to_pixels(self, dpi: float) -> Homography:
        """From user space to page pixels."""
        flip: Homography = (1.0, 0.0, -self.left, 0.0, -1.0, self.top, 0.0, 0.0, 1.0)
        return compose(self.source_to_pixels(dpi), flip)
