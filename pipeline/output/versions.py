"""What results depend on besides bytes and settings: digests of our code, vocabulary and models, one a stage.

A digest is taken of what the code does, not of how it is written: of the compiled functions without docstrings and
line numbers, so that a comment costs nobody a checkpoint. A data file counts for the stages whose modules name it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType

from sohoa._version import __version__

_PACKAGE = Path(__file__).absolute().parents[2]
"""The folder `sohoa`, in a checkout (with its links) as where it is installed."""
_NOUNS_OF_WORDS = tuple(
    f"nouns/{noun}.py"
    for noun in (
        "digital_signature",
        "geometry",
        "homography",
        "line_ends",
        "page",
        "printed_line",
        "table",
        "text_run",
        "word",
    )
)
"""What a page's words are made of. Kinds of doubts and problems only name what was found: one kind more changes nothing
that was read, and a checkpoint of a kind that is no more cannot be read and is made anew."""
_WORDS = (
    *_NOUNS_OF_WORDS,
    "diacritics/language",
    "diacritics/statistics",
    "diacritics/layers",
    "extract/wording",
    "extract/grids",
    "extract/layout",
    "pipeline/ink",
    "pipeline/glyphs",
    "pipeline/engine",
    "pipeline/recogniser",
    "pipeline/cleanup",
    "pipeline/source",
    "pipeline/reading",
    "pipeline/page_trace.py",
    "pipeline/recipe.py",
)
"""Rooms that decide which words stand where on a page."""
_PAGE = (*_WORDS, "diacritics/lines", "diacritics/words", "pipeline/restoration.py")
"""Those that decide all of a page's reading, its repairs included."""
_DOCUMENT = ("messages.py", "errors.py", "settings.py", "nouns", "diacritics", "extract", "pipeline")
"""Everything: what a document's datasets depend on."""
_TRAINING = "training"
"""Rooms that only developers use: they decide nothing that is read."""
_DATA_FOLDERS = ("data", "extract/data", "diacritics/data", "diacritics/models")


@dataclass(frozen=True, slots=True)
class Versions:
    """Versions of the stages: 12 hex digits of a SHA-256 for the words of a page and for its whole reading.

    `document` is the version of the package with the digest of everything, such as ``0.1.0+1f2e3d4c5b6a``.
    """

    words: str
    page: str
    document: str


@cache
def stage_versions(root: Path = _PACKAGE) -> Versions:
    """Versions of the code, vocabulary and models below `root`, the folder of the package."""
    words, page, document = (_digest(root, rooms) for rooms in (_WORDS, _PAGE, _DOCUMENT))
    return Versions(words, page, f"{__version__}+{document}")


def _digest(root: Path, rooms: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    sources = {path: _source(path) for path in sorted(set(_modules(root, rooms)))}
    for path, source in sources.items():
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(_code_digest(source))
    text = "\n".join(sources.values())
    for data in _data_files(root):
        if data.name in text or data.suffix == ".npz":
            digest.update(data.name.encode() + _file_digest(data))
    return digest.hexdigest()[:12]


def _modules(root: Path, rooms: tuple[str, ...]) -> Iterator[Path]:
    for room in rooms:
        at = root / room
        found = [at] if at.is_file() else at.rglob("*.py")
        yield from (path for path in found if _TRAINING not in path.relative_to(root).parts)


def _data_files(root: Path) -> list[Path]:
    return sorted(p for folder in _DATA_FOLDERS for p in (root / folder).glob("*") if p.is_file())


def _source(path: Path) -> str:
    return path.read_text("utf-8")


def _file_digest(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


@cache
def _code_digest(source: str) -> bytes:
    """SHA-256 of what a module does.

    Rule: No page is read again because a comment or docstring in the code of sohoa changed.
    Test: pipeline/output/test_versions.py::test_comments_and_docstrings_cost_nothing
    """
    digest = hashlib.sha256()
    _take(compile(source, "", "exec", dont_inherit=True, optimize=2), digest.update)
    return digest.digest()


def _take(code: CodeType, update: object) -> None:
    """Give `update` what a code object does: instructions, names and constants, nested functions included."""
    assert callable(update)
    update(code.co_code)
    update(repr((code.co_name, code.co_names, code.co_varnames, code.co_freevars, code.co_flags)).encode())
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            _take(constant, update)
        else:
            ordered = sorted(map(repr, constant)) if isinstance(constant, frozenset) else constant
            update(repr(ordered).encode())
