"""The OCR engine: strips of a page in, words with boxes and confidences out.

Tesseract 5 with its Vietnamese model, behind one function and two doors: `tesserocr` runs
it in this process (no start-up per call), `pytesseract` runs the command. Both read the
same strips with the same settings. This is the one module that imports either.

A strip is a piece of a page, uint8 grey, (height, width), ink dark on light paper.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import tempfile
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from pipeline.errors import EngineFailed, EngineMissing, PageTimeout
from pipeline.model import Box
from pipeline.settings import OcrSettings

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

    Strip = NDArray[uint8]

PSM_BLOCK = 6
"""Tesseract's page segmentation mode for one uniform block of text."""
PSM_LINE = 7
"""... and for a single text line."""

_TESSDATA_PLACES = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


@dataclass(frozen=True, slots=True)
class EngineWord:
    """A word as the engine read it; `box` is in pixels of the strip, `line` counts from 0 in the strip."""

    text: str
    box: Box
    confidence: float
    line: int = 0


class Engine(Protocol):
    """What reads strips."""

    name: str

    def read(self, strips: Sequence[Strip], psm: int, seconds: float) -> list[list[EngineWord]]:
        """Words of each strip in reading order.

        Args:
            strips: uint8 grey images; may be empty.
            psm: Tesseract's page segmentation mode (6 block, 7 line …).
            seconds: time left for the whole call.

        Raises:
            PageTimeout: the time is up.
            EngineFailed: the engine stopped.
        """
        ...


class InProcessEngine:
    """Tesseract as a library (tesserocr). One instance serves one thread."""

    name = "tesserocr"

    def __init__(self, language: str) -> None:
        import tesserocr

        self._api: Any = tesserocr.PyTessBaseAPI(path=str(tessdata(language)), lang=language)
        self._api.SetVariable("debug_file", os.devnull)

    def read(self, strips: Sequence[Strip], psm: int, seconds: float) -> list[list[EngineWord]]:
        """See `Engine.read`."""
        end = time.monotonic() + seconds
        self._api.SetPageSegMode(psm)
        return [self._read_one(s, end) for s in strips]

    def _read_one(self, strip: Strip, end: float) -> list[EngineWord]:
        left = end - time.monotonic()
        if left <= 0:
            raise PageTimeout("the engine's time for this page is up")
        height, width = strip.shape
        self._api.SetImageBytes(strip.tobytes(), width, height, 1, width)
        # Without a dpi Tesseract guesses one, loudly; the model scales lines itself and does not use it.
        self._api.SetSourceResolution(300)
        if not self._api.Recognize(int(left * 1000)):
            raise PageTimeout("the engine's time for this page is up")
        return _parse_tsv(self._api.GetTSVText(0), header=False).get(1, [])


class CommandEngine:
    """Tesseract as a command (pytesseract); one start serves all strips of a call."""

    name = "pytesseract"

    def __init__(self, language: str) -> None:
        tessdata(language)
        self._language = language

    def read(self, strips: Sequence[Strip], psm: int, seconds: float) -> list[list[EngineWord]]:
        """See `Engine.read`."""
        if not strips:
            return []
        # PNM files in memory-backed storage: an array would be encoded as PNG, at 1.4 CPU s a page.
        with tempfile.TemporaryDirectory(prefix="sohoa-", dir=_ram_folder()) as folder:
            names = [_write_pgm(Path(folder) / f"{i:05}.pgm", s) for i, s in enumerate(strips)]
            listing = Path(folder) / "strips.txt"
            listing.write_text("\n".join(names) + "\n", "utf-8")
            pages = _parse_tsv(self._run(str(listing), psm, seconds), header=True)
        return [pages.get(i + 1, []) for i in range(len(strips))]

    def _run(self, listing: str, psm: int, seconds: float) -> str:
        import pytesseract

        config = f"--psm {psm} --dpi 300"
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
            raise EngineMissing("Tesseract is not installed") from e
        except pytesseract.TesseractError as e:
            raise EngineFailed(f"Tesseract failed: {e.message}") from e
        except RuntimeError as e:
            raise PageTimeout("the engine's time for this page is up") from e


