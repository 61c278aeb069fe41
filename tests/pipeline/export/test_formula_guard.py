"""No field of a CSV file becomes a formula, and nothing of it is lost."""

import csv
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.pipeline.export.csv_lines import csv_lines
from sohoa.pipeline.export.formula_guard import GUARDED, begins_like_a_formula, guarded


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://x.vn";"xem")',
        "+84 219 3",
        "-2+3",
        "-2,5+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "- Sở Nội vụ",
        "-",
        "'=1",
        "''-x",
        "-٣",
    ],
)
def test_what_begins_like_a_formula_is_text(text):
    assert guarded(text) == f"'{text}"
    assert re.sub(GUARDED, "", guarded(text)) == text
    assert begins_like_a_formula(text)


@pytest.mark.parametrize("text", ["-2,5", "+7", "-1.000.000", "-3,5 %", "-12%", "007", "", "a=b", "'tên", "5-7", " =1"])
def test_numbers_and_text_are_left_alone(text):
    assert guarded(text) == text
    assert re.sub(GUARDED, "", text) == text


@given(st.text(alphabet="=+-@'\t\r\n 1,5%a＝", max_size=6))
def test_nothing_is_lost(text):
    written = guarded(text)
    assert re.sub(GUARDED, "", written) == text
    assert not begins_like_a_formula(written) or written[0] == "'" or re.fullmatch(r"[+-][\d.,]+ ?%?", written)


def test_a_file_comes_back(tmp_path):
    texts = ["=1+1", "-2,5", "'=x", "a\r\nb", '"q"', "", "Quý I"]
    with (tmp_path / "a.csv").open("wb") as file, csv_lines(file) as write_row:
        write_row(["text"])
        for text in texts:
            write_row([guarded(text)])
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbftext\r\n")
    frame = pd.read_csv(tmp_path / "a.csv", dtype=str, keep_default_na=False, skip_blank_lines=False)
    assert list(frame.replace(GUARDED, "", regex=True).text) == texts
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(r["text"] for r in csv.DictReader(file) if r["text"]) == "'=1+1"
