"""Command line of the training."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sohoa.pipeline.recogniser.training.loop import Plan, train


def main() -> None:
    """`python -m sohoa.pipeline.recogniser.training CORPUS -o FOLDER`."""
    parser = argparse.ArgumentParser(prog="python -m sohoa.pipeline.recogniser.training", description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder of *.txt or *.txt.zst, one paragraph a line")
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--hours", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--last-rate", type=float, default=2e-5)
    parser.add_argument("--from", dest="start", type=Path, help="last.pt of an earlier training, to go on")
    parser.add_argument("--without", action="append", default=[], help="a typeface family to leave out")
    options = parser.parse_args()
    plan = Plan(
        options.hours * 3600,
        options.seed,
        options.rate,
        options.last_rate,
        without=tuple(options.without),
    )
    train(options.corpus, options.output, plan, lambda line: print(line, file=sys.stderr, flush=True), options.start)


if __name__ == "__main__":
    main()
