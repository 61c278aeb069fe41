"""Command line of the training: learns for some hours, then writes the model and its card."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sohoa.pipeline.recogniser.training.card import Learned, write_model
from sohoa.pipeline.recogniser.training.loop import Plan, train
from sohoa.pipeline.recogniser.training.scans import ScanLine, load_lines, read_scans, save_lines


def main() -> None:
    """`python -m sohoa.pipeline.recogniser.training CORPUS -o MODEL.onnx`."""
    parser = argparse.ArgumentParser(prog="python -m sohoa.pipeline.recogniser.training", description=__doc__)
    parser.add_argument("corpus", type=Path, help="folder of *.txt or *.txt.zst, one paragraph a line")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the model (*.onnx); its card lies beside it")
    parser.add_argument("--work", type=Path, help="folder for checkpoints (default: OUTPUT.training)")
    parser.add_argument("--from", dest="start", type=Path, help="last.pt or a model of an earlier training, to go on")
    parser.add_argument(
        "--hours", type=float, default=1.0, help="0: only write the model from the checkpoint in --work"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=2e-3, help="learning rate at its height")
    parser.add_argument("--last-rate", type=float, default=2e-5)
    parser.add_argument("--without", action="append", default=[], help="a typeface family to leave out")
    parser.add_argument("--covered", action="store_true", help="lines under seals, strokes of the pen and stamps")
    parser.add_argument("--scans", type=Path, help="folder of real scans, to learn also from what is certain on them")
    parser.add_argument("--figures", type=Path, help="text with measured figures, put into the card")
    options = parser.parse_args()
    work = options.work or options.output.with_suffix(".training")
    scans = work / "scans.npz" if options.scans else None
    if options.hours > 0:
        if scans and not scans.exists():
            _note_scans(options.scans, scans)
        plan = Plan(
            options.hours * 3600,
            options.seed,
            options.rate,
            options.last_rate,
            without=tuple(options.without),
            covered=options.covered,
            scans=scans,
        )
        train(options.corpus, work, plan, _tell, options.start)
    figures = options.figures.read_text("utf-8") if options.figures else "Not measured."
    learned = Learned(options.corpus, frozenset(options.without), len(load_lines(scans)) if scans else 0)
    write_model(work / "averaged.pt", options.output, learned, figures)


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _note_scans(folder: Path, kept: Path) -> None:
    """Reads the scans of a folder with both readers and keeps the lines that are certain."""
    lines: list[ScanLine] = []
    for path, some in read_scans(sorted(f for f in folder.rglob("*") if f.is_file())):
        lines += some
        _tell(f"{path.name}: {len(some)} lines are certain")
    save_lines(lines, kept)


if __name__ == "__main__":
    main()
