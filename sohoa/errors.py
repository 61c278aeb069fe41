"""Failures as types: each has an exit code and advice; only `pipeline/cli.py` turns one into an exit.

Exit code 2 (usage) is left to argparse. This module imports nothing of ours.
"""

from __future__ import annotations

import errno
from enum import IntEnum
from pathlib import Path


class ExitCode(IntEnum):
    """What the command tells the shell; `docs/exit-codes.md` explains each."""

    OK = 0
    SOME_FAILED = 1
    USAGE = 2
    NOTHING_READABLE = 3
    ENGINE_MISSING = 4
    CANNOT_WRITE = 5
    BAD_SETTINGS = 6
    INTERRUPTED = 130


class SohoaError(Exception):
    """Root of all failures that we foresee.

    Attributes:
        code: exit code if the failure ends the command.
        advice: what to do next, one sentence.
    """

    code = ExitCode.SOME_FAILED
    advice = ""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice or type(self).advice

    def __str__(self) -> str:
        message = super().__str__()
        return f"{message}. {self.advice}" if self.advice else message


class InputError(SohoaError):
    """An input that cannot be read."""

    code = ExitCode.NOTHING_READABLE


class UnreadableFile(InputError):
    """Not a file of a known kind, damaged, or not there."""

    advice = "Open it in a viewer; if it opens there, print it to a new PDF and try that."


class EncryptedFile(InputError):
    """A PDF that wants a password."""

    advice = "Save a copy without a password and digitise the copy."


class EmptyFile(InputError):
    """No bytes, or no pages."""

    advice = "Fetch or scan it again."


class PageTooLarge(InputError):
    """A page over the limits of pixels."""

    advice = "Scan it at a lower resolution, or raise source.max_megapixels in the settings."


class PageTimeout(SohoaError):
    """The engine took longer than `ocr.timeout_s` on a page."""

    advice = "Raise ocr.timeout_s in the settings, or look at the page with `sohoa show`."


class EngineMissing(SohoaError):
    """Tesseract or one of its models is not installed."""

    code = ExitCode.ENGINE_MISSING
    advice = "Run `sohoa doctor`: it names what is missing and how to install it."


class EngineFailed(SohoaError):
    """Tesseract stopped on a page."""

    advice = "Look at the page with `sohoa show FILE --page N --stage cleanup -o page.png`."


class CannotWrite(SohoaError):
    """The output folder cannot be written."""

    code = ExitCode.CANNOT_WRITE
    advice = "Check that the folder is there, is yours and has room."

    @classmethod
    def because(cls, path: Path, error: OSError) -> CannotWrite:
        """What the operating system refused at `path`, with the advice that fits its reason."""
        for numbers, reason, advice in _REFUSALS:
            if error.errno in numbers:
                return cls(f"{path}: {reason or error.strerror}", advice)
        return cls(f"{path}: {error.strerror or error}")


_REFUSALS: tuple[tuple[tuple[int, ...], str, str], ...] = (
    ((errno.EEXIST, errno.ENOTDIR), "a file stands where a folder is needed", "Name another place, or move the file."),
    ((errno.EISDIR,), "a folder stands where a file is to be written", "Name a file that is not there yet."),
    ((errno.ENOSPC, errno.EDQUOT), "", "Make room, or choose another place."),
    ((errno.EACCES, errno.EPERM, errno.EROFS), "", "Choose a place where you may write."),
)
"""Error numbers, our words for them where the system's say too little, and what to do."""


class BadSettings(SohoaError):
    """A settings file with an unknown key or a value out of range."""

    code = ExitCode.BAD_SETTINGS
    advice = "`docs/settings.md` lists every key with its range."
