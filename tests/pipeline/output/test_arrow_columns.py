"""Columns made from buffers are those that pyarrow makes of the same rows, without its loading pandas."""

import subprocess
import sys
from datetime import date

import pyarrow as pa
import pytest

from sohoa.pipeline.output.arrow_columns import rows_to_table
from sohoa.pipeline.output.columns import ALTERNATIVES, PARTS, TEXTS, list_of
from sohoa.pipeline.output.schemas import SCHEMAS

KINDS = {
    "text": (pa.string(), ["Kế hoạch số 12", "", None, "≥ 95 %", "\U0001f3e0"]),
    "whole": (pa.int32(), [0, -7, None, 2**31 - 1]),
    "money": (pa.int64(), [1_500_000_000_000, None, -3]),
    "share": (pa.float64(), [0.1, None, 1, float("inf"), -0.0]),
    "flag": (pa.bool_(), [True, False, None, True, True, False, True, False, True]),
    "day": (pa.date32(), [date(2031, 2, 28), None, date(1945, 9, 2), date(1970, 1, 1)]),
    "texts": (TEXTS, [["a", None, ""], [], None, ("b",)]),
    "pages": (list_of(pa.int32()), [[1, 2], None, []]),
    "homography": (list_of(pa.float64(), 3), [[1.0, 0.0, 2.5], None, [0.0, None, 1.0]]),
    "alternatives": (ALTERNATIVES, [[{"text": "tổ", "score": 0.5}, {"text": "tố"}], [], None]),
    "parts": (PARTS, [[{"page": 1, "x0": 1.0, "y0": None, "x1": 3.0, "y1": 4.0}], None]),
    "sure": (pa.map_(pa.string(), pa.float64()), [{"number": 0.9, "code": None}, {}, None, [("date", 1.0)]]),
}


@pytest.mark.parametrize("name", KINDS)
def test_a_column_is_as_pyarrow_makes_it(name):
    kind, values = KINDS[name]
    schema, rows = pa.schema([pa.field(name, kind)]), [{name: v} for v in values]
    ours = rows_to_table([*rows, {}], schema)
    ours.validate(full=True)
    assert ours.equals(pa.Table.from_pylist([*rows, {}], schema=schema), check_metadata=True)
    assert rows_to_table([], schema).equals(pa.Table.from_pylist([], schema=schema))


def test_all_types_of_the_datasets_are_known():
    for schema in SCHEMAS.values():
        rows_to_table([{}], schema).validate(full=True)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (pa.int32(), "12"),
        (pa.int32(), 2**31),
        (pa.float64(), "0,5"),
        (list_of(pa.float64(), 3), [1.0]),
        (pa.date32(), 5),
    ],
)
def test_what_is_of_another_type_is_refused(kind, value):
    with pytest.raises((AttributeError, TypeError, ValueError, OverflowError)):
        rows_to_table([{"x": value}], pa.schema([pa.field("x", kind)]))


def test_a_type_that_no_dataset_has_is_named():
    with pytest.raises(NotImplementedError, match="binary"):
        rows_to_table([], pa.schema([pa.field("x", pa.binary())]))


def test_writing_loads_no_pandas():
    code = (
        "import io, sys, pyarrow as pa\n"
        "from sohoa.pipeline.output.datasets import SCHEMAS, _write_dataset\n"
        "for fields in SCHEMAS.values():\n"
        "    nullable = pa.schema([f.with_nullable(True) for f in fields])\n"
        "    _write_dataset(nullable, [{}], io.BytesIO())\n"
        "print('pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"
