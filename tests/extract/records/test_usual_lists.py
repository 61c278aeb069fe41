"""Agencies of cells that have the same words as several others of their column, and other signs."""

import pytest

from sohoa.extract.records.agencies import usual_lists
from sohoa.extract.records.tasks import table_to_tasks
from sohoa.settings import RecordSettings
from tests.support.record_builders import table

SET = "Các sở, ban, ngành; UBND các xã, phường"
ITEMS = ("Các sở, ban, ngành", "UBND các xã, phường")


def read(*cells):
    """The agencies of the last of these cells."""
    rows = [["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"]]
    rows += [[str(k), f"Việc thứ {k} của kế hoạch", cell, "Năm 2027"] for k, cell in enumerate(cells, 1)]
    tasks, _ = table_to_tasks(table({"rows": rows}), "", RecordSettings())
    return tasks[-1].lead_agencies


@pytest.mark.parametrize(
    ("last", "items"),
    [
        ("Các sở, ban; ngành; UBND các xã, phường", ITEMS),
        ("Các sở, ban, ngành: UBND các xã. phường", ITEMS),
        ("Các sở, ban, ngành, UBND các xã, phường", ITEMS),
        ("Các sở, ban; ngành; UBND các xã", ("Các sở, ban", "ngành", "UBND các xã")),
        ("Các sở; Ban, ngành; UBND các xã, phường", ("Các sở", "Ban, ngành", "UBND các xã, phường")),
    ],
    ids=["a semicolon more", "a colon and a stop", "a comma for a semicolon", "other words", "other capitals"],
)
def test_cells_of_the_same_words(last, items):
    assert read(SET, SET, SET, last) == items


def test_two_others_are_not_enough():
    assert read(SET, SET, "Các sở, ban; ngành; UBND các xã, phường") == ("Các sở, ban", "ngành", "UBND các xã, phường")


def test_where_the_cells_are_at_odds_each_is_as_printed():
    other = "Sở Nội vụ, Sở Y tế"
    assert read(other, "Sở Nội vụ; Sở Y tế", other, "Sở Nội vụ; Sở Y tế", "Sở Nội vụ: Sở Y tế", other) == (other,)
    assert usual_lists([[other]] * 3 + [["Sở Nội vụ; Sở Y tế"]] * 3) == {}
