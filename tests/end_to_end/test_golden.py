"""The sample scans against their truth; the tolerances are left to the engine, whose versions differ a little."""

import csv
import json
from pathlib import Path

import pytest

TRUTH = Path(__file__).parents[1] / "truth"
SAMPLES = {"lam-giang-126-kh-ubnd": 6, "lam-giang-45-kh-tu": 7, "lam-giang-83-kh-skhcn": 6}
PAGES = [(name, page) for name, n in SAMPLES.items() for page in range(1, n + 1)]

MAX_PAGE_CER = 0.02
"""Of a page in reading order: a block of text out of order costs more."""
MAX_LINE_CER = 0.01
"""Mean over the pages, wherever the lines stand."""
MIN_MARKED_LETTERS = 0.975
"""Share of letters with a Vietnamese mark that come back exactly."""
MAX_CELL_CER = 0.01
MIN_NUMBER_CELLS = 0.90
"""Share of the cells with a figure in them whose whole text is exact."""
MIN_VALUES = 0.95
"""Share of typed values (years, money, bounds) that are right; a wrong one must ask for review."""
MIN_TEXTS = {"tt": 0.97, "deadline_raw": 0.95, "value_raw": 0.97, "lead_agencies": 0.85, "coordinating_agencies": 0.80}
"""Texts that are compared whole: one wrong mark is a wrong text."""
MIN_RECIPIENTS = 0.85

VALUES = {
    "tasks": (
        "quarters", "start_year", "end_year", "recurrence", "budget_allocated_vnd", "budget_additional_vnd",
    ),
    "indicators": ("year", "low", "high", "comparator", "value_text", "unit"),
}  # fmt: skip
EXACT_FIELDS = (
    "issuing_authority", "parent_authority", "code", "place", "issued_on", "doc_type", "signer_name", "signer_title",
)  # fmt: skip


@pytest.mark.parametrize(("name", "page"), PAGES)
def test_text_of_a_page_in_reading_order(scored, name, page):
    assert scored["documents"][name]["pages"][page]["CER"] <= MAX_PAGE_CER


@pytest.mark.parametrize("kind", ["body", "table"])
def test_text_of_all_pages(scored, kind):
    rates = scored["pooled"]["text"][kind]
    assert rates["missing"] == 0
    assert rates["line_CER"] <= MAX_LINE_CER
    assert rates["DIA"] >= MIN_MARKED_LETTERS


@pytest.mark.parametrize("name", SAMPLES)
def test_every_logical_table_has_exactly_its_cells(scored, name):
    rates = scored["documents"][name]["tables"]
    assert rates["tables"] == rates["found"]
    assert rates["exact_grid"] == rates["row_recall"] == rates["row_precision"] == 1
    assert rates["page_ends_joined"] in (1, None)
    assert rates["cut_rows_joined"] == 1
    assert (rates["wrong_joins"], rates["loose_pieces"], rates["spurious"]) == (0, 0, 0)


def test_text_of_cells(scored):
    rates = scored["pooled"]["tables"]
    assert rates["cell_CER"] <= MAX_CELL_CER
    assert rates["number_cells_right"] >= MIN_NUMBER_CELLS


@pytest.mark.parametrize("field", EXACT_FIELDS)
def test_formal_parts(scored, field):
    verdicts = scored["pooled"]["header"][field]
    assert (verdicts["wrong"], verdicts["abstained"]) == (0, 0)
    assert verdicts["right"] + verdicts["rightly empty"] == len(SAMPLES)


def test_recipients_item_by_item(scored):
    items = scored["pooled"]["header"]["recipients, items"]
    assert items["found"] == items["truth"]
    assert items["hit"] >= MIN_RECIPIENTS * items["truth"]


@pytest.mark.parametrize("name", SAMPLES)
def test_subject_nearly_as_printed(digitised, name):
    import pandas as pd
    from folding import bare
    from rapidfuzz.distance import Levenshtein

    truth = bare(json.loads((TRUTH / "headers" / f"{name}.json").read_text("utf-8"))["trich_yeu"])
    row = pd.read_parquet(digitised / "documents" / f"{name}.parquet").iloc[0]
    assert Levenshtein.distance(bare(row.subject), truth) <= MAX_PAGE_CER * len(truth)


@pytest.mark.parametrize("dataset", VALUES)
def test_all_rows_are_there_and_no_others(scored_records, dataset):
    rates = scored_records[dataset]["pooled"]
    assert rates["rows"] > 0
    assert rates["row_recall"] == rates["row_precision"] == 1


@pytest.mark.parametrize(("dataset", "field"), [(d, f) for d, some in VALUES.items() for f in some])
def test_typed_values(scored_records, dataset, field):
    assert scored_records[dataset]["pooled"]["fields"][field]["exact"] >= MIN_VALUES


@pytest.mark.parametrize("dataset", VALUES)
def test_no_value_is_wrong_unless_its_record_asks_for_review(digitised, dataset):
    import score_records as scorer

    run, key = scorer.Output(digitised), dataset.removesuffix("s")
    typed = scorer.typed_task if dataset == "tasks" else scorer.typed_indicator
    for path in sorted((TRUTH / "typed").glob(f"*_{dataset}.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            truth = [typed(row) for row in csv.DictReader(file)]
        (_, doc_id), *_ = run.matching(path.stem.removesuffix(f"_{dataset}"))
        found = run.rows(dataset, doc_id)
        for i, j in scorer.match(truth, found, key).items():
            wrong = [f for f in VALUES[dataset] if f in truth[i] and scorer.judge(f, truth[i], found[j]) == "wrong"]
            assert not wrong or found[j]["needs_review"], (path.stem, truth[i]["tt"], wrong)


@pytest.mark.parametrize("field", MIN_TEXTS)
def test_short_texts_of_records(scored_records, field):
    for rates in (r["pooled"]["fields"] for r in scored_records.values()):
        if field in rates:
            assert rates[field]["exact"] >= MIN_TEXTS[field]


def test_doubtful_words_hold_the_errors(scored):
    """Whoever looks at the tenth of the words that are least sure finds well over a tenth of the errors.

    The surest way down is to mend the doubtful ones: of 40 errors 18 were among these, of the 28 that are left 8. So
    what is bounded too are errors that nobody would look at.
    """
    words = scored["pooled"]["calibration"]["words"]
    assert words["caught@10%"] > 0.2
    assert (1 - words["caught@10%"]) * words["error_rate"] < 0.0033
