import json
import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sohoa.nouns import homography
from sohoa.nouns.line_ends import joined_lines
from sohoa.nouns.word import RegionKind
from sohoa.pipeline.output.paths import DATASETS

TRUTH = Path(__file__).parents[1] / "truth"
PAGES = {"lam-giang-126-kh-ubnd": 6, "lam-giang-45-kh-tu": 7, "lam-giang-83-kh-skhcn": 6}
TURNED = {("lam-giang-126-kh-ubnd", 2): 180, ("lam-giang-83-kh-skhcn", 6): 270}

MAX_OFF_PT = 3.0
"""How far the middle of a line may be from the truth on the source page, skew and one shift a page taken out."""
MAX_SHIFT_PT = 16.0
"""How far the sheet was shifted on the glass at most, and a little."""
MIN_LINES_FOUND = 0.25
"""Share of a page's lines that are read without an error and stand there once: enough to measure by."""


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_folder_of_parquet_files_is_one_table(digitised, dataset):
    table = pd.read_parquet(digitised / dataset)
    assert {"doc_id", "source_file"} <= set(table.columns)
    assert len(pd.read_parquet(digitised / "documents")) == len(PAGES)
    sources = {f"{name}.pdf" for name in PAGES}
    assert set(table.source_file) <= sources
    if dataset not in ("problems", "indicators"):
        assert set(table.source_file) == sources


@pytest.mark.parametrize("name", PAGES)
def test_text_file_has_a_form_feed_between_pages(digitised, name):
    pages = (digitised / "text" / f"{name}.txt").read_text("utf-8").split("\f")
    rows = pd.read_parquet(digitised / "pages" / f"{name}.parquet")
    assert len(pages) == PAGES[name]
    assert [p.rstrip("\n") for p in pages] == [t.rstrip("\n") for t in rows.sort_values("page").text]


@pytest.mark.parametrize("name", PAGES)
def test_pages_tell_how_they_lay(digitised, name):
    rows = pd.read_parquet(digitised / "pages" / f"{name}.parquet")
    assert list(rows.page) == list(range(1, PAGES[name] + 1))
    for row in rows.itertuples():
        assert row.rotation == TURNED.get((name, row.page), 0)
        assert abs(row.skew_deg) < 2
        assert (row.text_source, row.text_layer, row.status) == ("ocr", "none", "ok")


@pytest.mark.parametrize("name", PAGES)
def test_words_are_numbered_in_reading_order_and_stand_on_the_page(digitised, name):
    words = pd.read_parquet(digitised / "words" / f"{name}.parquet")
    pages = pd.read_parquet(digitised / "pages" / f"{name}.parquet").set_index("page")
    assert set(words.region) <= {str(k) for k in RegionKind}
    assert words.confidence.between(0, 1).all()
    for page, some in words.groupby("page"):
        assert list(some.word) == list(range(len(some)))
        assert all(b - a in (0, 1) for a, b in pairwise(some.line))
        assert (some.x1 > some.x0).all()
        assert (some.y1 > some.y0).all()
        assert some.x0.min() >= 0
        assert some.x1.max() <= pages.width[page]
        assert some.y1.max() <= pages.height[page]


@pytest.mark.parametrize("name", PAGES)
def test_text_of_a_page_is_its_words(digitised, name):
    words = pd.read_parquet(digitised / "words" / f"{name}.parquet")
    for row in pd.read_parquet(digitised / "pages" / f"{name}.parquet").itertuples():
        mine = words[words.page == row.page]
        words_alone, in_text = " ".join(mine.text).split(), row.text.split()
        # A code cut at a line end ("57-NQ/" and "TW") stands put together in the text, and nothing else.
        assert in_text == joined_lines([" ".join(line.text) for _, line in mine.groupby("line")]).split()
        assert "".join(in_text) == "".join(words_alone)
        assert 0 <= len(words_alone) - len(in_text) <= sum(w[-1] in "-–/.:" for w in words_alone)


