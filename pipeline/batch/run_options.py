"""What is the same for all pages of a run: options, settings, versions, and the recipe."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from sohoa.nouns.page import PageReading
from sohoa.nouns.page_ranges import PageRanges
from sohoa.pipeline.output.checkpoints import Key, page_key
from sohoa.pipeline.output.document_names import Source
from sohoa.settings import Settings


class PageReader(Protocol):
    """`sohoa.pipeline.recipe.read_page`."""

    def __call__(self, path: Path, number: int, settings: Settings, known: PageReading | None = None) -> PageReading:
        """Read page `number` (from 1); with `known`, start from its words."""
        ...


@dataclass(frozen=True, slots=True)
class Stages:
    """Dotted names of what the workers call; tests put fakes in their place."""

    count_pages: str = "sohoa.pipeline.batch.page_jobs:count_pages"
    read_page: str = "sohoa.pipeline.recipe:read_page"
    build_document: str = "sohoa.pipeline.recipe:build_document"
    page_text: str = "sohoa.pipeline.recipe:page_text"
    engine_version: str = "sohoa.pipeline.batch.versions:engine_version"


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
        version, engine: what the results depend on besides bytes and settings.
    """

    out: Path
    settings: Settings
    version: str
    engine: str
    pages: PageRanges | None = None
    start: Start = Start.SOURCE
    force: bool = False
    stages: Stages = field(default_factory=Stages)

    def key(self, source: Source) -> Key:
        """The key of a page of `source` that is read afresh in this run."""
        return page_key(source.doc_id, self.settings, f"{self.version} {self.engine}")
