"""What the commands that should answer at once do not load."""

import subprocess
import sys

import pytest

SLOW = ("cv2", "hashlib", "numpy", "pandas", "pyarrow", "pydantic", "regex", "secrets", "tesserocr")
"""Each costs a search more than all that it finds in 10,000 documents."""


@pytest.mark.parametrize(
    ("words", "but"),
    [
        (["--version"], ["sqlite3", "json"]),
        (["search", "OUT", "suoi"], ["sohoa.pipeline.search.catching_up"]),
    ],
)
def test_only_what_is_needed_is_loaded(tmp_path, words, but):
    out = tmp_path / "out"
    (out / "outcome").mkdir(parents=True)
    code = (
        "import sys\n"
        "from sohoa.pipeline.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        f"print(*(m for m in {[*SLOW, *but]} if m in sys.modules), file=sys.stderr)"
    )
    typed = [str(out) if w == "OUT" else w for w in words]
    for _ in range(2):  # the first search makes the index
        done = subprocess.run([sys.executable, "-c", code, *typed], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1:] == [""], done.stderr
