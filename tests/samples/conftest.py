import io
import sys
from pathlib import Path

import pdfplumber
import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))  # `samples` is run from the checkout, it is not installed


@pytest.fixture(scope="session")
def printed():
    """Every plan as set now: name → (plan, PDF bytes, pages)."""
    weasyprint = pytest.importorskip("weasyprint")
    from samples.plan import load_plan, plan_names
    from samples.readback import SET_WITH, html_to_pages
    from samples.typeset import plan_to_html

    if weasyprint.__version__.split(".")[0] != SET_WITH:
        pytest.skip(f"the samples were set with WeasyPrint {SET_WITH}; another version may break lines elsewhere")
    plans = {name: load_plan(name) for name in plan_names()}
    found = {name: (plan, *html_to_pages(plan_to_html(plan))) for name, plan in plans.items()}
    pdf = next(iter(found.values()))[1]
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        fonts = {c["fontname"] for c in document.pages[0].chars}
    if any("Tinos" not in font for font in fonts):
        pytest.skip("the font Tinos (Debian: fonts-croscore) is not installed")
    return found
