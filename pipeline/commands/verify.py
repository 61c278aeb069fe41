"""`sohoa verify`: is everything in an output folder as it was written?"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from sohoa.errors import ExitCode, InputError
from sohoa.messages import word
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.commands.complaints import say, teller
from sohoa.pipeline.output.damage import Found, Health, examine
from sohoa.pipeline.output.lock import no_writer
from sohoa.pipeline.output.paths import outcome_folder
from sohoa.pipeline.search.index_check import index_is_whole
from sohoa.pipeline.stores.local_copy import EVERYTHING, at_hand
from sohoa.pipeline.stores.urls import shown
from sohoa.telling import Line, Noun, Teller

_BAD = (Health.DAMAGED, Health.UNFINISHED)


def command(args: argparse.Namespace) -> int:
    """Tell every document that is not as it was written; 1 if there is one."""
    with at_hand(args.output, EVERYTHING, whole=True) as out:
        return _command(args, out)


def _command(args: argparse.Namespace, out: Path) -> int:
    if not outcome_folder(out).is_dir():
        raise InputError(kind=DoubtKind.NO_OUTPUT, where=args.output)
    tell, counts = teller(args), Counter[Health]()
    with no_writer(out):
        for found in examine(out, args.quick):
            counts[found.health] += 1
            if found.health in _BAD or not args.quiet:
                _tell(tell, found)
        is_found = args.quick or index_is_whole(out)
    bad = sum(counts[h] for h in _BAD)
    if not args.quiet:
        told = ", ".join(f"{counts[h]} {word('health', h, tell.language)}" for h in Health if counts[h])
        say(f"{tell.counted(counts.total(), Noun.DOCUMENT)}: {told}")
    if bad:
        say(tell.line(Line.MAKE_ANEW, out=shown(args.output)))
    if not is_found:
        say(tell.line(Line.INDEX_SPOILED))
    return ExitCode.OK if is_found and not bad else ExitCode.SOME_FAILED


def _tell(tell: Teller, found: Found) -> None:
    say(f"{word('health', found.health, tell.language):14} {found.name}")
    for path, damage in found.damages:
        say(f"{'':14} {path}: {word('damage', damage, tell.language)}")
