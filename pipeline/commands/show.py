"""`sohoa show`: a page as a stage sees it, as a picture."""

from __future__ import annotations

import argparse
import io
from typing import TYPE_CHECKING

from sohoa.errors import CannotWrite, ExitCode, InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.commands.complaints import say
from sohoa.pipeline.lazy_recipe import RECIPE
from sohoa.pipeline.output.atomic_files import write_bytes
from sohoa.pipeline.output.paths import outcome_folder
from sohoa.pipeline.view.shown import ShownStage
from sohoa.settings import load_settings

if TYPE_CHECKING:
    from pathlib import Path

    from numpy import uint8
    from numpy.typing import NDArray

_HOW: dict[str, dict[str, int]] = {"JPEG": {"quality": 92, "subsampling": 0}, "WEBP": {"quality": 92}}
"""Options of Pillow by kind: thin coloured lines must stay sharp."""


def command(args: argparse.Namespace) -> int:
    """Draw the page and write the picture."""
    from sohoa.pipeline.view.stages import render_stage

    if args.out is not None and not outcome_folder(args.out).is_dir():
        raise InputError(kind=DoubtKind.OUT_OPTION, where=args.out)
    settings = load_settings(args.settings)
    n_pages = (args.recipe or RECIPE).count_pages(args.file, settings)
    if args.page > n_pages:
        raise InputError(args.page, n_pages, kind=DoubtKind.NO_SUCH_PAGE, where=args.file)
    write_bytes(
        args.output,
        _encoded(render_stage(args.file, args.page, ShownStage(args.stage), settings, args.out), args.output),
    )
    if not args.quiet:
        say(args.output)
    return ExitCode.OK


def _encoded(pixels: NDArray[uint8], path: Path) -> bytes:
    """The bytes of a picture, (height, width, 3), of the kind that the name of the file says."""
    from PIL import Image

    kind = Image.registered_extensions()[path.suffix.lower()]
    buffer = io.BytesIO()
    try:
        Image.fromarray(pixels).save(buffer, kind, **_HOW.get(kind, {}))
    except (OSError, ValueError) as e:  # such as a page wider than WebP allows
        raise CannotWrite(kind, e, kind=DoubtKind.PICTURE_KIND, where=path) from e
    return buffer.getvalue()
