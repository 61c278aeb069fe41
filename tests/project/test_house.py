"""The picture of the house tells what the code does."""

from itertools import combinations
from xml.etree import ElementTree

import pytest

from docs.house.drawing import BOX_HEIGHT, House, draw
from docs.house.layout import BOX_WIDTH, arrows, ground, levels, routes
from docs.house.rooms import FLOORS, HOLDS, purpose, room_imports

SVG = "{http://www.w3.org/2000/svg}"


def test_every_room_is_drawn_once():
    boxed = set(levels())
    assert boxed | set(ground()) | {"sohoa"} == set(FLOORS)
    assert not boxed & set(ground())


def test_arrows_tell_all_imports():
    """What has no arrow can be reached over other rooms, or stands on the ground."""
    reach = {}
    for room in (r for r in FLOORS if r in levels()):
        reach[room] = arrows()[room].union(*(reach[o] for o in arrows()[room]))
    missing = {
        (a, b) for a, others in room_imports().items() if a in levels() for b in others - reach[a] if b not in ground()
    }
    assert missing == set()


def test_arrows_go_down():
    house = House()
    for way in routes().values():
        heights = [house.y(levels()[n[0]] if len(n) == 1 else int(n[2])) for n in way]
        assert heights == sorted(heights)
        assert len(set(heights)) == len(heights)


def test_boxes_stand_apart():
    house = House()
    corners = [(house.x((r,)), house.y(levels()[r])) for r in levels()]
    close = [
        (a, b) for a, b in combinations(corners, 2) if abs(a[0] - b[0]) < BOX_WIDTH and abs(a[1] - b[1]) < BOX_HEIGHT
    ]
    assert close == []


def test_the_picture_is_well_formed_and_names_the_rooms():
    texts = {t.text for t in ElementTree.fromstring(draw()).iter(f"{SVG}text")}
    assert {r.split(".", 2)[2] for r in levels() if r.count(".") > 1} <= texts


@pytest.mark.parametrize("room", FLOORS)
def test_every_room_says_what_it_is_and_what_it_holds(room):
    assert purpose(room).endswith(".")
    assert 3 <= len(HOLDS[room]) <= 24
