"""The command `sohoa`, also as `python -m sohoa`.

Nothing of the folder where a person works is imported: scans may lie there beside a file `cv2.py`.
"""

from __future__ import annotations

import sys


def leave_working_folder() -> None:
    """Take the working folder (or the script's) off the import path, where Python puts it first (sys.path[0])."""
    if not sys.flags.safe_path and sys.path:
        del sys.path[0]


def main() -> int:
    """Run one command; returns the exit code."""
    leave_working_folder()
    from sohoa.pipeline.cli import main as run_command

    return run_command()


if __name__ == "__main__":
    sys.exit(main())
