"""Is everything here that sohoa needs? Each check names what is missing and how to install it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import sys
import tempfile
from collections.abc import Iterator

from sohoa.diacritics import MODELS
from sohoa.errors import EngineMissing
from sohoa.messages import reason
from sohoa.pipeline.commands.needs.check import Check, Fault
from sohoa.pipeline.commands.needs.model_checks import diacritic_models, reader_models
from sohoa.pipeline.commands.needs.requirements import requirements
from sohoa.pipeline.recogniser import MODELS as READER_MODELS
from sohoa.settings import OcrSettings
from sohoa.telling import Line, Teller

_BRIDGES = ("tesserocr", "pytesseract")
"""Ways to the engine; one of them is enough."""


def check_all(tell: Teller) -> Iterator[Check]:
    """All checks, in order of importance, in the words of `tell`."""
    version = ".".join(map(str, sys.version_info[:3]))
    here, told = sys.platform != "win32", tell.line
    yield Check(told(Line.SYSTEM), here, sys.platform, told(Line.NO_WINDOWS), fault=Fault.WRONG)
    yield Check("Python", sys.version_info >= (3, 11), version, told(Line.NEEDS_PYTHON), fault=Fault.OLD)
    yield from _engine(tell)
    yield from _packages(tell)
    yield from diacritic_models(tell, MODELS)
    yield from reader_models(tell, READER_MODELS)
    yield _temporary(tell)


def _engine(tell: Teller) -> Iterator[Check]:
    from sohoa.pipeline.engine import tesseract
    from sohoa.pipeline.engine.tessdata import tessdata

    language, remedy = OcrSettings().language, tell.line(Line.INSTALL_TESSERACT)
    try:
        yield Check("Tesseract", True, tesseract.tesseract_version(language), engine=True)
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


def _temporary(tell: Teller) -> Check:
    name = tell.line(Line.TEMPORARY_FOLDER)
    try:
        with tempfile.TemporaryFile() as f:
            f.write(b"x" * 65536)
    except OSError as e:
        return Check(name, False, str(e), tell.line(Line.SET_TMPDIR))
    return Check(name, True, tempfile.gettempdir())
