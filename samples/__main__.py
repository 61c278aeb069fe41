"""Command line: makes the committed samples, or checks that their truth is what the plans say."""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

from samples.plan import load_plan, plan_names
from samples.readback import html_to_pages
from samples.truth import truth_files
from samples.typeset import plan_to_html
from samples.wear import PRESETS

ROOT = Path(__file__).parent.parent


def stale_truth(names: list[str], folder: Path) -> list[str]:
    """Truth files of the plans that differ from what is set now, or are missing."""
    stale = []
    for name in names:
        plan = load_plan(name)
        _, pages = html_to_pages(plan_to_html(plan))
        for path, text in truth_files(plan, pages).items():
            file = folder / path
            if not file.exists() or file.read_text("utf-8") != text:
                stale.append(path)
    return stale


def make(name: str, preset: str | None, pdf_folder: Path, truth_folder: Path) -> None:
    """One plan: its scan and its truth."""
    from samples.scan import pictures_to_pdf, worn_pages

    plan = load_plan(name)
    wear = PRESETS[preset or plan.preset]
    pdf, pages = html_to_pages(plan_to_html(plan))
    scan = pictures_to_pdf(worn_pages(plan, pdf, pages, wear), wear)
    pdf_folder.mkdir(parents=True, exist_ok=True)
    (pdf_folder / f"{name}.pdf").write_bytes(scan)
    for path, text in truth_files(plan, pages).items():
        (truth_folder / path).parent.mkdir(parents=True, exist_ok=True)
        (truth_folder / path).write_text(text, "utf-8")
    print(f"{name}.pdf: {len(pages)} pages, {len(scan) / 1e6:.2f} MB")


def main() -> int:
    """Exit code 0, or 1 if `--check` finds stale truth."""
    parser = argparse.ArgumentParser(prog="python -m samples", description=__doc__)
    parser.add_argument("name", nargs="*", help="plans to make (all)")
    parser.add_argument("--preset", choices=sorted(PRESETS), help="how the scans are worn (each plan's own)")
    parser.add_argument("--pdf-folder", type=Path, default=ROOT / "data" / "raw", metavar="DIR")
    parser.add_argument("--truth-folder", type=Path, default=ROOT / "tests" / "truth", metavar="DIR")
    parser.add_argument("--check", action="store_true", help="only compare the committed truth with the plans")
    options = parser.parse_args()
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    names = options.name or plan_names()
    if options.check:
        stale = stale_truth(names, options.truth_folder)
        print("\n".join(f"stale: {x}" for x in stale) or "the truth is what the plans say")
        return bool(stale)
    for name in names:
        make(name, options.preset, options.pdf_folder, options.truth_folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
