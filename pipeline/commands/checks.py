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
from enum import StrEnum
from pathlib import Path

from sohoa.diacritics import MODELS
from sohoa.errors import EngineMissing
from sohoa.messages import reason
from sohoa.pipeline.commands.requirements import requirements
from sohoa.settings import OcrSettings
from sohoa.telling import Line, Teller

_BRIDGES = ("tesserocr", "pytesseract")
"""Ways to the engine; one of them is enough."""


class Fault(StrEnum):
    """What is the matter with a thing that is not as it should be."""

    MISSING = "missing"
    OLD = "old"
    DAMAGED = "damaged"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what was found, and what to do if it is wanting.

    `engine`: without it nothing can be read from pixels (exit code 4). `fault`: what it is if it is not ok.
    """

    name: str
    ok: bool
    found: str
    remedy: str = ""
    engine: bool = False
    fault: Fault = Fault.MISSING


def check_all(tell: Teller) -> Iterator[Check]:
    """All checks, in order of importance, in the words of `tell`."""
    version = ".".join(map(str, sys.version_info[:3]))
    here, told = sys.platform != "win32", tell.line
    yield Check(told(Line.SYSTEM), here, sys.platform, told(Line.NO_WINDOWS), fault=Fault.WRONG)
    yield Check("Python", sys.version_info >= (3, 11), version, told(Line.NEEDS_PYTHON), fault=Fault.OLD)
    yield from _engine(tell)
    yield from _packages(tell)
    yield from models(tell, MODELS)
    yield _temporary(tell)


def _engine(tell: Teller) -> Iterator[Check]:
    from sohoa.pipeline.engine import engine
    from sohoa.pipeline.engine.tessdata import tessdata

    language, remedy = OcrSettings().language, tell.line(Line.INSTALL_TESSERACT)
    try:
        yield Check("Tesseract", True, engine.engine_version(OcrSettings()), engine=True)
    except EngineMissing as e:
        yield Check("Tesseract", False, reason(e.doubt, tell.language), remedy, engine=True)
    model = tell.line(Line.MODEL, name=language)
    try:
        yield Check(model, True, str(tessdata(language)), engine=True)
    except EngineMissing as e:
        yield Check(model, False, reason(e.doubt, tell.language), remedy, engine=True)
    bridges = [b for b in _BRIDGES if importlib.util.find_spec(b)]
    found = ", ".join(f"{b} {importlib.metadata.version(b)}" for b in bridges) or tell.line(Line.NONE)
    yield Check(tell.line(Line.BRIDGE), bool(bridges), found, tell.line(Line.INSTALL_PACKAGES), engine=True)


def _packages(tell: Teller) -> Iterator[Check]:
    remedy = tell.line(Line.INSTALL_PACKAGES)
    try:
        needed = list(requirements())
    except importlib.metadata.PackageNotFoundError:
        yield Check("sohoa", False, tell.line(Line.NEEDS_UNKNOWN), remedy)
        return
    for package in needed:
        if package.name in _BRIDGES:
            continue
        if package.is_old:
            found = tell.line(Line.AT_LEAST, found=package.found, least=package.least)
            yield Check(package.name, False, found, remedy, fault=Fault.OLD)
        else:
            yield Check(package.name, bool(package.found), package.found or tell.line(Line.NOT_INSTALLED), remedy)


def models(tell: Teller, folder: Path) -> Iterator[Check]:
    """The model files beside their cards: each card names a file and the SHA-256 of its bytes."""
    cards = sorted(folder.glob("*.json"))
    if not cards:
        found = tell.line(Line.NO_CARD, folder=folder)
        yield Check(tell.line(Line.MODELS), False, found, tell.line(Line.INSTALL_AGAIN))
    for card in cards:
        yield _model(tell, card)


def _model(tell: Teller, card: Path) -> Check:
    name, remedy = tell.line(Line.DIACRITIC_MODEL, name=card.stem), tell.line(Line.INSTALL_AGAIN)
    try:
        facts = json.loads(card.read_text("utf-8"))
        model, digest = card.parent / facts["model"], facts["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as e:
        found = tell.line(Line.CARD_UNREADABLE, card=card, error=repr(e))
        return Check(name, False, found, remedy, fault=Fault.DAMAGED)
    try:
        data = model.read_bytes()
    except OSError as e:
        return Check(name, False, f"{model}: {e.strerror or e}", remedy)
    if hashlib.sha256(data).hexdigest() != digest:
        return Check(name, False, tell.line(Line.OTHER_MODEL, model=model), remedy, fault=Fault.DAMAGED)
    return Check(name, True, tell.line(Line.AS_CARD_SAYS, size=f"{len(data) / 1e6:.1f}"))


def _temporary(tell: Teller) -> Check:
    name = tell.line(Line.TEMPORARY_FOLDER)
    try:
        with tempfile.TemporaryFile() as f:
            f.write(b"x" * 65536)
    except OSError as e:
        return Check(name, False, str(e), tell.line(Line.SET_TMPDIR))
    return Check(name, True, tempfile.gettempdir())
