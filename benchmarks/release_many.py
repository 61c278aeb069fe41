"""How long does a release of very many documents take to make, and to open?

    python benchmarks/release_many.py OUT [--copies 10000]

Copies the smallest document of the output folder OUT as often as asked for into an output folder of its own, makes a
release of it, and groups its tasks, cells and words by document with pandas, DuckDB and polars.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from sohoa.pipeline.export.release.recipe import ReleaseWish, export_release
from sohoa.pipeline.output.outcomes import load_outcomes, save_outcome
from sohoa.pipeline.output.paths import DATASETS, dataset_path, merged_path

if TYPE_CHECKING:
    import pandas as pd


def main() -> None:
    """Copy, release, open, tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--copies", type=int, default=10_000)
    options = parser.parse_args()
    names = [p.stem for p in (options.out / "tasks").glob("*.parquet")]
    name = min(names, key=lambda n: sum(dataset_path(options.out, d, n).stat().st_size for d in DATASETS))
    with tempfile.TemporaryDirectory() as folder:
        many = Path(folder) / "out"
        copy(options.out, name, many, options.copies)
        release = Path(folder) / "release"
        told(f"made, {options.copies} copies of {name}", lambda: list(export_release(many, release, ReleaseWish())))
        size = sum(p.stat().st_size for p in release.rglob("*") if p.is_file())
        print(f"{size / 1e6:.0f} MB")
        for dataset in ("cells", "words"):
            open_it(release, dataset)


def copy(out: Path, name: str, many: Path, copies: int) -> None:
    """The same document under other names."""
    outcome = next(o for o in load_outcomes(out).values() if o.name == name)
    for folder in (*DATASETS, "outcome"):
        (many / folder).mkdir(parents=True)
    for k in range(copies):
        for dataset in DATASETS:
            shutil.copy(dataset_path(out, dataset, name), dataset_path(many, dataset, f"d{k:06}"))
        save_outcome(many, replace(outcome, name=f"d{k:06}", doc_id=f"{k:064x}", files={}))


def open_it(release: Path, dataset: str) -> None:
    """Read and group it with three programs; with pandas as docs/datasets.md says, and in two ways of its own."""
    import duckdb
    import pandas as pd
    import polars as pl

    import sohoa

    path = merged_path(release, dataset)
    query = f"SELECT page, count(*), avg(confidence) FROM '{path}' GROUP BY page"
    told(f"{dataset}: pandas, sohoa.load", lambda: by_page(sohoa.load(release, dataset)))
    told(f"{dataset}: pandas, Arrow's types", lambda: by_page(pd.read_parquet(path, dtype_backend="pyarrow")))
    told(f"{dataset}: pandas, Python's objects", lambda: by_page(pd.read_parquet(path)))
    told(f"{dataset}: duckdb", lambda: duckdb.sql(query).fetchall())
    told(f"{dataset}: polars", lambda: pl.read_parquet(path).group_by("page").agg(pl.col("confidence").mean()))


def by_page(frame: pd.DataFrame) -> pd.Series:
    """The mean confidence of each page number."""
    return frame.groupby("page")["confidence"].mean()


def told(what: str, work: Callable[[], object]) -> None:
    """Do it and print how long it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    print(f"{what}: {time.perf_counter() - wall:.1f} s, {time.process_time() - cpu:.1f} CPU s", flush=True)


if __name__ == "__main__":
    main()
