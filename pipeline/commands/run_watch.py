"""`sohoa run --watch`: a folder in which scans arrive."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from typing import NoReturn

from sohoa.pipeline.batch.inputs import Inputs, find_inputs
from sohoa.pipeline.batch.resting_files import RestingFiles

_LONGEST_PAUSE_S = 5.0


def watch(args: argparse.Namespace, tell_refused: Callable[[Inputs], None], read: Callable[[Inputs], None]) -> NoReturn:
    """Read what arrives until somebody ends it; nothing but OUT is ever written.

    Args:
        args: options of the run; `watch` is how long a file rests.
        tell_refused: is given inputs of which something is missing or refused, each of that once.
        read: reads the files of these inputs; what it raises ends the watch.

    A bad file never ends it: it is told, kept as failed, and tried again once it changes or the run is started anew.
    """
    resting, known = RestingFiles(args.watch), set[object]()
    while True:
        inputs = find_inputs(args.paths, args.output, args.follow_links)
        new = replace(
            inputs,
            passed_over=(),
            missing=tuple(p for p in inputs.missing if p not in known),
            refused=tuple(r for r in inputs.refused if r not in known),
        )
        known = {*inputs.missing, *inputs.refused}
        tell_refused(new)
        if files := resting.arrived(inputs.files, time.monotonic()):
            read(replace(inputs, files=files))
        else:
            time.sleep(min(args.watch / 2, _LONGEST_PAUSE_S))
