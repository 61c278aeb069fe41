"""`sohoa report`: what quality rounds have found, and what people correct again and again."""

from __future__ import annotations

import argparse
import json
import shlex
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from sohoa.errors import ExitCode, InputError
from sohoa.messages import decimal, word
from sohoa.nouns.doubt import DoubtKind
from sohoa.nouns.geometry import Box
from sohoa.pipeline.commands.complaints import say, teller
from sohoa.pipeline.faults.cases import Case, cases_of, write_cases
from sohoa.pipeline.faults.pairs import Pair
from sohoa.pipeline.faults.repeats import Repeats, all_pairs, find_repeats
from sohoa.pipeline.output.outcomes import Outcome
from sohoa.pipeline.output.paths import outcome_folder
from sohoa.pipeline.review.pictures.pages import Pictures
from sohoa.pipeline.review.queue.worst import outcomes_by_name
from sohoa.pipeline.review.shown.known import known_pages
from sohoa.pipeline.review.wording import Wording
from sohoa.pipeline.rounds.nouns import KeptRound
from sohoa.pipeline.rounds.results import Rate, Result, round_result
from sohoa.pipeline.rounds.store import judged, read_rounds
from sohoa.settings import Settings
from sohoa.telling import Line, Teller

_MOST_TOLD = 20
"""Of each list; `--json` has all."""


def command(args: argparse.Namespace) -> int:
    """Tell what each round has found so far and which corrections repeat; write test cases of them if asked to."""
    if not outcome_folder(args.output).is_dir():
        raise InputError(kind=DoubtKind.NO_OUTPUT, where=args.output)
    rounds = [(kept, round_result(kept, judged(args.output, kept))) for kept in read_rounds(args.output)]
    outcomes = outcomes_by_name(args.output)
    pairs = all_pairs(args.output, [o.name for o in outcomes])
    repeats = find_repeats(args.output, pairs)
    if args.json:
        told = {"rounds": [_as_json(*one) for one in rounds], "corrections": asdict(repeats)}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        if args.cases:
            list(write_cases(_cases(args, outcomes, pairs)[0], args.cases))
        return ExitCode.OK
    tell = teller(args)
    for kept, result in rounds:
        for line in round_lines(tell, kept, result, args.output):
            say(line)
    if not rounds:
        say(tell.line(Line.NO_ROUNDS, out=args.output))
    for line in repeat_lines(tell, repeats):
        say(line)
    if args.cases:
        for line in _write(args, tell, _cases(args, outcomes, pairs)):
            say(line)
    return ExitCode.OK


def repeat_lines(tell: Teller, repeats: Repeats) -> Iterator[str]:
    """What people have corrected more than once."""
    if not repeats.n:
        return
    yield tell.line(Line.REPEATS, n=repeats.n)
    kinds = tuple(replace(r, what=word("wrong", r.what, tell.language)) for r in repeats.kinds)
    groups = (
        (Line.REPEATED_WORDS, repeats.words),
        (Line.REPEATED_COLUMNS, repeats.columns),
        (Line.REPEATED_KINDS, kinds),
    )
    for title, some in groups:
        if some:
            yield "  " + tell.line(title)
        for one in some[:_MOST_TOLD]:
            yield "  " + tell.line(Line.REPEATED, **asdict(one))


def _cases(args: argparse.Namespace, outcomes: list[Outcome], pairs: list[Pair]) -> tuple[list[Case], int]:
    """The test cases, and how many were left out."""
    pictures = Pictures(args.sources, Settings())
    by_name = {o.name: o for o in outcomes}

    def cut(name: str, page: int, box: Box) -> bytes | None:
        shape = known_pages(args.output, name).get(page)
        return None if shape is None else pictures.crop(by_name[name], shape.shape, box)

    found = list(cases_of(args.output, pairs, cut))
    cases = [case for case in found if case is not None]
    return cases, len(found) - len(cases)


def _write(args: argparse.Namespace, tell: Teller, made: tuple[list[Case], int]) -> Iterator[str]:
    cases, n_left_out = made
    n = len(list(write_cases(cases, args.cases)))
    n_pictures, n_invented = sum(c.picture is not None for c in cases), sum(c.invented for c in cases)
    yield tell.line(Line.CASES, n=n, path=args.cases, n_pictures=n_pictures, n_invented=n_invented)
    if n_left_out:
        yield tell.line(Line.CASES_LEFT_OUT, n=n_left_out)


def round_lines(tell: Teller, kept: KeptRound, result: Result, out: object) -> Iterator[str]:
    """A round and what it has found, in lines."""
    one, plan = kept.round, kept.round.plan
    when = f"{one.when:%Y-%m-%d}"
    yield tell.line(Line.ROUND, when=when, share=plan.share, seed=plan.seed, n=len(one.documents), of=one.of)
    again = f"sohoa review {shlex.quote(str(out))} --round {plan.share} --seed {plan.seed} --values {plan.values}"
    yield "  " + tell.line(Line.ROUND_JUDGED, n=result.n_judged, of=result.n_items, command=again)
    if kept.bad_lines:
        yield "  " + tell.line(Line.ROUND_LINES_LOST, lines=", ".join(map(str, kept.bad_lines)))
    if result.n_documents:
        low, high = (decimal(100 * x, 1, tell.language) for x in result.sound_interval)
        yield "  " + tell.line(Line.ROUND_SOUND, k=result.n_sound, n=result.n_documents, low=low, high=high)
    if result.rates:
        yield "  " + tell.line(Line.ROUND_HEAD)
    wording = Wording(tell.language)
    for rate in result.rates:
        share, low, high = (decimal(100 * x, 1, tell.language) for x in (rate.rate, rate.low, rate.high))
        indent = "    " if rate.what else "  "
        yield f"{indent}{rate.n:5} {rate.wrong:5} {share:>6} %  {low:>5} – {high:>5} %  {_called(rate, wording)}"
    if result.catches_all is None:
        return
    yield "  " + tell.line(Line.ROUND_THRESHOLDS)
    n, wrong = result.n_measured, result.n_wrong_measured
    for t in result.thresholds:
        told = asdict(t) | {"confidence": decimal(t.confidence, 2, tell.language)}
        yield "    " + tell.line(Line.ROUND_THRESHOLD, **told, wrong=wrong, n=n)
    found = {"confidence": decimal(result.catches_all, 3, tell.language), "looked_at": result.looked_at, "n": n}
    yield "    " + tell.line(Line.ROUND_CATCHES_ALL, **found)


def _called(rate: Rate, wording: Wording) -> str:
    if not rate.what:
        return wording(f"all_{rate.kind}" if rate.kind else "all_places")
    code = f"field_{rate.what}" if rate.kind == "field" else f"stake_{rate.what}"
    return wording(code) if rate.kind == "field" else f"{wording(f'one_{rate.kind}')}: {wording(code)}"


def _as_json(kept: KeptRound, result: Result) -> dict[str, Any]:
    one = kept.round
    told = asdict(result)
    for rate, made in zip(result.rates, told["rates"], strict=True):
        made["rate"] = rate.rate
    told["wrong"] = [
        {"document": i.document, "page": i.page, "kind": i.kind, "what": i.what, "read": i.text, "printed": printed}
        | {"confidence": i.confidence}
        for i, printed in result.wrong
    ]
    low, high = result.sound_interval
    return {
        **asdict(one.plan),
        "when": one.when.isoformat(),
        "of": one.of,
        "documents": list(one.documents),
        "bad_lines": list(kept.bad_lines),
        **told,
        "sound_low": low,
        "sound_high": high,
    }
