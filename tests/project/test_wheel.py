"""The wheel, installed into a fresh environment and run outside the checkout, does what it should and no more.

Nothing is downloaded: the fresh environment borrows the packages of the one that runs the tests.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("sohoa", "pipeline", "extract", "diacritics")
SAMPLE = ROOT / "data" / "raw" / "lam-giang-83-kh-skhcn.pdf"
TELL_CONNECTIONS = """
import socket
connect = socket.socket.connect
def told(self, address):
    if self.family != socket.AF_UNIX:
        open({log!r}, "a").write(f"{{address}}\\n")
    return connect(self, address)
socket.socket.connect = told
"""


def outside(tmp_path):
    """The environment of a process that knows nothing of the checkout."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"TMPDIR": str(tmp_path)}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from a copy: setuptools writes into the folder where it builds."""
    copy = tmp_path_factory.mktemp("source")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, copy / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    (copy / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "sohoa.1", copy / "docs")
    dist = tmp_path_factory.mktemp("dist")
    build = ["wheel", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(dist), str(copy)]
    subprocess.run([sys.executable, "-m", "pip", "--quiet", *build], check=True, env=outside(dist))
    (path,) = dist.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def fresh(wheel, tmp_path_factory):
    """The Python of a fresh environment with the wheel; a file `connections` beside it tells who was called."""
    home = tmp_path_factory.mktemp("fresh")
    python = home / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    install = ["--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", "--quiet", *install], check=True, env=outside(home))
    (packages,) = home.glob("lib/python*/site-packages")
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "borrowed.pth").write_text("\n".join(sorted(borrowed)) + "\n")
    (packages / "sitecustomize.py").write_text(TELL_CONNECTIONS.format(log=str(home / "connections")))
    return python


def run(python, folder, *command, **more):
    return subprocess.run(
        [python.parent / command[0], *command[1:]],
        cwd=folder,
        env=outside(folder),
        capture_output=True,
        text=True,
        **more,
    )


def test_the_wheel_owns_one_name(wheel):
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {t for t in tops if not t.endswith((".dist-info", ".data"))} == {"sohoa"}


def test_the_manual_page_lies_where_man_looks(fresh):
    page = fresh.parents[1] / "share" / "man" / "man1" / "sohoa.1"
    assert page.read_text("utf-8") == (ROOT / "docs" / "sohoa.1").read_text("utf-8")


def test_the_wheel_holds_all_modules_and_data_once(wheel):
    with zipfile.ZipFile(wheel) as archive:
        held = sorted(n for n in archive.namelist() if n.startswith("sohoa/"))
    there = [
        (Path("sohoa") / path.relative_to(ROOT / "sohoa" if folder == "sohoa" else ROOT)).as_posix()
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.parent.name != "__pycache__"
    ]
    assert held == sorted(there)
    assert {"sohoa/py.typed", "sohoa/diacritics/models/syllables.npz", "sohoa/extract/data/mottos.tsv"} <= set(held)


def test_it_is_the_wheel_that_is_run(fresh, tmp_path):
    done = run(fresh, tmp_path, "python", "-c", "import sohoa; print(sohoa.__file__)", check=True)
    assert Path(done.stdout.strip()).is_relative_to(fresh.parents[1])
    gone = run(fresh, tmp_path, "python", "-c", "import pipeline")
    assert "No module named 'pipeline'" in gone.stderr


def test_diacritics_are_restored(fresh, tmp_path):
    done = run(fresh, tmp_path, "sohoa", "restore", "--toneless", input="Ke hoach phat trien kinh te\n", check=True)
    assert done.stdout == "Kế hoạch phát triển kinh tế\n"


@pytest.mark.engine
def test_a_page_is_digitised_without_a_network_and_the_source_stays(fresh, tmp_path):
    shutil.copy(SAMPLE, tmp_path / "plan.pdf")
    done = run(fresh, tmp_path, "sohoa", "run", "plan.pdf", "-o", "out", "--pages", "1")
    assert done.returncode == 0, done.stderr
    assert "KẾ HOẠCH" in (tmp_path / "out" / "text" / "plan.txt").read_text("utf-8")
    assert list(pd.read_parquet(tmp_path / "out" / "documents").place) == ["Lam Giang"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "plan.pdf"]
    assert hashlib.sha256((tmp_path / "plan.pdf").read_bytes()).digest() == hashlib.sha256(SAMPLE.read_bytes()).digest()
    assert not (fresh.parents[1] / "connections").exists()


def test_connections_would_be_told(fresh, tmp_path):
    """The watch of the test above sees what it looks for."""
    call = "import socket; socket.socket().connect(('127.0.0.1', 9))"
    run(fresh, tmp_path, "python", "-c", call)
    log = fresh.parents[1] / "connections"
    assert "127.0.0.1" in log.read_text()
    log.unlink()
