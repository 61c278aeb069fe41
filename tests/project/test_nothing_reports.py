"""What runs the reader's network sends nothing to anybody."""

import mmap
from importlib.util import find_spec
from pathlib import Path

import pytest

MARKS = (b"Microsoft12Applications6Events", b"HttpClient_Curl", b"libcurl")
"""Names in onnxruntime's builds from 1.29 on, which report events over the network."""


def libraries(package):
    """The compiled files of a package that is installed."""
    return sorted(Path(find_spec(package).origin).parent.rglob("*.so*"))


def marks_in(path):
    """Which of the marks the file holds."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return [m for m in MARKS if content.find(m) >= 0]


def test_onnxruntime_carries_no_client_of_the_network():
    found = libraries("onnxruntime")
    assert any("pybind11_state" in path.name for path in found)
    assert [(path.name, marks_in(path)) for path in found if marks_in(path)] == []


@pytest.mark.parametrize("mark", MARKS)
def test_such_a_client_would_be_seen(tmp_path, mark):
    library = tmp_path / "later.so"
    library.write_bytes(bytes(5000) + mark + bytes(5000))
    assert marks_in(library) == [mark]
