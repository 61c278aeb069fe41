"""200 files that arrive in pieces, some broken, the watching program killed twice: all are done once."""

import pytest

from tests.support.arrivals import arrive, made_once
from tests.support.fault_runs import MarkedRun

pytestmark = pytest.mark.long


def test_two_hundred_files_arrive(tmp_path):
    (tmp_path / "in").mkdir()
    texts = {f"d{n:03d}.txt": f"trang của văn bản {n}\n" * (n % 4 + 1) for n in range(190)}
    texts |= {f"broken{n}.txt": f"encrypted\n{n}\n" for n in range(10)}
    runs = []

    def start():
        runs.append(MarkedRun(tmp_path, "in", "-o", "out", "-j", "2", "--watch", "3"))
        return runs[-1]

    try:
        made_once(tmp_path, start, arrive(tmp_path / "in", texts, kills=2))
    finally:
        for run in runs:
            run.end()
