"""A round as lines of JSON, and back: its plan, its items, and below them one line a judgement."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sohoa.nouns.geometry import Box
from sohoa.pipeline.review.queue.places import PlaceKind
from sohoa.pipeline.rounds.nouns import Item, Judgement, KeptRound, Plan, Round

_FORMAT = 1
_LONGEST_LINE = 2**20


def round_to_lines(one: Round) -> Iterator[str]:
    """The plan and the items."""
    plan = one.plan
    yield _line(
        round=_FORMAT,
        share=plan.share,
        seed=plan.seed,
        values=plan.values,
        when=_told(one.when),
        of=one.of,
        documents=list(one.documents),
        n_items=len(one.items),
    )
    for number, item in enumerate(one.items):
        box = item.box
        yield _line(
            item=number,
            document=item.document,
            kind=item.kind,
            key=item.key,
            what=item.what,
            page=item.page,
            box=None if box is None else [round(x, 3) for x in (box.x0, box.y0, box.x1, box.y1)],
            text=item.text,
            confidence=item.confidence,
        )


def judgement_to_line(said: Judgement) -> str:
    """One line."""
    ids = list(said.corrections)
    return _line(judged=said.item, printed=said.printed, corrections=ids, who=said.who, when=_told(said.when))


def lines_to_round(lines: Sequence[bytes]) -> KeptRound:
    """What a file holds.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: its plan or an item is spoiled.

    Rule: A line of a quality round that holds no judgement (a power cut) is told by its number; all others count.
    Test: pipeline/rounds/test_store.py::test_a_cut_judgement_costs_no_other
    """
    head = _object(lines[0])
    if head["round"] != _FORMAT:
        raise ValueError(head["round"])
    end = 1 + int(head["n_items"])
    plan = Plan(int(head["share"]), int(head["seed"]), int(head["values"]))
    items = tuple(_item(_object(line)) for line in lines[1:end])
    documents = tuple(str(d) for d in head["documents"])
    drawn = Round(plan, datetime.fromisoformat(head["when"]), int(head["of"]), documents, items)
    if len(items) != end - 1:
        raise ValueError("items")
    judgements, bad = [], []
    for number, line in enumerate(lines[end:], end + 1):
        if line.strip():
            try:
                judgements.append(_judgement(_object(line), len(items)))
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                bad.append(number)
    return KeptRound(drawn, tuple(judgements), tuple(bad))


def _line(**told: object) -> str:
    return json.dumps(told, ensure_ascii=False)


def _told(when: datetime) -> str:
    return when.isoformat().replace("+00:00", "Z")


def _object(line: bytes) -> dict[str, Any]:
    if len(line) > _LONGEST_LINE:
        raise ValueError("too long")
    told = json.loads(line.decode())
    if not isinstance(told, dict):
        raise TypeError(type(told).__name__)
    return told


def _item(told: dict[str, Any]) -> Item:
    box, page, confidence = told["box"], told["page"], told["confidence"]
    return Item(
        str(told["document"]),
        PlaceKind(told["kind"]),
        str(told["key"]),
        str(told["what"]),
        None if page is None else int(page),
        None if box is None else Box(*(float(x) for x in box)),
        str(told["text"]),
        None if confidence is None else float(confidence),
    )


def _judgement(told: dict[str, Any], n_items: int) -> Judgement:
    number, ids = told["judged"], told["corrections"]
    if type(number) is not int or not 0 <= number < n_items or not isinstance(ids, list):
        raise ValueError(number)
    printed = unicodedata.normalize("NFC", str(told["printed"]))
    return Judgement(
        number, printed, tuple(str(i) for i in ids), str(told["who"]), datetime.fromisoformat(told["when"])
    )
