"""A model spoiled while a run is under way: the run ends in clear words, nothing is read with it, doctor tells."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sohoa.errors import ExitCode
from tests.support.bad_commands import write_page
from tests.support.spoiling import TARGET

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
from sohoa.pipeline.cli import main
from tests.support.spoiling import RECIPE
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], RECIPE))
"""
PACKAGES = "diacritics", "extract", "pipeline"
MODELS = {"reader": "pipeline/recogniser/models/lines.onnx", "syllables": "diacritics/models/syllables.npz"}


@pytest.fixture
def installed(tmp_path):
    """A copy of the package, whose models may be spoiled, beside two pages to read."""
    place = tmp_path / "copy"
    shutil.copytree(ROOT / "sohoa", place / "sohoa", ignore=lambda *_: {*PACKAGES, "__pycache__"})
    for name in PACKAGES:
        shutil.copytree(ROOT / name, place / "sohoa" / name, ignore=shutil.ignore_patterns("__pycache__", "training"))
    (tmp_path / "in").mkdir()
    for name in "ab":
        write_page(tmp_path / "in" / f"{name}.png")
    (tmp_path / "run.py").write_text(SCRIPT)
    return place


def call(place, *arguments, target="", **environment):
    """Exit code and all that is said."""
    environment = {**os.environ, **environment, "PYTHONPATH": f"{place}{os.pathsep}{ROOT}", TARGET: str(target)}
    words = [sys.executable, place.parent / "run.py", *arguments]
    done = subprocess.run(words, capture_output=True, text=True, cwd=place.parent, env=environment, timeout=300)
    return done.returncode, done.stdout + done.stderr


def statuses(folder):
    told = [json.loads(p.read_bytes()) for p in (folder / "out" / "outcome").glob("*.json")]
    return {o["name"]: o["status"] for o in told}


@pytest.mark.engine
@pytest.mark.parametrize("model", MODELS)
def test_a_model_that_is_damaged_while_a_run_is_under_way_ends_it(installed, model):
    target = installed / "sohoa" / MODELS[model]
    whole = target.read_bytes()
    code, said = call(installed, "run", "in", "-o", "out", "-j", "1", target=target)
    assert (code, "Traceback" in said) == (ExitCode.ENGINE_MISSING, False)
    assert f"{target.name} cannot be loaded" in said
    assert statuses(installed.parent) == {"a": "ok"}
    code, said = call(installed, "doctor")
    assert (code, said.count("DAMAGED")) == (ExitCode.SOME_FAILED, 1)
    assert "install sohoa again" in said
    target.write_bytes(whole)
    assert call(installed, "run", "in", "-o", "out", "-j", "1", target=target)[0] == ExitCode.OK
    assert statuses(installed.parent) == dict.fromkeys("ab", "ok")


def test_an_engine_that_is_replaced_while_a_run_is_under_way_ends_it(sohoa, source, calls, tmp_path):
    source("a.txt", "một")
    source("b.txt", "other engine")
    code, _, err = sohoa("run", "in", "-o", "out", "-j", 1)
    assert code == ExitCode.ENGINE_MISSING
    assert "the engine is no longer the one with which the run began (fake 1.0) but fake 2.0" in err
    assert calls() == ["a.txt 1 source", "b.txt 1 source"]
    assert statuses(tmp_path) == {"a": "ok"}
    assert not list((tmp_path / "out").rglob("checkpoints/b/*"))
