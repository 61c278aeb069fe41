"""What a writer that was killed has left aside is gone when the run ends."""

import pytest

from sohoa.pipeline.output.lock import Purpose, only_writer


def left_aside(out):
    (out / "words").mkdir(exist_ok=True)
    (out / "words" / ".a.parquet.0f3c.part").write_bytes(b"PAR1")
    (out / "words" / "b.parquet").write_bytes(b"PAR1")


def names(out):
    return sorted(p.name for p in (out / "words").iterdir())


def test_nothing_unfinished_is_left_when_a_run_has_ended(tmp_path):
    with only_writer(tmp_path):
        left_aside(tmp_path)
    assert names(tmp_path) == ["b.parquet"]


@pytest.mark.parametrize("purpose", list(Purpose))
def test_nothing_unfinished_is_left_by_a_writer_that_fails(tmp_path, purpose):
    with pytest.raises(ZeroDivisionError), only_writer(tmp_path, purpose):
        left_aside(tmp_path)
        raise ZeroDivisionError
    assert names(tmp_path) == ["b.parquet"]


def test_a_correction_does_not_look_through_all_folders_twice(tmp_path):
    with only_writer(tmp_path, Purpose.CORRECT):
        left_aside(tmp_path)
    assert names(tmp_path) == [".a.parquet.0f3c.part", "b.parquet"]
    with only_writer(tmp_path, Purpose.CORRECT):
        assert names(tmp_path) == ["b.parquet"]
