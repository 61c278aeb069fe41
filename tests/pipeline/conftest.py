import pytest

import sohoa.pipeline.reading.figure_reader
import sohoa.pipeline.reading.line_reader
from tests.support.small_page import RecordedEngine, small_page


class Silent:
    """Knows no lone figure."""

    name = "silent"

    def read(self, strips, _psm, _seconds):
        return [[] for _ in strips]


@pytest.fixture
def page():
    return small_page()


@pytest.fixture
def engine(monkeypatch):
    """What the engine read on the small page, without the engine."""
    recorded = RecordedEngine()
    for module in (sohoa.pipeline.reading.line_reader, sohoa.pipeline.reading.figure_reader):
        monkeypatch.setattr(module, "open_engine", lambda _settings: recorded)
    return recorded


@pytest.fixture
def scripted(monkeypatch):
    """Puts an engine in place whose calls are answered by a function of (strips, number of the call)."""

    def put(answer):
        class Scripted:
            name = "scripted"
            calls = 0

            def read(self, strips, _psm, _seconds):
                self.calls += 1
                return answer(strips, self.calls)

        one = Scripted()
        monkeypatch.setattr(sohoa.pipeline.reading.line_reader, "open_engine", lambda _settings: one)
        monkeypatch.setattr(sohoa.pipeline.reading.figure_reader, "open_engine", lambda _settings: Silent())
        return one

    return put
