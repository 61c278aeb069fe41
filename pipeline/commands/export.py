"""`sohoa export`: what was read, in the formats that people and archives want."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from sohoa.errors import ExitCode, InputError, SohoaError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.commands.complaints import complain, say, teller
from sohoa.pipeline.output.lock import no_writer
from sohoa.pipeline.output.paths import outcome_folder
from sohoa.pipeline.stores.local_copy import RESULTS, at_hand
from sohoa.pipeline.stores.urls import shown
from sohoa.telling import Line

Written = Iterable[Path | SohoaError]
"""Paths as they are written, and why something was not."""


def command(args: argparse.Namespace) -> int:
    """Write OUT in a format into the folder DEST; 1 if some document could not be written in it."""
    with at_hand(args.output, RESULTS, whole=True) as out:
        return _command(argparse.Namespace(**{**vars(args), "output": out, "named": args.output}))


def _command(args: argparse.Namespace) -> int:
    if not outcome_folder(args.output).is_dir():
        raise InputError(kind=DoubtKind.NO_OUTPUT, where=args.named)
    tell, written, code = teller(args), 0, ExitCode.OK
    with no_writer(args.output):
        for one in _WRITERS[args.to](args):
            if isinstance(one, SohoaError):
                complain(one.told(tell.language))
                code = ExitCode.SOME_FAILED
            elif not args.quiet:
                say(one)
            written += isinstance(one, Path)
    if not written and code is ExitCode.OK:
        nothing = Line.NO_TABLES if _WRITERS[args.to] is _tables else Line.NO_DOCUMENTS
        complain(tell.line(nothing, path=shown(args.named)))
    return code


def _tables(args: argparse.Namespace) -> Iterator[Path]:
    from sohoa.pipeline.export.recipe import export_tables
    from sohoa.pipeline.output.secrecy import OnSecret

    return export_tables(args.output, args.to, args.destination, OnSecret(args.on_secret))


def _csv(args: argparse.Namespace) -> Iterator[Path]:
    from sohoa.pipeline.export.csv_datasets import export_csv
    from sohoa.pipeline.output.secrecy import OnSecret

    return chain(export_csv(args.output, args.destination, OnSecret(args.on_secret)), _tables(args))


def _pdf(args: argparse.Namespace) -> Iterator[Path | SohoaError]:
    from sohoa.pipeline.export.pdf.recipe import PdfWish, export_pdf
    from sohoa.pipeline.output.secrecy import OnSecret

    wish = PdfWish(tuple(args.sources), args.record or "", args.unsign, args.draw, OnSecret(args.on_secret))
    return export_pdf(args.output, args.destination, wish)


def _archive(args: argparse.Namespace) -> Iterator[Path]:
    from sohoa.pipeline.export.archive.recipe import export_catalogue
    from sohoa.pipeline.output.secrecy import OnSecret

    return export_catalogue(args.output, args.destination, OnSecret(args.on_secret))


def _release(args: argparse.Namespace) -> Iterator[Path]:
    from sohoa.pipeline.export.release.recipe import ReleaseWish, export_release
    from sohoa.pipeline.output.secrecy import OnSecret

    wish = ReleaseWish(publisher=args.publisher, on_secret=OnSecret(args.on_secret))
    return export_release(args.output, args.destination, replace(wish, title=args.title) if args.title else wish)


def _pages(args: argparse.Namespace) -> Iterator[Path]:
    from sohoa.pipeline.export.pages.recipe import export_pages
    from sohoa.pipeline.output.secrecy import OnSecret

    return export_pages(args.output, args.to, args.destination, OnSecret(args.on_secret))


def _review(args: argparse.Namespace) -> Iterator[Path | SohoaError]:
    from sohoa.pipeline.review.needs import FOR_PAGES, require_review_extra

    require_review_extra(FOR_PAGES)
    from sohoa.pipeline.output.secrecy import OnSecret
    from sohoa.pipeline.review.static_copy import ReviewWish, export_review

    wish = ReviewWish(tuple(args.sources), teller(args).language, OnSecret(args.on_secret))
    return export_review(args.output, args.destination, wish)


_WRITERS: dict[str, Callable[[argparse.Namespace], Written]] = {
    "xlsx": _tables,
    "html": _tables,
    "csv": _csv,
    "pdf": _pdf,
    "archive": _archive,
    "release": _release,
    "hocr": _pages,
    "alto": _pages,
    "md": _pages,
    "review": _review,
}
