"""One run of the command on the sample scans, for all tests here.

The environment variable SOHOA_TEST_OUT names the output of an earlier run to look at instead.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sohoa.errors import EngineMissing
from sohoa.pipeline.engine.tessdata import tessdata

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "benchmarks" / "scoring"))
COMMAND = "import sys; from sohoa.pipeline.cli import main; sys.exit(main())"


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.engine)


@pytest.fixture(scope="session")
def digitised(tmp_path_factory):
    """OUT of `sohoa run data/raw`."""
    if "SOHOA_TEST_OUT" in os.environ:
        return Path(os.environ["SOHOA_TEST_OUT"])
    try:
        tessdata("vie")
    except EngineMissing as e:
        if "CI" in os.environ:
            raise
        pytest.skip(str(e))
    out = tmp_path_factory.mktemp("digitised") / "out"
    command = [sys.executable, "-c", COMMAND, "run", "data/raw", "-o", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="session")
def scored(digitised):
    """What `benchmarks/scoring/score.py` says of it."""
    from score import score

    return score(digitised, ROOT / "tests" / "truth", with_teds=False)


@pytest.fixture(scope="session")
def scored_records(digitised):
    """What `benchmarks/scoring/score_records.py` says of it."""
    from score_records import score_records

    return score_records(digitised, ROOT / "tests" / "truth" / "typed")
