"""`sohoa report`: what quality rounds have found."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from sohoa.errors import ExitCode, InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.commands.complaints import say, teller
from sohoa.pipeline.output.paths import outcome_folder
from sohoa.pipeline.review.wording import Wording
from sohoa.pipeline.rounds.nouns import KeptRound
from sohoa.pipeline.rounds.results import Rate, Result, round_result
from sohoa.pipeline.rounds.store import judged, read_rounds
from sohoa.telling import Line, Teller


def command(args: argparse.Namespace) -> int:
    """Tell what each round has found so far."""
    if not outcome_folder(args.output).is_dir():
        raise InputError(kind=DoubtKind.NO_OUTPUT, where=args.output)
    rounds = [(kept, round_result(kept, judged(args.output, kept))) for kept in read_rounds(args.output)]
    if args.json:
        print(json.dumps({"rounds": [_as_json(*one) for one in rounds]}, ensure_ascii=False, indent=2))
        return ExitCode.OK
    tell = teller(args)
    for kept, result in rounds:
        for line in round_lines(tell, kept, result, args.output):
            say(line)
    if not rounds:
        say(tell.line(Line.NO_ROUNDS, out=args.output))
    return ExitCode.OK


def round_lines(tell: Teller, kept: KeptRound, result: Result, out: object) -> Iterator[str]:
    """A round and what it has found, in lines."""
    one, plan = kept.round, kept.round.plan
    when = f"{one.when:%Y-%m-%d}"
    yield tell.line(Line.ROUND, when=when, share=plan.share, seed=plan.seed, n=len(one.documents), of=one.of)
    again = f"sohoa review {out} --round {plan.share} --seed {plan.seed} --values {plan.values}"
    yield "  " + tell.line(Line.ROUND_JUDGED, n=result.n_judged, of=result.n_items, command=again)
    if kept.bad_lines:
        yield "  " + tell.line(Line.ROUND_LINES_LOST, lines=", ".join(map(str, kept.bad_lines)))
    if result.n_documents:
        low, high = (f"{100 * x:.1f}" for x in result.sound_interval)
        yield "  " + tell.line(Line.ROUND_SOUND, k=result.n_sound, n=result.n_documents, low=low, high=high)
    if result.rates:
        yield "  " + tell.line(Line.ROUND_HEAD)
    wording = Wording(tell.language)
    for rate in result.rates:
        share, low, high = (f"{100 * x:.1f}" for x in (rate.rate, rate.low, rate.high))
        indent = "    " if rate.what else "  "
        yield f"{indent}{rate.n:5} {rate.wrong:5} {share:>6} %  {low:>5} – {high:>5} %  {_called(rate, wording)}"
    if result.catches_all is None:
        return
    yield "  " + tell.line(Line.ROUND_THRESHOLDS)
    n, wrong = result.n_measured, result.n_wrong_measured
    for t in result.thresholds:
        yield "    " + tell.line(Line.ROUND_THRESHOLD, **asdict(t), wrong=wrong, n=n)
    found = {"confidence": result.catches_all, "looked_at": result.looked_at, "n": n}
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
