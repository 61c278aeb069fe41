"""Sources are found again by their bytes."""

import pytest

from sohoa.errors import InputError
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.output import source_files
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


def test_a_file_that_cannot_be_read_is_told_if_no_other_is_it(tmp_path, outcome, monkeypatch):
    digest = source_files.stamped_digest
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "a.pdf").write_bytes(b"%PDF-1.7 one")

    def refuse(path):
        if path == tmp_path / "a.pdf":
            raise PermissionError(13, "Permission denied", str(path))
        return digest(path)

    monkeypatch.setattr(source_files, "stamped_digest", refuse)
    assert find_source(outcome, [tmp_path, tmp_path / "later"]) == tmp_path / "later" / "a.pdf"
    with pytest.raises(InputError) as refused:
        find_source(outcome, [tmp_path])
    assert (refused.value.doubt.kind, refused.value.doubt.detail) == (DoubtKind.FILE_UNREADABLE, "Permission denied")


def test_a_file_is_hashed_once_while_it_stays_the_same(tmp_path, outcome, monkeypatch):
    hashed, digest = [], source_files.stamped_digest
    monkeypatch.setattr(source_files, "stamped_digest", lambda path: hashed.append(path) or digest(path))
    known, path = {}, tmp_path / "a.pdf"
    for _ in range(3):
        assert find_source(outcome, [path], known) == path
    assert hashed == [path]
    path.write_bytes(b"%PDF-1.7 another")
    with pytest.raises(InputError):
        find_source(outcome, [path], known)
    assert hashed == [path, path]


def test_other_bytes_are_not_taken(tmp_path, outcome):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 two")
    (tmp_path / "later").mkdir()
    with pytest.raises(InputError) as refused:
        find_source(outcome, [tmp_path])
    assert refused.value.doubt.kind is DoubtKind.SOURCE_NOT_FOUND
    (tmp_path / "later" / "a.pdf").write_bytes(b"%PDF-1.7 one")
    assert find_source(outcome, [tmp_path, tmp_path / "later"]) == tmp_path / "later" / "a.pdf"
