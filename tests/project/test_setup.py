"""setup.sh where it cannot install: it says what to do. Programs it asks are played by small scripts."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


@pytest.fixture
def machine(tmp_path):
    """A folder with a copy of the project's setup, and a PATH in which only some programs are played."""
    project, played = tmp_path / "project", tmp_path / "bin"
    project.mkdir()
    played.mkdir()
    for name in ("setup.sh", "requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, project)

    def play(name, script):
        (played / name).write_text(f"#!/bin/sh\n{script}\n")
        (played / name).chmod(0o755)

    def run(*args):
        env = {"PATH": f"{played}:/usr/bin:/bin", "HOME": str(tmp_path)}
        return subprocess.run(["bash", "setup.sh", *args], cwd=project, env=env, capture_output=True, text=True)

    return play, run


def test_not_root_it_names_the_packages_and_the_command(machine):
    play, run = machine
    play("dpkg-query", "exit 1")
    play("id", "echo 1000")
    play("tesseract", "exit 1")
    done = run()
    assert done.returncode == 1
    assert "apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-vie" in done.stderr
    assert "--yes" in done.stderr


def test_not_root_with_yes_it_asks_sudo(machine):
    play, run = machine
    play("dpkg-query", "exit 1")
    play("id", "echo 1000")
    play("tesseract", "exit 1")
    play("sudo", 'echo "sudo $*" >&2; exit 1')
    done = run("--yes")
    assert done.returncode == 1
    assert "sudo apt-get install" in done.stderr


def test_a_tesseract_from_elsewhere_will_do(machine):
    play, run = machine
    play("dpkg-query", "exit 1")
    play("id", "echo 1000")
    play("tesseract", "echo vie")
    done = run("--dev")  # only fonts and pango are wanting
    assert done.returncode == 1
    assert "--no-install-recommends fonts-liberation" in done.stderr


def test_unknown_option(machine):
    _, run = machine
    assert run("--fast").returncode == 2
