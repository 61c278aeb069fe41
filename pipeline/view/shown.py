"""What `sohoa show` can draw; apart from the drawing, so that the command line need not load it."""

from __future__ import annotations

from enum import StrEnum


class ShownStage(StrEnum):
    """A stage of a page, in the order of the recipe."""

    SOURCE = "source"
    CLEANUP = "cleanup"
    REGIONS = "regions"
    WORDS = "words"
    GRID = "grid"
    CELLS = "cells"
    TABLE = "table"
