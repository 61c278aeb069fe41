"""Are two output folders the same data? For changes that must change no figure: moves, renames, new rooms.

    python benchmarks/same_datasets.py BEFORE AFTER

Compares every dataset row by row, and the texts. Columns that only one side has are listed and left out, as are
digests, versions and sentences (`message`, `review_reason`, which may be worded anew); what a sentence is about
(`kind`, `stage`, `needs_review`) is compared. Columns that were renamed are compared under their new names.
Exit code 0: equal; 1: different, with the first rows that differ.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

RENAMED = {
    "tasks": {"group": "group_title"},
    "indicators": {"group": "group_title"},
    "changes": {"start": "char_start", "end": "char_end"},
}
"""Old name → new name, by dataset (contract 0.1 → 0.2)."""
WORDED = {"pipeline_version", "settings_digest", "message", "message_vi", "review_reason", "review_reason_vi", "detail"}
MOST_SHOWN = 5


def main() -> int:
    """Compare, report, and give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    options = parser.parse_args()
    differences = 0
    for dataset in sorted(p.name for p in options.before.iterdir() if list(p.glob("*.parquet"))):
        differences += compare_dataset(dataset, options.before / dataset, options.after / dataset)
    differences += compare_texts(options.before / "text", options.after / "text")
    print("equal" if not differences else f"{differences} differences")
    return 1 if differences else 0


def compare_dataset(dataset: str, before: Path, after: Path) -> int:
    """How many files of a dataset differ."""
    names = sorted({p.name for p in (*before.glob("*.parquet"), *after.glob("*.parquet"))})
    differing, rows, lone = 0, 0, Counter[str]()
    for name in names:
        if not (before / name).exists() or not (after / name).exists():
            print(f"{dataset}/{name}: only on one side")
            differing += 1
            continue
        old, new = _table(before / name, RENAMED.get(dataset, {})), _table(after / name, RENAMED.get(dataset, {}))
        lone.update(set(old.column_names) ^ set(new.column_names))
        common = [c for c in old.column_names if c in new.column_names and c not in WORDED]
        rows += len(old)
        differing += _compare_rows(f"{dataset}/{name}", old.select(common), new.select(common))
    told = f"; on one side only: {', '.join(sorted(lone))}" if lone else ""
    print(f"{dataset}: {len(names)} files, {rows} rows, {differing} differ{told}")
    return differing


def _table(path: Path, renamed: dict[str, str]) -> pa.Table:
    table = pq.read_table(path, partitioning=None)
    return table.rename_columns([renamed.get(c, c) for c in table.column_names])


def _compare_rows(where: str, old: pa.Table, new: pa.Table) -> int:
    before, after = old.to_pylist(), new.to_pylist()
    if before == after:
        return 0
    print(f"{where}: {len(before)} rows before, {len(after)} after")
    shown = 0
    for k, (a, b) in enumerate(zip(before, after, strict=False)):
        if a != b and shown < MOST_SHOWN:
            print(f"  row {k}:", {c: (a[c], b[c]) for c in a if a[c] != b[c]})
            shown += 1
    return 1


def compare_texts(before: Path, after: Path) -> int:
    """How many text files differ."""
    names = sorted({p.name for p in (*before.glob("*.txt"), *after.glob("*.txt"))})
    differing = [n for n in names if not _same_bytes(before / n, after / n)]
    print(f"text: {len(names)} files, {len(differing)} differ", *differing)
    return len(differing)


def _same_bytes(a: Path, b: Path) -> bool:
    return a.exists() and b.exists() and a.read_bytes() == b.read_bytes()


if __name__ == "__main__":
    sys.exit(main())
