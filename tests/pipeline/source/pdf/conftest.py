import pytest

from sohoa.pipeline.source.opening import open_source
from sohoa.settings import SourceSettings
from tests.support.pdf_files import write_pdf


@pytest.fixture
def load(tmp_path):
    """Writes a PDF of one page and gives what is loaded of it."""

    def call(page, number=1, legacy_font=None, with_pixels=False, settings=None):
        path = write_pdf(tmp_path / "a.pdf", [page], legacy_font)
        with open_source(path, settings or SourceSettings()) as source:
            return source.load(number, with_pixels)

    return call
