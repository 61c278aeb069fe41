import gzip
import json
import threading
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from sohoa.errors import CannotWrite
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.geometry import Box
from sohoa.nouns.problem import Problem, ProblemKind, Stage, Status
from sohoa.nouns.table import Grid, GridCell, GridOrigin
from sohoa.nouns.word import RegionKind, Word
from sohoa.pipeline.output import checkpoints
from sohoa.pipeline.output.checkpoints import FORMAT, Checkpoint, load_checkpoint, page_key, save_checkpoint
from sohoa.pipeline.output.confidence import quantile, summarise
from sohoa.pipeline.output.paths import checkpoint_path
from sohoa.pipeline.output.plain_json import to_json
from sohoa.settings import OcrSettings, RecordSettings, RestoreSettings, Settings, TableSettings
from tests.pipeline.output.test_datasets import page

DOC = "a" * 64
KEY = page_key(DOC, Settings(), ("1", "1"))


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    """What this process wrote is read back from its files, as another process reads it."""
    monkeypatch.setattr(checkpoints, "_MOST_KEPT", 0)


def full_page():
    grid = Grid(Box(0, 0, 9, 9), 1, 1, (GridCell(0, 0, 1, 1, Box(0, 0, 9, 9)),), 0.5, GridOrigin.VECTORS, True, False)
    problem = Problem(Stage.OCR, ProblemKind.LOW_CONFIDENCE, (Doubt(DoubtKind.POORLY_READ, "0.31"),), 3)
    words = (Word("Số:", "Só:", Box(0.5, 1, 2, 3), 0.25, 4, RegionKind.LETTERHEAD_LEFT), Word("x", "x", None, None))
    return replace(page(3, *words), grids=(grid,), problems=(problem,), status=Status.PARTIAL, seconds={"ocr": 0.1})


def test_a_reading_comes_back_whole(tmp_path):
    checkpoint = Checkpoint(KEY, full_page())
    save_checkpoint(tmp_path, "a", checkpoint)
    assert load_checkpoint(tmp_path, "a", 3, DOC) == checkpoint


def test_what_this_process_wrote_is_not_read_again_unless_the_file_is_another(tmp_path, monkeypatch):
    monkeypatch.setattr(checkpoints, "_MOST_KEPT", 2)
    written = [Checkpoint(KEY, page(n, Word("x", "x", None, None))) for n in (1, 2, 3)]
    for checkpoint in written:
        save_checkpoint(tmp_path, "a", checkpoint)
    loaded = [load_checkpoint(tmp_path, "a", n, DOC) for n in (1, 2, 3)]
    assert loaded == written
    assert [a is b for a, b in zip(loaded, written, strict=True)] == [False, True, True]
    assert load_checkpoint(tmp_path, "a", 3, "b" * 64) is None
    path = checkpoint_path(tmp_path, "a", 3)
    path.write_bytes(checkpoint_path(tmp_path, "a", 1).read_bytes())
    assert load_checkpoint(tmp_path, "a", 3, DOC) is None
    path.write_bytes(path.read_bytes()[:-8])
    assert load_checkpoint(tmp_path, "a", 3, DOC) is None


def test_a_checkpoint_is_written_as_pydantic_would_write_it(tmp_path):
    checkpoint = Checkpoint(KEY, full_page())
    save_checkpoint(tmp_path, "a", checkpoint)
    data = gzip.decompress(checkpoint_path(tmp_path, "a", 3).read_bytes())
    assert json.loads(data) == TypeAdapter(Checkpoint).dump_python(checkpoint, mode="json")


@pytest.mark.parametrize("value", [{1, 2}, b"x", object()])
def test_what_is_no_noun_is_not_written(value):
    with pytest.raises(TypeError):
        to_json([value])


texts = st.text(max_size=8).filter(lambda t: t.isprintable())


@given(st.lists(st.tuples(texts, st.none() | st.floats(0, 1), st.integers(0, 99))))
def test_any_words_come_back(tmp_path_factory, items):
    out = tmp_path_factory.getbasetemp() / "any"
    words = tuple(Word(t, t, Box(0, 0, n, n), c, n) for t, c, n in items)
    save_checkpoint(out, "a", Checkpoint(KEY, page(1, *words)))
    loaded = load_checkpoint(out, "a", 1, DOC)
    assert loaded is not None
    assert loaded.reading.words == words


@pytest.mark.parametrize(
    "data", [b"", b"junk", gzip.compress(b"{}", mtime=0), gzip.compress(b'{"key": 1}', mtime=0)[:-4]]
)
def test_what_cannot_be_read_is_no_checkpoint(tmp_path, data):
    path = checkpoint_path(tmp_path, "a", 3)
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    assert load_checkpoint(tmp_path, "a", 3, DOC) is None


