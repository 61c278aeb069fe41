from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sohoa.pipeline.view.stages
from sohoa.pipeline.view.shown import ShownStage
from sohoa.pipeline.view.stages import render_stage
from sohoa.settings import Settings

ROOT = Path(__file__).parents[2]
TURNED = "lam-giang-83-kh-skhcn", 6


@pytest.mark.parametrize("stage", [ShownStage.REGIONS, ShownStage.WORDS, ShownStage.CELLS, ShownStage.TABLE])
def test_what_a_run_keeps_is_shown_and_not_read_again(digitised, monkeypatch, stage):
    name, page = TURNED
    monkeypatch.setattr(sohoa.pipeline.view.stages, "trace_page", None)
    picture = render_stage(ROOT / "data" / "raw" / f"{name}.pdf", page, stage, Settings(), digitised)
    rows = pd.read_parquet(digitised / "pages" / f"{name}.parquet").set_index("page")
    assert picture.dtype == np.uint8
    assert picture.shape == (rows.height[page], rows.width[page], 3)


def test_a_page_that_lay_on_its_side_is_shown_as_it_was_read(digitised):
    name, page = TURNED
    picture = render_stage(ROOT / "data" / "raw" / f"{name}.pdf", page, ShownStage.WORDS, Settings(), digitised)
    words = pd.read_parquet(digitised / "words" / f"{name}.parquet")
    light = picture.min(axis=2)
    for w in words[(words.page == page) & (words.confidence > 0.9)].itertuples():
        inner = light[round(w.y0) + 4 : round(w.y1) - 3, round(w.x0) + 3 : round(w.x1) - 2]
        assert inner.size == 0 or w.text in "-.," or (inner < 140).mean() > 0.03, w
