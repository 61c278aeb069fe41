"""Draws the house as SVG: rooms as boxes, wings by folder, arrows from each room to those it imports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from docs.house.layout import BOX_WIDTH, ROOF, WINGS, Layout, Node, ground, levels, node_level, routes, wing
from docs.house.rooms import HOLDS, purpose

BOX_HEIGHT = 44
LEVEL_HEIGHT = 92
PAD, MARGIN, NAME_HEIGHT = 22, 28, 40
ROOF_HEIGHT, GROUND_HEIGHT = 84, 62
DARK, MIDDLING, PAPER = "#23262b", "#4c5159", "#fbfaf7"
COLOURS = {"diacritics": "#2b6a94", "extract": "#3a7a3f", "pipeline": "#a35a12"}
NOTES = {
    "diacritics": "knows only strings and scores",
    "extract": "from words and rules to tables and records",
    "pipeline": "from the file to the output folder",
}
FONT = "font-family=\"'Source Sans 3','Segoe UI',Helvetica,Arial,sans-serif\""


@dataclass(frozen=True, slots=True)
class Style:
    """How a line of text is set: size in pixels; `middle`: its place is its middle, not its left end."""

    size: float
    colour: str
    bold: bool = False
    middle: bool = False


class House:
    """The measures of the picture, in pixels, origin top left."""

    def __init__(self) -> None:
        self.layout = Layout(PAD)
        n_levels = max(levels().values()) + 1
        self.width = self.layout.all_width + 2 * MARGIN
        wing_height = NAME_HEIGHT + 2 * PAD + n_levels * LEVEL_HEIGHT - (LEVEL_HEIGHT - BOX_HEIGHT)
        self.floor = MARGIN + ROOF_HEIGHT + 12 + wing_height
        self.height = self.floor + 14 + GROUND_HEIGHT + MARGIN

    def x(self, node: Node) -> float:
        """The middle of a room or bend."""
        return MARGIN + self.layout.x[node]

    def y(self, level: int) -> float:
        """The upper side of the boxes on a level."""
        return self.floor - NAME_HEIGHT - PAD - BOX_HEIGHT - level * LEVEL_HEIGHT

    def wing(self, name: str) -> tuple[float, float, float]:
        """Left side, upper side and width of the panel behind a wing."""
        top = max(level for r, level in levels().items() if wing(r) == name)
        return MARGIN + self.layout.left[name], self.y(top) - PAD, self.layout.width[name]


def draw() -> str:
    """The whole picture."""
    house = House()
    size = f"{house.width:.0f} {house.height:.0f}"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" {FONT}>',
        "<title>The rooms of sohoa: each imports only rooms below it</title>",
        "<!-- Made by docs/generate.py from docs/rooms.toml and the code's imports; `make docs` makes it again. -->",
        *_arrow_heads(),
        f'<rect width="{house.width:.0f}" height="{house.height:.0f}" rx="14" fill="{PAPER}"/>',
        *_heading(),
        *(line for name in WINGS for line in _wing(house, name)),
        *_roof(house),
        *_ground(house),
        *_arrows(house),
        *(line for r in levels() for line in _box(house, r)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _arrow_heads() -> Iterator[str]:
    yield "<defs>"
    for name, colour in COLOURS.items():
        yield (
            f'<marker id="to-{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
            'orient="auto">'
            f'<path d="M0,0.8 L7.5,4 L0,7.2 Z" fill="{colour}"/></marker>'
        )
    yield "</defs>"


def _heading() -> Iterator[str]:
    yield _text(MARGIN + 4, MARGIN + 34, "The rooms of sohoa", Style(30, DARK, bold=True))
    notes = (
        "A box is a room: a folder, or a module that stands alone.",
        "An arrow leads to what a room imports, in the colour of its wing. All arrows go down.",
        "What a way over other rooms tells already has no arrow.",
    )
    for n, note in enumerate(notes):
        yield _text(MARGIN + 4, MARGIN + 64 + 21 * n, note, Style(15, MIDDLING))


def _wing(house: House, name: str) -> Iterator[str]:
    (x, y, width), colour = house.wing(name), COLOURS[name]
    yield (
        f'<rect x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{house.floor - y:.0f}" '
        f'rx="10" fill="{colour}" fill-opacity="0.08" stroke="{colour}" stroke-opacity="0.35"/>'
    )
    yield _text(x + width / 2, house.floor - 31, name, Style(18, colour, bold=True, middle=True))
    yield _text(x + width / 2, house.floor - 13, NOTES[name], Style(13, colour, middle=True))


def _roof(house: House) -> Iterator[str]:
    left, below, width = house.wing("pipeline")
    top, bottom, middle = MARGIN, below - 12, left + width / 2
    slope = width * 0.12
    corners = ((left + slope, top), (left + width - slope, top), (left + width, bottom), (left, bottom))
    points = " ".join(f"{x:.0f},{y:.0f}" for x, y in corners)
    yield f'<g><title>{escape(purpose(ROOF))}</title><polygon points="{points}" fill="{MIDDLING}"/>'
    yield _text(middle, (top + bottom) / 2, "sohoa", Style(21, "#ffffff", bold=True, middle=True))
    note = "the front door: import sohoa, and the command"
    yield _text(middle, (top + bottom) / 2 + 21, note, Style(13.5, "#ffffff", middle=True))
    yield "</g>"


def _ground(house: House) -> Iterator[str]:
    y, width = house.floor + 14, house.width - 2 * MARGIN
    names = ", ".join(r.removeprefix("sohoa.").lstrip("_") for r in ground())
    yield f'<rect x="{MARGIN}" y="{y:.0f}" width="{width:.0f}" height="{GROUND_HEIGHT}" rx="8" fill="{MIDDLING}"/>'
    yield _text(house.width / 2, y + 27, "the ground", Style(18, "#ffffff", bold=True, middle=True))
    note = f"{names}: every room may stand on it, so it has no arrows"
    yield _text(house.width / 2, y + 47, note, Style(13.5, "#ffffff", middle=True))


def _box(house: House, room: str) -> Iterator[str]:
    name = room.removeprefix(f"sohoa.{wing(room)}").removeprefix(".") or "(the folder itself)"
    middle, y = house.x((room,)), house.y(levels()[room])
    yield f"<g><title>{escape(purpose(room))}</title>"
    yield (
        f'<rect x="{middle - BOX_WIDTH / 2:.1f}" y="{y:.1f}" width="{BOX_WIDTH:.0f}" height="{BOX_HEIGHT}" rx="7" '
        f'fill="#ffffff" stroke="{COLOURS[wing(room)]}" stroke-width="1.6"/>'
    )
    yield _text(middle, y + 20, name, Style(14.5 if len(name) < 16 else 12, DARK, bold=True, middle=True))
    yield _text(middle, y + 35, HOLDS[room], Style(11, "#6b7078", middle=True))
    yield "</g>"


def _arrows(house: House) -> Iterator[str]:
    ways = routes().values()
    leaving: dict[Node, list[float]] = {}
    entering: dict[Node, list[float]] = {}
    for way in ways:
        leaving.setdefault(way[0], []).append(house.x(way[1]))
        entering.setdefault(way[-1], []).append(house.x(way[-2]))
    for way in ways:
        start = house.x(way[0]) + _port(sorted(leaving[way[0]]), house.x(way[1]))
        end = house.x(way[-1]) + _port(sorted(entering[way[-1]]), house.x(way[-2]))
        path = _path(house, way, start, end)
        colour, name = COLOURS[wing(way[-1][0])], wing(way[-1][0])
        yield (
            f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.4" stroke-opacity="0.8" '
            f'marker-end="url(#to-{name})"/>'
        )


def _path(house: House, way: tuple[Node, ...], start: float, end: float) -> str:
    """A smooth line through the bends; between levels it swings, beside boxes it falls straight."""
    legs = [(start, house.y(node_level(way[0])) + BOX_HEIGHT)]
    for bend in way[1:-1]:
        y = house.y(node_level(bend))
        legs += [(house.x(bend), y), (house.x(bend), y + BOX_HEIGHT)]
    legs.append((end, house.y(node_level(way[-1])) - 2))
    path = f"M{legs[0][0]:.1f},{legs[0][1]:.1f}"
    for (x0, y0), (x1, y1) in pairwise(legs):
        pull = min((y1 - y0) * 0.55, 120)
        path += f" C{x0:.1f},{y0 + pull:.1f} {x1:.1f},{y1 - pull:.1f} {x1:.1f},{y1:.1f}"
    return path


def _port(others: list[float], other: float) -> float:
    """Where an arrow meets a side of a box, from its middle: in the order of what the arrows lead to."""
    n = len(others)
    step = min(18.0, (BOX_WIDTH - 20) / n)
    return (others.index(other) - (n - 1) / 2) * step


def _text(x: float, y: float, text: str, style: Style) -> str:
    weight = ' font-weight="600"' if style.bold else ""
    anchor = ' text-anchor="middle"' if style.middle else ""
    head = f'<text x="{x:.1f}" y="{y:.1f}" font-size="{style.size}" fill="{style.colour}"{weight}{anchor}>'
    return f"{head}{escape(text)}</text>"
