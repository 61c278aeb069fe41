"""Bent pages are flattened; flat ones, whatever stands on them, are not touched."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from samples.bends import Sheet
from sohoa.nouns.page import Page, PageFrame
from sohoa.pipeline.cleanup.recipe import clean_page
from sohoa.settings import CleanupSettings
from tests.support.drawn_pages import HIGH, LINES, SERIF, WIDE, shaded, table_page, text_page, tilted

BENDS = {
    "wave": {"wave": (0.02, 1.0)},
    "two waves": {"wave": (-0.012, 2.0)},
    "curl": {"curl": 0.06},
    "fold": {"fold": (0.12, 0.45)},
    "curl seen from the side": {"curl": 0.04, "wave": (0.01, 1.5), "lean": 0.05},
}
LETTER = 11.0
"""Height of small letters on the drawn pages, pixels."""


def prose_page() -> np.ndarray:
    """Lines of which no two are alike, ragged on the right."""
    rng = np.random.default_rng(5)
    words = " ".join(LINES).split()
    page = Image.new("L", (WIDE, HIGH), 255)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(SERIF, 22)
    for i in range(28):
        line = " ".join(rng.choice(words, int(rng.integers(9, 13))))
        draw.text((90 + 30 * int(i % 5 == 0), 80 + i * 34), line, fill=0, font=font)
    return np.asarray(page)


def clean(pixels: np.ndarray, **settings: bool) -> Page:
    high, wide = pixels.shape[:2]
    frame = PageFrame(1, wide, high, 100.0, wide * 0.72, high * 0.72, (0.72, 0, 0, 0, 0.72, 0, 0, 0, 1))
    return clean_page(Page(frame, pixels), CleanupSettings(**settings))


def to_page(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where a place of the source is on the cleaned page."""
    from sohoa.nouns.homography import apply, invert

    x, y = apply(invert(page.frame.to_source), x * 0.72, y * 0.72)
    return page.frame.bend.to_flat(x, y) if page.frame.bend else (x, y)


def crookedness(page: Page, sheet: Sheet, lines: list[list[tuple[float, float]]], axis: int) -> float:
    """How far courses that are straight on the flat page leave the straight line, pixels, in the mean of the worst."""
    worst = []
    for line in lines:
        placed = np.array([to_page(page, *sheet.seen_at(u, v)) for u, v in line])
        worst.append(float(np.abs(placed[:, axis] - placed[:, axis].mean()).max()))
    return float(np.mean(worst))


@pytest.mark.parametrize("kind", BENDS)
@pytest.mark.parametrize("make", [prose_page, table_page])
def test_bent_pages_become_flat(make, kind):
    drawn = make()
    high, wide = drawn.shape
    sheet = Sheet(wide, high, **BENDS[kind])
    page = clean(shaded(sheet.picture(drawn)), orient=make is not table_page)  # which way a table lies the engine tells
    assert page.frame.bend is not None
    rows = [[(x, y) for x in np.linspace(0.12, 0.62, 30) * wide] for y in np.linspace(0.12, 0.88, 12) * high]
    assert crookedness(page, sheet, rows, 1) < 0.35 * LETTER
    if make is table_page:
        rules = [[(x, y) for y in np.linspace(0.14, 0.84, 20) * high] for x in (70, 130, 620, 1090)]
        assert crookedness(page, sheet, rules, 0) < 0.35 * LETTER


@pytest.mark.parametrize(
    "make", [text_page, table_page, prose_page, lambda: text_page(30, 12), lambda: text_page(15, 40)]
)
@pytest.mark.parametrize("skew", [0.0, 0.6, -3.0])
def test_flat_pages_are_not_touched(make, skew):
    scan = shaded(tilted(make(), skew))
    page = clean(scan)
    assert page.frame.bend is None
    assert np.array_equal(page.pixels, clean(scan, dewarp=False).pixels)


def test_dewarping_can_be_switched_off():
    bent = Sheet(820, 1160, wave=(0.02, 1.0)).picture(text_page())
    assert clean(bent, dewarp=False).frame.bend is None


@pytest.mark.parametrize("make", [lambda: np.full((900, 700), 255, np.uint8), lambda: text_page(lines=1)])
def test_a_page_without_lines_is_not_bent(make):
    assert clean(make()).frame.bend is None


def test_noise_and_pictures_are_not_bent():
    rng = np.random.default_rng(3)
    clouds = rng.integers(0, 255, (60, 40)).repeat(15, 0).repeat(15, 1).astype(np.uint8)
    assert clean(clouds).frame.bend is None
    assert clean(rng.integers(0, 255, (900, 700)).astype(np.uint8)).frame.bend is None
