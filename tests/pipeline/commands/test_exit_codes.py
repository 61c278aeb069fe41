"""Each row of docs/exit-codes.md, by a command line that gives it."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from sohoa.errors import CannotWrite, ExitCode


def test_0_everything_read_or_done(sohoa, source):
    source("a.txt", "một")
    assert sohoa("run", "in", "-o", "out")[0] == ExitCode.OK
    assert sohoa("run", "in", "-o", "out")[0] == ExitCode.OK


def test_1_some_input_is_not_there(sohoa, source):
    source("a.txt", "một")
    code, _, err = sohoa("run", "in/a.txt", "in/none.pdf", "-o", "out")
    assert code == ExitCode.SOME_FAILED
    assert "in/none.pdf: there is no such file" in err


def test_1_stays_1_when_nothing_is_left_to_do(sohoa, source):
    source("a.txt", "một", "bug")
    assert [sohoa("run", "in", "-o", "out")[0] for _ in range(2)] == [1, 1]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("run in", "-o"),
        ("run in -o out --queue slurm", "--queue"),
        ("run in -o out --page 3", "no option --page; did you mean --pages?"),
        ("run in --ouput out", "no option --ouput; did you mean --output?"),
        ("run in --ouput=out", "no option --ouput; did you mean --output?"),
        ("run in -x -o out", "no option -x"),
        ("export out --too csv there", "no option --too; did you mean --to?"),
        ("status out --wort 3", "no option --wort; did you mean --worst?"),
        ("show a.pdf --page 1 --stage cells -o x.doc", "ends in .png, .jpg"),
        ("show a.pdf --page 1 --stage cells -o picture", "ends in .png, .jpg"),
        ("run in -o out --pages 3-1", "3-1"),
        ("run in -o out --pages 0", "0"),
        ("run in -o out --from grid", "grid"),
        ("run in -o out -j 0", "0"),
        ("export out --to duckdb there", "duckdb"),
        ("show a.pdf --page 1 --stage mood -o x.png", "mood"),
        ("restore --toneless --noisy", "--noisy"),
        ("fly", "fly"),
        ("", "COMMAND"),
    ],
)
def test_2_what_does_not_exist_is_named(sohoa, line, named):
    code, _, err = sohoa(*line.split())
    assert code == ExitCode.USAGE
    assert named in err.splitlines()[-1]


def test_3_nothing_found(sohoa, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "letter.docx").touch()
    (tmp_path / "in" / ".hidden.txt").write_text("một")
    code, _, err = sohoa("run", "in", "-o", "out")
    assert code == ExitCode.NOTHING_READABLE
    assert "nothing to read" in err


def test_3_every_input_failed(sohoa, source):
    source("a.txt", "encrypted")
    source("b.txt", "bug")
    assert sohoa("run", "in", "-o", "out")[0] == ExitCode.NOTHING_READABLE


@pytest.mark.parametrize("command", ["status nowhere", "export nowhere --to csv there"])
def test_3_no_output_folder(sohoa, command):
    code, _, err = sohoa(*command.split())
    assert code == ExitCode.NOTHING_READABLE
    assert "nowhere" in err


def test_4_no_engine(sohoa, source):
    source("a.txt", "no engine")
    code, _, err = sohoa("run", "in", "-o", "out")
    assert code == ExitCode.ENGINE_MISSING
    assert "sohoa doctor" in err


def test_5_out_is_a_file(sohoa, source, tmp_path):
    source("a.txt", "một")
    (tmp_path / "out").touch()
    code, _, err = sohoa("run", "in", "-o", "out")
    assert code == ExitCode.CANNOT_WRITE
    assert "out: a file stands where a folder is needed. Name another place" in err
    assert sohoa("run", "in", "-o", "out/deeper")[0] == ExitCode.CANNOT_WRITE


def test_5_a_folder_that_cannot_be_written(sohoa, source, tmp_path):
    source("a.txt", "một")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "cells").touch()  # where a folder must be made
    code, _, err = sohoa("run", "in", "-o", "out")
    assert code == ExitCode.CANNOT_WRITE
    assert "cells" in err
    assert "a file stands where a folder is needed" in err


def test_5_no_room_and_no_right_have_other_advice():
    told = [str(CannotWrite.because(Path("out"), OSError(n, os.strerror(n)))) for n in (errno.ENOSPC, errno.EACCES)]
    assert "No space left on device. Make room" in told[0]
    assert "Permission denied. Choose a place where you may write" in told[1]
    assert str(CannotWrite.because(Path("out"), OSError(errno.EIO, "it broke"))).startswith("out: it broke. Check ")


def test_6_bad_settings(sohoa, source, tmp_path):
    source("a.txt", "một")
    (tmp_path / "s.toml").write_text("[ocr]\nlanguge = 'vie'\n")
    code, _, err = sohoa("run", "in", "-o", "out", "--settings", "s.toml")
    assert code == ExitCode.BAD_SETTINGS
    assert "ocr.languge" in err


RUN_WITH_FAKES = """
import sys
sys.path.insert(0, {here!r})
from tests.support import fake_stages
from sohoa.pipeline.cli import main
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], fake_stages.RECIPE))
"""


def wait_for(*files):
    """Up to a minute, until all are there."""
    for _ in range(600):
        if all(f.exists() for f in files):
            return
        time.sleep(0.1)
    missing = [str(f) for f in files if not f.exists()]
    raise AssertionError(f"not written within a minute: {missing}")


def heed_ctrl_c():
    """A shell starts what it sends to the background, and so perhaps these tests, with SIGINT ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_130_interrupted_keeps_what_is_finished(source, tmp_path, how):
    source("a.txt", "một")
    source("b.txt", "hai", *["slow"] * 600)
    script = tmp_path / "run.py"
    script.write_text(RUN_WITH_FAKES.format(here=str(Path(__file__).parents[3])))
    command = [sys.executable, script, "run", "in", "-o", "out", "-j", "2"]
    process = subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=heed_ctrl_c
    )
    second = tmp_path / "out" / "checkpoints" / "b" / "p0002.json.gz"
    first_document = tmp_path / "out" / "outcome" / "a.json"
    try:
        wait_for(second, first_document)
        os.killpg(process.pid, how) if how is signal.SIGINT else process.send_signal(how)
        _, err = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == ExitCode.INTERRUPTED
    assert "interrupted" in err
    assert "Traceback" not in err
    assert second.exists()
    assert list(pd.read_parquet(tmp_path / "out" / "documents").source_file) == ["a.txt"]
    assert not (tmp_path / "out" / "outcome" / "b.json").exists()


def test_no_traceback_without_vv(sohoa, source, monkeypatch):
    source("a.txt", "một")
    monkeypatch.setattr("sohoa.pipeline.commands.run.plan_run", lambda *_: 1 / 0)
    code, _, err = sohoa("run", "in", "-o", "out")
    assert code == ExitCode.SOME_FAILED
    assert "division by zero" in err
    assert "Traceback" not in err
    assert "Traceback" in sohoa("run", "in", "-o", "out", "-vv")[2]
