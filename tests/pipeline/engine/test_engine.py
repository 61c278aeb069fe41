import logging
import os
import shutil
from itertools import pairwise

import numpy as np
import pytest

from sohoa.errors import EngineFailed, EngineMissing, ExitCode, PageTimeout
from sohoa.nouns.geometry import Box
from sohoa.pipeline.engine import engine as engines
from sohoa.pipeline.engine import tessdata as tessdata_places
from sohoa.pipeline.engine import tesseract
from sohoa.pipeline.engine.engine import confidence_of, open_engine, strip_confidence
from sohoa.pipeline.engine.own_door import OwnEngine
from sohoa.pipeline.engine.protocol import StripKind
from sohoa.pipeline.engine.pytesseract_door import CommandEngine, command_version
from sohoa.pipeline.engine.tesseract import tesseract_version
from sohoa.pipeline.engine.version import engine_version
from sohoa.pipeline.engine.words import EngineWord
from sohoa.settings import OcrSettings
from tests.support.drawn_pages import text_page
from tests.support.engines import ScriptedEngine
from tests.support.print_strips import strip

DOORS = ("tesserocr", "pytesseract")


@pytest.fixture(autouse=True)
def opened_afresh():
    """Engines are kept between calls; what one test opens is nothing to another."""
    _forget()
    yield
    _forget()


def _forget():
    for kept in (engines._open, tesseract.open_tesseract, tesseract.second_witness):
        kept.cache_clear()


@pytest.fixture(params=DOORS)
def engine(request):
    try:
        return open_engine(OcrSettings(engine=request.param))
    except EngineMissing as e:
        if "CI" in os.environ:
            raise
        pytest.skip(str(e))


@pytest.mark.engine
def test_words_with_place_and_confidence(engine):
    texts = ("Quyết định số 57", "gian nan", "Sở Nội vụ")
    strips = [strip(t, 36) for t in texts]
    read = engine.read(strips, StripKind.LINE, 60)
    assert [" ".join(w.text for w in words) for words in read] == list(texts)
    for pixels, words in zip(strips, read, strict=True):
        height, width = pixels.shape
        for w in words:
            assert 0.5 < w.confidence <= 1
            assert w.line == 0
            assert 0 <= w.box.x0 < w.box.x1 <= width
            assert 0 <= w.box.y0 < w.box.y1 <= height
            ink = pixels[int(w.box.y0) : int(w.box.y1), int(w.box.x0) : int(w.box.x1)] < 128
            assert 0.05 < ink.mean() < 0.6
        assert all(a.box.x1 <= b.box.x0 for a, b in pairwise(words))


@pytest.mark.engine
def test_no_strips_and_empty_strips(engine):
    assert engine.read([], StripKind.LINE, 60) == []
    paper = np.full((40, 300), 255, np.uint8)
    first, second, third = engine.read([paper, strip("Kế hoạch", 36), paper], StripKind.LINE, 60)
    assert [w.text for w in second] == ["Kế", "hoạch"]
    assert all(w.confidence < 0.2 for w in (*first, *third)), "bare paper may be misread, but not with confidence"


@pytest.mark.engine
def test_confidence_keeps_its_fractions(engine):
    words = engine.read([strip("Ủy ban nhân dân tỉnh ban hành kế hoạch", 36)], StripKind.LINE, 60)[0]
    assert any(abs(w.confidence * 100 - round(w.confidence * 100)) > 1e-6 for w in words)


@pytest.mark.engine
def test_no_time_is_a_timeout(engine):
    strips = [strip("Kế hoạch triển khai nhiệm vụ trọng tâm", 60)] * 60
    with pytest.raises(PageTimeout) as told:
        engine.read(strips, StripKind.LINE, 0.0)
    assert "timeout_s" in str(told.value)


@pytest.mark.engine
def test_an_engine_can_be_used_after_a_timeout(engine):
    with pytest.raises(PageTimeout):
        engine.read([strip("Kế hoạch", 36)] * 40, StripKind.LINE, 0.0)
    assert [w.text for w in engine.read([strip("Kế hoạch", 36)], StripKind.LINE, 60)[0]] == ["Kế", "hoạch"]


@pytest.mark.engine
def test_both_doors_read_the_same_words():
    strips = [strip(t, 36) for t in ("Nghị quyết số 31-NQ/TU", "5.000 triệu đồng", "Trường hợp đặc biệt")]
    found = []
    for name in DOORS:
        try:
            found.append(open_engine(OcrSettings(engine=name)).read(strips, StripKind.LINE, 60))
        except EngineMissing as e:
            pytest.skip(str(e))
    ours, theirs = ([[w.text for w in words] for words in read] for read in found)
    assert ours == theirs


@pytest.mark.engine
def test_alternatives_of_a_doubtful_word():
    try:
        engine = open_engine(OcrSettings(engine="tesserocr"))
    except EngineMissing as e:
        pytest.skip(str(e))
    blurred = [strip("chuẩn bị triển khai tổng kết", size, 1.4) for size in (15, 17, 19)]
    words = [w for line in engine.read(blurred, StripKind.LINE, 60) for w in line]
    others = [a for w in words for a in w.alternatives]
    assert others
    assert all(0 <= a.score <= 1 for a in others)
    assert all(a.text != w.text for w in words for a in w.alternatives)


