"""How long does a dataset of very many documents take to load?

    python benchmarks/load_many.py OUT [--copies 10000] [--dataset cells]

Takes one document of the output folder OUT, copies its file as often as asked for into a folder of its own, and
loads it with `sohoa.load` and with pandas' own reader (wall and CPU seconds of each).
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

import sohoa


def main() -> None:
    """Copy, load, tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--copies", type=int, default=10_000)
    parser.add_argument("--dataset", default="cells")
    parser.add_argument("--pandas", action="store_true", help="time pandas.read_parquet too: minutes")
    options = parser.parse_args()
    first = min((options.out / options.dataset).glob("*.parquet"), key=lambda p: p.stat().st_size)
    with tempfile.TemporaryDirectory() as folder:
        many = Path(folder)
        (many / "outcome").mkdir()
        (many / options.dataset).mkdir()
        for k in range(options.copies):
            shutil.copy(first, many / options.dataset / f"d{k:06}.parquet")
        told(
            f"sohoa.load, {options.copies} files of {first.stat().st_size} bytes",
            lambda: sohoa.load(many, options.dataset),
        )
        few = ["document", "page"]
        told("the same, two columns", lambda: sohoa.load(many, options.dataset, columns=few))
        if options.pandas:
            told("pandas.read_parquet", lambda: pd.read_parquet(many / options.dataset))


def told(what: str, load: Callable[[], pd.DataFrame]) -> None:
    """Load and print how long it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    rows = len(load())
    print(f"{what}: {rows} rows, {time.perf_counter() - wall:.1f} s, {time.process_time() - cpu:.1f} CPU s")


if __name__ == "__main__":
    main()
