"""What does each step give, and what does it cost? Every step switched off alone through the settings file.

    python benchmarks/ablation.py SCANS… --truth DIR -o WORK [-j 2] [--only NAME …]

The first row is `sohoa run` as it is; each of the others differs in one setting. Rates in per cent, CPU
seconds of the whole run with all its children.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from measuring import SCORING, call, digitise, origin

STEPS = {
    "as it is": ("", "", ""),
    "no orientation": ("cleanup", "orient", "false"),
    "no deskewing": ("cleanup", "deskew", "false"),
    "no even paper": ("cleanup", "flatten", "false"),
    "no colour separation": ("cleanup", "separate_colour", "false"),
    "no border removal": ("cleanup", "remove_borders", "false"),
    "no regions": ("layout", "enabled", "false"),
    "lines at the scan's size": ("ocr", "letter_height", "0"),
    "no second readings": ("ocr", "second_letter_height", "0"),
    "no second witness": ("ocr", "engine", '"sohoa"'),
    "all read twice": ("ocr", "engine", '"both"'),
    "Tesseract alone": ("ocr", "engine", '"tesserocr"'),
    "no restoration": ("restore", "enabled", "false"),
    "confidence of the engine alone": ("restore", "weigh_confidence", "false"),
}
"""Name of a row: section, key and value of the setting."""


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scans", nargs="+", type=Path, metavar="SCANS")
    parser.add_argument("--truth", type=Path, required=True, metavar="DIR")
    parser.add_argument("--doc", nargs="+", default=[], metavar="NAME", help="only these documents")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="WORK")
    parser.add_argument("-j", "--jobs", type=int, default=1, metavar="N")
    parser.add_argument("--only", nargs="+", default=list(STEPS), choices=list(STEPS), metavar="NAME")
    options = parser.parse_args()
    print(f"commit and machine: {origin()}\n")
    columns = (
        "body CER | WER | line_CER | DIA | table WER | line_CER | exact_grid | cell_CER | words caught@10% | CPU s"
    )
    print(f"| | {columns} |")
    print("|---" * 11 + "|")
    for name in options.only:
        print(_row(name, options), flush=True)


def _row(name: str, options: argparse.Namespace) -> str:
    section, key, value = STEPS[name]
    work = options.output / name.replace(" ", "-")
    work.mkdir(parents=True, exist_ok=True)
    settings = work / "settings.toml"
    settings.write_text(f"[{section}]\n{key} = {value}\n" if section else "", "utf-8")
    done = digitise(options.scans, work / "out", options.jobs, settings)
    only = ["--doc", *options.doc] if options.doc else []
    scored = work / "score.json"
    call([sys.executable, SCORING / "score.py", work / "out", options.truth, *only, "--no-teds", "--json", scored])
    pooled: dict[str, Any] = json.loads(scored.read_text("utf-8"))["pooled"]
    body, table = pooled["text"]["body"], pooled["text"].get("table", {})
    figures = [
        body["CER"],
        body["WER"],
        body["line_CER"],
        body["DIA"],
        table.get("WER"),
        table.get("line_CER"),
        pooled["tables"]["exact_grid"],
        pooled["tables"]["cell_CER"],
        pooled["calibration"]["words"]["caught/best@10%"],
    ]
    cells = " | ".join("-" if x is None else f"{100 * x:.2f}" for x in figures)
    return f"| {name} | {cells} | {done.cpu_s:.0f} |"


if __name__ == "__main__":
    main()
