"""Tesseract as a command that breaks its word, end to end: its page fails and says why, all others are as ever."""

import sys
from contextlib import suppress
from pathlib import Path

import pytest

from sohoa.errors import ExitCode
from sohoa.messages import problem_message
from sohoa.pipeline.cli import main
from sohoa.pipeline.output.outcomes import load_kept
from tests.support import bad_commands
from tests.support.bad_commands import SCRIPT
from tests.support.bad_tesseract import ANSWERS
from tests.support.fault_runs import wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

TOLD = {
    "wrong boxes": ("engine", "cannot stand on the page"),
    "boxes that are none": ("engine", "cannot stand on the page"),
    "no numbers": ("engine", "cannot stand on the page"),
    "broken text": ("engine", "cannot stand on the page"),
    "control signs": ("engine", "cannot stand on the page"),
    "a flood": ("engine", "cannot stand on the page"),
    "a word without end": ("engine", "cannot stand on the page"),
    "noise": ("engine", "cannot stand on the page"),
    "writes nothing": ("engine", "cannot stand on the page"),
    "crashes": ("engine", "Tesseract failed"),
    "hangs": ("timeout", "time for this page is up"),
    "eats memory": ("memory", "took over 700 MB"),
    "shouts": ("memory", "took over 700 MB"),
}
"""Kind of the problem, and a piece of what is said."""
READ = {"good", "a strip too many"}


def test_each_way_is_expected():
    assert TOLD.keys() | READ == ANSWERS.keys() | {"writes nothing"}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A run over a page for each way, and a text file; gives outcomes by name, the exit code and what is left of it."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "in").mkdir()
    for name in (*TOLD, *READ):
        bad_commands.write_page(folder / "in" / f"{name}.png")
    (folder / "in" / "text.txt").write_text("Kế hoạch", "utf-8")
    (folder / "s.toml").write_text("[ocr]\ntimeout_s = 3\n")
    with pytest.MonkeyPatch.context() as change:
        for name, value in bad_commands.install(folder / "bin").items():
            change.setenv(name, value)
        options = ["--engine", "pytesseract", "-j", "2", "--memory", "700", "-q", "--settings", str(folder / "s.toml")]
        where = [str(folder / "in"), "-o", str(folder / "out")]
        code = main(["run", *where, *options], bad_commands.BadCommand())
    return {o.source_file.rsplit(".", 1)[0]: o for o in load_kept(folder / "out").outcomes.values()}, code, folder


@pytest.mark.parametrize("name", TOLD)
def test_its_page_fails_and_says_why(run, name):
    (problem,) = run[0][name].problems
    kind, piece = TOLD[name]
    assert (run[0][name].status, problem.page, problem.kind) == ("failed", 1, kind)
    assert piece in problem_message(problem)


@pytest.mark.parametrize("name", sorted({*READ, "text"}))
def test_others_are_read(run, name):
    assert run[0][name].status == "ok"
    assert run[0][name].counts["words"] > 0


def test_the_run_ends_with_all_of_them(run):
    outcomes, code, folder = run
    assert code == ExitCode.SOME_FAILED
    assert outcomes.keys() == {*TOLD, *READ, "text"}
    assert wait_until(lambda: not commands_of(folder / "bin"), 2)


def commands_of(folder):
    """Processes of the stand-in that were started by the command in a folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            started = (entry / "cmdline").read_bytes()
            if SCRIPT.name.encode() in started and str(folder).encode() in (entry / "environ").read_bytes():
                found.append(int(entry.name))
    return found
