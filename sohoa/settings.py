"""Settings: one frozen dataclass a stage, read from a TOML file, checked early.

Every section of the file is a stage, every key a field below; an unknown key or a value
out of range is refused with its name. The defaults are what `sohoa run` uses. This
module imports nothing of ours but the error it raises.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from sohoa.errors import BadSettings

if TYPE_CHECKING:
    from pydantic import ConfigDict, Field

LayerReader = Literal["pdfium", "pdfplumber"]

_STRICT: ConfigDict = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """How pages are opened."""

    __pydantic_config__ = _STRICT
    max_dpi: Annotated[int, Field(ge=72, le=1200)] = 300
    """Pages of a higher resolution, and drawn pages (no scan on them), are rendered at this one."""
    min_dpi: Annotated[int, Field(ge=72, le=1200)] = 150
    """Scans in a PDF with a lower resolution than this are rendered at this one."""
    max_megapixels: Annotated[float, Field(gt=0, le=2000)] = 120.0
    """A page with more pixels than this (millions, as rendered) is refused before rendering."""
    max_pages: Annotated[int, Field(gt=0)] = 5000
    """A source with more pages is refused."""
    use_text_layer: bool = True
    """Read the sound text layer of a drawn page instead of its pixels; that of a scan is one more witness."""
    layer_reader: LayerReader = "pdfium"
    """What reads a PDF's characters and rules: `pdfium` (fast), or `pdfplumber` for a file that PDFium misreads."""


@dataclass(frozen=True, slots=True)
class CleanupSettings:
    """What is done to the pixels; each step can be switched off alone."""

    __pydantic_config__ = _STRICT
    orient: bool = True
    """Turn pages that lie on a side or on their head."""
    deskew: bool = True
    """Straighten pages that were fed askew."""
    dewarp: bool = True
    """Flatten pages that lay bent or were photographed."""
    flatten: bool = True
    """Even out grey paper and uneven light."""
    separate_colour: bool = True
    """Take red and blue ink (seals, signatures) out where the scan has colour."""
    remove_borders: bool = True
    """Take out the dark edges a scanner leaves."""
    remove_squares: bool = True
    """Take out the lines of squared paper under writing."""


@dataclass(frozen=True, slots=True)
class LayoutSettings:
    """How a page is cut into regions."""

    __pydantic_config__ = _STRICT
    enabled: bool = True
    """Sort lines into regions and reading order; off, they come from top to bottom over the whole width."""


@dataclass(frozen=True, slots=True)
class OcrSettings:
    """The engine and its limits."""

    __pydantic_config__ = _STRICT
    engine: Literal["auto", "sohoa", "tesserocr", "pytesseract", "both"] = "auto"
    """`auto` is our own line reader, with Tesseract as a second witness of doubtful lines where it is installed;
    `both` has Tesseract read every line too; `sohoa` never asks it; `tesserocr` (in process) and `pytesseract` (the
    command) are Tesseract alone."""
    language: Annotated[str, Field(pattern=r"^[A-Za-z_+]+$")] = "vie"
    """Tesseract model; several are joined by +."""
    timeout_s: Annotated[float, Field(gt=0, le=3600)] = 120.0
    """Seconds a page may take in the engine."""
    letter_height: Annotated[int, Field(ge=0, le=100)] = 20
    """Median letter height in pixels to which lines are scaled for the engine; 0 keeps the scan's own size."""
    second_reading_below: Annotated[float, Field(ge=0, le=1)] = 0.6
    """Lines whose weakest word is less sure than this are read again at another size; only where Tesseract reads alone
    (`tesserocr`, `pytesseract`)."""
    second_letter_height: Annotated[int, Field(ge=0, le=100)] = 30
    """The other size; 0 reads no line twice. Only where Tesseract reads alone; lone figures have their own switch in
    `[glyphs]`."""


