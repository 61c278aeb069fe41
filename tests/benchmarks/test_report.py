"""The report of a scored run, from invented figures."""

import runpy
from pathlib import Path

import pytest

REPORT = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "report.py"))
markdown = REPORT["markdown"]
TABLES = dict.fromkeys(REPORT["TABLE_RATES"], 1.0) | {"tables": 1, "found": 1, "spurious": 0}


def scored(line_cer, **documents):
    """Figures as `score.py` writes them, with one set of rates a document."""

    def one(cer):
        rates = {"line_CER": cer, "CER": cer, "DIA": 1 - cer, "numbers": 1.0}
        return {"text": {"body": rates}, "tables": TABLES}

    return {
        "pooled": one(line_cer) | {"header": {"code": {"right": 2, "wrong": 1}}, "calibration": {}},
        "variants": {},
        "documents": {name: one(cer) for name, cer in documents.items()},
    }


def report(ours, tesseract):
    peer = tesseract | {"cost": "3 pages"}
    return markdown({"origin": {"commit": "1234567"}, "sohoa": ours, "tesseract": peer}, "Title")


def test_programs_stand_beside_each_other():
    text = report(scored(0.01, a=0.01), scored(0.02, a=0.02))
    assert "## Title" in text
    assert "commit: 1234567" in text
    assert "| a | 1.00 | 2.00 | 1.00 | 2.00 | 99.00 | 98.00 | 100.00 | 100.00 |" in text
    assert "| code | 2 | 1 | 0 | 0 |" in text


@pytest.mark.parametrize(
    ("ours", "theirs", "worse"),
    [
        (0.0100, 0.0200, False),
        (0.0109, 0.0100, False),  # within a tenth of a point
        (0.0111, 0.0100, True),
        (0.0540, 0.0500, False),  # within ten per cent
        (0.0551, 0.0500, True),
    ],
)
def test_a_document_read_worse_is_named(ours, theirs, worse):
    text = report(scored(0.01, plan=ours), scored(0.02, plan=theirs))
    assert ("plan (body:" in text) is worse
    assert ("10 %: none." in text) is not worse


def test_without_other_programs():
    text = markdown({"origin": {}, "sohoa": scored(0.01, a=0.01)}, "Title")
    assert "Tesseract" not in text
    assert "| a | sohoa | 1 | 1 | 100.00 |" in text


def test_a_rate_that_was_not_measured_is_a_dash():
    assert REPORT["_percent"](None) == "–"
    assert REPORT["_percent"](3) == "3"
    assert REPORT["_percent"](0.98765) == "98.77"
