"""The last act of the fork server, which loads this module: it removes its socket's folder if its parent was killed.

The server ends as soon as the parent has gone, and with it the workers, by a signal of the system. Whoever of them is
first would leave the folder to the others; the server itself always comes so far.
"""

from __future__ import annotations

import atexit
import os
import shutil
from pathlib import Path

from sohoa.pipeline.batch.worker_process import ENDED_WELL, TEMPORARY

_PREFIX = "pymp-"
"""So the folders are called that multiprocessing makes."""


def remove_at_end(folder: Path) -> None:
    """Have a folder of multiprocessing removed when this process ends, unless the parent has said that it ends well."""
    if folder.name.startswith(_PREFIX):
        atexit.register(_remove, folder)


def _remove(folder: Path) -> None:
    if not (folder / ENDED_WELL).exists():
        shutil.rmtree(folder, ignore_errors=True)


if told := os.environ.get(TEMPORARY):
    remove_at_end(Path(told))
