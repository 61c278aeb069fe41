"""The recipe as one object: what the workers call of a document, handed to a run.

`RECIPE` is light: each of its functions imports its stages when it is called, so that the parent of a run, which
only orders, never loads them. Tests hand a run other objects of the same protocol.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sohoa.nouns.page import PageReading
    from sohoa.nouns.problem import Problem
    from sohoa.nouns.record import DocumentParts
    from sohoa.nouns.word import Word
    from sohoa.settings import Settings


class Recipe(Protocol):
    """From a source to its pages, and from pages to a document."""

    def count_pages(self, path: Path, settings: Settings) -> int:
        """Pages of a source; raises the `InputError` that fits if it cannot be opened."""
        ...

    def file_problems(self, path: Path) -> tuple[Problem, ...]:
        """What a person should know of a source that opens: its end is missing, parts of it are damaged."""
        ...

    def read_page(self, path: Path, number: int, settings: Settings, known: PageReading | None = None) -> PageReading:
        """Page `number` (from 1); with `known`, its words are mended again and nothing is read anew."""
        ...

    def read_turned_page(self, path: Path, number: int, settings: Settings, rotation: int) -> PageReading:
        """The same of a page of which a person says by how many degrees clockwise it must be turned."""
        ...

    def agree_over_pages(self, readings: Sequence[PageReading], settings: Settings) -> tuple[PageReading, ...]:
        """The pages of a document in order, with unsure names as they stand elsewhere in it."""
        ...

    def build_document(self, readings: Sequence[PageReading], settings: Settings) -> DocumentParts:
        """Header, tables and records of a document, from its pages in order."""
        ...

    def page_text(self, words: Sequence[Word], ocr: bool) -> str:
        """Text of a page; `ocr`: the engine's own reading."""
        ...

    def engine_version(self, settings: Settings) -> str:
        """Name and version of the engine; EngineMissing if there is none."""
        ...


@dataclass(frozen=True, slots=True)
class ShippedRecipe:
    """The stages of this package."""

    def count_pages(self, path: Path, settings: Settings) -> int:
        """See `Recipe.count_pages`."""
        from sohoa.pipeline.source.opening import open_source

        with open_source(path, settings.source) as source:
            return int(source.n_pages)

    def file_problems(self, path: Path) -> tuple[Problem, ...]:
        """See `Recipe.file_problems`."""
        from sohoa.pipeline.source.opening import file_problems

        return file_problems(path)

    def read_page(self, path: Path, number: int, settings: Settings, known: PageReading | None = None) -> PageReading:
        """See `Recipe.read_page`."""
        from sohoa.pipeline.recipe import read_page

        return read_page(path, number, settings, known)

    def read_turned_page(self, path: Path, number: int, settings: Settings, rotation: int) -> PageReading:
        """See `Recipe.read_turned_page`."""
        from sohoa.pipeline.recipe import read_turned_page

        return read_turned_page(path, number, settings, rotation)

    def agree_over_pages(self, readings: Sequence[PageReading], settings: Settings) -> tuple[PageReading, ...]:
        """See `Recipe.agree_over_pages`."""
        from sohoa.pipeline.repeated_names import agree_over_pages

        return agree_over_pages(readings, settings.restore)

    def build_document(self, readings: Sequence[PageReading], settings: Settings) -> DocumentParts:
        """See `Recipe.build_document`."""
        from sohoa.pipeline.recipe import build_document

        return build_document(readings, settings)

    def page_text(self, words: Sequence[Word], ocr: bool) -> str:
        """See `Recipe.page_text`."""
        from sohoa.pipeline.recipe import page_text

        return page_text(words, ocr)

    def engine_version(self, settings: Settings) -> str:
        """See `Recipe.engine_version`."""
        from sohoa.pipeline.engine.version import engine_version

        return engine_version(settings.ocr)


RECIPE: Recipe = ShippedRecipe()
"""What `sohoa run` does."""
