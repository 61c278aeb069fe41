"""What results depend on besides bytes and settings: digests of our code, vocabulary and models, one a stage.

A digest is taken of the code without comments, docstrings and blank lines, so that these cost nobody a checkpoint. (To
compile it instead took a third of a second of each run.) A data file counts for the stages whose modules name it.
Reading all of it and parting code from comments takes two tenths of a second; so the versions are kept beside the
bytecode, under the sizes and times of all files that they were made of. As Python does with its bytecode; the time of
a file's last change of any kind (ctime) is looked at too, which nobody can set back.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sohoa._version import __version__

_PACKAGE = Path(__file__).absolute().parents[2]
"""The folder `sohoa`, in a checkout (with its links) as where it is installed."""
_NOUNS_OF_WORDS = tuple(
    f"nouns/{noun}.py"
    for noun in (
        "bend",
        "cell_places",
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
    "extract/rules",
    "extract/evidence",
    "extract/grids",
    "extract/layout",
    "pipeline/ink",
    "pipeline/glyphs",
    "pipeline/engine",
    "pipeline/recogniser",
    "pipeline/cleanup",
    "pipeline/source",
    "pipeline/layers",
    "pipeline/reading",
    "pipeline/page_trace.py",
    "pipeline/recipe.py",
)
"""Rooms that decide which words stand where on a page."""
_PAGE = (*_WORDS, "diacritics/lines", "diacritics/words", "pipeline/restoration.py")
"""Those that decide all of a page's reading, its repairs included."""
_DOCUMENT = ("messages.py", "errors.py", "settings.py", "nouns", "diacritics", "extract", "pipeline")
"""Everything: what a document's datasets depend on."""
_PASSED_OVER = ("training", "__pycache__")
"""Folders whose code decides nothing that is read: rooms that only developers use, and bytecode."""
_DATA_FOLDERS = ("data", "extract/data", "extract/models", "diacritics/data", "diacritics/models")
_KEPT = Path("__pycache__", "stage_versions.json")
_STAGES = ("words", "page", "document")


@dataclass(frozen=True, slots=True)
class Versions:
    """Versions of the stages: 12 hex digits of a SHA-256 for the words of a page and for its whole reading.

    `document` is the version of the package with the digest of everything, such as ``0.1.0+1f2e3d4c5b6a``.
    """

    words: str
    page: str
    document: str


@dataclass(frozen=True, slots=True)
class _Module:
    """Path in the package, digest of what counts of its text, and the data files that it names."""

    place: str
    digest: bytes
    data: frozenset[str]


@cache
def stage_versions(root: Path = _PACKAGE) -> Versions:
    """Versions of the code, vocabulary and models below `root`, the folder of the package."""
    files = (*_modules(root, _DOCUMENT), *_data_files(root))
    sight = _sight(files)
    return _kept(root, sight) or _keep(root, sight, _made(root, {Path(f): Path(f).read_bytes() for f in files}))


def _sight(files: Iterable[str]) -> str:
    """Digest of what the system tells of files: names, sizes, times of the last write and of the last change."""
    told = ((path, os.stat(path)) for path in files)  # noqa: PTH116 - 600 files in each run
    lines = (f"{path} {its.st_size} {its.st_mtime_ns} {its.st_ctime_ns}\n" for path, its in told)
    return hashlib.sha256(f"{__version__} {''.join(lines)}".encode()).hexdigest()


def _kept(root: Path, sight: str) -> Versions | None:
    """Versions that an earlier run found of the same files."""
    try:
        found = json.loads((root / _KEPT).read_bytes())
        return Versions(*(str(found[k]) for k in _STAGES)) if found["of"] == sight else None
    except (OSError, ValueError, KeyError, TypeError):  # none yet, or not ours: they are made anew
        return None


def _keep(root: Path, sight: str, versions: Versions) -> Versions:
    if sys.dont_write_bytecode:
        return versions
    at = root / _KEPT
    part = at.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):  # a package that cannot be written to finds them anew in each run
        at.parent.mkdir(exist_ok=True)
        part.write_text(json.dumps({"of": sight} | {k: getattr(versions, k) for k in _STAGES}), "utf-8")
        part.replace(at)
    return versions


def _made(root: Path, contents: Mapping[Path, bytes]) -> Versions:
    data = {p.name: hashlib.sha256(content).digest() for p, content in contents.items() if p.suffix != ".py"}
    modules = {p: _module(root, p, content.decode(), data) for p, content in contents.items() if p.suffix == ".py"}
    words, page, document = (_digest(root, rooms, modules, data) for rooms in (_WORDS, _PAGE, _DOCUMENT))
    return Versions(words, page, f"{__version__}+{document}")


def _digest(root: Path, rooms: tuple[str, ...], modules: Mapping[Path, _Module], data: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    some = [modules[Path(path)] for path in _modules(root, rooms)]
    for module in some:
        digest.update(module.place.encode() + module.digest)
    named = frozenset[str]().union(*(module.data for module in some))
    for name, its_digest in data.items():
        if name in named or name.endswith(".npz"):
            digest.update(name.encode() + its_digest)
    return digest.hexdigest()[:12]


def _modules(root: Path, rooms: tuple[str, ...]) -> list[str]:
    """Paths of the modules of rooms. By `os.walk`, which takes a quarter of the time of `Path.rglob`."""
    found: set[str] = set()
    for room in rooms:
        at = os.path.join(root, room)  # noqa: PTH118
        if at.endswith(".py"):
            found.add(at)
        for folder, folders, names in os.walk(at):
            folders[:] = [name for name in folders if name not in _PASSED_OVER]
            found.update(f"{folder}/{name}" for name in names if name.endswith(".py"))
    return sorted(found)


def _data_files(root: Path) -> list[str]:
    """Paths of vocabulary and models."""
    places = (os.path.join(root, folder) for folder in _DATA_FOLDERS)  # noqa: PTH118
    return sorted(entry.path for at in places if os.path.isdir(at) for entry in os.scandir(at) if entry.is_file())  # noqa: PTH112


def _module(root: Path, path: Path, source: str, data: Iterable[str]) -> _Module:
    digest = hashlib.sha256(bare_code(source).encode()).digest()
    return _Module(path.relative_to(root).as_posix(), digest, frozenset(name for name in data if name in source))


_TRIFLES = re.compile(
    r'^[ \t]*r?"{3}(?:\\.|[^\\])*?"{3}(?:[ \t]*\n)+'  # a docstring: a text that stands alone on its lines
    r'|("{3}(?:\\.|[^\\])*?"{3}|"(?:\\.|[^"\\\n])*"|' + r"'(?:\\.|[^'\\\n])*')"  # another text, which is kept
    r"|[ \t]*#[^\n]*"  # a comment
    r"|\n(?=[ \t]*(?:#[^\n]*)?(?:\n|\Z))",  # the end of a line before one without code
    re.MULTILINE | re.DOTALL,
)


def bare_code(source: str) -> str:
    """A module's text without what changes nothing that it does: comments, docstrings, blank lines.

    Rule: No page is read again because a comment or docstring in the code of sohoa changed.
    Test: pipeline/output/test_versions.py::test_comments_and_docstrings_cost_nothing
    """
    return _TRIFLES.sub(r"\1", source).lstrip("\n")