def test_one_of_an_older_format_is_none_and_no_fault(tmp_path, caplog):
    save_checkpoint(tmp_path, "a", Checkpoint(replace(KEY, format=FORMAT - 1), full_page()))
    assert load_checkpoint(tmp_path, "a", 3, DOC) is None
    assert caplog.messages == []


def test_another_documents_checkpoint_is_none(tmp_path):
    save_checkpoint(tmp_path, "a", Checkpoint(KEY, full_page()))
    assert load_checkpoint(tmp_path, "a", 3, "b" * 64) is None
    assert load_checkpoint(tmp_path, "a", 4, DOC) is None


def test_one_of_another_page_is_none(tmp_path):
    save_checkpoint(tmp_path, "a", Checkpoint(KEY, full_page()))
    checkpoint_path(tmp_path, "a", 3).rename(checkpoint_path(tmp_path, "a", 5))
    assert load_checkpoint(tmp_path, "a", 5, DOC) is None


def test_one_that_unpacks_without_end_is_none(tmp_path, monkeypatch):
    monkeypatch.setattr("sohoa.pipeline.output.checkpoints._MOST", 100_000)
    save_checkpoint(tmp_path, "a", Checkpoint(KEY, full_page()))
    assert load_checkpoint(tmp_path, "a", 3, DOC) is not None
    checkpoint_path(tmp_path, "a", 3).write_bytes(gzip.compress(b" " * 200_000))
    assert load_checkpoint(tmp_path, "a", 3, DOC) is None


@pytest.mark.parametrize(
    ("settings", "words_stand", "page_stands"),
    [
        (Settings(), True, True),
        (Settings(records=RecordSettings(review_below=0.1)), True, True),
        (Settings(tables=TableSettings(join=False)), True, True),
        (Settings(tables=TableSettings(enabled=False)), True, False),
        (Settings(restore=RestoreSettings(enabled=False)), True, False),
        (Settings(ocr=OcrSettings(language="eng")), False, False),
    ],
)
def test_what_settings_a_page_depends_on(settings, words_stand, page_stands):
    key = page_key(DOC, settings, ("1", "1"))
    assert (key.words == KEY.words, key.page == KEY.page) == (words_stand, page_stands)


def test_another_version_stands_for_nothing():
    key = page_key(DOC, Settings(), ("2", "2"))
    assert key.words != KEY.words
    assert key.page != KEY.page


def test_words_stand_where_only_what_comes_after_the_engine_has_changed():
    read = Checkpoint(KEY, full_page())
    assert read.words_stand_for(page_key(DOC, Settings(), ("1", "2")))
    assert read.words_stand_for(page_key(DOC, Settings(restore=RestoreSettings(enabled=False)), ("1", "1")))
    assert not read.words_stand_for(page_key(DOC, Settings(), ("2", "1")))
    assert not read.words_stand_for(page_key(DOC, Settings(tables=TableSettings(enabled=False)), ("1", "1")))
    assert not Checkpoint(KEY, replace(full_page(), status=Status.FAILED)).words_stand_for(KEY)


def test_a_failed_page_never_stands():
    assert Checkpoint(KEY, full_page()).stands_for(KEY)
    assert not Checkpoint(KEY, replace(full_page(), status=Status.FAILED)).stands_for(KEY)


@pytest.mark.parametrize(
    "other",
    [
        page_key("b" * 64, Settings(), ("1", "1")),
        page_key(DOC, Settings(restore=RestoreSettings(enabled=False)), ("1", "1")),
        page_key(DOC, Settings(), ("1", "2")),
        page_key(DOC, Settings(), ("2", "2")),
    ],
    ids=["bytes", "settings", "version of the page", "version of the words"],
)
def test_a_page_made_of_anything_else_does_not_stand(other):
    assert not Checkpoint(KEY, full_page()).stands_for(other)


def test_quantile_is_numpys():
    import numpy as np

    values = sorted([0.1, 0.5, 0.52, 0.9, 0.95, 0.97])
    assert quantile(values, 0.05) == pytest.approx(np.quantile(values, 0.05))


def test_summary_of_nothing_is_null():
    assert summarise([Word("x", "x", None, None)]).mean is None


def test_a_page_that_is_not_there_is_waited_for_and_then_told(tmp_path, monkeypatch):
    monkeypatch.setattr(checkpoints, "SHOWN_AFTER_S", 0.5)
    path = checkpoint_path(tmp_path, "a", 1)
    path.parent.mkdir(parents=True)
    threading.Timer(0.1, path.touch).start()
    checkpoints.require_checkpoints(tmp_path, "a", (1,))
    with pytest.raises(CannotWrite) as raised:
        checkpoints.require_checkpoints(tmp_path, "a", (1, 2))
    assert raised.value.doubt.kind is DoubtKind.CHECKPOINT_LOST
    assert "p0002" in raised.value.where
