"""The way between a flattened page and its sheet, and places told on the sheet."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.bends import drawn_sheet
from sohoa.nouns.bend import Bend
from sohoa.nouns.evidence import Evidence, EvidenceSource
from sohoa.nouns.geometry import Box
from sohoa.nouns.homography import apply_to_box
from sohoa.nouns.page import PageFrame, PageReading, TextLayer, TextSource
from sohoa.nouns.record import DocumentParts, Provenance, Task
from sohoa.nouns.sheet_places import on_sheets
from sohoa.nouns.table import Cell, Part, Table
from sohoa.nouns.word import Word
from sohoa.pipeline.corrections.places import box_on, likeness_of_boxes, spot_of

WIDE, HIGH = 800.0, 1100.0


@cache
def bend_of(seed: int) -> Bend:
    """The bend of a sheet drawn by chance."""
    sheet = drawn_sheet(int(WIDE), int(HIGH), seed)
    seen = [[sheet.seen_at(u, v) for u in np.linspace(0, WIDE, 33)] for v in np.linspace(0, HIGH, 45)]
    x, y = (tuple(tuple(float(p[k]) for p in row) for row in seen) for k in (0, 1))
    return Bend(WIDE, HIGH, x, y)


@given(seed=st.integers(0, 8), x=st.floats(5, WIDE - 5), y=st.floats(5, HIGH - 5))
def test_the_way_back_leads_back(seed, x, y):
    bend = bend_of(seed)
    assert bend.to_flat(*bend.to_sheet(x, y)) == pytest.approx((x, y), abs=0.05)


@given(seed=st.integers(0, 8), x=st.floats(0, WIDE), y=st.floats(0, HIGH), across=st.booleans())
def test_a_mirror_shows_the_same_bend(seed, x, y, across):
    bend = bend_of(seed)
    u, v = bend.to_sheet(x, y)
    seen = bend.mirrored(across).to_sheet(WIDE - x if across else x, y if across else HIGH - y)
    assert seen == pytest.approx((WIDE - u if across else u, v if across else HIGH - v), abs=1e-6)


def reading(frame: PageFrame) -> PageReading:
    """A page with one word, as it was read."""
    word = Word("Kế", "Kế", Box(100, 900, 140, 920), 0.9)
    return PageReading(frame, TextSource.OCR, TextLayer.NONE, words=(word,), words_ocr=(word,))


def test_places_are_told_on_the_sheet():
    bend = bend_of(4)
    bent, plain = (PageFrame(n, 800, 1100, 100.0, 576.0, 792.0, bend=b) for n, b in ((1, bend), (2, None)))
    box = Box(100, 900, 140, 920)
    told = Provenance(1, box, 0.9)
    cell = Cell(0, 0, 1, 1, ("Kế",), ("Kế",), 0.9, (Part(1, box), Part(2, box)))
    evidence = tuple(Evidence("number", "12", EvidenceSource.LETTERHEAD, n, box, 0.9) for n in (1, 2))
    parts = DocumentParts(
        evidence=evidence, tables=(Table("p001-1", 1, 1, (cell,)),), tasks=(Task("p001-1", 0, "1", "Việc", told),)
    )
    readings, moved = on_sheets((reading(bent), reading(plain)), parts)
    there = bend.box_to_sheet(box)
    assert likeness_of_boxes(there, box) < 0.9
    assert [r.words[0].box for r in readings] == [there, box]
    assert [p.box for p in moved.tables[0].cells[0].parts] == [there, box]
    assert [e.box for e in moved.evidence] == [there, box]
    assert moved.tasks[0].provenance.box == there
    assert readings[0].frame.bend is None
    assert on_sheets(readings, moved) == (readings, moved)


def test_a_correction_finds_its_place_on_a_page_that_was_flattened():
    frame = PageFrame(1, 800, 1100, 100.0, 576.0, 792.0, (0.72, 0, 0, 0, 0.72, 0, 0, 0, 1), bend=bend_of(4))
    box = Box(100, 900, 140, 920)
    sheet = apply_to_box(frame.to_source, frame.on_sheet(box))
    assert likeness_of_boxes(spot_of(frame, box).box, sheet) > 0.9
    back = box_on(replace(frame), spot_of(frame, box))
    assert back is not None and likeness_of_boxes(back, box) > 0.6
