"""What happened to a page on its way to its words: the result of each stage, for the run and for pictures."""

from __future__ import annotations

from dataclasses import dataclass, field

from sohoa.extract.grids.recipe import GridSteps
from sohoa.nouns.page import Page
from sohoa.nouns.table import Grid
from sohoa.nouns.text_run import TextRun
from sohoa.nouns.word import Word


@dataclass(frozen=True, slots=True, eq=False)
class PageTrace:
    """The stages of one page. Boxes are in pixels of `seen`.

    Attributes:
        opened: as the source gave it; its pixels are kept only where somebody asked for them.
        seen: as it was read: cleaned, and turned over where it is a mirror image; without pixels where its
            own text layer was read.
        from_layer: its words come from its text layer, not from its pixels.
        steps: of the search for ruled tables, None if tables are switched off.
        runs: what was read, one a text line, before it was put in order.
        words: in reading order, not yet mended.
        grids: its tables, those that only alignment shows among them.
        seconds: what each stage took, by its name.
    """

    opened: Page
    seen: Page
    from_layer: bool
    steps: GridSteps | None = None
    runs: tuple[TextRun, ...] = ()
    words: tuple[Word, ...] = ()
    grids: tuple[Grid, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
