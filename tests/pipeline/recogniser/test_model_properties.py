import pytest
from hypothesis import given
from hypothesis import strategies as st

from sohoa.pipeline.recogniser.model_properties import read_properties
from sohoa.pipeline.recogniser.reader import MODEL


def field(number, content):
    assert len(content) < 128
    return bytes((number << 3 | 2, len(content))) + content


def entry(key, value):
    return field(14, field(1, key.encode()) + field(2, value.encode()))


def test_properties_among_other_fields():
    data = b"\x08\x96\x01" + entry("labels", "aăâ") + field(7, b"graph") + entry("stride", "4")
    assert read_properties(data) == {"labels": "aăâ", "stride": "4"}
    assert read_properties(b"") == {}


def test_the_shipped_model_says_what_it_is():
    told = read_properties(MODEL.read_bytes())
    assert {"labels", "height", "stride"} <= told.keys()


@pytest.mark.parametrize("data", [b"\x72", b"\x72\x7fabc", b"\xff" * 20, b"\x0b"])
def test_what_was_cut_or_is_something_else(data):
    with pytest.raises(ValueError, match=r"cut|kind"):
        read_properties(data)


@given(st.binary(max_size=200))
def test_any_bytes_end_in_an_answer_or_a_value_error(data):
    try:
        read_properties(data)
    except ValueError:
        return
