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


UNASKED = ("sohoa.extract.records", "sohoa.pipeline.corrections.pages", "sohoa.diacritics.lines.noisy")
"""Rooms for tables, corrections and text without marks, 80 ms in all."""


def test_a_letter_is_read_without_the_rooms_of_tables_and_corrections(tmp_path):
    (tmp_path / "a.txt").write_text("Kế hoạch phát triển kinh tế - xã hội năm 2026 của tỉnh", "utf-8")
    code = (
        "import importlib, sys\n"
        "from pathlib import Path\n"
        "from sohoa.pipeline.batch.document_jobs import Gathered, assemble\n"
        "from sohoa.pipeline.batch.page_jobs import read, survey\n"
        "from sohoa.pipeline.batch.run_options import WORKER_MODULES, Run\n"
        "from sohoa.pipeline.lazy_recipe import RECIPE\n"
        "from sohoa.pipeline.output.document_names import FoundFile, name_sources\n"
        "from sohoa.pipeline.output.source_bytes import stamped_digest\n"
        "from sohoa.pipeline.output.versions import stage_versions\n"
        "from sohoa.settings import Settings\n"
        "list(map(importlib.import_module, WORKER_MODULES))\n"
        "file, out = map(Path, sys.argv[1:])\n"
        "source = name_sources([(FoundFile.given(file), stamped_digest(file)[1])], {})[0]\n"
        "run = Run(out, Settings(), stage_versions(), RECIPE.engine_version(Settings()))\n"
        "seen = survey(run, source)\n"
        "print(*(read(run, source, n) for n in seen.to_read))\n"
        "print(assemble(run, Gathered(source, seen.n_pages, True, pages=seen.to_read)).status)\n"
        f"print(*(m for m in {UNASKED!r} if m in sys.modules))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "a.txt"), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["ok", "ok", ""], done.stdout + done.stderr
