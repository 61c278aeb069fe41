"""Squared paper is taken out, tables of square cells and other pages stay as they are."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from sohoa.pipeline.cleanup.squared_paper import without_squares

PITCH = 40


def sheet():
    return np.full((1400, 1000), 250, np.uint8)


def squares(page, line=120, pitch=PITCH):
    page = page.copy()
    for at in range(20, 1000, pitch):
        page[20:1380, at : at + 2] = np.minimum(page[20:1380, at : at + 2], line)
    for at in range(20, 1400, pitch):
        page[at : at + 2, 20:980] = np.minimum(page[at : at + 2, 20:980], line)
    return page


def written():
    page = sheet()
    for k in range(18):
        cv2.putText(page, "Thuc hien Ke hoach so 12 cua tinh", (50, 90 + 70 * k), cv2.FONT_HERSHEY_SIMPLEX, 1.3, 10, 3)
    return page


def in_cells():
    page = sheet()
    for r in range(30):
        for c in range(22):
            cv2.putText(page, str((r * c) % 10), (31 + PITCH * c, 49 + PITCH * r), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 10, 2)
    return page


@pytest.mark.parametrize("line", [10, 120, 190])
def test_the_lines_go_and_the_writing_stays(line):
    text = written()
    found = without_squares(squares(text, line))
    ink, left = text < 128, found < 128
    assert (left & ~ink).mean() < 0.002
    assert (ink & ~left).sum() < (0.06 if line == 10 else 0.01) * ink.sum()


@pytest.mark.parametrize(
    "page",
    [written(), sheet(), squares(in_cells(), 10), squares(written(), 120, pitch=120), np.zeros((9, 9), np.uint8)],
    ids=["text", "blank", "a table of figures", "few lines", "tiny"],
)
def test_other_pages_stay(page):
    assert without_squares(page) is page


def test_a_ruled_page_stays():
    page = written()
    page[100:1300:40, 20:980] = 100
    assert without_squares(page) is page
