"""What a damaged file has lost is told, of every damaged source; of whole ones nothing is said."""

import pytest

from sohoa.errors import ExitCode, InputError
from sohoa.nouns.problem import ProblemKind
from sohoa.pipeline.source.opening import file_problems, open_source
from tests.support.damaged_inputs import damaged_inputs, whole_inputs

DAMAGED, WHOLE = list(damaged_inputs()), list(whole_inputs())


def told(path):
    """What is lost, of the file and of its pages; a page or file that is refused counts by its failure."""
    try:
        found = [*file_problems(path)]
        with open_source(path) as source:
            for number in range(1, source.n_pages + 1):
                try:
                    found += source.load(number).problems
                except InputError as e:
                    found.append(e)
    except InputError as e:
        found = [e]
    return [x for x in found if isinstance(x, InputError) or x.kind is ProblemKind.LOST_CONTENT]


def test_there_are_enough():
    assert len(DAMAGED) >= 40
    assert len({x.name for x in (*DAMAGED, *WHOLE)}) == len(DAMAGED) + len(WHOLE)


@pytest.mark.parametrize("made", DAMAGED, ids=lambda x: x.name)
def test_every_damaged_input_is_told(made, tmp_path, capfd):
    (tmp_path / made.name).write_bytes(made.data)
    found = told(tmp_path / made.name)
    assert found
    for x in found:
        assert str(x.doubt.detail if isinstance(x, InputError) else x.doubts[0].detail).strip()
    assert "file" in made.name or all(x.page == 1 for x in found)
    assert capfd.readouterr().err == ""  # decoders are heard, not shown


@pytest.mark.parametrize("made", WHOLE, ids=lambda x: x.name)
def test_of_a_whole_input_nothing_is_said(made, tmp_path, capfd):
    (tmp_path / made.name).write_bytes(made.data)
    assert told(tmp_path / made.name) == []
    assert capfd.readouterr().err == ""


def test_a_document_that_lost_something_is_partial(sohoa, source, outcome):
    source("cut.txt", "một")
    source("whole.txt", "hai")
    code, _, err = sohoa("run", "in", "-o", "out", "-j", 1)
    assert code == ExitCode.SOME_FAILED
    assert "cut.txt: the file is cut: its end is missing" in err
    assert (outcome("cut")["status"], outcome("cut")["problems"][0]["kind"]) == ("partial", "lost_content")
    assert outcome("whole")["status"] == "ok"
