import importlib.metadata
import json
import shutil

import pytest

from sohoa.diacritics import MODELS
from sohoa.pipeline.commands.needs import checks
from sohoa.pipeline.commands.needs.requirements import requirements
from sohoa.pipeline.recogniser import MODELS as READER_MODELS


def test_doctor_without_the_engine(sohoa, monkeypatch):
    from sohoa.errors import EngineMissing
    from sohoa.nouns.doubt import DoubtKind
    from sohoa.pipeline.engine import tesseract

    def missing(*_):
        raise EngineMissing("vie", kind=DoubtKind.NO_MODEL)

    monkeypatch.setattr(tesseract, "tesseract_version", missing)
    code, out, _ = sohoa("doctor")
    assert code == 4
    assert "MISSING  Tesseract: Tesseract's model 'vie' is not installed" in out
    assert "apt install tesseract-ocr tesseract-ocr-vie" in out
    assert "brew install" in out


@pytest.fixture
def installed(monkeypatch):
    """Plays the metadata of an installation: what sohoa requires, and versions of what is there."""

    def play(requires, versions):
        def version(name):
            if name not in versions:
                raise importlib.metadata.PackageNotFoundError(name)
            return versions[name]

        monkeypatch.setattr(importlib.metadata, "requires", lambda _: requires)
        monkeypatch.setattr(importlib.metadata, "version", version)

    return play


def test_requirements_are_those_of_the_installed_distribution():
    found = {r.name for r in requirements()}
    assert {"numpy", "xlsxwriter", "opencv-python-headless"} <= found
    assert not {"pytest", "ruff"} & found  # of the extra `dev`
    assert [r for r in requirements() if not r.found or r.is_old] == []


def test_doctor_tells_what_is_missing_and_what_is_too_old(sohoa, installed):
    requires = ["numpy>=2.0", "nothing-like-this>=1", "xlsxwriter>=3.2", 'mypy>=9; extra == "dev"', "tqdm"]
    versions = {"numpy": "2", "xlsxwriter": "3.1.9rc1", "tqdm": "4.1", "tesserocr": "2.9", "pytesseract": "0.3"}
    installed(requires, versions)
    code, out, _ = sohoa("doctor")
    assert code == 1
    assert "ok       numpy: 2\n" in out
    assert "MISSING  nothing-like-this: not installed\n" in out
    assert "OLD      xlsxwriter: 3.1.9rc1, at least 3.2 is needed\n" in out
    assert "ok       tqdm: 4.1\n" in out
    assert "mypy" not in out
    assert "pip install" in out


def test_doctor_of_a_package_whose_modules_are_gone(monkeypatch):
    there = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "xlsxwriter" else there(name))
    assert [r.name for r in requirements() if not r.found] == ["xlsxwriter"]


def test_doctor_where_sohoa_itself_is_not_installed(sohoa, monkeypatch):
    def requires(name):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "requires", requires)
    code, out, _ = sohoa("doctor")
    assert code == 1
    assert "MISSING  sohoa: not installed" in out


@pytest.fixture
def models(tmp_path, monkeypatch):
    """A copy of the smaller model with its card, for doctor to look at."""
    for name in ("window.npz", "window.json"):
        shutil.copy(MODELS / name, tmp_path)
    monkeypatch.setattr(checks, "MODELS", tmp_path)
    return tmp_path


@pytest.mark.usefixtures("models")
def test_doctor_of_a_sound_model(sohoa):
    code, out, _ = sohoa("doctor")
    assert code == 0
    assert "ok       diacritic model window: 1.2 MB, as its card says" in out
    assert out.endswith("everything is here\n")
    assert sohoa("doctor", "-q") == (0, "", "")


def test_doctor_of_a_damaged_model(sohoa, models):
    data = bytearray((models / "window.npz").read_bytes())
    data[len(data) // 2] ^= 1
    (models / "window.npz").write_bytes(data)
    code, out, _ = sohoa("doctor")
    assert code == 1
    assert "DAMAGED  diacritic model window: " in out
    assert "install sohoa again" in out


@pytest.mark.parametrize("card", ["", "[]", json.dumps({"model": "window.npz"})])
def test_doctor_of_a_damaged_card(sohoa, models, card):
    (models / "window.json").write_text(card)
    code, out, _ = sohoa("doctor")
    assert code == 1
    assert "DAMAGED  diacritic model window: its card " in out


def test_doctor_of_a_model_that_is_not_there(sohoa, models):
    (models / "window.npz").unlink()
    code, out, _ = sohoa("doctor")
    assert code == 1
    assert "MISSING  diacritic model window: " in out
    (models / "window.json").unlink()
    assert "MISSING  diacritic models: no card of a model" in sohoa("doctor")[1]


@pytest.fixture
def reader_models(tmp_path, monkeypatch):
    """A copy of the line reader's model with its card."""
    shutil.copytree(READER_MODELS, tmp_path, dirs_exist_ok=True)
    monkeypatch.setattr(checks, "READER_MODELS", tmp_path)
    return tmp_path


@pytest.mark.usefixtures("reader_models")
def test_doctor_of_a_sound_reader(sohoa):
    assert "ok       line reader's model: 1.1 MB, as its card says" in sohoa("doctor")[1]


@pytest.mark.parametrize("where", [0, 1000, -1])
@pytest.mark.parametrize(
    ("file", "told"),
    [("lines.onnx", "line reader's model"), ("covered/covered.onnx", "model for covered lines")],
)
def test_doctor_of_a_damaged_reader(sohoa, reader_models, file, told, where):
    data = bytearray((reader_models / file).read_bytes())
    data[where] ^= 1
    (reader_models / file).write_bytes(data)
    code, out, _ = sohoa("doctor")
    assert (code, f"DAMAGED  {told}: " in out) == (1, True)


def test_doctor_of_a_reader_that_has_no_card_or_is_not_there(sohoa, reader_models):
    (reader_models / "lines.onnx").unlink()
    assert "MISSING  line reader's model: " in sohoa("doctor")[1]
    (reader_models / "CARD.md").write_text("# none", "utf-8")
    assert "DAMAGED  line reader's model: its card " in sohoa("doctor")[1]


@pytest.mark.usefixtures("reader_models")
@pytest.mark.parametrize(("file", "card"), [("window.npz", "window.json"), ("lines.onnx", "CARD.md")])
def test_doctor_loads_what_its_card_calls_sound(sohoa, models, file, card):
    import hashlib

    before = hashlib.sha256((models / file).read_bytes()).hexdigest()
    (models / file).write_bytes(b"PK no model")
    now = hashlib.sha256((models / file).read_bytes()).hexdigest()
    (models / card).write_text((models / card).read_text("utf-8").replace(before, now), "utf-8")
    code, out, _ = sohoa("doctor")
    assert (code, f"{file} cannot be loaded" in out) == (1, True)
