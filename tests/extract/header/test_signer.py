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


@pytest.mark.parametrize(("confidence", "read"), [(0.95, True), (0.51, True), (0.49, False), (0.1, False)])
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


@pytest.mark.parametrize(("first", "title"), [("TL. HIỆU TRƯỞNG", True), ("HIỆU TRƯỞNG", False)])
def test_an_office_by_order_over_three_lines(first, title):
    """Ink of a seal between title and name, and a word that was less surely read."""
    lines = [[1560, 420, first], [1500, 480, "TRƯỞNG PHÒNG CÔNG TÁC"], [1610, 540, "SINH VIÊN", "", 0.69]]
    strokes = [1400, 660, "Rn", "", 0.7]
    _, found, told = signed(*(lines if title else lines[:1] + lines[2:]), strokes, [1560, 900, "Nông Thu Cúc"])
    assert found == ("TL. HIỆU TRƯỞNG TRƯỞNG PHÒNG CÔNG TÁC SINH VIÊN" if title else found)
    assert not title or told["signer_title"] < REVIEW_BELOW


@pytest.mark.parametrize(("over", "read"), [("TL. BỘ TRƯỞNG", True), ("", False)])
def test_an_office_without_a_prefix_beside_strokes_may_lack_a_deputy(over, read):
    lines = [[1560, 420, over]] if over else []
    office = [1540, 480, "CHÁNH VĂN PHÒNG", "", 0.6]
    _, title, _ = signed(*lines, office, [1400, 600, "Rn", "", 0.7], [1560, 900, "Nông Thu Cúc"])
    assert (title is not None) is read


@pytest.mark.parametrize(
    ("note", "sure", "read"), [("(Chữ ký, dấu)", 0.97, True), ("(Chữ ký, dấu)", 0.5, False), ("Rn", 0.97, False)]
)
def test_a_note_in_brackets_hides_no_line(note, sure, read):
    below = [1540, 560, note, "", sure]
    _, title, _ = signed([1600, 480, "GIÁM ĐỐC", "", 0.68], below, [1560, 900, "Nông Thu Cúc"])
    assert title == ("GIÁM ĐỐC" if read else None)


@pytest.mark.parametrize(
    ("above", "flagged"),
    [("KÊ GIÁM ĐỐC", True), ("", True), ("KT. GIÁM ĐỐC", False), ("TM. BAN CHẤP HÀNH", False)],
)
def test_a_deputy_without_a_line_above_is_flagged(above, flagged):
    title = "PHÓ BÍ THƯ" if above.startswith("TM") else "PHÓ GIÁM ĐỐC"
    block = [(430, above), (490, title), (760, "Trần Hồng Ngát")]
    lines = [[1600 - 10 * len(text), y, text, "footer_right"] for y, text in block if text]
    _, read, told = signed(*lines)
    assert read.endswith(title)
    assert (told["signer_title"] < REVIEW_BELOW) is flagged
