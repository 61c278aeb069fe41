"""How well are single lines read, given their crops?

`python benchmarks/lines.py DEV --read tesserocr --read MODEL --read MODEL+words --out OUT --corpus CORPUS` cuts the
lines of `line_boxes.jsonl` from the scans in DEV, as they were scanned (grey, seals left in), and gives each set's CER,
CER without marks, lines wholly right, words with figures right (per cent) and milliseconds a line, for each reader;
`+words` adds the syllable model's choice among what unsure words may read.
OUT is an output folder of `sohoa run`: what stands there in the same boxes, `text_ocr` (read) and `text` (mended);
documents that are not in it are left out.
Texts are folded as in `scoring/folding.py`. CORPUS adds generated lines with faces that training does not use.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from line_crops import Crop, cut_crops, generated_crops, page_entries
from measuring import SCORING
from rapidfuzz.distance import Levenshtein

sys.path.insert(0, str(SCORING))
from folding import norm, strip_marks

BOXES = Path(__file__).parent / "line_boxes.jsonl"
Reader = Callable[[list[np.ndarray]], list[str]]


class Sum:
    """Figures of a set."""

    def __init__(self) -> None:
        self.lines = self.right = self.letters = self.edits = self.bare_edits = self.figures = self.figures_right = 0

    def add(self, truth: str, read: str) -> None:
        """One line."""
        truth, read = norm(truth), norm(read)
        self.lines += 1
        self.right += truth == read
        self.letters += len(truth)
        self.edits += Levenshtein.distance(truth, read)
        self.bare_edits += Levenshtein.distance(strip_marks(truth), strip_marks(read))
        wanted = Counter(w for w in truth.split() if any(c.isdigit() for c in w))
        self.figures += wanted.total()
        self.figures_right += (wanted & Counter(read.split())).total()

    def row(self) -> str:
        """Rates in per cent."""
        rates = (
            100 * self.edits / max(1, self.letters),
            100 * self.bare_edits / max(1, self.letters),
            100 * self.right / max(1, self.lines),
            100 * self.figures_right / max(1, self.figures),
        )
        return " | ".join([f"{self.lines}", *(f"{r:.2f}" for r in rates)])


def tesserocr_reader() -> Reader:
    """Tesseract, one line a call."""
    from sohoa.pipeline.engine.protocol import StripKind
    from sohoa.pipeline.engine.tesserocr_door import InProcessEngine

    engine = InProcessEngine("vie")

    def read(crops: list[np.ndarray]) -> list[str]:
        return [" ".join(w.text for w in words) for words in engine.read(crops, StripKind.LINE, 1e6)]

    return read


def rapidocr_reader() -> Reader:
    """PP-OCRv4 of the package `rapidocr-onnxruntime` with the weights in it, one line a call: it knows no marks."""
    import cv2
    from rapidocr_onnxruntime import RapidOCR

    engine = RapidOCR(intra_op_num_threads=1)

    def read(crops: list[np.ndarray]) -> list[str]:
        coloured = (cv2.cvtColor(crop, cv2.COLOR_GRAY2BGR) for crop in crops)
        found = (engine(crop, use_det=False, use_cls=False, use_rec=True)[0] for crop in coloured)
        return ["" if lines is None else " ".join(text for text, _ in lines) for lines in found]

    return read


def model_reader(path: Path, language: bool) -> Reader:
    """The project's own reader with the model at `path`; with `language`, unsure words by the syllable model."""
    from sohoa.diacritics.statistics.syllable_model import shipped_model
    from sohoa.pipeline.recogniser.language import choose
    from sohoa.pipeline.recogniser.reader import open_reader

    reader = open_reader(path)
    if not language:
        return lambda crops: [line.text for line in reader.read(crops)]
    model = shipped_model()
    return lambda crops: [" ".join(words) for words in choose([x.words() for x in reader.read(crops)], model)]


