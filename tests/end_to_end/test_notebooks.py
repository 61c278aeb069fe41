"""The notebooks on the output of the samples: who executes them sees what is kept in them."""

import copy
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from notebooks.execute import executed
from tests.support.notebooks import differences, shown

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def desk(digitised, tmp_path_factory):
    """A folder that has the samples and their output where the notebooks look for them."""
    place = tmp_path_factory.mktemp("desk")
    shutil.copytree(digitised, place / "data" / "processed")
    (place / "data" / "raw").symlink_to(ROOT / "data" / "raw")
    (place / "notebooks").mkdir()
    return place / "notebooks"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_shows_what_it_showed(desk, path):
    """If results changed for a good reason: `make run notebooks`, and look at what it shows now."""
    kept = json.loads(path.read_text("utf-8"))
    assert differences(shown(kept), shown(executed(path, desk))) == []


def test_a_changed_result_is_noticed():
    [path] = [p for p in NOTEBOOKS if p.name.startswith("3-")]
    before = shown(json.loads(path.read_text("utf-8")))
    assert differences(before, before) == []
    k = next(k for k, (_, pictures) in enumerate(before) if pictures)
    other, paler = copy.deepcopy(before), copy.deepcopy(before)
    other[0][0][0] = other[0][0][0].replace("4", "5", 1)
    paler[k][1][0] = np.clip(paler[k][1][0] + 20, 0, 255)
    paler[k][1][0][:40] = 0
    assert [d[0] for d in differences(before, other)] == [0]
    assert [d[0] for d in differences(before, paler)] == [k]
