"""What does each part of the line reader's training give? The same short training with each of them left out.

    python benchmarks/reader_ablation.py CORPUS -o WORK [--steps 1200] [--only NAME …]

Needs the extra `train`. Each training is of so many steps from the same seed; its network, not in whole numbers, is
left as WORK/NAME.onnx. How well it reads: `lines.py DEV --read WORK/NAME.onnx`. So short a training tells what helps
to learn soon; what a part gives in the end may be less.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from sohoa.pipeline.recogniser.training.card import Learned, write_model
from sohoa.pipeline.recogniser.training.faces import Faces
from sohoa.pipeline.recogniser.training.loop import Plan, train

THE_SETS_OWN = ("Tinos", "TeX Gyre Termes")
"""What the scans of the development set are printed in."""
FOUR = {"FreeSerif", "Arimo", "Noto Serif", "DejaVu Sans"}


def parts(steps: int) -> dict[str, Plan]:
    """Plans by name; the first leaves nothing out."""
    whole = Plan(0.0, steps=steps)
    return {
        "whole": whole,
        "no-frame-labels": replace(whole, frame_steps=0),
        "no-wear": replace(whole, worn=False),
        "not-the-sets-faces": replace(whole, without=THE_SETS_OWN),
        "four-faces": replace(whole, without=tuple(sorted(set(Faces().families) - FOUR))),
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, metavar="CORPUS", help="folder of text")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="WORK")
    parser.add_argument("--steps", type=int, default=1200, metavar="N")
    parser.add_argument("--only", nargs="+", default=list(parts(1)), choices=list(parts(1)), metavar="NAME")
    options = parser.parse_args()
    for name in options.only:
        plan, work = parts(options.steps)[name], options.output / name
        done = train(options.corpus, work, plan, lambda line: print(line, file=sys.stderr, flush=True))
        model = options.output / f"{name}.onnx"
        learned = Learned(options.corpus, frozenset(plan.without))
        write_model(work / "averaged.pt", model, learned, "See benchmarks/RESULTS.md.")
        print(f"{name}: {done.step} steps, {done.pieces} pieces, {done.cpu_s:.0f} CPU s; {model}", flush=True)


if __name__ == "__main__":
    main()
