"""The rooms of the house: their order (docs/rooms.toml), what each is, what it imports. Nothing is run for it."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("sohoa", "pipeline", "extract", "diacritics")
HOLDS: dict[str, str] = tomllib.loads((ROOT / "docs" / "rooms.toml").read_text("utf-8"))["floors"]
"""Room → what a newcomer finds there, in three words or so."""
FLOORS: tuple[str, ...] = tuple(HOLDS)
"""Every room, or module that stands alone, from the ground up."""


def _modules() -> Iterator[tuple[str, Path]]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            name = name if folder == "sohoa" else f"sohoa.{name}"
            yield name.removesuffix(".__init__"), path


ALL: dict[str, Path] = dict(_modules())
"""Module as it is imported → its file, in the folder where one looks for it (not through the links in `sohoa/`)."""


@cache
def imports(path: Path, top_level_only: bool = False) -> tuple[str, ...]:
    """Modules that a file imports, by full name; `top_level_only`: not those inside functions or for types alone."""
    return tuple(_imports(path, top_level_only))


def _imports(path: Path, top_level_only: bool) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in tree.body if top_level_only else ast.walk(tree):
        if top_level_only and id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            full = [f"{node.module}.{a.name}" for a in node.names]
            yield from (f if f in ALL else node.module for f in full)


def floor(module: str) -> int:
    """The number of the floor a module stands on: that of the longest entry that names it or a room around it."""
    fits = [r for r in FLOORS if module == r or module.startswith(f"{r}.")]
    return FLOORS.index(max(fits, key=len))


def room(module: str) -> str:
    """The room that a module stands in."""
    return FLOORS[floor(module)]


@cache
def room_imports() -> dict[str, frozenset[str]]:
    """Room → rooms it imports, itself left out."""
    found: dict[str, set[str]] = {r: set() for r in FLOORS}
    for name, path in ALL.items():
        found[room(name)] |= {room(other) for other in imports(path) if other in ALL}
    return {r: frozenset(others - {r}) for r, others in found.items()}


def purpose(module: str) -> str:
    """What a room or module is: the first sentence or paragraph of its docstring, on one line."""
    text = ast.get_docstring(ast.parse(ALL[module].read_text("utf-8"))) or ""
    return re.sub(r"\s+", " ", text.split("\n\n")[0])


def where(module: str) -> str:
    """Path of a room or module in the repository, such as ``pipeline/cleanup/``."""
    path = ALL[module]
    inside = path.parent if path.name == "__init__.py" else path
    return inside.relative_to(ROOT).as_posix() + ("/" if inside is not path else "")
