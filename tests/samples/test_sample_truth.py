"""The committed truth is exact: it is what the plans say and what stands in the undegraded PDF."""

import io
import json
from collections import Counter
from pathlib import Path

import pdfplumber
import pytest

TRUTH = Path(__file__).parents[1] / "truth"
NAMES = sorted(p.stem for p in TRUTH.glob("*.json"))
DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def load(name):
    return json.loads((TRUTH / f"{name}.json").read_text("utf-8"))


def test_truth_is_what_the_plans_say(printed):
    from samples.truth import truth_files

    for plan, _, pages in printed.values():
        for path, text in truth_files(plan, pages).items():
            assert (TRUTH / path).read_text("utf-8") == text, f"{path}: run `python -m samples`"


def test_another_reader_finds_the_same_letters_on_every_page(printed):
    for name, (_, pdf, _) in printed.items():
        with pdfplumber.open(io.BytesIO(pdf)) as document:
            for page, truth in zip(document.pages, load(name)["pages"], strict=True):
                seen = Counter(c["text"] for c in page.chars if c["text"].strip())
                assert seen == Counter("".join(truth["text"].translate(DIGITS).split())), (name, truth["page"])


def test_no_text_runs_over_the_edge_of_its_cell(printed):
    for name, (_, _, pages) in printed.items():
        for page in pages:
            edges = {part.cell: part.bounds for part in page.cells}
            for line in page.lines:
                if line.cell:
                    x0, _, x1, _ = edges[line.cell]
                    assert x0 < line.bounds[0] and line.bounds[2] < x1, (name, page.number, line.text)


@pytest.mark.parametrize("name", NAMES)
def test_cells_tile_every_table(name):
    for table in load(name)["tables"]:
        cells = table["cells"]
        spans = ((c["row"], c["rowspan"], c["col"], c["colspan"]) for c in cells)
        places = Counter(
            (r, k) for row, down, col, over in spans for r in range(row, row + down) for k in range(col, col + over)
        )
        rows, columns = max(r for r, _ in places) + 1, max(k for _, k in places) + 1
        assert set(places.values()) == {1} and len(places) == rows * columns


@pytest.mark.parametrize("name", NAMES)
def test_cells_hold_the_words_of_their_pages(name):
    truth = load(name)
    pages = {p["page"]: p["text"].split() for p in truth["pages"]}
    for cell in (c for t in truth["tables"] for c in t["cells"]):
        there = Counter(w for page in cell["pages"] for w in pages[page])
        assert not Counter(cell["text"].split()) - there, cell


def test_the_samples_show_what_they_are_for():
    truths = [load(name) for name in NAMES]
    tables = [t for truth in truths for t in truth["tables"]]
    headers = [c for t in tables for c in t["cells"] if c["header"]]
    assert sum(len(t["rows_joined"]) for t in tables) >= 4, "rows cut by page ends"
    assert any(len(c["pages"]) > 1 for c in headers), "a repeated header"
    assert any(t["rows_joined"] and not any(len(c["pages"]) > 1 for c in t["cells"] if c["header"]) for t in tables)
    assert any(c["colspan"] == 2 and c["text"].startswith("Kinh phí") for c in headers), "a header of two levels"
    assert {p["turn"] for truth in truths for p in truth["pages"]} == {0, 90, 180}
    assert any("¹" in p["text"] for truth in truths for p in truth["pages"]), "footnotes"
