"""Rows as columns of Arrow, built from buffers.

`pyarrow.array` would do the same, but looks for pandas first as soon as it is given a list, and loads it: a third of a
second of each run. Buffers are laid out as the Arrow columnar format has them: offsets of 32 bits, a bit a row for what
is not null, the lowest first.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate, chain
from typing import Any

import numpy as np
import pyarrow as pa

Values = Sequence[Any]
_EPOCH = date(1970, 1, 1).toordinal()
_NUMBERS = {pa.int32(): "i", pa.int64(): "q", pa.float64(): "d"}
"""Types of numbers, and their codes in the module `array`, which takes no text for a number as numpy does."""


def rows_to_table(rows: Sequence[Mapping[str, Any]], schema: pa.Schema) -> pa.Table:
    """A table with the columns of `schema`; what a row does not name is null.

    Raises:
        TypeError, ValueError, OverflowError: a value is of no such type.
        NotImplementedError: the schema has a type that no dataset of ours has.
    """
    columns = [_to_array([row.get(field.name) for row in rows], field.type) for field in schema]
    return pa.Table.from_arrays(columns, schema=schema)


def _to_array(values: Values, kind: pa.DataType) -> pa.Array:
    if kind in _NUMBERS:
        return _numbers(values, kind)
    for fits, build in _BUILDERS:
        if fits(kind):
            return build(values, kind)
    raise NotImplementedError(str(kind))


def _array(
    kind: pa.DataType, values: Values, buffers: Sequence[pa.Buffer], children: Sequence[pa.Array] = ()
) -> pa.Array:
    """An array of Arrow whose nulls are those of `values`."""
    n_null = sum(value is None for value in values)
    valid = _bits([value is not None for value in values]) if n_null else None
    return pa.Array.from_buffers(kind, len(values), [valid, *buffers], n_null, children=list(children))


def _bits(flags: Sequence[bool]) -> pa.Buffer:
    return pa.py_buffer(np.packbits(np.array(flags, np.bool_), bitorder="little"))


def _offsets(lengths: Iterable[int]) -> pa.Buffer:
    return pa.py_buffer(array("i", [0, *accumulate(lengths)]))


def _numbers(values: Values, kind: pa.DataType) -> pa.Array:
    numbers = array(_NUMBERS[kind], [0 if value is None else value for value in values])
    return _array(kind, values, [pa.py_buffer(numbers)])


def _flags(values: Values, kind: pa.DataType) -> pa.Array:
    return _array(kind, values, [_bits([bool(value) for value in values])])


def _days(values: Values, kind: pa.DataType) -> pa.Array:
    days = [0 if day is None else day.toordinal() - _EPOCH for day in values]
    return _array(kind, values, [pa.py_buffer(array("i", days))])


def _texts(values: Values, kind: pa.DataType) -> pa.Array:
    spelled = [b"" if text is None else text.encode() for text in values]
    return _array(kind, values, [_offsets(map(len, spelled)), pa.py_buffer(b"".join(spelled))])


def _lists(values: Values, kind: pa.DataType) -> pa.Array:
    items = _to_array(list(chain.from_iterable(some or () for some in values)), kind.value_type)
    return _array(kind, values, [_offsets(len(some or ()) for some in values)], [items])


def _rows_of(values: Values, kind: pa.DataType) -> pa.Array:
    """Lists of a fixed size; a null takes the room of its items."""
    room = [None] * kind.list_size
    items = list(chain.from_iterable(room if some is None else some for some in values))
    if len(items) != kind.list_size * len(values):
        raise ValueError(f"not {kind.list_size} items")
    return _array(kind, values, [], [_to_array(items, kind.value_type)])


def _maps(values: Values, kind: pa.DataType) -> pa.Array:
    """Pairs of key and item, also as dictionaries."""
    pairs = [list(some.items() if isinstance(some, Mapping) else some or ()) for some in values]
    entries = [{"key": key, "value": item} for some in pairs for key, item in some]
    kind_of_entries = pa.struct([kind.key_field.with_name("key"), kind.item_field.with_name("value")])
    return _array(kind, values, [_offsets(map(len, pairs))], [_to_array(entries, kind_of_entries)])


def _structs(values: Values, kind: pa.DataType) -> pa.Array:
    fields = [kind.field(k) for k in range(kind.num_fields)]
    parts = [_to_array([None if v is None else v.get(field.name) for v in values], field.type) for field in fields]
    return _array(kind, values, [], parts)


_BUILDERS: tuple[tuple[Callable[[pa.DataType], bool], Callable[[Values, pa.DataType], pa.Array]], ...] = (
    (pa.types.is_string, _texts),
    (pa.types.is_boolean, _flags),
    (pa.types.is_date32, _days),
    (pa.types.is_struct, _structs),
    (pa.types.is_map, _maps),
    (pa.types.is_fixed_size_list, _rows_of),
    (pa.types.is_list, _lists),
)
