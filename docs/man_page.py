"""The manual page `sohoa(1)`, read off the parser of the command line, in the macros of man(7)."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence

from sohoa._version import __version__
from sohoa.pipeline.cli import parser

_MEANS_SOMETHING = {"\\": "\\e", "-": "\\-", "`": "\\(ga", "'": "\\(aq", "^": "\\(ha", "~": "\\(ti"}
"""What roff would take for a command, or print as another sign (groff_char(7))."""
_COMMON = ("help", "quiet", "verbose", "lang")
"""Options that every command has: told once."""
_CLOSING = """
.SH EXIT STATUS
0 if all went well; 1 if some document is partial or failed, the others are done; 2 for wrong usage; 3 if nothing is
readable; 4 if an engine or a model is missing; 5 if the output folder cannot be written; 6 for bad settings; 7 if a
cluster is lost; 130 if interrupted.
.SH ENVIRONMENT
.TP
.BR LC_ALL ", " LC_MESSAGES ", " LANG
The first that is set tells the language of what is printed, Vietnamese or English.
.SH EXAMPLES
.nf
.RS
sohoa run data/raw \\-o data/processed
sohoa status data/processed \\-\\-worst 10
sohoa review data/processed \\-\\-sources data/raw
.RE
.fi
.SH SEE ALSO
.BR tesseract (1)"""


def man_page() -> str:
    """The whole page, as roff."""
    return "\n".join(_lines(parser())) + "\n"


def as_roff(text: str) -> str:
    """Text that roff prints as it stands, on one line."""
    told = re.sub(r"\s+", " ", text).translate(str.maketrans(_MEANS_SOMETHING))
    return f"\\&{told}" if told.startswith(".") else told


def _lines(top: argparse.ArgumentParser) -> Iterator[str]:
    told = top.description or ""
    yield '.\\" Made by docs/generate.py from the parser of pipeline/cli.py; `make docs` makes it again.'
    yield f'.TH SOHOA 1 "" "sohoa {__version__}" "User Commands"'
    yield f".SH NAME\nsohoa \\- {as_roff(told[0].lower() + told[1:].rstrip('.'))}"
    yield ".SH SYNOPSIS\n.B sohoa\n.I COMMAND\n[\\fIOPTION\\fR ...] [\\fIARGUMENT\\fR ...]"
    yield f".SH DESCRIPTION\n{as_roff(told)}"
    commands = _commands(top)
    yield ".SH OPTIONS"
    yield from _arguments([a for a in top._actions if a.dest not in _COMMON])
    yield ".SS Of every command"
    yield from _arguments([a for a in commands["run"]._actions if a.dest in _COMMON])
    yield ".SH COMMANDS"
    for name, command in commands.items():
        yield f".SS sohoa {name}"
        yield as_roff(command.description or "") + ("" if (command.description or "").endswith("?") else ".")
        yield from _arguments([a for a in command._actions if a.dest not in _COMMON])
    yield _CLOSING.strip()


def _commands(top: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    return next(dict(a.choices) for a in top._actions if isinstance(a, argparse._SubParsersAction))


def _arguments(actions: Sequence[argparse.Action]) -> Iterator[str]:
    """A tagged paragraph for each argument, those without a dash first."""
    some = [a for a in actions if not isinstance(a, argparse._SubParsersAction)]
    for action in sorted(some, key=lambda a: bool(a.option_strings)):
        yield ".TP"
        yield f"{_tag(action)}{' (required)' if action.required and action.option_strings else ''}"
        yield as_roff((action.help or "").replace("%%", "%"))


def _tag(action: argparse.Action) -> str:
    """``-o OUT, --output OUT`` as people type it, options bold and values slanted."""
    value = _value(action)
    if not action.option_strings:
        return value.strip()
    return ", ".join(f"\\fB{as_roff(option)}\\fR{value}" for option in action.option_strings)


def _value(action: argparse.Action) -> str:
    """What stands behind an option, a space before it; "" where it takes nothing."""
    if action.nargs == 0:
        return ""
    name = action.metavar if isinstance(action.metavar, str) else "|".join(action.choices or [action.dest])
    told = f"\\fI{as_roff(name)}\\fR"
    return {"?": f" [{told}]", "+": f" {told} ...", "*": f" [{told} ...]"}.get(str(action.nargs), f" {told}")
