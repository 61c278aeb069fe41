"""Who signed: the lowest line at the right of the foot that is a name, if every word of it is sure enough."""

import json
from pathlib import Path

import pytest

from sohoa.extract.header.found import REVIEW_BELOW
from sohoa.extract.header.recipe import read_header
from tests.extract.header.test_hard_headers import LISTED
from tests.support.record_builders import page

CASES = json.loads((Path(__file__).parent / "cases" / "headers.json").read_text("utf-8"))
SIGNED = next(c for c in CASES if c["header"].get("signer_name") and len(c["pages"]) == 1)


def signer(*names, confidence=0.95):
    """The signer of a document whose signature block ends in these lines, one under the other."""
    found = []
    for line in SIGNED["pages"][0]:
        if line[2] != SIGNED["header"]["signer_name"]:
            found.append(line)
            continue
        x, y, _, *rest = line
        found += [[x, y + 60 * k, name, *(rest[:1] or [None]), confidence] for k, name in enumerate(names)]
    header = read_header([page(1, found)])[0]
    return header.signer_name, "signer_name" in header.missing_fields


@pytest.mark.parametrize(("confidence", "read"), [(0.95, True), (0.61, True), (0.59, False), (0.1, False)])
def test_a_name_with_an_unsure_word_is_left_out(confidence, read):
    """Its given name is as unsure as the rest."""
    assert signer("Trần Hồng Ngát", confidence=confidence) == (("Trần Hồng Ngát", False) if read else (None, True))


def test_the_lowest_name_counts():
    assert signer("Lê Thu Cúc", "Trần Hồng Ngát")[0] == "Trần Hồng Ngát"


@pytest.mark.parametrize(
    "text",
    ["Ngát", "Trần Hồng Ngát Lan Hoa Mai Đào", "Bảo Trì Cầu", "Trần hồng ngát", "Tranh Hồng 2026"],
    ids=["one word", "seven words", "no surname", "small letters", "figures"],
)
def test_what_is_no_name(text):
    assert signer(text) == (None, True)


def signed(*lines):
    """Name and title under a list of recipients, and how sure both are."""
    header = read_header([page(1, [*LISTED, *lines])])[0]
    return header.signer_name, header.signer_title, dict(header.header_confidence)


@pytest.mark.parametrize(("surname", "sure", "read"), [("Nông", 0.4, True), ("Nông", 0.2, False), ("Nống", 0.4, False)])
def test_a_surname_that_is_known_bears_witness_for_itself(surname, sure, read):
    line = [[1500, 900, surname, "", sure], [1620, 900, "Thu Cúc"]]
    name, _, told = signed([1500, 420, "GIÁM ĐỐC"], *line)
    assert name == ("Nông Thu Cúc" if read else None)
    assert not read or told["signer_name"] < REVIEW_BELOW


@pytest.mark.parametrize(("sure", "flagged"), [(0.97, False), (0.93, True)])
def test_a_name_that_nothing_confirms_is_flagged_sooner(sure, flagged):
    _, _, told = signed([1500, 420, "GIÁM ĐỐC"], [1460, 900, "Nông Thu Cúc", "", sure])
    assert (told["signer_name"] < REVIEW_BELOW) is flagged


@pytest.mark.parametrize(
    ("first", "second", "x", "title"),
    [
        ("TRƯỞNG PHÒNG VĂN THƯ", "LƯU TRỮ", 1580, "TL. GIÁM ĐỐC TRƯỞNG PHÒNG VĂN THƯ LƯU TRỮ"),
        ("PHÓ TRƯỞNG BAN THƯỜNG", "TRỰC", 1630, "TL. GIÁM ĐỐC PHÓ TRƯỞNG BAN THƯỜNG TRỰC"),
        ("TRƯỞNG PHÒNG VĂN THƯ", "LƯU TRỮ", 1800, "TL. GIÁM ĐỐC TRƯỞNG PHÒNG VĂN THƯ"),
        ("TRƯỞNG PHÒNG VĂN THƯ", "BAN", 1630, "TL. GIÁM ĐỐC TRƯỞNG PHÒNG VĂN THƯ"),
        ("CHÁNH VĂN PHÒNG", "HỌC VÀ", 1580, "TL. GIÁM ĐỐC CHÁNH VĂN PHÒNG"),
    ],
    ids=["goes on", "completes", "off the middle", "a scrap", "a whole office"],
)
def test_an_office_over_two_lines(first, second, x, title):
    lines = [[1530, 420, "TL. GIÁM ĐỐC"], [1460, 470, first], [x, 520, second], [1520, 900, "Nông Thu Cúc"]]
    assert signed(*lines)[1] == title
