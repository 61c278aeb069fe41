"""The list of all rooms in docs/architecture.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docs.house.layout import arrows
from docs.house.rooms import FLOORS, purpose, where

_BEGIN = "<!-- rooms: made by docs/generate.py from docs/rooms.toml and the docstrings; `make docs` makes it again. -->"
_END = "<!-- rooms: end -->"


def architecture_page(page: Path) -> str:
    """The page as it stands, its list of rooms made again."""
    before, rest = page.read_text("utf-8").split(_BEGIN)
    return before + "\n".join([_BEGIN, *_rows(), _END]) + rest.split(_END)[1]


def _rows() -> Iterator[str]:
    yield "| room | what it is | stands on |"
    yield "|---|---|---|"
    for room in FLOORS:
        below = sorted(arrows().get(room, ()), key=FLOORS.index)
        names = ", ".join(f"`{where(o)}`" for o in below)
        yield f"| `{where(room)}` | {purpose(room)} | {names} |"