def open_named(name: str) -> Reader:
    """The reader that `--read` names."""
    others = {"tesserocr": tesserocr_reader, "rapidocr": rapidocr_reader}
    if name in others:
        return others[name]()
    return model_reader(Path(name.removesuffix("+words")), name.endswith("+words"))


def score_reader(read: Reader, crops: list[Crop], show: int) -> dict[str, tuple[Sum, float]]:
    """Figures of each set, with CPU seconds; `show` wrong lines of each are printed."""
    sets: dict[str, list[Crop]] = defaultdict(list)
    for crop in crops:
        sets[crop.of].append(crop)
    results = {}
    for name, of in sets.items():
        before = time.process_time()
        texts = read([c.pixels for c in of])
        spent = time.process_time() - before
        results[name] = (_sum((c.truth, t) for c, t in zip(of, texts, strict=True)), spent)
        wrong = [(c, t) for c, t in zip(of, texts, strict=True) if norm(c.truth) != norm(t)]
        for crop, text in wrong[:: max(1, len(wrong) // show)] if show else []:
            print(f"  {crop.of} {crop.name} p{crop.page}\n    {norm(crop.truth)}\n    {norm(text)}")
    return results


def score_out(out: Path, boxes: Path, crops: list[Crop], column: str) -> dict[str, tuple[Sum, float]]:
    """What an output folder has in the boxes: words whose middle lies in a box, from left to right."""
    truths = {(c.of, c.name, c.page, c.box): c.truth for c in crops}
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entry in page_entries(boxes):
        path = out / "words" / f"{Path(entry['file']).stem}.parquet"
        if not path.exists():  # a run of some of the documents
            continue
        words = pq.read_table(path).to_pylist()
        words = [w for w in words if w["page"] == entry["page"] and w[column] is not None]
        at = np.array([[(w["x0"] + w["x1"]) / 2, (w["y0"] + w["y1"]) / 2] for w in words]).reshape(-1, 2)
        for x0, y0, x1, y1, *_ in entry["lines"]:
            inside = (at[:, 0] >= x0) & (at[:, 0] <= x1) & (at[:, 1] >= y0) & (at[:, 1] <= y1)
            chosen = sorted(np.flatnonzero(inside).tolist(), key=lambda k: at[k, 0])
            truth = truths.get((entry["set"], entry["name"], entry["page"], (x0, y0, x1, y1)))
            if truth is not None:
                pairs[entry["set"]].append((truth, " ".join(words[k][column] for k in chosen)))
    return {name: (_sum(of), 0.0) for name, of in pairs.items()}


def _sum(pairs: Iterable[tuple[str, str]]) -> Sum:
    total = Sum()
    for truth, read in pairs:
        total.add(truth, read)
    return total


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--read", action="append", default=[], help="tesserocr, rapidocr, a model, a model and +words")
    parser.add_argument("--out", type=Path, action="append", default=[])
    parser.add_argument("--boxes", type=Path, default=BOXES)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--show", type=int, default=0, help="print about so many wrong lines of each set")
    options = parser.parse_args()
    crops = list(cut_crops(options.boxes, options.dev))
    if options.corpus:
        crops += generated_crops(options.corpus)
    print("| set | reader | lines | CER | without marks | lines right | figures right | ms a line |")
    print("|---|---|---|---|---|---|---|---|")
    for name in options.read:
        report(Path(name).name, score_reader(open_named(name), crops, options.show))
    for out in options.out:
        for column in ("text_ocr", "text"):
            report(f"{out.name} {column}", score_out(out, options.boxes, crops, column))


def report(name: str, results: dict[str, tuple[Sum, float]]) -> None:
    """Prints a row a set."""
    for of, (total, seconds) in results.items():
        cost = f"{1000 * seconds / total.lines:.1f}" if seconds else "-"
        print(f"| {of} | {name} | {total.row()} | {cost} |", flush=True)


if __name__ == "__main__":
    main()
