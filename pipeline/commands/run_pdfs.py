"""What `sohoa run --pdf` writes beside the datasets: OUT/pdf/<name>.pdf."""

from __future__ import annotations

import argparse

from sohoa.errors import InputError, SohoaError
from sohoa.nouns.problem import Status
from sohoa.pipeline.batch.plan import Plan
from sohoa.pipeline.commands.complaints import complain, say
from sohoa.pipeline.output.outcomes import Outcome
from sohoa.pipeline.output.paths import pdf_path
from sohoa.pipeline.output.source_files import Digests
from sohoa.telling import Teller


def write_pdfs(args: argparse.Namespace, tell: Teller, plan: Plan, outcomes: list[Outcome]) -> int:
    """Write the PDF/A of each document that was read now or has none yet; gives how many could not be written.

    A document in OUT that bears a mark of secrecy keeps all from being written if `--on-secret` is to stop.
    """
    from sohoa.pipeline.export.pdf.recipe import PdfWish, write_pdf
    from sohoa.pipeline.output.secrecy import OnSecret, names_to_write

    try:
        names = names_to_write(args.output, OnSecret(args.on_secret))
    except InputError as e:
        complain(e.told(tell.language))
        return len(outcomes)
    paths, n_failed = {s.doc_id: s.path for s in (*plan.done, *plan.to_read)}, 0
    hashed: Digests = {}
    done = {s.doc_id for s in plan.done}
    for outcome in (o for o in outcomes if o.status is not Status.FAILED and o.name in names):
        to = pdf_path(args.output, outcome.name)
        if outcome.doc_id in done and to.is_file():
            continue
        # A source that was read anew under other bytes is not in the plan.
        roots = (paths[outcome.doc_id],) if outcome.doc_id in paths else tuple(args.paths)
        made = write_pdf(args.output, outcome, to, PdfWish(roots, unsign=args.unsign, hashed=hashed))
        if isinstance(made, SohoaError):
            n_failed += 1
            complain(made.told(tell.language))
        elif not args.quiet:
            say(made)
    return n_failed
