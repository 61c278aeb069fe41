"""What the results depend on besides bytes and settings: code, vocabulary, models, engine."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from sohoa._version import __version__
from sohoa.settings import Settings

_PACKAGES = ("pipeline", "extract", "diacritics")
_KINDS = frozenset({".py"})
_DATA_FOLDERS = frozenset({"data", "models"})


@cache
def code_digest(root: Path = Path(__file__).parent.parent) -> str:
    """First 12 hex digits of the SHA-256 of our code, vocabulary and model files."""
    digest = hashlib.sha256()
    for package in _PACKAGES:
        for file in sorted((root / package).rglob("*")):
            if file.is_file() and (file.suffix in _KINDS or file.parent.name in _DATA_FOLDERS):
                digest.update(file.relative_to(root).as_posix().encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]


def pipeline_version() -> str:
    """Version of the package with the digest of its code and models, such as ``0.1.0+1f2e3d4c5b6a``."""
    return f"{__version__}+{code_digest()}"


def engine_version(settings: Settings) -> str:
    """Engine and model as `sohoa.pipeline.engine.engine` names them; EngineMissing if there is none."""
    from sohoa.pipeline.engine import engine

    return engine.engine_version(settings.ocr)
