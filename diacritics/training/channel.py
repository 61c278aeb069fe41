"""Learn what an engine makes of each letter: `python -m sohoa.diacritics.training.channel TSV… -o CHANNEL.tsv`.

Each TSV holds a garbled line, a tab and the right line. Lines whose pieces pair off one to
one are used; the others would need guessing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from sohoa.diacritics.language.cores import is_code, line_to_cores
from sohoa.diacritics.language.folding import strip_marks
from sohoa.diacritics.language.tone_place import place_tone
from sohoa.diacritics.statistics.channel import learn, read_counts, write_counts

_LEAST_ALIKE = 0.2
"""A line of which fewer pieces have the right base letters is too worn to learn from."""


def lines_to_pairs(lines: Iterable[tuple[str, str]], weight: float = 1.0) -> Iterator[tuple[str, str, float]]:
    """(printed word, what was read, weight) from (garbled, right) lines; codes and numbers are left out."""
    for garbled, right in lines:
        read, printed = line_to_cores(garbled), line_to_cores(right)
        alike = sum(strip_marks(a.text) == strip_marks(b.text) for a, b in zip(read, printed, strict=False))
        if len(read) == len(printed) and alike >= _LEAST_ALIKE * len(read):
            for r, p in zip(read, printed, strict=True):
                if not is_code(p.text):
                    yield place_tone(p.text), r.text, weight


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """(garbled, right) lines of a TSV."""
    rows = (line.split("\t") for line in path.read_text("utf-8").split("\n") if "\t" in line)
    return [(row[0], row[1]) for row in rows]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tsv", type=Path, nargs="+")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="a channel file whose counts are the starting point")
    options = parser.parse_args()
    pairs = [p for tsv in options.tsv for p in lines_to_pairs(read_pairs(tsv))]
    counts = learn(pairs, read_counts(options.start) if options.start else None)
    names = ", ".join(p.name for p in options.tsv)
    write_counts(counts, options.output, f"letter, read as, count; from {len(pairs)} words of {names}")


if __name__ == "__main__":
    main()
