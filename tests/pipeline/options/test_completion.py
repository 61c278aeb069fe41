"""`sohoa --print-completion` prints scripts that a shell takes, with every command and option in them."""

import argparse
import subprocess
import sys

import pytest

from sohoa.pipeline.cli import main, parser
from sohoa.pipeline.options.completion import SHELLS, completion_script

COMMANDS = next(a.choices for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
OPTIONS = {o for c in COMMANDS.values() for a in c._actions for o in a.option_strings}
ASK = """
{script}
COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_shtab_sohoa sohoa 2>/dev/null
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def completed(words, folder):
    script = ASK.format(script=completion_script(parser(), "bash"), words=words)
    done = subprocess.run(["bash", "--norc", "-c", script], cwd=folder, capture_output=True, text=True, check=True)
    return sorted(set(done.stdout.split()))


@pytest.mark.parametrize("shell", SHELLS)
def test_it_names_every_command_and_option(shell, capsys):
    with pytest.raises(SystemExit) as end:
        main(["--print-completion", shell])
    script, err = capsys.readouterr()
    assert (end.value.code, err) == (0, "")
    assert [c for c in COMMANDS if c not in script] == []
    bare = [o.lstrip("-") for o in OPTIONS] if shell == "tcsh" else sorted(OPTIONS)  # whose scripts name options bare
    assert [o for o in bare if o not in script] == []


def test_bash_takes_it():
    script = completion_script(parser(), "bash")
    done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("sohoa re", ["report", "restore", "review"]),
        ("sohoa status --wo", ["--worst"]),
        ("sohoa run --engine t", ["tesserocr"]),
        ("sohoa export OUT --to x", ["xlsx"]),
        ("sohoa status ket", ["ket-qua"]),
        ("sohoa qu", []),
    ],
)
def test_bash_completes(words, offered, tmp_path):
    (tmp_path / "ket-qua").mkdir()
    assert completed(words, tmp_path) == offered


def test_another_shell_is_refused(capsys):
    with pytest.raises(SystemExit) as end:
        main(["--print-completion", "cmd"])
    assert end.value.code == 2
    assert "'cmd'" in capsys.readouterr().err


def test_where_shtab_is_missing_its_name_is_told(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "shtab", None)
    with pytest.raises(SystemExit) as end:
        main(["--print-completion", "bash"])
    assert end.value.code == 2
    assert "shtab" in capsys.readouterr().err
