"""Tesseract as a command (pytesseract): one start serves all strips of a call. The one module that imports it."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sohoa.errors import EngineFailed, EngineMissing, PageTimeout
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.engine.tessdata import tessdata
from sohoa.pipeline.engine.words import EngineWord, parse_tsv

if TYPE_CHECKING:
    from sohoa.pipeline.engine.protocol import Strip, StripKind


class CommandEngine:
    """Tesseract as a command (pytesseract); one start serves all strips of a call."""

    name = "pytesseract"
    scale_matters = True
    needless: frozenset[str] = frozenset()

    def __init__(self, language: str) -> None:
        tessdata(language)
        _command()
        self._language = language

    def version(self) -> str:
        """See `Engine.version`."""
        from importlib.metadata import version  # with e-mail and archives, which nothing else of a worker needs

        return f"{self.name} {version(self.name)}, Tesseract {command_version()}, {self._language}"

    def read(self, strips: Sequence[Strip], kind: StripKind, seconds: float) -> list[list[EngineWord]]:
        """See `Engine.read`."""
        if not strips:
            return []
        # PNM files in memory-backed storage: an array would be encoded as PNG, at 1.4 CPU s a page.
        with tempfile.TemporaryDirectory(prefix="sohoa-", dir=_ram_folder()) as folder:
            names = [_write_pgm(Path(folder) / f"{i:05}.pgm", s) for i, s in enumerate(strips)]
            listing = Path(folder) / "strips.txt"
            listing.write_text("\n".join(names) + "\n", "utf-8")
            try:
                pages = parse_tsv(self._run(str(listing), kind, seconds), header=True)
            except (ValueError, csv.Error, FileNotFoundError) as e:  # broken UTF-8, no numbers, nothing written
                raise EngineFailed(type(e).__name__, kind=DoubtKind.ENGINE_NONSENSE) from e
        return [pages.get(i + 1, []) for i in range(len(strips))]

    def _run(self, listing: str, kind: StripKind, seconds: float) -> str:
        import pytesseract

        config = f"--psm {kind.psm} --dpi 300"
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        try:
            # A timeout of 0 would mean none, and it comes as the parent class of TesseractError.
            return str(
                pytesseract.image_to_data(
                    listing,
                    lang=self._language,
                    config=config,
                    timeout=max(0.1, seconds),
                    output_type=pytesseract.Output.STRING,
                )
            )
        except pytesseract.TesseractNotFoundError as e:
            raise EngineMissing from e
        except pytesseract.TesseractError as e:
            raise EngineFailed(e.message) from e
        except RuntimeError as e:
            raise PageTimeout from e


def command_version() -> str:
    """Version of the `tesseract` command.

    Raises:
        EngineMissing: there is none on the path.
    """
    # Nothing of a document stands in the command.
    done = subprocess.run([_command(), "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    first = (done.stdout or done.stderr).split("\n", 1)[0].split()
    return first[1] if len(first) > 1 else "unknown"


def _command() -> str:
    """The first `tesseract` on the path, as for any program that calls it."""
    command = shutil.which("tesseract")
    if command is None:
        raise EngineMissing
    return command


def _write_pgm(path: Path, strip: Strip) -> str:
    height, width = strip.shape
    path.write_bytes(b"P5\n%d %d\n255\n" % (width, height) + strip.tobytes())
    return str(path)


def _ram_folder() -> str | None:
    shm = Path("/dev/shm")  # noqa: S108 - a folder of a random name is made in it (`tempfile`)
    return str(shm) if shm.is_dir() and os.access(shm, os.W_OK) else None
