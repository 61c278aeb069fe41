"""Scans to fit the queue of `sohoa review` on: the sample plans and task lists in many wordings, worn anew, with truth.

    python benchmarks/queue_material.py DIR [--wear hard office] [--draws 2]
    sohoa run DIR/scans -o OUT
    python benchmarks/fit_queue.py OUT DIR/truth

Each draw wears the same pages by another chance. The committed samples are none of them.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent)]

from samples.list_cases import list_plans  # noqa: E402
from samples.plan import load_plan, plan_names  # noqa: E402
from samples.readback import html_to_pages  # noqa: E402
from samples.scan import pictures_to_pdf, worn_pages  # noqa: E402
from samples.truth import truth_files  # noqa: E402
from samples.typeset import plan_to_html  # noqa: E402
from samples.wear import PRESETS  # noqa: E402


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--wear", nargs="+", default=["hard", "office"], choices=sorted(PRESETS))
    parser.add_argument("--draws", type=int, default=2)
    options = parser.parse_args()
    scans = options.folder / "scans"
    scans.mkdir(parents=True, exist_ok=True)
    for first in (*map(load_plan, plan_names()), *list_plans()):
        pdf, pages = html_to_pages(plan_to_html(first))
        for wear in options.wear:
            for draw in range(options.draws):
                plan = replace(first, name=f"{first.name}-{wear}-{draw}")
                (scans / f"{plan.name}.pdf").write_bytes(
                    pictures_to_pdf(worn_pages(plan, pdf, pages, PRESETS[wear]), PRESETS[wear])
                )
                for path, text in truth_files(plan, pages).items():
                    truth = options.folder / "truth" / path
                    truth.parent.mkdir(parents=True, exist_ok=True)
                    truth.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