def open_engine(settings: OcrSettings) -> Engine:
    """The engine that `settings.engine` asks for; `auto` takes tesserocr where it is installed.

    Raises:
        EngineMissing: Tesseract, the binding or the model is not there.
    """
    return _open(settings.engine, settings.language)


@lru_cache(maxsize=4)
def _open(engine: str, language: str) -> Engine:
    if engine in ("auto", "tesserocr"):
        try:
            return InProcessEngine(language)
        except ImportError as e:
            if engine == "tesserocr":
                raise EngineMissing("the Python package tesserocr is not installed") from e
        except RuntimeError as e:
            raise EngineMissing(f"tesserocr cannot load the model '{language}': {e}") from e
    return CommandEngine(language)


def engine_version(settings: OcrSettings) -> str:
    """Name and version of the engine, e.g. ``tesserocr 2.13.0, Tesseract 5.5.4, vie``."""
    from importlib.metadata import version

    engine = open_engine(settings)
    if engine.name == "tesserocr":
        import tesserocr

        library = str(tesserocr.tesseract_version()).split()[1]
    else:
        library = command_version()
    return f"{engine.name} {version(engine.name)}, Tesseract {library}, {settings.language}"


def command_version() -> str:
    """Version of the `tesseract` command.

    Raises:
        EngineMissing: there is none on the path.
    """
    command = shutil.which("tesseract")
    if command is None:
        raise EngineMissing("the command tesseract is not on the path")
    done = subprocess.run([command, "--version"], capture_output=True, text=True, check=False)
    first = (done.stdout or done.stderr).split("\n", 1)[0].split()
    return first[1] if len(first) > 1 else "unknown"


def tessdata(language: str) -> Path:
    """The folder that holds the models of `language` (parts joined by ``+``).

    Raises:
        EngineMissing: no known folder has them.
    """
    named = os.environ.get("TESSDATA_PREFIX")
    places = [Path(named), Path(named) / "tessdata"] if named else []
    for place in [*places, *map(Path, _TESSDATA_PLACES)]:
        if all((place / f"{part}.traineddata").is_file() for part in language.split("+")):
            return place
    raise EngineMissing(f"Tesseract's model '{language}' is not installed")


def _parse_tsv(text: str, header: bool) -> dict[int, list[EngineWord]]:
    """Words by page of Tesseract's TSV. Read by hand: a data frame would turn the word `nan` into a gap."""
    pages: dict[int, list[EngineWord]] = {}
    lines: dict[int, list[tuple[str, ...]]] = {}
    rows = csv.reader(text.splitlines()[1 if header else 0 :], delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in rows:
        if len(row) < 12 or row[0] != "5" or not row[11].strip():
            continue
        page, line = int(row[1]), tuple(row[2:5])
        seen = lines.setdefault(page, [])
        if line not in seen:
            seen.append(line)
        x, y, w, h = map(float, row[6:10])
        confidence = min(1.0, max(0.0, float(row[10]) / 100))
        word = _vietnamese_letters(row[11].strip())
        pages.setdefault(page, []).append(
            EngineWord(word, Box(x, y, x + w, y + h), confidence, seen.index(line))
        )
    return pages


def _vietnamese_letters(text: str) -> str:
    """NFC; the Icelandic ð, which the model at times writes for đ or beside it, becomes đ."""
    text = unicodedata.normalize("NFC", text)
    if "Ð" in text or "ð" in text:
        text = text.replace("Ð", "Đ").replace("ð", "đ").replace("ĐĐ", "Đ").replace("đđ", "đ")
    return text


def _write_pgm(path: Path, strip: Strip) -> str:
    height, width = strip.shape
    path.write_bytes(b"P5\n%d %d\n255\n" % (width, height) + strip.tobytes())
    return str(path)


def _ram_folder() -> str | None:
    shm = Path("/dev/shm")
    return str(shm) if shm.is_dir() and os.access(shm, os.W_OK) else None


def strip_confidence(settings: OcrSettings) -> Callable[[Strip], float]:
    """A function that tells how sure the engine is of a strip, 0 to 1 (0 where it reads nothing)."""

    def ask(strip: Strip) -> float:
        words = open_engine(settings).read([strip], PSM_BLOCK, settings.timeout_s)[0]
        letters = sum(len(w.text) for w in words)
        return sum(len(w.text) * w.confidence for w in words) / letters if letters else 0.0

    return ask
