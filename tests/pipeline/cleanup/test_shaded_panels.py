"""Shaded fields: what is printed on them becomes dark print on paper; what is no field stays as it is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from sohoa.nouns.page import Page, PageFrame
from sohoa.pipeline.cleanup.recipe import clean_page
from sohoa.pipeline.cleanup.shaded_panels import without_shades
from sohoa.settings import CleanupSettings

DPI = 200
PAPER = 235
FIELD = (200, 300, 1400, 380)


def page_with(fill, letters, box=FIELD, text="Nội dung      Đơn vị thực hiện      Thời hạn", size=34):
    picture = Image.new("L", (1654, 2339), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle(box, fill=fill)
    draw.text((box[0] + 40, box[1] + 15), text, fill=letters, font=ImageFont.truetype("LiberationSerif-Bold.ttf", size))
    noise = np.random.default_rng(3).normal(0, 4, (2339, 1654))
    return np.clip(np.asarray(picture) + noise, 0, 255).astype(np.uint8)


def without(page):
    return without_shades(page, page, DPI)


def inside(page, box=FIELD):
    return page[box[1] + 8 : box[3] - 8, box[0] + 8 : box[2] - 8]


@pytest.mark.parametrize(("fill", "letters"), [(60, 240), (25, 235), (110, 240), (150, 20), (100, 15)])
def test_print_on_a_field_becomes_dark_print_on_paper(fill, letters):
    before = page_with(fill, letters)
    part = inside(without(before))
    ink = np.abs(inside(before).astype(int) - letters) < 30
    assert np.median(part[ink]) < 90
    assert np.median(part) > 0.9 * PAPER
    assert 0.8 < (part < 128).sum() / ink.sum() < 1.6


def test_rules_on_a_field_stay_and_its_outline_is_drawn():
    page = page_with(70, 240)
    cv2.line(page, (800, 300), (800, 380), 10, 3)
    after = without(page)
    assert after[320:360, 799:802].max() < 150
    assert after[305:375, 194:206].min(axis=1).max() < 60


def test_a_field_that_is_a_little_askew():
    page = page_with(60, 240)
    matrix = cv2.getRotationMatrix2D((827, 1170), 0.8, 1.0)
    askew = cv2.warpAffine(page, matrix, (1654, 2339), borderValue=PAPER)
    after = without(askew)
    x, y = (matrix @ np.array([800, 340, 1])).astype(int)
    assert np.median(after[y - 25 : y + 25, x - 300 : x + 300]) > 0.9 * PAPER


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page_with(60, 60), id="a bar without print"),
        pytest.param(page_with(PAPER, 20), id="bold print on paper"),
        pytest.param(page_with(200, 20), id="a tint"),
        pytest.param(page_with(60, 240, (0, 0, 1653, 60)), id="the dark edge of the scanner"),
        pytest.param(page_with(60, 240, (100, 100, 1550, 2200)), id="a page in negative"),
        pytest.param(page_with(60, 240, (200, 300, 260, 330), size=12), id="a box of a few letters"),
        pytest.param(page_with(235, 20, text="ỦY BAN NHÂN DÂN TỈNH LAM GIANG", size=60), id="large capitals"),
    ],
)
def test_what_is_no_field_stays(page):
    assert without(page) is page


def test_a_picture_stays():
    page = page_with(PAPER, 20)
    ramp = np.tile(np.linspace(10, 160, 600), (400, 1))
    page[600:1000, 300:900] = np.clip(ramp + 30 * np.sin(np.arange(400) / 9)[:, None], 0, 255)
    assert without(page) is page


def test_a_round_seal_stays():
    page = page_with(PAPER, 20)
    cv2.circle(page, (800, 800), 140, 70, -1)
    cv2.putText(page, "UBND", (720, 810), cv2.FONT_HERSHEY_SIMPLEX, 1.5, 240, 4)
    assert without(page) is page


def test_a_field_in_colour_is_no_seal():
    grey = page_with(60, 240)
    colour = np.stack([grey, grey, grey], axis=-1)
    colour[300:381, 200:1401, 0] = np.maximum(colour[300:381, 200:1401, 0], 170)
    frame = PageFrame(1, 1654, 2339, float(DPI), 595.0, 842.0)
    cleaned = clean_page(Page(frame, colour, has_scan=True), CleanupSettings())
    dark = cleaned.pixels[315:365, 240:1300] < 110
    assert 0.02 < dark.mean() < 0.3
