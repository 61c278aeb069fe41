"""The OCR engine: strips of a page in, words with boxes and confidences out.

Tesseract 5 with its Vietnamese model, behind one function and two doors: `tesserocr` runs
it in this process (no start-up per call), `pytesseract` runs the command. Both read the
same strips with the same settings. This is the one module that imports either.

A strip is a piece of a page, uint8 grey, (height, width), ink dark on light paper.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from pipeline.engine_words import EngineWord, Letters, parse_tsv, with_alternatives
from pipeline.errors import EngineFailed, EngineMissing, PageTimeout
from pipeline.settings import OcrSettings

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

    Strip = NDArray[uint8]

PSM_BLOCK = 6
"""Tesseract's page segmentation mode for one uniform block of text."""
PSM_LINE = 7
"""... and for a single text line."""
PSM_WORD = 8
"""... and for a single word."""
PSM_RAW_LINE = 13
"""... and for a line that is given to the network as it is, without a search for its words first."""
CERTAIN = 0.93
"""Words at least this sure are not asked for alternatives."""

_TESSDATA_PLACES = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


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
        # Keep what the network thought of besides the best letter: the restorer chooses among it.
        self._api.SetVariable("lstm_choice_mode", "2")

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
        if not self._api.Recognize(max(1, int(left * 1000))):
            if time.monotonic() >= end:
                raise PageTimeout("the engine's time for this page is up")
            return []  # Tesseract gives up on a strip in which it finds no line
        words = parse_tsv(self._api.GetTSVText(0), header=False).get(1, [])
        if all(w.confidence >= CERTAIN for w in words):
            return words
        return with_alternatives(words, self._letters())

    def _letters(self) -> list[Letters]:
        """For each word its letters, each with what else it might be and how likely (0 to 1)."""
        import tesserocr

        found: list[Letters] = []
        for symbol in tesserocr.iterate_level(self._api.GetIterator(), tesserocr.RIL.SYMBOL):
            try:
                letter = symbol.GetUTF8Text(tesserocr.RIL.SYMBOL)
            except RuntimeError:  # a line without any letter has no text at this level
                continue
            choices = [(c.GetUTF8Text(), c.Confidence() / 100) for c in symbol.GetChoiceIterator()]
            if symbol.IsAtBeginningOf(tesserocr.RIL.WORD) or not found:
                found.append([])
            found[-1].append((letter, choices))
        return found


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
            pages = parse_tsv(self._run(str(listing), psm, seconds), header=True)
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
