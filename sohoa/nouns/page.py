"""Pages: on their way through the pipeline, and once they are read. Pages count from 1."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from sohoa.nouns.bend import Bend
from sohoa.nouns.digital_signature import DigitalSignature
from sohoa.nouns.geometry import IDENTITY, Box, Homography, Rule
from sohoa.nouns.problem import Problem, Status
from sohoa.nouns.table import Grid
from sohoa.nouns.word import LayerWord, Word, WordChange

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray


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


@dataclass(frozen=True, slots=True)
class PageFrame:
    """Which page it is, its size, and the way back to its source.

    Attributes:
        number: of the page, from 1.
        width, height: pixels.
        dpi: pixels an inch.
        source_width, source_height: points (1/72 inch) of the unrotated source page; 0 for a text file.
        to_source: from pixels of this page to points of the unrotated source page, origin top left.
        rotation: degrees clockwise already applied: 0, 90, 180, 270.
        skew_deg: clockwise angle of the text lines before correction.
        bend: of a page that was flattened: `to_source` starts from the sheet as it was before, turned and straight.
    """

    number: int
    width: int
    height: int
    dpi: float
    source_width: float
    source_height: float
    to_source: Homography = IDENTITY
    rotation: int = 0
    skew_deg: float = 0.0
    bend: Bend | None = None

    def on_sheet(self, box: Box) -> Box:
        """The box before the page was flattened: from there `to_source` leads on, and there datasets tell it."""
        return self.bend.box_to_sheet(box) if self.bend else box

    def flattened(self, box: Box) -> Box:
        """The way back: a box of the sheet on the page as it was read."""
        return self.bend.box_to_flat(box) if self.bend else box


class Framed:
    """What stands in a `PageFrame`: short ways to what is asked most."""

    __slots__ = ()
    frame: PageFrame

    @property
    def number(self) -> int:
        """Of the page, from 1."""
        return self.frame.number

    @property
    def width(self) -> int:
        """Pixels."""
        return self.frame.width

    @property
    def height(self) -> int:
        """Pixels."""
        return self.frame.height

    @property
    def dpi(self) -> float:
        """Pixels an inch."""
        return self.frame.dpi


@dataclass(frozen=True, slots=True, eq=False)
class Page(Framed):
    """One page on its way through the pipeline.

    `pixels` is uint8, (height, width) grey or (height, width, 3) RGB; None where the page
    is read from a sound text layer and nobody has asked to see it. `layer_decoded`: the
    layer is in a legacy code, `layer_words` and `layer_text` hold it decoded, and it reads soundly.
    `layer_drawn`: its letters are painted on the page, not laid under or over the picture of a scan;
    `layer_suspect`: a sound one that is to be compared with the pixels before it is believed.
    `pictures`: on a page read from its layer, pictures without such text that are large enough for a table.
    `signatures`: on the first page, the digital signatures of the file.
    """

    frame: PageFrame
    pixels: NDArray[uint8] | None
    has_scan: bool = True
    layer_text: str = ""
    layer_words: tuple[LayerWord, ...] = ()
    layer: TextLayer = TextLayer.NONE
    layer_decoded: bool = False
    layer_drawn: bool = True
    layer_suspect: bool = False
    rules: tuple[Rule, ...] = ()
    pictures: tuple[Box, ...] = ()
    problems: tuple[Problem, ...] = ()
    signatures: tuple[DigitalSignature, ...] = ()


@dataclass(frozen=True, slots=True)
class PageReading(Framed):
    """All that is known of one page once it is read: the checkpoint the later stages start from.

    `words` are in reading order, as restored; `words_ocr` are the engine's own. `seconds` tells what each stage took.
    `signatures`: on the first page, the digital signatures of the file.
    """

    frame: PageFrame
    text_source: TextSource
    text_layer: TextLayer
    words_ocr: tuple[Word, ...] = ()
    words: tuple[Word, ...] = ()
    changes: tuple[WordChange, ...] = ()
    grids: tuple[Grid, ...] = ()
    problems: tuple[Problem, ...] = ()
    status: Status = Status.OK
    seconds: dict[str, float] = field(default_factory=dict)
    signatures: tuple[DigitalSignature, ...] = ()
