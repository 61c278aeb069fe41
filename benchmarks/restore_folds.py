"""The noisy restorer in five folds: each fold is scored with a channel that learned nothing from it.

`python benchmarks/restore_folds.py LINES.tsv [--size 90]`: a garbled line, a tab and the
right line; folds are consecutive lines. The rendered counts that ship with the package
are the common start; what ships as learned from real lines is left out.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "scoring"))

from score_lines import count, rates

from sohoa.diacritics.language.changes import replay
from sohoa.diacritics.lines.noisy import Noisy
from sohoa.diacritics.statistics.channel import DATA, RENDERED_WEIGHT, Channel, learn, read_counts
from sohoa.diacritics.statistics.syllable_model import shipped_model
from sohoa.diacritics.training.channel import lines_to_pairs, read_pairs

SHOWN = (
    "syllables",
    "syllables_any_case",
    "lines_right",
    "CER",
    "digits_right",
    "digits_kept",
    "harm_rate",
    "repaired",
)


def restore_fold(lines: list[tuple[str, str]], begin: int, end: int) -> list[str]:
    """Lines `begin` to `end` restored with a channel learned from all the others."""
    rendered = read_counts(DATA / "channel_eng_rendered.tsv")
    start = Counter({key: n * RENDERED_WEIGHT for key, n in rendered.items()})
    counts = learn(lines_to_pairs(lines[:begin] + lines[end:]), start)
    noisy = [garbled for garbled, _ in lines[begin:end]]
    changes = Noisy(shipped_model(), Channel(counts)).changes(noisy)
    return [replay(line, c) for line, c in zip(noisy, changes, strict=True)]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tsv", type=Path)
    parser.add_argument("--size", type=int, default=90)
    parser.add_argument("--wrong", type=Path, help="write lines that came out wrong: input, output, right")
    options = parser.parse_args()
    lines = read_pairs(options.tsv)
    total: Counter[str] = Counter()
    before: Counter[str] = Counter()
    wrong = []
    for begin in range(0, len(lines), options.size):
        fold = lines[begin : begin + options.size]
        restored = restore_fold(lines, begin, begin + options.size)
        one: Counter[str] = Counter()
        for (garbled, right), got in zip(fold, restored, strict=True):
            one += count(garbled, right, got)
            before += count(garbled, right, garbled)
            wrong += [f"{garbled}\t{got}\t{right}"] if count(garbled, right, got)["whole"] == 0 else []
        share = 100 * one["right"] / one["syl"]
        print(f"lines {begin + 1}-{begin + len(fold)}: {share:.2f} % of syllables", flush=True)
        total += one
    after, raw = rates(total), rates(before)
    print("\n| per cent | restored | as it came |\n|---|---|---|")
    for name in SHOWN:
        cells = ("-" if rate is None else f"{100 * rate:.2f}" for rate in (after[name], raw[name]))
        print(f"| {name} | " + " | ".join(cells) + " |")
    if options.wrong:
        options.wrong.write_text("\n".join(wrong) + "\n", "utf-8")


if __name__ == "__main__":
    main()
