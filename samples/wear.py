"""How a scan is worn: one frozen dataclass of parameters, and presets.

Lengths are millimetres on paper, so that a preset means the same at every resolution.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

Rgb = tuple[int, int, int]
SEAL_RED: Rgb = (196, 38, 46)


@dataclass(frozen=True, slots=True)
class Wear:
    """All that the scanner, the paper and the office did to a page.

    Strengths are shares of full black-to-white contrast (0-1) unless said otherwise.
    """

    dpi: int = 300
    skew_deg: float = 0.0
    """Largest skew; each page draws its own between minus and plus this."""
    turn: int = 0
    """Degrees clockwise by which the finished scan is turned: 0, 90, 180 or 270."""
    colour: bool = False
    """Keep colour; otherwise the result is grey."""
    ink: float = 1.0
    """Darkness of the print, 1 is black."""
    ink_blotch: float = 0.0
    """How much the darkness of the print varies over the page."""
    thin_mm: float = 0.0
    """By how much strokes are thinned (negative: thickened)."""
    rough_mm: float = 0.0
    """By how much the edges of strokes wander, as where toner has spread."""
    blur_mm: float = 0.0
    """Standard deviation of the blur of the optics."""
    paper: float = 1.0
    """Brightness of the paper."""
    tint: Rgb = (255, 255, 255)
    """Colour of the paper at full brightness."""
    cloud: float = 0.0
    """Depth of the soft clouds in the paper."""
    light: float = 0.0
    """Fall of the light from one side of the page to the other."""
    noise: float = 0.0
    """Standard deviation of the sensor noise."""
    speckle_per_cm2: float = 0.0
    """Dark and light specks of 0.08-0.3 mm."""
    bleed: float = 0.0
    """Strength of the mirrored back page that shines through."""
    worn_rules: float = 0.0
    """Share of the length of ruling lines that is worn away."""
    holes: bool = False
    border_mm: float = 0.0
    """Widest dark edge beside the paper."""
    seal: Rgb | None = None
    """Colour of the round seal, None for none; without `colour` it comes out grey."""
    jpeg_quality: int = 60


CLEAN = Wear(skew_deg=0.2, blur_mm=0.02, noise=0.008, seal=SEAL_RED, colour=True, jpeg_quality=80)

OFFICE = Wear(
    skew_deg=1.5, ink=0.88, ink_blotch=0.30, rough_mm=0.04, blur_mm=0.10, paper=0.84, tint=(255, 254, 249),
    cloud=0.05, light=0.10, noise=0.006, speckle_per_cm2=0.15, holes=True, border_mm=5.0, seal=SEAL_RED,
    jpeg_quality=34,
)  # fmt: skip

HARD = replace(
    OFFICE, dpi=200, skew_deg=3.0, ink=0.72, ink_blotch=0.45, rough_mm=0.06, blur_mm=0.11, paper=0.70,
    light=0.22, noise=0.02, speckle_per_cm2=1.5, bleed=0.12, worn_rules=0.12, border_mm=9.0,
)  # fmt: skip

PRESETS = {"clean": CLEAN, "office": OFFICE, "hard": HARD}
