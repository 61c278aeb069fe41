"""Task lists in many wordings, budget lists of ten columns, matrices of indicators: made as scans with typed truth.

    python benchmarks/list_cases.py DIR [--wear office hard] [--only WORDS]
    python benchmarks/list_cases.py DIR --budgets
    python benchmarks/list_cases.py DIR --indicators
    sohoa run DIR/office -o OUT
    python benchmarks/scoring/score_records.py OUT DIR/typed

Writes `DIR/<wear>/list-<name>.<wear>.pdf` and `DIR/typed/list-<name>_tasks.csv` (`budget-<name>`,
`matrix-<name>_indicators.csv`). What is set stands in `lists.toml`, `budgets.toml` and `matrices.toml` of
`samples/formal`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent)]

from samples.budget_lists import budget_plans  # noqa: E402
from samples.indicator_lists import indicator_plans  # noqa: E402
from samples.list_cases import list_plans  # noqa: E402
from samples.readback import html_to_pages  # noqa: E402
from samples.scan import pictures_to_pdf, worn_pages  # noqa: E402
from samples.truth import typed_files  # noqa: E402
from samples.typeset import plan_to_html  # noqa: E402
from samples.wear import PRESETS  # noqa: E402


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--wear", nargs="+", default=["office", "hard"], choices=sorted(PRESETS))
    parser.add_argument("--only", default="", help="wordings whose name holds this")
    parser.add_argument("--budgets", action="store_true", help="the budget lists")
    parser.add_argument("--indicators", action="store_true", help="the matrices of indicators by years")
    options = parser.parse_args()
    make = indicator_plans if options.indicators else budget_plans if options.budgets else list_plans
    plans = make()
    for plan in (p for p in plans if options.only in p.name):
        pdf, pages = html_to_pages(plan_to_html(plan))
        for name, text in typed_files(plan).items():
            (options.folder / "typed").mkdir(parents=True, exist_ok=True)
            (options.folder / "typed" / name).write_text(text, "utf-8")
        for wear in options.wear:
            scan = pictures_to_pdf(worn_pages(plan, pdf, pages, PRESETS[wear]), PRESETS[wear])
            (options.folder / wear).mkdir(parents=True, exist_ok=True)
            (options.folder / wear / f"{plan.name}.{wear}.pdf").write_bytes(scan)


if __name__ == "__main__":
    main()
