"""Any value of the samples leads by its box to its pixels on the source page, where there is print."""

from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from benchmarks import value_places

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "raw").glob("*.pdf"))


def test_every_value_leads_to_its_print(digitised):
    counts, lost = value_places.lost_values(digitised, SAMPLES)
    assert set(counts) == set(value_places.VALUES)
    assert counts["words"] > 6000
    assert lost == []


@pytest.mark.parametrize(("shift", "why"), [(5000.0, "off the page"), (None, "blank")])
def test_a_value_in_another_place_is_told(digitised, tmp_path, shift, why):
    """One sample, each of whose boxes was moved away, or to the white of the margin."""
    for dataset in (*value_places.VALUES, "pages"):
        table = ds.dataset(str(digitised / dataset), format="parquet").to_table()
        rows = [r for r in table.to_pylist() if r["source_file"] == SAMPLES[0].name]
        if dataset != "pages":
            rows = [moved(r, shift) for r in rows[:5] if r["x0"] is not None]
        (tmp_path / dataset).mkdir()
        pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), tmp_path / dataset / "one.parquet")
    counts, lost = value_places.lost_values(tmp_path, SAMPLES[:1])
    assert {x.why for x in lost} == {why}
    assert len(lost) == sum(counts.values())


def moved(row, shift):
    if shift is None:
        return row | {"x0": 60.0, "x1": 90.0, "y0": 1500.0, "y1": 1530.0}
    return row | {"x0": row["x0"] + shift, "x1": row["x1"] + shift}
