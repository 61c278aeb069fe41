"""Is everything here that sohoa needs? Each check names what is missing and how to install it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass

from sohoa.diacritics import MODELS
from sohoa.errors import EngineMissing
from sohoa.settings import OcrSettings

_TESSERACT = "Debian: apt install tesseract-ocr tesseract-ocr-vie; macOS: brew install tesseract tesseract-lang"
_PIP = "in the virtual environment: pip install -c requirements.txt -e ."
_MODELS = "the installation is incomplete: install it again from a full copy of the repository"
_PACKAGES = {
    "cv2": "opencv-python-headless",
    "numpy": "numpy",
    "pandas": "pandas",
    "pdfplumber": "pdfplumber",
    "PIL": "pillow",
    "pyarrow": "pyarrow",
    "pydantic": "pydantic",
    "pypdfium2": "pypdfium2",
    "regex": "regex",
    "tqdm": "tqdm",
    "underthesea": "underthesea",
}
"""Import name → distribution, of what is needed besides the engine."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what was found, and what to do if it is wanting.

    `engine`: without it nothing can be read from pixels (exit code 4).
    """

    name: str
    ok: bool
    found: str
    remedy: str = ""
    engine: bool = False


def check_all() -> Iterator[Check]:
    """All checks, in order of importance."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Check("Python", sys.version_info >= (3, 11), version, "sohoa needs Python 3.11 or later")
    yield from _engine()
    for module, distribution in _PACKAGES.items():
        yield _package(module, distribution)
    yield _models()
    yield _temporary()


def _engine() -> Iterator[Check]:
    from sohoa.pipeline.engine import engine
    from sohoa.pipeline.engine.tessdata import tessdata

    language = OcrSettings().language
    try:
        yield Check("Tesseract", True, engine.engine_version(OcrSettings()), engine=True)
    except EngineMissing as e:
        yield Check("Tesseract", False, str(e.args[0]), _TESSERACT, engine=True)
    try:
        yield Check(f"model {language}", True, str(tessdata(language)), engine=True)
    except EngineMissing as e:
        yield Check(f"model {language}", False, str(e.args[0]), _TESSERACT, engine=True)
    bridges = [b for b in ("tesserocr", "pytesseract") if importlib.util.find_spec(b)]
    found = ", ".join(f"{b} {importlib.metadata.version(b)}" for b in bridges)
    yield Check("bridge to Tesseract", bool(bridges), found or "none", _PIP, engine=True)


def _package(module: str, distribution: str) -> Check:
    if importlib.util.find_spec(module) is None:
        return Check(distribution, False, "not installed", _PIP)
    return Check(distribution, True, importlib.metadata.version(distribution))


def _models() -> Check:
    folder = MODELS
    files = sorted(p for p in folder.glob("*") if p.is_file()) if folder.is_dir() else []
    size = sum(p.stat().st_size for p in files) / 1e6
    return Check("diacritic models", bool(files), f"{len(files)} files, {size:.1f} MB", _MODELS)


def _temporary() -> Check:
    try:
        with tempfile.TemporaryFile() as f:
            f.write(b"x" * 65536)
    except OSError as e:
        remedy = "set TMPDIR to a folder that you can write and that has room"
        return Check("temporary folder", False, str(e), remedy)
    return Check("temporary folder", True, tempfile.gettempdir())
