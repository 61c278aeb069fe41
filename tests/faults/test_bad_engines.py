"""An engine that breaks its word: it stops, floods, tells places that are none and texts that are none."""

from dataclasses import replace
from math import inf, nan

import pytest

from sohoa.errors import EngineFailed, PageTimeout
from sohoa.extract.grids.recipe import page_to_steps
from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.geometry import Box
from sohoa.nouns.problem import ProblemKind, Status
from sohoa.nouns.word import Alternative
from sohoa.pipeline.batch.page_jobs import read
from sohoa.pipeline.engine.engine import confidence_of
from sohoa.pipeline.output.checkpoints import load_checkpoint
from sohoa.pipeline.output.document_names import Source
from sohoa.pipeline.output.source_bytes import file_digest
from sohoa.pipeline.reading.recipe import read_print
from sohoa.settings import Settings
from tests.support import fake_stages
from tests.support.engines import ScriptedEngine
from tests.support.run_here import fake_run
from tests.support.small_page import RecordedEngine, small_page


class SpoiledEngine(RecordedEngine):
    """Reads what was recorded, and spoils the first word of it."""

    def __init__(self, spoil):
        super().__init__()
        self.spoil = spoil

    def read(self, strips, kind, seconds):
        found = super().read(strips, kind, seconds)
        for k, words in enumerate(found):
            if words:
                return self.spoil(found, k, words[0])
        return found


def first(**changes):
    """Spoils one word, whatever strip it stands on."""

    def spoil(found, k, word):
        found[k] = [replace(word, **changes), *found[k][1:]]
        return found

    return spoil


def placed(*sides):
    return first(box=Box(*sides))


NONSENSE = {
    "half a letter": first(text="S\udc80"),
    "a NUL": first(text="S\0"),
    "an escape sequence": first(text="\x1b[2J"),
    "two lines": first(text="a\nb"),
    "no confidence": first(confidence=nan),
    "more than sure": first(confidence=1.5),
    "less than unsure": first(confidence=-1.0),
    "a place that is none": placed(nan, 0, 1, 1),
    "a place without end": placed(0, 0, inf, 1),
    "far to the right": placed(1e6, 0, 1e6 + 9, 1),
    "far below": placed(0, 1e6, 1, 1e6 + 9),
    "far to the left": placed(-1e6, 0, -1e6 + 9, 1),
    "an alternative of no score": first(alternatives=(Alternative("x", nan),)),
    "an alternative that is no text": first(alternatives=(Alternative("\udcff", 0.5),)),
    "a word without end": first(text="a" * 1_000_000),
    "a flood": lambda found, k, word: [[word] * 200_000 if i == k else w for i, w in enumerate(found)],
    "a strip too few": lambda found, _k, _word: found[:-1],
    "a strip too many": lambda found, _k, _word: [*found, []],
}


@pytest.fixture
def page():
    return small_page()


@pytest.mark.parametrize("what", NONSENSE)
def test_nonsense_fails_the_page(page, what):
    with pytest.raises(EngineFailed) as caught:
        read_print(page, page_to_steps(page).grids, SpoiledEngine(NONSENSE[what]), Settings())
    assert caught.value.doubt.kind is DoubtKind.ENGINE_NONSENSE


def test_what_can_be_is_read(page):
    grids = page_to_steps(page).grids
    left_alone = read_print(page, grids, SpoiledEngine(lambda found, *_: found), Settings())
    assert left_alone == read_print(page, grids, RecordedEngine(), Settings())
    slightly_out = SpoiledEngine(lambda found, k, word: first(box=replace(word.box, x0=-2.0))(found, k, word))
    assert len(read_print(page, grids, slightly_out, Settings())) == len(left_alone)


def test_an_engine_that_is_asked_how_sure_it_is_is_looked_at_too(page):
    with pytest.raises(EngineFailed):
        confidence_of(page.pixels, ScriptedEngine(lambda *_: []), 1.0)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (EngineFailed("x", kind=DoubtKind.ENGINE_NONSENSE), ProblemKind.ENGINE),
        (EngineFailed("it stopped"), ProblemKind.ENGINE),
        (PageTimeout(), ProblemKind.TIMEOUT),
        (MemoryError(), ProblemKind.MEMORY),
        (UnicodeEncodeError("utf-8", "\udc80", 0, 1, "no"), ProblemKind.INTERNAL),
        (RecursionError("too deep"), ProblemKind.INTERNAL),
    ],
)
def test_whatever_it_raises_costs_its_page_only(tmp_path, error, kind):
    class Recipe(fake_stages.FakeRecipe):
        @staticmethod
        def read_page(_path, number, _settings, _known=None):
            if number == 1:
                raise error
            return fake_stages.read_page(_path, number, _settings)

    path = tmp_path / "a.txt"
    path.write_text("một\nhai\n", "utf-8")
    source = Source(file_digest(path), "a", str(path), "a.txt", "a.txt")
    run = replace(fake_run(tmp_path / "out"), recipe=Recipe())
    assert [read(run, source, page) for page in (1, 2)] == [Status.FAILED, Status.OK]
    (problem,) = load_checkpoint(tmp_path / "out", "a", 1, source.doc_id).reading.problems
    assert problem.page == 1
    assert problem.kind is kind
