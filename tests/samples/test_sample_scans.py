"""The committed scans belong to their truth and stay small."""

import json
from pathlib import Path

import pypdfium2
import pytest

ROOT = Path(__file__).parents[2]
SCANS = sorted((ROOT / "data" / "raw").glob("lam-giang-*.pdf"))


def test_all_scans_together_stay_below_six_megabytes():
    assert len(SCANS) == 3
    assert sum(p.stat().st_size for p in SCANS) < 6_000_000


@pytest.mark.parametrize("scan", SCANS, ids=lambda p: p.stem)
def test_pages_are_pictures_of_the_size_and_turn_the_truth_tells(scan):
    truth = json.loads((ROOT / "tests" / "truth" / f"{scan.stem}.json").read_text("utf-8"))
    document = pypdfium2.PdfDocument(scan)
    for page, told in zip(document, truth["pages"], strict=True):
        size = told["width"], told["height"]
        assert page.get_size() == pytest.approx(size if told["turn"] % 180 == 0 else size[::-1], abs=1)
        assert not page.get_textpage().get_text_bounded().strip()
