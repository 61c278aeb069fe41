"""Who signed: the lowest line at the right of the foot that is a name, if every word of it is sure enough."""

import json
from pathlib import Path

import pytest

from sohoa.extract.header.recipe import read_header
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
