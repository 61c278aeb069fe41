"""`sohoa status` ends with what a person should do next, and only with what applies."""

import dataclasses
import json

import pytest

from sohoa.messages import Language
from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.problem import Problem, ProblemKind, Stage, Status
from sohoa.pipeline.commands.next_steps import next_steps, step_line
from sohoa.pipeline.output.outcomes import Outcome
from sohoa.telling import Line, Teller

GOOD = Outcome("a", "0" * 64, "a.pdf", "a.pdf", (), Status.OK, 4, True, "", "1", "", "2026-01-01T00:00:00Z")
VIETNAMESE = Teller(Language.VI)


def problem(kind=ProblemKind.TABLE_DOUBTFUL, doubt=DoubtKind.ENGINE_FAILED, page=1):
    return Problem(Stage.TABLES, kind, (Doubt.of(doubt, "x"),), page)


def correction(doubt):
    return problem(ProblemKind.CORRECTION, doubt)


def outcome(**changes):
    return dataclasses.replace(GOOD, **changes)


def told(*outcomes, n_unreadable=0):
    return [(s.line, s.n, s.n_documents) for s in next_steps(outcomes, n_unreadable)]


ASKED_LESS = outcome(status=Status.PARTIAL, pages_not_read="2-4")
PAGE_FAILED = outcome(status=Status.PARTIAL, pages_failed="2", problems=(problem(page=2), problem(page=3)))
FAILED = outcome(status=Status.FAILED, problems=(problem(page=None),))


@pytest.mark.parametrize(
    ("outcomes", "steps"),
    [
        ([GOOD], []),
        ([], [(Line.NEXT_FIRST_RUN, 1, 1)]),
        ([FAILED, GOOD], [(Line.NEXT_RETRY, 1, 1)]),
        ([outcome(status=Status.PARTIAL)], [(Line.NEXT_RETRY, 1, 1)]),  # its tables could not be made
        ([ASKED_LESS], [(Line.NEXT_READ_ON, 1, 1)]),
        ([PAGE_FAILED], [(Line.NEXT_RETRY, 1, 1), (Line.NEXT_REVIEW, 1, 1)]),
        ([outcome(problems=(problem(), problem(page=None)))] * 2, [(Line.NEXT_REVIEW, 4, 2)]),
        ([outcome(problems=(correction(DoubtKind.CORRECTION_WAITS),))], [(Line.NEXT_TURN, 1, 1)]),
        (
            [outcome(problems=(correction(DoubtKind.CORRECTION_UNPLACED), correction(DoubtKind.CORRECTION_LOST)))],
            [(Line.NEXT_CORRECT, 2, 1)],
        ),
        (
            [outcome(status=Status.PARTIAL, pages_failed="two", problems=(problem(),))],
            [(Line.NEXT_RETRY, 1, 1), (Line.NEXT_REVIEW, 1, 1)],
        ),
    ],
)
def test_only_what_applies_is_told(outcomes, steps):
    assert told(*outcomes) == steps


def test_damage_comes_first():
    assert told(FAILED, n_unreadable=2) == [(Line.NEXT_VERIFY, 2, 2), (Line.NEXT_RETRY, 1, 1)]
    assert told(n_unreadable=1) == [(Line.NEXT_VERIFY, 1, 1)]


def test_the_command_can_be_pasted():
    (step,) = next_steps([FAILED], 0)
    assert "`sohoa run SOURCES -o 'kết quả'`" in step_line(Teller(), step, "kết quả")
    assert "`sohoa run NGUỒN -o out`" in step_line(VIETNAMESE, step, "out")


def test_status_ends_with_it(sohoa, source):
    source("a.txt", "một hai ba", "bug")
    source("b.txt", "encrypted")
    source("c.txt", "một")
    sohoa("run", "in", "-o", "out")
    out = sohoa("status", "out")[1]
    assert out.split("\n\nWhat to do next:\n")[1].splitlines()[0] == (
        "  failed, in whole or in part, as told above: 2 documents. `sohoa run SOURCES -o out` tries again what failed"
    )
    assert "Việc cần làm tiếp:\n  không đọc được" in sohoa("status", "out", "--lang", "vi")[1]
    assert "What to do" not in sohoa("status", "out", "-q")[1]
    first, *_ = json.loads(sohoa("status", "out", "--json")[1])["next"]
    assert (first["step"], first["n"], first["n_documents"]) == ("retry", 2, 2)
    assert "SOURCES" in first["message"]
    assert "NGUỒN" in first["message_vi"]


def test_where_nothing_is_to_be_done_one_line_says_so(sohoa, source):
    source("c.txt", "một")
    sohoa("run", "in", "-o", "out")
    out = sohoa("status", "out")[1]
    assert out.endswith("\n\nNothing has to be done; `sohoa review out` shows what is least sure\n")
    assert json.loads(sohoa("status", "out", "--json")[1])["next"] == []


def test_a_damaged_outcome_is_told(sohoa, source, tmp_path):
    source("c.txt", "một")
    source("d.txt", "hai")
    sohoa("run", "in", "-o", "out")
    path = tmp_path / "out" / "outcome" / "c.json"
    path.write_bytes(path.read_bytes()[:-20])
    out = sohoa("status", "out")[1]
    assert "1 document. `sohoa verify out` names what is damaged" in out
    assert "c.json" in sohoa("verify", "out")[1]
