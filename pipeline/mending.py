"""Restoration on a page: words become tokens for `diacritics`, its repairs become changes."""

from __future__ import annotations

from pipeline.model import Page, PageReading
from pipeline.settings import RestoreSettings


def mend_words(reading: PageReading, settings: RestoreSettings) -> PageReading:
    """The reading with its doubtful words mended."""
    return reading


def restored_page(page: Page, settings: RestoreSettings) -> PageReading:
    """A page that is a text layer alone."""
    raise NotImplementedError
