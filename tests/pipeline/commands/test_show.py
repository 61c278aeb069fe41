import io
import sys
import types

import numpy as np
import pytest
from PIL import Image


@pytest.fixture
def three_pages(tmp_path):
    """A source of the stand-in stages, which count a page a line."""
    (tmp_path / "a.pdf").write_text("one\ntwo\nthree\n", "utf-8")


@pytest.fixture
def drawn(monkeypatch, three_pages):  # noqa: ARG001
    """Puts a stand-in for the drawing in place; gives the calls it saw."""
    seen = []

    def render_stage(*args):
        seen.append(args)
        return np.full((4, 6, 3), 200, np.uint8)

    monkeypatch.setitem(sys.modules, "sohoa.pipeline.view.stages", types.SimpleNamespace(render_stage=render_stage))
    return seen


def show(sohoa, picture, *more, page=3):
    return sohoa("show", "a.pdf", "--page", page, "--stage", "grid", "-o", picture, *more)


def test_show_writes_the_picture_whole(sohoa, tmp_path, drawn):
    (tmp_path / "out" / "outcome").mkdir(parents=True)
    assert show(sohoa, "x/p.png", "--out", "out") == (0, "x/p.png\n", "")
    assert (tmp_path / "x" / "p.png").read_bytes().startswith(b"\x89PNG")
    (file, page, stage, _, kept) = drawn[0]
    assert (str(file), page, stage, str(kept)) == ("a.pdf", 3, "grid", "out")


@pytest.mark.usefixtures("drawn")
def test_show_a_page_that_is_not_there(sohoa):
    code, _, err = show(sohoa, "x/p.png", page=4)
    assert code == 3
    assert "no page 4, the last one is 3" in err


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("p.png", "PNG"),
        ("p.jpg", "JPEG"),
        ("p.JPEG", "JPEG"),
        ("p.webp", "WEBP"),
        ("p.tif", "TIFF"),
        ("p.tiff", "TIFF"),
    ],
)
@pytest.mark.usefixtures("drawn")
def test_show_writes_the_kind_that_the_name_says(sohoa, tmp_path, name, kind):
    assert show(sohoa, name)[0] == 0
    with Image.open(io.BytesIO((tmp_path / name).read_bytes())) as picture:
        assert (picture.format, picture.size) == (kind, (6, 4))


@pytest.mark.usefixtures("three_pages")
def test_show_a_picture_that_its_kind_cannot_hold(sohoa, monkeypatch, tmp_path):
    wide = types.SimpleNamespace(render_stage=lambda *_: np.zeros((1, 20_000, 3), np.uint8))
    monkeypatch.setitem(sys.modules, "sohoa.pipeline.view.stages", wide)
    code, _, err = show(sohoa, "p.webp")
    assert code == 5
    assert "WEBP cannot hold this picture" in err
    assert not (tmp_path / "p.webp").exists()


def test_show_with_an_out_that_is_none(sohoa, tmp_path, drawn):
    (tmp_path / "scans").mkdir()
    for wrong in ("nowhere", "scans"):
        code, _, err = show(sohoa, "p.png", "--out", wrong)
        assert code == 3
        assert f"{wrong}: no output folder of sohoa run" in err
    assert drawn == []


@pytest.mark.usefixtures("drawn")
def test_show_where_a_folder_stands(sohoa, tmp_path):
    (tmp_path / "p.png").mkdir()
    code, _, err = show(sohoa, "p.png")
    assert code == 5
    assert "p.png: a folder stands where a file is to be written" in err


@pytest.mark.usefixtures("drawn")
def test_show_quiet(sohoa):
    assert show(sohoa, "p.png", "-q") == (0, "", "")
