"""What a fork server of its own does besides loading modules, of which this is the first: it cleans up at its end.

The server removes its socket's folder as its last act. It ends as soon as the parent has gone, however that ended, and
with it the workers, by a signal of the system. Whoever of them is first would leave the folder to the others; the
server itself always comes so far.
"""

from __future__ import annotations

import atexit
import os
import shutil
from pathlib import Path

from sohoa.pipeline.batch.worker_process import TEMPORARY, TEMPORARY_PREFIX
from sohoa.pipeline.lean_process import collect_seldom


def remove_at_end(folder: Path) -> None:
    """Have a folder that was made for workers removed when this process ends."""
    if folder.name.startswith(TEMPORARY_PREFIX):
        atexit.register(shutil.rmtree, folder, ignore_errors=True)


collect_seldom()
if told := os.environ.get(TEMPORARY):
    remove_at_end(Path(told))
