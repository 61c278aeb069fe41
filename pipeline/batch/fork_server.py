"""The last act of the fork server, which loads this module: it removes its socket's folder.

The server ends as soon as the parent has gone, however that ended, and with it the workers, by a signal of the system.
Whoever of them is first would leave the folder to the others; the server itself always comes so far.
"""

from __future__ import annotations

import atexit
import os
import shutil
from pathlib import Path

from sohoa.pipeline.batch.worker_process import TEMPORARY, TEMPORARY_PREFIX


def remove_at_end(folder: Path) -> None:
    """Have a folder that was made for workers removed when this process ends."""
    if folder.name.startswith(TEMPORARY_PREFIX):
        atexit.register(shutil.rmtree, folder, ignore_errors=True)


if told := os.environ.get(TEMPORARY):
    remove_at_end(Path(told))
