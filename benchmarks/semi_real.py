"""Born-digital documents printed to pixels and worn: does the scan give what the file itself gives?

    python benchmarks/semi_real.py PDF… -o WORK [--degree office --degree hard]
    python benchmarks/score_run.py WORK/scans --truth WORK/truth -o WORK

The first command writes the scans and the truth. The truth is what sohoa reads from the file's own text and
vector rules, so look at that first (`sohoa show PDF --stage table`): an error there is asked for again from the
scan. Pages whose file has no sound text layer are left out.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from measuring import ROOT, digitise

sys.path.insert(0, str(ROOT))

from samples.degrade import degrade
from samples.marks import Place
from samples.scan import pdf_to_pictures, pictures_to_pdf
from samples.wear import PRESETS, Wear

SEALED = 3
"""Every third page gets a seal, anywhere on it."""


def truth_of(out: Path, source: str) -> dict[str, Any]:
    """Pages and logical tables of one document of a finished run, in the typeset form of `scoring/README.md`."""
    pages = _rows(out / "pages", source)
    pages = pages[pages.text_source == "text_layer"]
    cells = _rows(out / "cells", source)
    with_table = {p for where in cells.pages for p in where}
    return {
        "pages": [
            {
                "page": int(p.page),
                "kind": "table" if p.page in with_table else "body",
                "text": p.text,
                "lines": [{"text": line} for line in p.text.splitlines() if line.strip()],
            }
            for p in pages.itertuples()
        ],
        "tables": [{"cells": [_cell(c) for _, c in t.iterrows()]} for _, t in cells.groupby("table_id")],
    }


def _rows(dataset: Path, source: str) -> pd.DataFrame:
    rows = pd.read_parquet(dataset)
    return rows[rows.source_file == source]


def _cell(cell: pd.Series) -> dict[str, Any]:
    return {
        "row": int(cell.row),
        "col": int(cell.col),
        "rowspan": int(cell.row_span),
        "colspan": int(cell.col_span),
        "text": cell.text,
        "pages": sorted({int(p) for p in cell.pages}),
        "header": bool(cell.is_header),
    }


def worn(pdf: Path, wear: Wear) -> Iterator[np.ndarray]:
    """Each page with a wear of its own; chance is drawn from the file's name and the page number."""
    pictures = pdf_to_pictures(pdf.read_bytes(), wear.dpi)
    for number, picture in enumerate(pictures, 1):
        rng = np.random.default_rng(zlib.crc32(f"{pdf.stem} {number}".encode()))
        place = None
        if number % SEALED == 0:
            place = Place(rng.uniform(0.2, 0.8), rng.uniform(0.2, 0.8), "UỶ BAN NHÂN DÂN * TỈNH LAM GIANG * ")
        turn = int(rng.choice([0, 0, 90, 270])) if wear is PRESETS["hard"] else 0
        back = pictures[number % len(pictures)]
        back = back if back.shape == picture.shape else picture
        yield degrade(picture, replace(wear, turn=turn), rng, place, back)[0]


def main() -> None:
    """Read the files, wear their pages, keep both."""
    args = _arguments()
    digital, scans, truth = (args.output / x for x in ("digital", "scans", "truth"))
    for folder in (scans, truth):
        folder.mkdir(parents=True, exist_ok=True)
    digitise(args.pdfs, digital, args.jobs)
    for pdf in args.pdfs:
        known = truth_of(digital, pdf.name)
        (truth / f"{pdf.stem}.json").write_text(json.dumps(known, ensure_ascii=False, indent=1), "utf-8")
        for degree in args.degree:
            scan = pictures_to_pdf(worn(pdf, PRESETS[degree]), PRESETS[degree])
            (scans / f"{pdf.stem}.{degree}.pdf").write_bytes(scan)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pdfs", nargs="+", type=Path, metavar="PDF")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="WORK")
    parser.add_argument("--degree", action="append", choices=sorted(PRESETS), help="of wear; may be repeated")
    parser.add_argument("-j", "--jobs", type=int, default=1, metavar="N")
    args = parser.parse_args()
    args.degree = args.degree or ["office", "hard"]
    return args


if __name__ == "__main__":
    main()
