"""The option that prints what a shell needs to complete commands and options. Only it loads shtab, which does it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

SHELLS = ("bash", "zsh", "tcsh")
"""Shells that a script is printed for: those of them on Debian that shtab knows best."""


def add_completion_option(top: argparse.ArgumentParser) -> None:
    """Add it to the parser of all commands."""
    top.add_argument(
        "--print-completion", choices=SHELLS, action=_Print, help="print a script that completes for this shell"
    )


def completion_script(top: argparse.ArgumentParser, shell: str) -> str:
    """The script for one of `SHELLS`; where an argument is a path, files are offered."""
    import shtab

    for action in _actions(top):
        if action.type is Path:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
    return shtab.complete(top, shell=shell)


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _actions(command)


class _Print(argparse.Action):
    """Prints the script and ends the command, as `--help` does."""

    def __call__(self, parser: argparse.ArgumentParser, _: object, values: object, __: object = None) -> None:
        try:
            script = completion_script(parser, str(values))
        except ModuleNotFoundError as e:
            parser.error(str(e))
        print(script)
        parser.exit()
