"""Test cases of corrections: the picture of one word, its texts, and nothing that leads to the document."""

import io
import json

import pytest
from PIL import Image

from sohoa.nouns.correction_place import Where
from sohoa.nouns.geometry import Box
from sohoa.pipeline.cli import main
from sohoa.pipeline.corrections.frames import frames_of
from sohoa.pipeline.corrections.places import spot_of
from sohoa.pipeline.corrections.store import append_corrections
from sohoa.pipeline.review.queue.recipe import every_place
from tests.support.corrections import made
from tests.support.review_outputs import review_output

NAME = "bao-cao-mat"


@pytest.fixture
def out(tmp_path):
    return review_output(tmp_path, name=NAME)


def of_word(out, text, after, ident):
    place = next(p for p in every_place(out, NAME) if p.kind == "word" and p.text == text)
    where = Where((spot_of(frames_of(out, NAME)[1], place.box),))
    return made("word", where, text, after, ident, NAME)


def written(out, tmp_path, *more):
    assert main(["report", str(out), "--cases", str(tmp_path / "cases"), "--sources", str(tmp_path), *more]) == 0
    return sorted((tmp_path / "cases").rglob("*.*"))


def test_a_word_that_is_no_name_is_shown_alone(out, tmp_path):
    append_corrections(out, NAME, [of_word(out, "trồng", "tròng", "k1"), of_word(out, "cây", "cấy", "k2")])
    files = written(out, tmp_path)
    assert [f.relative_to(tmp_path / "cases").as_posix() for f in files] == [
        *("marks/0001.expected.json", "marks/0001.png", "marks/0002.expected.json", "marks/0002.png"),
    ]
    assert json.loads(files[0].read_text("utf-8")) == {
        "kind": "marks",
        "name": "0001",
        "mode": "crop",
        "invented": False,
        "read": "trồng",
        "checks": [{"t": "has", "text": "tròng"}],
    }
    with Image.open(files[1]) as picture:
        assert picture.info == {}
        assert picture.size == (79, 34)  # the word's box of 75 by 30, and two pixels around
        assert picture.convert("L").getextrema()[0] < 128


def test_a_name_is_neither_shown_nor_told(out, tmp_path, capsys):
    append_corrections(out, NAME, [of_word(out, "Vân", "Văn", "k1"), of_word(out, "45/KH-UBND", "46/KH-UBND", "k2")])
    (case,) = written(out, tmp_path, "--lang", "en")
    told = json.loads(case.read_text("utf-8"))
    assert (told["mode"], told["invented"]) == ("text", True)
    assert told["checks"][0]["text"] not in ("Vân", "Văn")
    assert "ă" in told["checks"][0]["text"].lower()
    printed = capsys.readouterr().out
    assert "1 test cases written" in printed
    assert "1 left out" in printed


def test_nothing_leads_to_the_document(out, tmp_path):
    append_corrections(out, NAME, [of_word(out, "trồng", "tròng", "k1"), of_word(out, "Đường", "Đương", "k2")])
    for path in written(out, tmp_path):
        data = path.read_bytes()
        for secret in (NAME, "k1", "k2", "2026", "Đường", "Lò", str(tmp_path)):
            assert secret.encode() not in data
            assert secret not in path.name


def test_the_same_fault_is_one_case(out, tmp_path):
    append_corrections(out, NAME, [of_word(out, "trồng", "tròng", k) for k in ("k1", "k2")])
    assert len([f for f in written(out, tmp_path) if f.suffix == ".json"]) == 1


def test_without_the_scan_there_is_no_picture(out, tmp_path):
    append_corrections(out, NAME, [of_word(out, "trồng", "tròng", "k1")])
    (tmp_path / f"{NAME}.png").unlink()
    (case,) = written(out, tmp_path)
    assert json.loads(case.read_text("utf-8"))["mode"] == "text"


def test_of_a_cell_no_neighbour_is_shown(out, tmp_path):
    where = Where((spot_of(frames_of(out, NAME)[1], Box(200, 470, 760, 540)),), table_id="p001-1", row=1, col=1)
    append_corrections(out, NAME, [made("cell", where, "Trồng cây bên suôi", "Trồng cây bên suối", "k1", NAME)])
    (case,) = written(out, tmp_path)
    told = json.loads(case.read_text("utf-8"))
    assert (told["mode"], told["read"], told["checks"][0]["text"]) == ("text", "suôi", "suối")


def test_the_picture_of_a_photograph_brings_nothing_along():
    from sohoa.pipeline.faults.cases import _without_anything_else

    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[271] = "camera"
    Image.new("RGB", (9, 9), (9, 9, 9)).save(buffer, "JPEG", exif=exif, dpi=(300, 300), comment=b"secret")
    bare = _without_anything_else(buffer.getvalue())
    with Image.open(io.BytesIO(bare)) as picture:
        assert (picture.info, dict(picture.getexif())) == ({}, {})
    assert b"secret" not in bare
