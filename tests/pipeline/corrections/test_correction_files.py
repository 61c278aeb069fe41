"""Files of corrections that were made elsewhere."""

import pytest

from sohoa.errors import InputError
from sohoa.nouns.correction_place import Fault
from sohoa.pipeline.corrections.correction_files import read_correction_file
from sohoa.pipeline.corrections.lines import correction_to_line
from tests.support.corrections import word


def test_each_wrong_line_is_named(tmp_path):
    lines = [correction_to_line(word("k1")), "", "{", correction_to_line(word("k2", document="b")), "[1]"]
    file = tmp_path / "c.jsonl"
    file.write_text("\n".join(lines), "utf-8")
    given = read_correction_file(file)
    assert {name: [c.id for c in some] for name, some in given.by_document.items()} == {"a": ["k1"], "b": ["k2"]}
    assert [(bad.line, bad.why.fault) for bad in given.bad_lines] == [(3, Fault.NO_JSON), (5, Fault.WRONG_TYPE)]
    assert given.bad_lines[0].told(file).where == f"{file}:3"


def test_a_few_wrong_lines_are_enough(tmp_path):
    file = tmp_path / "c.jsonl"
    file.write_bytes(b"\x00\n" * 5000)
    assert len(read_correction_file(file).bad_lines) == 20


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(InputError):
        read_correction_file(tmp_path)
