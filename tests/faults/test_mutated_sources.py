"""Parsers of input under mutation: whatever the bytes are, a page comes, or a failure of ours that says something."""

import io
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from sohoa.errors import InputError
from sohoa.pipeline.source.damage.jbig2 import jbig2_damage
from sohoa.pipeline.source.opening import file_problems, open_source
from sohoa.pipeline.source.text_pages import TextPages
from tests.support.damaged_inputs import CODINGS, jbig2, jpeg, pdf, png, sheet, tiff
from tests.support.mutations import mutated
from tests.support.pdf_files import PageParts, text_at, write_pdf

SMALL = sheet("print").resize((120, 160))


def camera_picture():
    """A JPEG that holds a second picture, as cameras write them."""
    out = io.BytesIO()
    SMALL.save(out, "MPO", save_all=True, append_images=[SMALL])
    return out.getvalue()


def drawn_pdf(folder):
    path = write_pdf(folder / "drawn", [PageParts(text_at(60, 700, "Kế hoạch năm 2031"), notes=[((9, 9, 80, 40), "")])])
    return path.read_bytes()


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    code, words = CODINGS["flate"]
    return {
        "a.jpg": jpeg(SMALL),
        "b.jpg": camera_picture(),
        "a.png": png(SMALL),
        "a.tif": tiff(SMALL, "tiff_lzw"),
        "b.tif": tiff(SMALL.convert("1"), "group4"),
        "a.pdf": drawn_pdf(tmp_path_factory.mktemp("samples")),
        "b.pdf": pdf([(code(SMALL), words)]),
        "a.txt": "Kế hoạch\f trang hai".encode("utf-16"),
    }


def tried(path):
    """What is said of a file that is opened and read; anything else than a page or a failure of ours is raised."""
    said = []
    try:
        file_problems(path)
        with open_source(path) as source:
            for number in range(1, min(source.n_pages, 3) + 1):
                try:
                    source.load(number)
                except InputError as e:
                    said.append(e)
    except InputError as e:
        said.append(e)
    return said


def check(samples, folder, name, seed):
    path = folder / name
    path.write_bytes(mutated(samples[name], random.Random(f"{name} {seed}")))
    for error in tried(path):
        sentence = error.told().replace(str(path), "")
        assert sum(c.isalpha() for c in sentence) > 10, sentence
        assert "password" not in sentence or b"/Encrypt" in path.read_bytes()
        assert " " in error.doubt.detail or not error.doubt.detail.startswith("'"), sentence


NAMES = ["a.jpg", "b.jpg", "a.png", "a.tif", "b.tif", "a.pdf", "b.pdf", "a.txt"]


@pytest.mark.parametrize("name", NAMES)
def test_a_mutated_source_is_read_or_refused_with_a_reason(samples, tmp_path, name):
    assert tried_whole(samples, tmp_path, name) == []
    for seed in range(40):
        check(samples, tmp_path, name, seed)


def tried_whole(samples, folder, name):
    (folder / name).write_bytes(samples[name])
    return tried(folder / name)


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_many_mutated_sources(samples, tmp_path, name):
    for seed in range(40, 665):
        check(samples, tmp_path, name, seed)


@given(st.binary(max_size=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_as_text(tmp_path, data):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    try:
        pages = TextPages(path)
    except InputError as e:
        assert e.told()
        return
    for number in range(1, pages.n_pages + 1):
        assert pages.load(number, with_pixels=False).layer_text is not None


@given(st.binary(max_size=80), st.integers(0, 200))
def test_any_bytes_as_jbig2(data, at):
    whole = jbig2(Image.new("1", (8, 8), 1))
    for coded in (data, whole[:at] + data, whole[:at] + data + whole[at:]):
        damage = jbig2_damage(coded)
        assert damage is None or damage.word
