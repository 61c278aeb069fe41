"""What `sohoa run --pdf` writes beside the datasets: OUT/pdf/<name>.pdf."""

from __future__ import annotations

import argparse

from sohoa.errors import SohoaError
from sohoa.nouns.problem import Status
from sohoa.pipeline.batch.plan import Plan
from sohoa.pipeline.commands.complaints import complain, say
from sohoa.pipeline.output.outcomes import Outcome
from sohoa.pipeline.output.paths import pdf_path
from sohoa.telling import Teller


def write_pdfs(args: argparse.Namespace, tell: Teller, plan: Plan, outcomes: list[Outcome]) -> int:
    """Write the PDF/A of each document that was read now or has none yet; gives how many could not be written."""
    from sohoa.pipeline.export.pdf.recipe import PdfWish, write_pdf

    paths, n_failed = {s.doc_id: s.path for s in (*plan.done, *plan.to_read)}, 0
    done = {s.doc_id for s in plan.done}
    for outcome in (o for o in outcomes if o.status is not Status.FAILED):
        to = pdf_path(args.output, outcome.name)
        if outcome.doc_id in done and to.is_file():
            continue
        made = write_pdf(args.output, outcome, to, PdfWish((paths[outcome.doc_id],), unsign=args.unsign))
        if isinstance(made, SohoaError):
            n_failed += 1
            complain(made.told(tell.language))
        elif not args.quiet:
            say(made)
    return n_failed
