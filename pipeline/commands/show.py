"""`sohoa show`: a page as a stage sees it, as a picture."""

from __future__ import annotations

import argparse
import io
from typing import TYPE_CHECKING

from sohoa.errors import ExitCode, InputError
from sohoa.pipeline.batch.page_jobs import count_pages
from sohoa.pipeline.output.atomic_files import write_bytes
from sohoa.settings import load_settings

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray


def command(args: argparse.Namespace) -> int:
    """Draw the page and write the picture."""
    from sohoa.pipeline.view.stages import render_stage

    settings = load_settings(args.settings)
    n_pages = count_pages(args.file, settings)
    if args.page > n_pages:
        raise InputError(f"{args.file}: there is no page {args.page}, the last one is {n_pages}")
    write_bytes(args.output, _png(render_stage(args.file, args.page, args.stage, settings, args.out)))
    print(args.output)
    return ExitCode.OK


def _png(pixels: NDArray[uint8]) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()
