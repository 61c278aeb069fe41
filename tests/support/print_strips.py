"""Strips with a line of print, drawn for these tests."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = {
    False: ("Tinos-Regular.ttf", "LiberationSerif-Regular.ttf"),
    True: ("Tinos-Bold.ttf", "LiberationSerif-Bold.ttf"),
}
"""Both have all Vietnamese letters and the shapes of Times New Roman."""


def font(size, bold=False):
    for name in FONTS[bold]:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    pytest.skip("neither Tinos (Debian: fonts-croscore) nor Liberation Serif is installed")


def strip(text, size=32, blur=0.0, bold=False):
    """Uint8 grey, ink dark on white, a rim of half a line round the text."""
    face = font(size, bold)
    x0, y0, x1, y1 = face.getbbox(text)
    picture = Image.new("L", (x1 - x0 + size, y1 - y0 + size), 255)
    ImageDraw.Draw(picture).text((size / 2 - x0, size / 2 - y0), text, fill=0, font=face)
    return np.asarray(picture.filter(ImageFilter.GaussianBlur(blur)) if blur else picture)


def page(*lines, width=1600, height=600, size=42):
    """A page with each ``(text, x, baseline)``."""
    picture = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(picture)
    for text, x, baseline in lines:
        draw.text((x, baseline), text, fill=0, font=font(size), anchor="ls")
    return np.asarray(picture)


def pieces_of_print(*pieces, width=1500, height=400, noise=0.0):
    """A page of near-white paper with each (text, x, baseline, size), grainy if `noise` is not 0."""
    picture = Image.new("L", (width, height), 250)
    draw = ImageDraw.Draw(picture)
    for text, x, baseline, size in pieces:
        draw.text((x, baseline), text, fill=10, font=font(size), anchor="ls")
    grain = np.random.default_rng(7).normal(0, noise, (height, width)) if noise else 0
    return np.clip(np.asarray(picture) + grain, 0, 255).astype(np.uint8)
