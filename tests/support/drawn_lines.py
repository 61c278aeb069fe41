"""Lines of print drawn to pixels, and which line's ink each pixel is."""

import numpy as np
from PIL import Image, ImageDraw

from sohoa.pipeline.ink.components import page_to_components
from sohoa.pipeline.ink.text_lines import components_to_lines
from tests.support.print_strips import font


def draw(lines, width=1400, height=500, size=50):
    """Page (height, width) with each ``(text, x, baseline)`` drawn, and one mask of its own ink a line."""
    page, masks = np.full((height, width), 255, np.uint8), []
    for text, x, baseline in lines:
        alone = Image.new("L", (width, height), 255)
        ImageDraw.Draw(alone).text((x, baseline), text, fill=0, font=font(size), anchor="ls")
        ink = np.asarray(alone)
        page = np.minimum(page, ink)
        masks.append(ink < 128)
    return page, masks


def found_lines(page, zones=None):
    parts = page_to_components(page, zones)
    return parts, components_to_lines(parts)


def owners(parts, lines):
    """For each pixel the index of its line in `lines`, -1 for paper and for ink of no line."""
    owner = np.full(len(parts.x0), -1)
    for k, line in enumerate(lines):
        owner[line.members] = k
    owner[0] = -1
    return owner[parts.labels]


def shares_of_own_ink(parts, lines, masks):
    """Of the ink that each drawn line has alone, the share that stands in the found line of the same number."""
    whose = owners(parts, lines)
    for k, mask in enumerate(masks):
        alone = mask & ~np.any([m for j, m in enumerate(masks) if j != k], axis=0)
        yield float(np.mean(whose[alone] == k))