@pytest.mark.parametrize("name", PAGES)
def test_changes_lead_from_the_engine_s_line_to_the_restored_one(digitised, name):
    words = pd.read_parquet(digitised / "words" / f"{name}.parquet")
    changes = pd.read_parquet(digitised / "changes" / f"{name}.parquet")
    assert len(changes)
    for c in changes.itertuples():
        line = words[(words.page == c.page) & (words.line == c.line)]
        before = " ".join(line.text_ocr)
        assert before[c.char_start : c.char_end] == c.before
        here = words[(words.page == c.page) & (words.word == c.word)].iloc[0]
        assert (here.text_ocr, here.text) == (c.before, c.after)
    assert len(changes) == (words.text != words.text_ocr).sum()


def off_truth(words, row, truth):
    """For each line read exactly: how far its middle is from the truth, in points, skew taken out."""
    printed = {}
    for line in truth["lines"]:
        printed.setdefault(line["text"], []).append(line["bbox"])
    width, height = truth["width"], truth["height"]
    upright = homography.invert(homography.quarter_turn(truth["turn"], width, height))
    angle = math.radians(-row.skew_deg)
    to_source = tuple(row.to_source)
    found = []
    for _, line in words.groupby("line"):
        boxes = printed.get(" ".join(line.text), [])
        if len(boxes) != 1:
            continue
        x0, y0, x1, y1 = boxes[0]
        level = (line.y0.min() + line.y1.max()) / 2
        places = [
            homography.apply(upright, *homography.apply(to_source, x, level)) for x in (line.x0.min(), line.x1.max())
        ]
        x, y = np.mean(places, axis=0) - (width / 2, height / 2)
        straight_x = x * math.cos(angle) - y * math.sin(angle) + width / 2
        straight_y = x * math.sin(angle) + y * math.cos(angle) + height / 2
        found.append((straight_x - (x0 + x1) / 2, straight_y - (y0 + y1) / 2))
    return np.array(found)


@pytest.mark.parametrize(("name", "page"), [(n, p) for n, count in PAGES.items() for p in range(1, count + 1)])
def test_to_source_leads_to_where_the_line_was_printed(digitised, name, page):
    truth = json.loads((TRUTH / f"{name}.json").read_text("utf-8"))["pages"][page - 1]
    words = pd.read_parquet(digitised / "words" / f"{name}.parquet")
    row = next(r for r in pd.read_parquet(digitised / "pages" / f"{name}.parquet").itertuples() if r.page == page)
    off = off_truth(words[words.page == page], row, truth)
    assert len(off) >= MIN_LINES_FOUND * len({x["text"] for x in truth["lines"]})
    shift = np.median(off, axis=0)
    assert np.abs(shift).max() < MAX_SHIFT_PT
    assert np.quantile(np.abs(off - shift).max(axis=1), 0.95) < MAX_OFF_PT


@pytest.mark.parametrize("name", PAGES)
def test_cells_stand_inside_their_page_and_tell_their_parts(digitised, name):
    cells = pd.read_parquet(digitised / "cells" / f"{name}.parquet")
    assert not cells.duplicated(["table_id", "row", "col"]).any()
    for c in cells.itertuples():
        assert c.page == min(c.pages) == c.parts[0]["page"]
        assert sorted(p["page"] for p in c.parts) == sorted(c.pages)
        assert (c.x0, c.y0) == (c.parts[0]["x0"], c.parts[0]["y0"])


@pytest.mark.parametrize("dataset", ["tasks", "indicators"])
def test_records_point_at_a_row_of_their_table(digitised, dataset):
    cells = pd.read_parquet(digitised / "cells")
    rows = set(zip(cells.doc_id, cells.table_id, cells.row, strict=True))
    records = pd.read_parquet(digitised / dataset)
    assert all(key in rows for key in zip(records.doc_id, records.table_id, records.row, strict=True))
    assert records.confidence.between(0, 1).all()
    assert (records.review_reason[records.needs_review] != "").all()
