"""Quality rounds for tests: drawn by hand, without an output folder."""

from datetime import UTC, datetime

from sohoa.nouns.geometry import Box
from sohoa.pipeline.review.queue.places import PlaceKind
from sohoa.pipeline.rounds.nouns import Item, Judgement, KeptRound, Plan, Round

WHEN = datetime(2026, 3, 14, 8, 30, tzinfo=UTC)
PLAN = Plan(30, 7, 20)


def item(text="Hội", kind="word", what="text", key="1/0", document="a", confidence=0.9, box=(10, 20, 40, 30)):
    """A place of page 1."""
    return Item(document, PlaceKind(kind), key, what, 1, Box(*map(float, box)), text, confidence)


def field(name, text="", document="a"):
    """A formal part that stands nowhere."""
    return Item(document, PlaceKind.FIELD, name, name, None, None, text, None)


def drawn(*items, plan=PLAN):
    """A round of some items."""
    return Round(plan, WHEN, 5, tuple(dict.fromkeys(i.document for i in items)), items)


def said(number, printed, *corrections):
    """A judgement."""
    return Judgement(number, printed, corrections, "Lò Thị Mây", WHEN)


def kept(*items, judgements=()):
    """A round with what was said in it."""
    return KeptRound(drawn(*items), tuple(judgements))
