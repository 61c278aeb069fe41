"""The command line: options, and the one place where a failure becomes an exit code.

Importing this module loads nothing heavy, so that `sohoa restore` starts at once: each
command's module is imported when the command is run.
"""

from __future__ import annotations

import argparse
import importlib
import io
import logging
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from sohoa._version import __version__
from sohoa.errors import ExitCode, SohoaError
from sohoa.pipeline.commands.complaints import complain, teller
from sohoa.pipeline.commands.mistyped import unknown_option
from sohoa.pipeline.commands.stored import refuse_addresses
from sohoa.pipeline.lean_process import collect_seldom, methods_when_called
from sohoa.pipeline.logs import configure_logging
from sohoa.pipeline.options.argument_types import count
from sohoa.pipeline.options.common_options import add_output
from sohoa.pipeline.options.completion import add_completion_option
from sohoa.pipeline.options.export_options import add_export_options
from sohoa.pipeline.options.review_options import add_report_options, add_review_options
from sohoa.pipeline.options.run_options import add_run_options
from sohoa.pipeline.options.search_options import add_search_options
from sohoa.pipeline.view.shown import ShownStage

TYPE_CHECKING = False  # see `sohoa/__init__.py`
if TYPE_CHECKING:
    from sohoa.pipeline.lazy_recipe import Recipe

LANGUAGES = ("en", "vi")
PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff")
"""Kinds of pictures that `sohoa show` writes, told by the name."""


def main(argv: Sequence[str] | None = None, recipe: Recipe | None = None) -> int:
    """Run one command; returns the exit code (usage errors leave with SystemExit 2).

    Args:
        argv: words of the command, those of the process if None.
        recipe: what a run calls of each document, `lazy_recipe.RECIPE` if None; tests hand in others.
    """
    collect_seldom()
    argv = sys.argv[1:] if argv is None else argv
    top = parser(argv[0] if argv and argv[0] in COMMANDS else None)
    _name_mistyped_option(top, argv)
    args = top.parse_args(argv)
    args.recipe = recipe
    configure_logging(_log_level(args.verbose, args.quiet))
    if isinstance(sys.stdout, io.TextIOWrapper):  # what its encoding lacks is escaped, as on standard error
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        refuse_addresses(args)
        with methods_when_called():
            command = importlib.import_module(f"sohoa.pipeline.commands.{args.module}").command
        return int(command(args))
    except KeyboardInterrupt as e:
        complain(_told(e, args))
        return ExitCode.INTERRUPTED
    except BrokenPipeError:  # the reader of standard output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OK
    except SohoaError as e:
        _explain(_told(e, args), args.verbose)
        return e.code
    except Exception as e:
        _explain(_told(e, args), args.verbose)
        return ExitCode.SOME_FAILED


def _told(error: BaseException, args: argparse.Namespace) -> str:
    """A failure as a sentence, in the language that was asked for."""
    from sohoa.telling import Line

    tell = teller(args)
    if isinstance(error, KeyboardInterrupt):
        return tell.line(Line.INTERRUPTED)
    if isinstance(error, SohoaError):
        return error.told(tell.language)
    return tell.line(Line.PROGRAM_FAULT, error=f"{type(error).__name__}: {error}")


def _name_mistyped_option(top: argparse.ArgumentParser, argv: Sequence[str]) -> None:
    commands = next(a.choices for a in top._actions if isinstance(a, argparse._SubParsersAction))
    if argv and argv[0] in commands:
        command = commands[argv[0]]
        if complaint := unknown_option(argv[1:], command._option_string_actions):
            command.error(complaint)


def _explain(message: str, verbose: int) -> None:
    if verbose > 1:
        traceback.print_exc()
    complain(message)


def _log_level(verbose: int, quiet: bool) -> int:
    return logging.ERROR if quiet else (logging.WARNING, logging.INFO, logging.DEBUG)[min(verbose, 2)]


