"""What is the same for all pages of a run: options, settings, versions, and the recipe."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sohoa.nouns.page_ranges import PageRanges
from sohoa.pipeline.lazy_recipe import RECIPE, Recipe
from sohoa.pipeline.output.checkpoints import Key, page_key
from sohoa.pipeline.output.document_names import Source
from sohoa.pipeline.output.versions import Versions
from sohoa.settings import Settings

_TURNED = " turned "


def said_rotation(key: Key) -> int | None:
    """As which rotation a page of this key was read because a person said so; None if it was found out."""
    _, turned, rotation = key.words.partition(_TURNED)
    return int(rotation) if turned else None


WORKER_MODULES = (
    "sohoa.pipeline.output.datasets",
    "sohoa.pipeline.search.catching_up",
    "sohoa.pipeline.source.opening",
    "sohoa.pipeline.recipe",
)
"""What every worker loads in any case."""


class Start(StrEnum):
    """Where a page's reading starts: from the source, or from what its checkpoint keeps."""

    SOURCE = "source"
    WORDS = "words"
    CELLS = "cells"


@dataclass(frozen=True, slots=True)
class Run:
    """What is the same for all pages of a run.

    Attributes:
        pages: those asked for; None is all of them.
        start: where the reading of these pages starts.
        force: read them again though nothing has changed.
        verify: compare every byte of what is done with its digest, not only size and time.
        versions, engine: what the results depend on besides bytes and settings.
        recipe: what is called of each document.
    """

    out: Path
    settings: Settings
    versions: Versions
    engine: str
    pages: PageRanges | None = None
    start: Start = Start.SOURCE
    force: bool = False
    verify: bool = False
    recipe: Recipe = RECIPE

    @property
    def version(self) -> str:
        """Of the program with all its rules: what a finished document depends on."""
        return self.versions.document

    def key(self, source: Source, rotation: int | None = None) -> Key:
        """The key of a page of `source` that is read afresh in this run; `rotation`: as a person has turned it."""
        turned = "" if rotation is None else f"{_TURNED}{rotation}"
        words = f"{self.versions.words} {self.engine}{turned}"
        return page_key(source.doc_id, self.settings, (words, f"{self.versions.page}{turned}"))
