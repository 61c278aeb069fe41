"""Where the lines of the development set stand, kept as a file so that readers can be compared on the same crops.

`python benchmarks/line_boxes.py OUT --truth FOLDER -o line_boxes.json` takes a run's words and pages. Typeset pages
(truth with boxes): a shift and a scale are fitted from the truth's boxes to the run's words, then the truth's own
boxes are used. Real pages: the box round the words that the run put on one line, if the truth has what it reads.
The file holds no wording: a line names its stretch of the page's truth. `line_boxes.json` is that of commit 98b6227.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow.parquet as pq
from measuring import SCORING
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

sys.path.insert(0, str(SCORING))
from folding import norm

LEAST_LIKE = 0.6
"""A line of a run belongs to a stretch of the truth that it is at least so like (1 is the same)."""


class Found(NamedTuple):
    """A line of a run: box in pixels of the cleaned page, and what was read."""

    x0: float
    y0: float
    x1: float
    y1: float
    text: str


def page_truth(folder: Path, name: str, page: int) -> list[str] | None:
    """Printed lines of a page's truth, or None; `name` is the document's, without a variant."""
    typeset = folder / "synthetic" / "truth" / f"{name}.json"
    if typeset.exists():
        pages = json.loads(typeset.read_text("utf-8"))["pages"]
        return next(([x["text"] for x in p["lines"]] for p in pages if p["page"] == page), None)
    hand_made = folder / "truth" / name / f"p{page:02}.txt"
    return hand_made.read_text("utf-8").splitlines() if hand_made.exists() else None


def out_lines(out: Path, name: str) -> dict[int, list[Found]]:
    """Lines of a document in an output folder by page."""
    rows = [w for w in pq.read_table(out / "words" / f"{name}.parquet").to_pylist() if w["x0"] is not None]
    pages: dict[int, list[Found]] = {}
    for (page, _), group in groupby(rows, key=lambda r: (r["page"], r["line"])):
        words = list(group)
        box = [f(w[k] for w in words) for f, k in ((min, "x0"), (min, "y0"), (max, "x1"), (max, "y1"))]
        pages.setdefault(page, []).append(Found(*box, norm(" ".join(w["text_ocr"] or "" for w in words))))
    return pages


def fit(found: list[Found], lines: list[dict[str, Any]]) -> np.ndarray | None:
    """(x scale, x shift, y scale, y shift) from the truth's points to the page's pixels."""
    pairs = []
    for line in lines:
        text = norm(line["text"])
        same = [f for f in found if len(text) > 3 and Levenshtein.normalized_similarity(f.text, text) > 0.8]
        if len(same) == 1 and sum(norm(x["text"]) == text for x in lines) == 1:
            pairs.append((line["bbox"], same[0]))
    if len(pairs) < 4:
        return None
    xs = [(b[k], f[k]) for b, f in pairs for k in (0, 2)]
    ys = [((b[1] + b[3]) / 2, (f.y0 + f.y1) / 2) for b, f in pairs]
    return np.concatenate([_straight(xs), _straight(ys)])


def _straight(pairs: list[tuple[float, float]]) -> np.ndarray:
    """Slope and shift of a line through the pairs, those far off left out after a first fit."""
    p = np.array(pairs)
    for _ in range(3):
        found = np.polyfit(p[:, 0], p[:, 1], 1)
        off = np.abs(np.polyval(found, p[:, 0]) - p[:, 1])
        p = p[off <= max(2.0, 2.5 * float(np.median(off)))]
    return found


def typeset_lines(found: list[Found], page: dict[str, Any]) -> list[list[int]]:
    """Boxes of the truth in pixels, each with its stretch of the truth."""
    fitted = fit(found, page["lines"])
    if fitted is None:
        return []
    sx, tx, sy, ty = fitted.tolist()
    rows, at = [], 0
    for line in page["lines"]:
        x0, y0, x1, y1 = line["bbox"]
        box = [round(v) for v in (x0 * sx + tx, y0 * sy + ty, x1 * sx + tx, y1 * sy + ty)]
        rows.append([*box, at, at + len(line["text"])])
        at += len(line["text"]) + 1
    return rows


def real_lines(found: list[Found], truth: list[str]) -> Iterator[list[int]]:
    """Boxes of the run's lines, each with the stretch of the truth it is most like."""
    page = " ".join(truth)
    starts = np.cumsum([0] + [len(x) + 1 for x in truth])
    for f in found:
        scored = [(Levenshtein.normalized_similarity(f.text, norm(x)), k) for k, x in enumerate(truth)]
        like, best = max(scored, default=(0.0, 0))
        span = (int(starts[best]), int(starts[best]) + len(truth[best]))
        if like < LEAST_LIKE and len(f.text) >= 4:
            span = _stretch(f.text, page)
            like = Levenshtein.normalized_similarity(f.text, norm(page[slice(*span)]))
        if like >= LEAST_LIKE and not set("⟦⟧") & set(page[slice(*span)]):
            yield [*(round(v) for v in f[:4]), *span]


def _stretch(text: str, page: str) -> tuple[int, int]:
    """Whole words of the page that the text is most like."""
    found = fuzz.partial_ratio_alignment(text, page)
    if found is None:
        return 0, 0
    edges = [0, *(k for k, c in enumerate(page) if c == " "), len(page)]
    begins = sorted({e + (e > 0) for e in edges[:-1]}, key=lambda e: abs(e - found.dest_start))[:3]
    ends = sorted(edges[1:], key=lambda e: abs(e - found.dest_end))[:3]
    spans = [(b, e) for b in begins for e in ends if b < e]
    return max(spans, key=lambda s: Levenshtein.normalized_similarity(text, norm(page[slice(*s)])), default=(0, 0))


def boxes(out: Path, folder: Path) -> Iterator[dict[str, Any]]:
    """One entry a page that has truth."""
    for path in sorted((out / "pages").glob("*.parquet")):
        name, _, variant = path.stem.partition(".")
        typeset = folder / "synthetic" / "truth" / f"{name}.json"
        if variant == "clean" or (typeset.exists() and not variant):
            continue
        lines = out_lines(out, path.stem)
        for page in pq.read_table(path).to_pylist():
            truth, found = page_truth(folder, name, page["page"]), lines.get(page["page"], [])
            if truth is None or page["text_source"] != "ocr":
                continue
            if typeset.exists():
                pages = json.loads(typeset.read_text("utf-8"))["pages"]
                rows = typeset_lines(found, next(p for p in pages if p["page"] == page["page"]))
            else:
                rows = list(real_lines(found, truth))
            yield {
                "set": variant or "real",
                "name": name,
                "file": page["source_file"],
                "page": page["page"],
                "size": [page["width"], page["height"]],
                "to_source": [float(f"{v:.9g}") for v in page["to_source"]],
                "source_size": [page["source_width"], page["source_height"]],
                "lines": rows,
            }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--truth", type=Path, required=True, help="folder that holds synthetic/truth and truth")
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    with options.output.open("w", encoding="utf-8") as file:
        for page in boxes(options.out, options.truth):
            file.write(json.dumps(page, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
