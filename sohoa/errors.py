"""Failures as types: each has an exit code and says what happened as a `Doubt`; only `pipeline/cli.py` makes an exit.

Exit code 2 (usage) is left to argparse.
"""

from __future__ import annotations

import errno
from enum import IntEnum
from pathlib import Path

from sohoa.nouns.doubt import Doubt, DoubtKind

TYPE_CHECKING = False  # see `sohoa/__init__.py`
if TYPE_CHECKING:
    from sohoa.messages import Language


class ExitCode(IntEnum):
    """What the command tells the shell; `docs/exit-codes.md` explains each."""

    OK = 0
    SOME_FAILED = 1
    USAGE = 2
    NOTHING_READABLE = 3
    ENGINE_MISSING = 4
    CANNOT_WRITE = 5
    BAD_SETTINGS = 6
    CLUSTER_LOST = 7
    INTERRUPTED = 130


def said_by(error: BaseException) -> str:
    """What an exception of a library says, with its type where that alone says nothing: ``KeyError: 45057``."""
    words = str(error).strip()
    if not any(c.isalpha() for c in words) or isinstance(error, LookupError):
        return f"{type(error).__name__}: {words}" if words else type(error).__name__
    return words


class SohoaError(Exception):
    """Root of all failures that we foresee.

    As text it is an English sentence: where, what happened, what to do next; `told` gives other languages.

    Attributes:
        code: exit code if the failure ends the command.
        kind: what it is if nothing finer is said.
        doubt: what happened.
        where: the file or folder, "" if none.
        page: of the file, from 1; None if it is not about one.
    """

    code = ExitCode.SOME_FAILED
    kind = DoubtKind.UNFORESEEN

    def __init__(
        self, *things: object, kind: DoubtKind | None = None, where: object = "", page: int | None = None
    ) -> None:
        self.doubt = Doubt.of(kind or type(self).kind, *things)
        self.where = str(where)
        self.page = page
        super().__init__(self.doubt.detail)

    def told(self, language: Language | None = None) -> str:
        """Where, what, and what to do next, in English if no language is named."""
        from sohoa.messages import DEFAULT, advised, located

        language = language or DEFAULT
        sentence, place = advised(self.doubt, language), located(self.where, self.page, language)
        return f"{place}: {sentence}" if place else sentence

    def __str__(self) -> str:
        return self.told()


class InputError(SohoaError):
    """An input that cannot be read."""

    code = ExitCode.NOTHING_READABLE
    kind = DoubtKind.FILE_UNREADABLE


class UnreadableFile(InputError):
    """Not a file of a known kind, damaged, or not there."""


class SourceChanged(InputError):
    """A source that was replaced or written while it was read."""

    kind = DoubtKind.SOURCE_CHANGED


class EncryptedFile(InputError):
    """A PDF that wants a password."""

    kind = DoubtKind.ENCRYPTED


class EmptyFile(InputError):
    """No bytes, no text, or no pages."""

    kind = DoubtKind.NO_BYTES


class PageTooLarge(InputError):
    """A page over the limits of pixels."""

    kind = DoubtKind.TOO_MANY_PIXELS


class OutOfMemory(InputError):
    """The system has no memory left for a page."""

    kind = DoubtKind.OUT_OF_MEMORY


class PageTimeout(SohoaError):
    """The engine took longer than `ocr.timeout_s` on a page."""

    kind = DoubtKind.TIME_IS_UP


class EngineMissing(SohoaError):
    """Tesseract or a model is not installed, is damaged, or was replaced while a run was under way."""

    code = ExitCode.ENGINE_MISSING
    kind = DoubtKind.NO_TESSERACT


class EngineFailed(SohoaError):
    """Tesseract stopped on a page."""

    kind = DoubtKind.ENGINE_FAILED


class CannotWrite(SohoaError):
    """The output folder cannot be written."""

    code = ExitCode.CANNOT_WRITE
    kind = DoubtKind.CANNOT_WRITE

    @classmethod
    def because(cls, path: Path, error: OSError) -> CannotWrite:
        """What the operating system refused at `path`."""
        kind = next((kind for numbers, kind in _REFUSALS if error.errno in numbers), cls.kind)
        return cls(error.strerror or error, kind=kind, where=path)


_REFUSALS: tuple[tuple[tuple[int, ...], DoubtKind], ...] = (
    ((errno.EEXIST, errno.ENOTDIR), DoubtKind.FILE_FOR_FOLDER),
    ((errno.EISDIR,), DoubtKind.FOLDER_FOR_FILE),
    ((errno.ENOSPC, errno.EDQUOT), DoubtKind.NO_ROOM),
    ((errno.ELOOP, errno.EMLINK), DoubtKind.NOT_FOLLOWED),
    ((errno.EACCES, errno.EPERM, errno.EROFS), DoubtKind.NOT_ALLOWED),
)
"""Error numbers of the system (POSIX.1-2017, errno.h) and what they mean here."""


class ClusterLost(SohoaError):
    """The scheduler of a cluster cannot be reached or has gone, or it has no worker that may take part."""

    code = ExitCode.CLUSTER_LOST
    kind = DoubtKind.CLUSTER_LOST


class StoreLost(SohoaError):
    """An object store cannot be reached, or refuses what was asked of it."""

    code = ExitCode.CLUSTER_LOST
    kind = DoubtKind.STORE_FAILED


class BadSettings(SohoaError):
    """A settings file with an unknown key or a value out of range."""

    code = ExitCode.BAD_SETTINGS
    kind = DoubtKind.BAD_SETTINGS
