"""Pages: on their way through the pipeline, and once they are read. Pages count from 1."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray
from sohoa.nouns.geometry import IDENTITY, Box, Homography, Rule
from sohoa.nouns.problem import Problem, Status
from sohoa.nouns.table import Grid
from sohoa.nouns.word import LayerWord, Word, WordChange


class TextLayer(StrEnum):
    """What a page's own text layer is worth."""

    NONE = "none"
    SOUND = "sound"
    BROKEN = "broken"


class TextSource(StrEnum):
    """Where the text of a page came from."""

    OCR = "ocr"
    LAYER = "text_layer"
    RESTORED = "restored_layer"


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One page on its way through the pipeline.

    `pixels` is uint8, (height, width) grey or (height, width, 3) RGB; None where the page
    is read from a sound text layer and nobody has asked to see it. `rotation` (degrees
    clockwise already applied: 0, 90, 180, 270) and `skew_deg` (clockwise angle of the
    text lines before correction) tell what was done; `to_source` maps pixels of this page
    to points (1/72 inch) of the unrotated source page, origin top left. `layer_decoded`: the
    layer is in a legacy code, `layer_words` and `layer_text` hold it decoded, and it reads soundly.
    `pictures`: on a page read from its layer, pictures without such text that are large enough for a table.
    """

    number: int
    pixels: NDArray[uint8] | None
    width: int
    height: int
    dpi: float
    source_width: float
    source_height: float
    to_source: Homography = IDENTITY
    rotation: int = 0
    skew_deg: float = 0.0
    has_scan: bool = True
    layer_text: str = ""
    layer_words: tuple[LayerWord, ...] = ()
    layer: TextLayer = TextLayer.NONE
    layer_decoded: bool = False
    rules: tuple[Rule, ...] = ()
    pictures: tuple[Box, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class PageReading:
    """All that is known of one page once it is read: the checkpoint the later stages start from.

    `words` are in reading order, as restored; `words_ocr` are the engine's own.
    """

    number: int
    width: int
    height: int
    dpi: float
    rotation: int
    skew_deg: float
    to_source: Homography
    source_width: float
    source_height: float
    text_source: TextSource
    text_layer: TextLayer
    words_ocr: tuple[Word, ...] = ()
    words: tuple[Word, ...] = ()
    changes: tuple[WordChange, ...] = ()
    grids: tuple[Grid, ...] = ()
    problems: tuple[Problem, ...] = ()
    status: Status = Status.OK
    seconds: dict[str, float] = field(default_factory=dict)
