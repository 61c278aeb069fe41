"""The plans themselves: careful Vietnamese, and sums that agree with their tables."""

import re
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest

from samples.plan import PLANS, load_plan, plan_names, read_tsv

FILES = sorted(p for p in PLANS.iterdir() if p.suffix in (".toml", ".tsv"))
NEW_STYLE = re.compile(r"\b\w*(?:o[àáảãạ]|o[èéẻẽẹ](?!\w)|(?<!q)u[ỳýỷỹỵ])\b", re.IGNORECASE)
"""Tone on the second vowel of an open oa, oe, uy: hoà, khoẻ, uỷ; old style has hòa, khỏe, ủy."""


@pytest.mark.parametrize("text", ["hoà", "Uỷ ban", "khoẻ", "THUỶ"])
def test_new_style_is_seen(text):
    assert NEW_STYLE.search(text)


@pytest.mark.parametrize("text", ["hòa", "Ủy ban", "khỏe", "quý", "Quỹ", "hoàn toàn", "thủy", "ngoài"])
def test_old_style_passes(text):
    assert not NEW_STYLE.search(text)


@pytest.mark.parametrize("file", FILES, ids=lambda p: p.name)
def test_text_is_nfc_old_style_and_tidy(file):
    text = file.read_text("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not NEW_STYLE.findall(text)
    assert not re.search(r"\S  +\S|\s[,;]| \t|\t ", text)


@pytest.mark.parametrize("name", plan_names())
def test_every_row_fills_known_columns(name):
    for appendix in load_plan(name).appendices:
        keys = [c.key for c in appendix.columns]
        assert all(list(row) == keys for row in appendix.rows)
        assert sum(c.width for c in appendix.columns) == pytest.approx(100, abs=1)


def number(text):
    return Decimal(text.replace(".", "").replace(",", "."))


@pytest.mark.parametrize("name", ["lam-giang-126-kh-ubnd", "lam-giang-83-kh-skhcn"])
def test_budgets_in_the_text_are_the_sums_of_the_table(name):
    plan = load_plan(name)
    rows = next(a.rows for a in plan.appendices if a.kind == "tasks")
    allocated = sum(number(r["allocated"]) for r in rows if r["allocated"])
    total = allocated + sum(number(r["additional"]) for r in rows if r["additional"])
    named = {number(x) for x in re.findall(r"([\d.,]+\d) triệu đồng", plan.body)}
    assert {allocated, total} <= named


def test_values_written_by_hand_are_within_their_printed_text():
    for row in read_tsv(Path(PLANS / "values.tsv")):
        printed = {number(x) for x in re.findall(r"[\d.,]*\d", row["raw"])}
        assert all(Decimal(row[k]) in printed for k in ("low", "high") if row[k]), row