@dataclass(frozen=True, slots=True)
class GlyphSettings:
    """What the ink itself tells of signs that the engine misreads; each pass can be switched off alone."""

    __pydantic_config__ = _STRICT
    raised_figures: bool = True
    """Read raised figures (marks of footnotes, km²) by themselves."""
    lone_figures: bool = True
    """Read figures that stand alone on their line by themselves."""
    lone_dashes: bool = True
    """Read a dash that stands alone in a cell, by its shape."""
    apostrophes: bool = True
    """Find the apostrophe behind the first letter of a name (H'Mông)."""
    river_names: bool = True
    """Tell the Ia of a name (Ia Grai) from "la" by the serifs of its I."""
    row_numerals: bool = True
    """Count the strokes of Roman numerals I to III that number rows."""
    row_figures: bool = True
    """Take a 1, 11 or 111 that numbers a row for a numeral where its first stroke is an I (not with our reader)."""
    rule_ends: bool = True
    """Drop bars at the ends of a line, which are pieces of rules."""
    noise: bool = True
    """Drop what the engine makes of seals, signatures and specks."""
    check_marks: bool = True
    """Tell marks that stand alone in a cell (✓ ✗ ☐ ☑ ☒) by their shape."""
    doubled_letters: bool = True
    """Tell a capital printed twice ("TT") from one by its ink."""
    comparison_signs: bool = True
    """Tell ≥ and ≤ from > and < by the bar below."""
    comma_tails: bool = True
    """Tell commas and semicolons from full stops and colons by their tails; only where Tesseract reads alone."""
    quarter_numerals: bool = True
    """Tell the numeral after "quý" from figures by its serifs."""
    roman_numerals: bool = True
    """Count the strokes of Roman numerals I to III inside a line."""
    letter_case: bool = True
    """Put in small letters what is no higher than they are (SỐ for số)."""


@dataclass(frozen=True, slots=True)
class RestoreSettings:
    """How boldly doubtful words are mended."""

    __pydantic_config__ = _STRICT
    enabled: bool = True
    """Mend doubtful words."""
    doubtful_below: Annotated[float, Field(ge=0, le=1)] = 0.85
    """A well-formed word at least this sure is left alone."""
    weigh_confidence: bool = True
    """Multiply each word's confidence by how plausible the word is among its neighbours."""


@dataclass(frozen=True, slots=True)
class TableSettings:
    """How tables are found and joined."""

    __pydantic_config__ = _STRICT
    enabled: bool = True
    """Look for ruled tables."""
    join: bool = True
    """Join tables that continue over pages."""


@dataclass(frozen=True, slots=True)
class RecordSettings:
    """How tables become typed records."""

    __pydantic_config__ = _STRICT
    enabled: bool = True
    """Turn tables into tasks and indicators."""
    review_below: Annotated[float, Field(ge=0, le=1)] = 0.65
    """A record whose weakest word is less sure than this asks for review."""


@dataclass(frozen=True, slots=True)
class RunSettings:
    """How a run uses the machine; what is read does not depend on it."""

    __pydantic_config__ = _STRICT
    memory_mb: Annotated[int, Field(ge=0)] = 0
    """Memory in MB that a worker may take before it is stopped and its page fails. 0 is worked out: four fifths of the
    machine's or container's memory shared among the workers, from 1024 to 4096. Looked at on Linux only."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All sections."""

    __pydantic_config__ = _STRICT
    source: SourceSettings = field(default_factory=SourceSettings)
    cleanup: CleanupSettings = field(default_factory=CleanupSettings)
    layout: LayoutSettings = field(default_factory=LayoutSettings)
    ocr: OcrSettings = field(default_factory=OcrSettings)
    glyphs: GlyphSettings = field(default_factory=GlyphSettings)
    restore: RestoreSettings = field(default_factory=RestoreSettings)
    tables: TableSettings = field(default_factory=TableSettings)
    records: RecordSettings = field(default_factory=RecordSettings)
    run: RunSettings = field(default_factory=RunSettings)

    def digest(self) -> str:
        """First 16 hex digits of the SHA-256 of all values that results depend on: equal settings, equal digest."""
        values = asdict(self)
        del values["run"]
        text = json.dumps(values, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def changed(self) -> dict[str, dict[str, Any]]:
        """What differs from the defaults, by section and key, without `run`; `settings_from` takes it back."""
        own, defaults = asdict(self), asdict(Settings())
        some = {name: {k: v for k, v in own[name].items() if v != defaults[name][k]} for name in own if name != "run"}
        return {name: values for name, values in some.items() if values}


def settings_from(values: Mapping[str, Any], where: object = "") -> Settings:
    """Settings from plain values by section and key; BadSettings if there is an unknown key or a bad value."""
    # pydantic is slow to load. `Field` is looked up here: the annotations above are text until values are checked.
    from pydantic import Field, TypeAdapter, ValidationError  # noqa: F401

    try:
        return TypeAdapter(Settings).validate_python(values)
    except ValidationError as e:
        first = e.errors()[0]
        key = ".".join(str(x) for x in first["loc"])
        raise BadSettings(f"{key}: {first['msg']}", where=where) from e


def load_settings(path: Path | None) -> Settings:
    """Settings from a TOML file, or the defaults if `path` is None.

    Raises:
        BadSettings: the file is not there, is no TOML, or has an unknown key or a bad
            value; the message names the file and the key.
    """
    if path is None:
        return Settings()
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as e:
        raise BadSettings(e, where=path) from e
    return settings_from(values, path)
