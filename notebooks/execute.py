"""Executes the notebooks where they lie, on data/raw and data/processed beside them: `make notebooks`.

python notebooks/execute.py
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parent
_SECONDS = 300
"""That a cell may take."""


def executed(path: Path, folder: Path) -> Any:  # noqa: ANN401 - a node of nbformat, which has no types
    """A notebook with what its cells show when they run in a folder; their times and the machine are left out.

    Raises:
        CellExecutionError: a cell fails.
    """
    notebook = nbformat.read(path, as_version=4)
    about = dict(notebook.metadata)
    place = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=_SECONDS, kernel_name="python3", resources=place, record_timing=False).execute()
    notebook.metadata.clear()
    notebook.metadata.update(about)
    return notebook


def main() -> None:
    """Execute all and write them anew."""
    for path in sorted(FOLDER.glob("*.ipynb")):
        nbformat.write(executed(path, FOLDER), path)
        print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
