"""Is everything here that sohoa needs? Each check names what is missing and how to install it."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sohoa.diacritics import MODELS
from sohoa.errors import EngineMissing
from sohoa.messages import reason
from sohoa.pipeline.commands.requirements import requirements
from sohoa.settings import OcrSettings

_TESSERACT = "Debian: apt install tesseract-ocr tesseract-ocr-vie; macOS: brew install tesseract tesseract-lang"
_PIP = "in the virtual environment: pip install -c requirements.txt -e ."
_MODELS = "install sohoa again from a full copy of the repository"
_BRIDGES = ("tesserocr", "pytesseract")
"""Ways to the engine; one of them is enough."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what was found, and what to do if it is wanting.

    `engine`: without it nothing can be read from pixels (exit code 4). `fault`: what it is if it is not ok, in at
    most eight letters.
    """

    name: str
    ok: bool
    found: str
    remedy: str = ""
    engine: bool = False
    fault: str = "MISSING"


def check_all() -> Iterator[Check]:
    """All checks, in order of importance."""
    version = ".".join(map(str, sys.version_info[:3]))
    here = sys.platform != "win32"
    yield Check("system", here, sys.platform, "sohoa does not run on Windows itself; it does in WSL", fault="WRONG")
    yield Check("Python", sys.version_info >= (3, 11), version, "sohoa needs Python 3.11 or later", fault="OLD")
    yield from _engine()
    yield from _packages()
    yield from _models(MODELS)
    yield _temporary()


def _engine() -> Iterator[Check]:
    from sohoa.pipeline.engine import engine
    from sohoa.pipeline.engine.tessdata import tessdata

    language = OcrSettings().language
    try:
        yield Check("Tesseract", True, engine.engine_version(OcrSettings()), engine=True)
    except EngineMissing as e:
        yield Check("Tesseract", False, reason(e.doubt), _TESSERACT, engine=True)
    try:
        yield Check(f"model {language}", True, str(tessdata(language)), engine=True)
    except EngineMissing as e:
        yield Check(f"model {language}", False, reason(e.doubt), _TESSERACT, engine=True)
    bridges = [b for b in _BRIDGES if importlib.util.find_spec(b)]
    found = ", ".join(f"{b} {importlib.metadata.version(b)}" for b in bridges)
    yield Check("bridge to Tesseract", bool(bridges), found or "none", _PIP, engine=True)


def _packages() -> Iterator[Check]:
    try:
        needed = list(requirements())
    except importlib.metadata.PackageNotFoundError:
        yield Check("sohoa", False, "not installed, so it is not known which packages it needs", _PIP)
        return
    for package in needed:
        if package.name in _BRIDGES:
            continue
        if package.is_old:
            yield Check(package.name, False, f"{package.found}, at least {package.least} is needed", _PIP, fault="OLD")
        else:
            yield Check(package.name, bool(package.found), package.found or "not installed", _PIP)


def _models(folder: Path) -> Iterator[Check]:
    """The model files beside their cards: each card names a file and the SHA-256 of its bytes."""
    cards = sorted(folder.glob("*.json"))
    if not cards:
        yield Check("diacritic models", False, f"no card of a model in {folder}", _MODELS)
    for card in cards:
        yield _model(card)


def _model(card: Path) -> Check:
    name = f"diacritic model {card.stem}"
    try:
        facts = json.loads(card.read_text("utf-8"))
        model, digest = card.parent / facts["model"], facts["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as e:
        return Check(name, False, f"its card {card} cannot be read: {e!r}", _MODELS, fault="DAMAGED")
    try:
        data = model.read_bytes()
    except OSError as e:
        return Check(name, False, f"{model}: {e.strerror or e}", _MODELS)
    if hashlib.sha256(data).hexdigest() != digest:
        return Check(name, False, f"{model} is not the file that its card tells of", _MODELS, fault="DAMAGED")
    return Check(name, True, f"{len(data) / 1e6:.1f} MB, as its card says")


def _temporary() -> Check:
    try:
        with tempfile.TemporaryFile() as f:
            f.write(b"x" * 65536)
    except OSError as e:
        remedy = "set TMPDIR to a folder that you can write and that has room"
        return Check("temporary folder", False, str(e), remedy)
    return Check("temporary folder", True, tempfile.gettempdir())
