"""What a search has found, set out for its page: each hit with its passage and a crop of the scan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from sohoa.nouns.geometry import Box
from sohoa.pipeline.review.queue.places import Place, PlaceKind
from sohoa.pipeline.review.queue.stakes import Stake
from sohoa.pipeline.review.shown.crops import Crop, crop_of
from sohoa.pipeline.review.shown.known import KnownPage
from sohoa.pipeline.search.finding import Choices, Found, Hit
from sohoa.pipeline.search.query import Wish

SHOWN, MOST = 30, 300
"""Hits on a page, and those that it has at most when more are asked for."""
_HIGHEST = 2.4
"""Inches of paper that a crop shows at most, as in `crops`."""
_MOST_NAMES = 400
"""Names that a filter offers."""


_NO_CHOICES = Choices((), (), ())


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as the page has it: words, filters, how many hits are shown."""

    words: str
    agency: str = ""
    doc_type: str = ""
    years: str = ""
    shown: int = SHOWN

    @staticmethod
    def read(values: Mapping[str, str]) -> Asked:
        """As an address has it; what makes no sense is left out."""
        number = values.get("n", "")
        shown = min(MOST, int(number)) if number.isascii() and number.isdecimal() and len(number) < 9 else SHOWN
        words, agency, doc_type, years = (values.get(k, "") for k in ("q", "agency", "type", "year"))
        return Asked(words, agency, doc_type, years, max(1, shown))

    def as_query(self, shown: int | None = None) -> str:
        """As an address has it."""
        said = {"q": self.words, "agency": self.agency, "type": self.doc_type, "year": self.years, "n": shown or ""}
        return urlencode({k: v for k, v in said.items() if v}, errors="replace")

    @property
    def wish(self) -> Wish:
        """As the index is asked."""
        return Wish(self.words, self.agency, self.doc_type, self.years, self.shown)


@dataclass(frozen=True, slots=True)
class HitView:
    """A hit, and the crop that shows it; None where there is no picture or no box."""

    hit: Hit
    crop: Crop | None

    @property
    def document(self) -> str:
        """Its name."""
        return self.hit.document

    @property
    def anchor(self) -> str:
        """Where on its page it stands."""
        box = self.hit.box
        return f"#at-{box.x0:.0f}-{box.y0:.0f}-{box.x1:.0f}-{box.y1:.0f}" if box else ""


@dataclass(frozen=True, slots=True)
class SearchView:
    """What the page of a search shows.

    Attributes:
        found: what was found; None if nothing was asked for, or could not be.
        hits: the hits, with crops.
        choices: what can be filtered by.
        notices: sentences on the index and on what could not be looked through.
    """

    found: Found | None = None
    hits: tuple[HitView, ...] = ()
    choices: Choices = _NO_CHOICES
    notices: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Names of agencies and types that are offered."""
        return self.choices.agencies[:_MOST_NAMES], self.choices.doc_types[:_MOST_NAMES]

    @property
    def n_left(self) -> int:
        """Hits that can be shown besides."""
        return max(0, min(MOST, self.found.n_pages) - len(self.hits)) if self.found else 0


def hit_views(found: Found, pages_of: Callable[[str], Mapping[int, KnownPage]]) -> tuple[HitView, ...]:
    """The hits with their crops; `pages_of` gives the pages of a document."""
    return tuple(HitView(hit, _crop(hit, pages_of(hit.document).get(hit.page))) for hit in found.hits)


def _crop(hit: Hit, known: KnownPage | None) -> Crop | None:
    box = hit.box
    if box is None or known is None:
        return None
    if hit.passage.kind == "text" and box.height > _HIGHEST * known.dpi:
        box = hit.passage.boxes[0]
    kind = PlaceKind.WORD if hit.passage.kind == "text" else PlaceKind.CELL
    crop = crop_of(_place(hit, kind, box), known.shape, known.dpi)
    return replace(crop, frames=hit.passage.boxes) if crop else None


def _place(hit: Hit, kind: PlaceKind, box: Box) -> Place:
    return Place(hit.document, kind, "", hit.page, box, "", "", None, 0.0, Stake.TEXT)