def test_without_tesseract_our_reader_goes_on_alone_and_says_so(monkeypatch, tmp_path, caplog):
    monkeypatch.setattr(tessdata_places, "_TESSDATA_PLACES", ())
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    monkeypatch.setattr(logging.getLogger("sohoa"), "propagate", True)
    with caplog.at_level(logging.WARNING, "sohoa"):
        alone = open_engine(OcrSettings())
    assert isinstance(alone, OwnEngine)
    assert "second witness" in caplog.text
    assert [w.text for w in alone.read([strip("Kế hoạch", 36)], StripKind.LINE, 60)[0]] == ["Kế", "hoạch"]


@pytest.mark.parametrize("door", DOORS)
def test_no_model_no_engine(door, monkeypatch, tmp_path):
    monkeypatch.setattr(tessdata_places, "_TESSDATA_PLACES", ())
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    with pytest.raises(EngineMissing) as told:
        open_engine(OcrSettings(engine=door))
    assert told.value.code == ExitCode.ENGINE_MISSING
    assert "vie" in str(told.value)
    assert "sohoa doctor" in str(told.value)


def test_all_parts_of_a_language_must_be_there(monkeypatch, tmp_path):
    monkeypatch.setattr(tessdata_places, "_TESSDATA_PLACES", ())
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    (tmp_path / "vie.traineddata").write_bytes(b"")
    assert tessdata_places.tessdata("vie") == tmp_path
    with pytest.raises(EngineMissing):
        tessdata_places.tessdata("vie+eng")


def test_a_damaged_model_is_no_engine(monkeypatch, tmp_path):
    pytest.importorskip("tesserocr")
    monkeypatch.setattr(tessdata_places, "_TESSDATA_PLACES", ())
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    (tmp_path / "vie.traineddata").write_bytes(b"no model at all")
    with pytest.raises(EngineMissing):
        open_engine(OcrSettings(engine="tesserocr"))


@pytest.mark.engine
def test_no_command_no_engine(monkeypatch, tmp_path):
    engine = open_engine(OcrSettings(engine="pytesseract"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineMissing):
        engine.read([strip("Kế hoạch", 36)], StripKind.LINE, 60)
    with pytest.raises(EngineMissing):
        command_version()
    with pytest.raises(EngineMissing):
        CommandEngine("vie")


def test_our_reader_reads_alone_where_there_is_a_model_but_nothing_that_loads_it(monkeypatch, tmp_path):
    monkeypatch.setattr(tesseract, "InProcessEngine", not_installed)
    (tmp_path / "vie.traineddata").write_bytes(b"")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert isinstance(open_engine(OcrSettings()), OwnEngine)
    with pytest.raises(EngineMissing):
        tesseract_version("vie")


def not_installed(_language, _alternatives):
    raise ImportError


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for the command")
@pytest.mark.parametrize(
    ("script", "error"),
    [("exit 1", EngineFailed), ("echo Error during processing. >&2; exit 1", EngineFailed), ("sleep 20", PageTimeout)],
)
def test_what_goes_wrong_in_the_command(script, error, monkeypatch, tmp_path):
    fake = tmp_path / "tesseract"
    version = 'if [ "$1" = "--version" ]; then echo "tesseract 5.3.0"; exit 0; fi'
    fake.write_text(f"#!/bin/sh\n{version}\n{script}\n", "utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    (tmp_path / "vie.traineddata").write_bytes(b"")
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    engine = open_engine(OcrSettings(engine="pytesseract"))
    with pytest.raises(error):
        engine.read([np.full((20, 20), 255, np.uint8)], StripKind.LINE, 0.3)


@pytest.mark.engine
def test_version_names_engine_and_model():
    if shutil.which("tesseract") is None:
        pytest.skip("no command")
    told = engine_version(OcrSettings(engine="pytesseract"))
    assert told.startswith("pytesseract ")
    assert told.endswith(", vie")
    assert command_version()[0].isdigit()


@pytest.mark.parametrize(("sure", "expected"), [([], 0.0), ([("ab", 0.5)], 0.5), ([("a", 0.2), ("abc", 1.0)], 0.8)])
def test_confidence_of_a_strip_is_a_mean_over_letters(sure, expected):
    words = [EngineWord(t, Box(0, 0, 9, 9), c) for t, c in sure]
    engine = ScriptedEngine(lambda strips, _call: [words for _ in strips])
    assert confidence_of(np.zeros((9, 9), np.uint8), engine, 60) == pytest.approx(expected)


def test_our_own_reader_tells_print_from_print_on_its_head_without_tesseract(monkeypatch):
    monkeypatch.setattr(engines, "open_tesseract", lambda *_, **__: pytest.fail("Tesseract was asked"))
    monkeypatch.setattr(engines, "second_witness", lambda *_: pytest.fail("Tesseract was asked"))
    sure = strip_confidence(OcrSettings())
    strip = np.ascontiguousarray(text_page()[100:400])
    upright, headlong = sure(strip), sure(np.ascontiguousarray(strip[::-1, ::-1]))
    # the drawing face lacks some letters and draws boxes for them, so it is not read with all sureness
    assert upright > 0.7 and upright > headlong + 0.15
