"""Sources are found again by their bytes."""

import pytest

from sohoa.errors import InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.output.outcomes import load_outcomes
from sohoa.pipeline.output.source_files import find_source
from tests.support.layered_outputs import reading, write_output


@pytest.fixture
def outcome(tmp_path):
    source = tmp_path / "a.pdf"
    source.write_bytes(b"%PDF-1.7 one")
    return load_outcomes(write_output(tmp_path / "out", source, reading())).popitem()[1]


def test_in_the_folder_that_was_digitised_or_as_a_file(tmp_path, outcome):
    assert find_source(outcome, [tmp_path / "none", tmp_path]) == tmp_path / "a.pdf"
    moved = (tmp_path / "a.pdf").rename(tmp_path / "moved.pdf")
    assert find_source(outcome, [moved]) == moved


def test_other_bytes_are_not_taken(tmp_path, outcome):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 two")
    (tmp_path / "later").mkdir()
    with pytest.raises(InputError) as refused:
        find_source(outcome, [tmp_path])
    assert refused.value.doubt.kind is DoubtKind.SOURCE_NOT_FOUND
    (tmp_path / "later" / "a.pdf").write_bytes(b"%PDF-1.7 one")
    assert find_source(outcome, [tmp_path, tmp_path / "later"]) == tmp_path / "later" / "a.pdf"
