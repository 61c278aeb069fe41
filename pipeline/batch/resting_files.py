"""Which files of a watched folder may be read: those that nobody has written for a while, each once."""

from __future__ import annotations

from collections.abc import Iterable

from sohoa.pipeline.output.document_names import FoundFile
from sohoa.pipeline.output.source_bytes import Stamp, read_stamp


class RestingFiles:
    """Looks at files again and again. A file is known by its path and its stamp: changed, it is another.

    Args:
        rest_s: a file has arrived once its size and times have stayed the same for so many seconds.
    """

    def __init__(self, rest_s: float) -> None:
        self._rest_s = rest_s
        self._since: dict[FoundFile, tuple[Stamp, float]] = {}
        self._given: dict[FoundFile, Stamp] = {}

    def arrived(self, files: Iterable[FoundFile], now: float) -> tuple[FoundFile, ...]:
        """Those that have arrived and were not given before, in order.

        The time is our own, from when a file was first seen as it is: clocks of file servers may differ, and times of
        files can be set. So after a start each file rests anew.

        Args:
            files: all that lie in the folder now.
            now: seconds on a clock that never goes back.

        Rule: A file that arrives in a watched folder is read once its size and times have stayed the same for a while;
            once, whatever becomes of it, until it changes.
        Test: pipeline/batch/test_resting_files.py::test_a_file_that_grows_is_left_alone
        """
        found: list[FoundFile] = []
        seen: dict[FoundFile, tuple[Stamp, float]] = {}
        for file in files:
            try:
                stamp = read_stamp(file.path)
            except OSError:  # it has just gone
                continue
            before, since = self._since.get(file, (stamp, now))
            seen[file] = (stamp, since if before == stamp else now)
            if now - seen[file][1] >= self._rest_s and self._given.get(file) != stamp:
                self._given[file] = stamp
                found.append(file)
        self._since = seen
        self._given = {file: stamp for file, stamp in self._given.items() if file in seen}
        return tuple(found)
