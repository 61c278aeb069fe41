"""What a round has found: error rates by field with intervals, and what a confidence threshold would have caught."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sohoa.pipeline.review.queue.fields import FIELDS
from sohoa.pipeline.review.queue.places import PlaceKind
from sohoa.pipeline.review.queue.stakes import Stake
from sohoa.pipeline.rounds.intervals import wilson_interval
from sohoa.pipeline.rounds.nouns import EMPTY, Item, Judgement, KeptRound, is_right

THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.99)
"""Confidences that are tried; 0.85 is that of `records.review_below`."""
_ORDER = (*FIELDS, *Stake, EMPTY)


@dataclass(frozen=True, slots=True)
class Rate:
    """Of `n` that were judged, `wrong` were; `low`, `high`: the 95 % interval of the share (`wilson_interval`).

    `kind` is that of the places, "" for all; `what` as in `Item`, "" for all of a kind.
    """

    kind: str
    what: str
    n: int
    wrong: int
    low: float
    high: float

    @property
    def rate(self) -> float:
        """Share that is wrong, 0 where nothing was judged."""
        return self.wrong / self.n if self.n else 0.0


@dataclass(frozen=True, slots=True)
class Threshold:
    """Who looks at all below `confidence` sees `caught` of the wrong and looks at `looked_at` places in all."""

    confidence: float
    caught: int
    looked_at: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a round has found so far.

    Attributes:
        n_items, n_judged: places to judge, and judged.
        n_documents, n_sound: documents of which all formal parts were judged, and those of them with none wrong.
        rates: by kind and what, sums last.
        n_measured, n_wrong_measured: judged places that have a confidence, and the wrong ones of them.
        thresholds: what looking below a confidence would have caught of those.
        catches_all: the smallest confidence below or at which all of those stand; None if none is wrong.
        looked_at: how many places stand there.
        wrong: the wrong ones with what is printed.
    """

    n_items: int
    n_judged: int
    n_documents: int
    n_sound: int
    rates: tuple[Rate, ...]
    n_measured: int
    n_wrong_measured: int
    thresholds: tuple[Threshold, ...]
    catches_all: float | None
    looked_at: int
    wrong: tuple[tuple[Item, str], ...]

    @property
    def sound_interval(self) -> tuple[float, float]:
        """The 95 % interval of the share of documents with no wrong formal part."""
        return wilson_interval(self.n_sound, self.n_documents)


def round_result(kept: KeptRound, judged: Mapping[int, Judgement]) -> Result:
    """Count what was judged.

    Args:
        kept: the round.
        judged: what counts of it, by item.

    Rule: A place of a quality round is wrong if what a person says is printed is not what the data said when the round
        was drawn; a run or a correction in between changes nothing.
    Test: pipeline/rounds/test_results.py::test_what_is_wrong
    """
    items = kept.round.items
    told = [(items[k], j.printed, is_right(items[k], j)) for k, j in sorted(judged.items())]
    sure = sorted((i.confidence, right) for i, _, right in told if i.confidence is not None)
    wrong = [c for c, right in sure if not right]
    most = max(wrong, default=None)
    whole, sound = _documents(items, judged)
    return Result(
        len(items),
        len(told),
        whole,
        sound,
        tuple(_rates((i, right) for i, _, right in told)),
        len(sure),
        len(wrong),
        tuple(Threshold(t, sum(c < t for c in wrong), sum(c < t for c, _ in sure)) for t in THRESHOLDS),
        most,
        0 if most is None else sum(c <= most for c, _ in sure),
        tuple((i, printed) for i, printed, right in told if not right),
    )


def _documents(items: Iterable[Item], judged: Mapping[int, Judgement]) -> tuple[int, int]:
    """Documents of which all formal parts were judged, and those of which none is wrong."""
    states: dict[str, list[bool | None]] = {}
    for number, item in enumerate(items):
        if item.kind is PlaceKind.FIELD:
            said = judged.get(number)
            states.setdefault(item.document, []).append(None if said is None else is_right(item, said))
    whole = [s for s in states.values() if None not in s]
    return len(whole), sum(all(s) for s in whole)


def _rates(told: Iterable[tuple[Item, bool]]) -> Iterable[Rate]:
    n, wrong = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for item, right in told:
        for group in ((item.kind.value, item.what), (item.kind.value, ""), ("", "")):
            n[group] += 1
            wrong[group] += not right
    for group in sorted(n, key=_place_of):
        yield Rate(*group, n[group], wrong[group], *wilson_interval(wrong[group], n[group]))


def _place_of(group: tuple[str, str]) -> tuple[int, int, str]:
    kind, what = group
    kinds = [k.value for k in PlaceKind]
    at = _ORDER.index(what) if what in _ORDER else len(_ORDER)
    return kinds.index(kind) if kind else len(kinds), at, what