def parser(only: str | None = None) -> argparse.ArgumentParser:
    """The parser of all commands, or of one of them alone, which is made faster."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("-q", "--quiet", action="store_true", help="say only what went wrong")
    common.add_argument("-v", "--verbose", action="count", default=0, help="say more; -vv for debugging")
    common.add_argument("--lang", choices=LANGUAGES, help="language of what is printed (that of the locale)")
    top = argparse.ArgumentParser(
        prog="sohoa",
        description="Digitises scanned Vietnamese plan documents into text, tables and typed datasets.",
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"sohoa {__version__}")
    add_completion_option(top)
    commands = top.add_subparsers(metavar="COMMAND", required=True)

    for name, (text, add_options) in COMMANDS.items():
        if only in (None, name):
            command = commands.add_parser(
                name, help=text, description=text[0].upper() + text[1:], parents=[common], allow_abbrev=False
            )
            command.set_defaults(module=name)
            add_options(command)
    return top


def _status_options(command: argparse.ArgumentParser) -> None:
    add_output(command)
    command.add_argument("--worst", metavar="N", type=count, help="the N least sure pages and cells")
    command.add_argument("--json", action="store_true", help="as JSON")


def _verify_options(command: argparse.ArgumentParser) -> None:
    add_output(command)
    command.add_argument("--quick", action="store_true", help="believe files of the same size and time")


def _copy_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("output", metavar="FROM", type=Path, help="output folder, or its address s3://BUCKET/PREFIX")
    command.add_argument("destination", metavar="TO", type=Path, help="where it is copied: an address, or a folder")


def _correct_options(command: argparse.ArgumentParser) -> None:
    add_output(command)
    command.add_argument("file", metavar="FILE", type=Path, help="corrections as JSON, one a line")


def _show_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", type=Path, help="source file")
    command.add_argument("--page", metavar="N", type=count, required=True, help="page, from 1")
    command.add_argument(
        "--stage", choices=[s.value for s in ShownStage], required=True, help="the stage whose result is drawn"
    )
    command.add_argument("--out", metavar="OUT", type=Path, help="output folder that may have the page")
    command.add_argument("--settings", metavar="FILE", type=Path, help="settings in TOML")
    command.add_argument(
        "-o",
        "--output",
        metavar="PICTURE",
        type=_picture,
        required=True,
        help="picture to write (.png, .jpg, .webp ...)",
    )


def _restore_options(command: argparse.ArgumentParser) -> None:
    command.set_defaults(mode="auto")
    mode = command.add_mutually_exclusive_group()
    mode.add_argument("--toneless", dest="mode", action="store_const", const="toneless", help="only add marks")
    mode.add_argument("--noisy", dest="mode", action="store_const", const="noisy", help="mend OCR errors as well")
    command.add_argument("--explain", metavar="FILE", type=Path, help="write every change as JSON lines")


def _picture(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in PICTURE_SUFFIXES:
        raise argparse.ArgumentTypeError(f"{text!r}: the name of a picture ends in {', '.join(PICTURE_SUFFIXES)}")
    return path


COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], object]]] = {
    "run": ("digitise files and folders", add_run_options),
    "status": ("what is done, partial or failed, and what to look at first", _status_options),
    "verify": ("is everything in an output folder as it was written?", _verify_options),
    "show": ("draw a page as a stage sees it", _show_options),
    "review": ("check and correct what was read, in the browser", add_review_options),
    "search": ("find words and phrases in all documents, with or without their marks", add_search_options),
    "report": ("what quality rounds have found, and what is corrected again and again", add_report_options),
    "restore": ("restore diacritics, standard input to standard output", _restore_options),
    "export": ("write what was read in other formats: tables, searchable PDF/A", add_export_options),
    "correct": ("apply corrections that were made elsewhere", _correct_options),
    "copy": ("copy an output from an object store into a folder, or back", _copy_options),
    "doctor": ("is everything here that sohoa needs?", lambda _: None),
}
"""Commands in the order in which they are told, each with what it does and its options."""


if __name__ == "__main__":
    sys.exit(main())
