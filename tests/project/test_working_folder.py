"""Nothing of the folder where a person works is imported, whatever the files there are called."""

import subprocess
import sys
from pathlib import Path

import pytest

SOHOA = Path(sys.executable).parent / "sohoa"
HOSTILE = ("extract", "diacritics", "cv2", "pandas", "socket", "numpy")
CODE = "open(__file__ + '.was-run', 'w').close()\nraise SystemExit('the code of the working folder was run')\n"


@pytest.fixture
def folder(tmp_path):
    """A folder of scans that also holds modules under names that we import."""
    for name in HOSTILE:
        (tmp_path / f"{name}.py").write_text(CODE)
    (tmp_path / "pipeline").mkdir()
    (tmp_path / "pipeline" / "__init__.py").write_text(CODE)
    (tmp_path / "scan.txt").write_text("Kế hoạch phát triển\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "command", [[SOHOA], [sys.executable, "-m", "sohoa"], [sys.executable, "-P", "-m", "sohoa"]], ids=str
)
def test_nothing_of_the_working_folder_is_imported(folder, command):
    done = subprocess.run(
        [*command, "run", "scan.txt", "-o", "out", "-j", "2"], cwd=folder, capture_output=True, text=True
    )
    assert list(folder.rglob("*.was-run")) == []
    assert done.returncode == 0, done.stderr
    assert (folder / "out" / "text" / "scan.txt").read_text("utf-8") == "Kế hoạch phát triển\n"
