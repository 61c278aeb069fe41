"""Whatever stands in a file of ours, of a person, or of a document: it is read, or refused by a failure of its kind."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sohoa.errors import BadSettings
from sohoa.extract.records.agencies import agency_doubts, split_agencies
from sohoa.extract.records.footnotes import marks_in, without_marks
from sohoa.nouns.page_ranges import parse_pages
from sohoa.pipeline.output.checkpoints import load_checkpoint
from sohoa.pipeline.output.outcomes import load_kept
from sohoa.pipeline.output.paths import checkpoint_path
from sohoa.pipeline.source.damage.checksums import deflate_damage, png_damage
from sohoa.pipeline.source.damage.content import damaged_objects
from sohoa.pipeline.source.damage.file_end import missing_end
from sohoa.settings import Settings, load_settings
from tests.support.run_here import fake_run, run_here

SHARED_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
VALUES = st.recursive(
    SCALARS, lambda v: st.lists(v, max_size=3) | st.dictionaries(st.text(max_size=8), v, max_size=3), max_leaves=8
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An output folder with the outcome of `a`."""
    place = tmp_path_factory.mktemp("made")
    (place / "in").mkdir()
    (place / "in" / "a.txt").write_text("một hai ba\n", "utf-8")
    run_here(fake_run(place / "out"), place / "in")
    return place / "out"


@SHARED_FOLDER
@given(st.data())
def test_any_value_in_an_outcome(made, data):
    path = made / "outcome" / "a.json"
    whole = path.read_text("utf-8")
    told = json.loads(whole)
    told[data.draw(st.sampled_from(sorted(told)))] = data.draw(VALUES)
    try:
        path.write_text(json.dumps(told), "utf-8")
        kept = load_kept(made)
        assert len(kept.outcomes) + len(kept.older) + len(kept.unreadable) == 1
    finally:
        path.write_text(whole, "utf-8")


@SHARED_FOLDER
@given(st.binary(max_size=200))
def test_any_bytes_as_an_outcome_or_a_checkpoint(tmp_path, data):
    for path in (tmp_path / "outcome" / "a.json", checkpoint_path(tmp_path, "a", 1)):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    assert load_kept(tmp_path).outcomes == {}
    assert load_checkpoint(tmp_path, "a", 1, "0" * 64) is None


TABLES = st.sampled_from(["ocr", "run", "tables", "source", "glyphs", "x"])
KEYS = st.sampled_from(["enabled", "timeout_s", "memory_mb", "max_pages", "engine", "language", "y"])
TOML = st.sampled_from(["true", "1", "-1", "1e9", '"auto"', '""', "[]", "nan", "{}", "1979-05-27", "'", "9" * 400])
LINES = st.lists(st.tuples(TABLES, KEYS, TOML).map(lambda x: f"[{x[0]}]\n{x[1]} = {x[2]}\n"), max_size=2).map("".join)


@SHARED_FOLDER
@given(LINES.map(str.encode) | st.binary(max_size=80))
def test_any_settings(tmp_path, data):
    path = tmp_path / "s.toml"
    path.write_bytes(data)
    try:
        assert isinstance(load_settings(path), Settings)
    except BadSettings as e:
        assert sum(c.isalpha() for c in e.told()) > 10


PIECES = st.sampled_from(
    [b"%PDF-1.7\n", b"7 0 obj\n", b"<</Filter/FlateDecode/Length 9>>", b"stream\n", b"endstream", b"x\x9c", b"\nendobj",
     b"startxref\n", b"%%EOF", b"/Linearized 1/L 99999", b"\x89PNG\r\n\x1a\n", b"\0\0\0\rIHDR", b"\xff" * 9]
)  # fmt: skip


@SHARED_FOLDER
@given(st.lists(PIECES | st.binary(max_size=12), max_size=12).map(b"".join))
def test_any_bytes_where_damage_is_looked_for(tmp_path, data):
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    assert all(n >= 0 for n in damaged_objects(path))
    missing_end(path)
    for damage in (png_damage(data), deflate_damage(data)):
        assert damage is None or damage.word


@given(st.text(max_size=20) | st.text("0123456789-, end", max_size=12))
def test_any_text_as_pages(text):
    try:
        pages = parse_pages(text)
    except ValueError:
        return
    assert all(1 <= n <= 50 for n in pages.within(50))


@given(st.lists(st.text(max_size=40) | st.text("¹²³*()1 ,;:-\nSởUBND", max_size=30), max_size=4))
def test_any_lines_as_agencies_and_footnotes(lines):
    found = split_agencies(lines)
    assert all(a.strip() for a in found)
    agency_doubts(found, " ".join(lines))
    for line in lines:
        marks_in(line)
        assert len(without_marks(line)) <= len(line)
