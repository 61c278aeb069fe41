"""A disk that is full at any moment: the command says so, nothing is torn, and the same command goes on later."""

import errno
import os
import resource
import shutil
import signal
import sys

import pytest

from sohoa.errors import CannotWrite, ExitCode
from sohoa.nouns.doubt import DoubtKind
from sohoa.pipeline.output.damage import Health, examine
from tests.support.fault_runs import MarkedRun
from tests.support.kept_results import results
from tests.support.run_here import fake_run, run_here


class Full:
    """From the n-th call on there is no room; `calls` counts them."""

    def __init__(self, monkeypatch, names, after, number):
        self.calls, self.after, self.number = 0, after, number
        for name in names:
            monkeypatch.setattr(os, name, self.call(getattr(os, name)))

    def call(self, real):
        def played(*arguments, **named):
            self.calls += 1
            if self.calls > self.after:
                raise OSError(self.number, os.strerror(self.number))
            return real(*arguments, **named)

        return played


KINDS = {errno.ENOSPC: DoubtKind.NO_ROOM, errno.EDQUOT: DoubtKind.NO_ROOM, errno.EIO: DoubtKind.CANNOT_WRITE}


@pytest.mark.parametrize("names", [("fsync",), ("replace",), ("fsync", "replace", "mkdir")])
def test_at_whatever_step_nothing_is_torn(tmp_path, sources, monkeypatch, names):
    run_here(fake_run(tmp_path / "whole"), sources)
    with monkeypatch.context() as patch:
        counted = Full(patch, names, 10**9, errno.ENOSPC)
        run_here(fake_run(tmp_path / "counted"), sources)
    for n in range(0, counted.calls, 5):
        out = tmp_path / "out"
        number = list(KINDS)[n % len(KINDS)]
        with monkeypatch.context() as patch, pytest.raises(CannotWrite) as refused:
            Full(patch, names, n, number)
            run_here(fake_run(out), sources)
        assert refused.value.doubt.kind is KINDS[number]
        assert [p for p in out.rglob(".*") if p.name != ".lock"] == []
        healths = {f.name: f.health for f in examine(out, quick=False)}
        assert Health.DAMAGED not in healths.values()
        run_here(fake_run(out), sources)
        assert results(out, *"ab") == results(tmp_path / "whole", *"ab")
        shutil.rmtree(out)


def small_files():
    """No file may be longer than a small one: what a full disk does to the longer ones."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


@pytest.mark.usefixtures("sources")
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_run_that_may_write_no_more_ends_with_5_and_goes_on_later(tmp_path):
    run = MarkedRun(tmp_path, "in", "-o", "out", "-j", "2", first=small_files)
    _, err = run.process.communicate(timeout=60)
    assert run.process.returncode == ExitCode.CANNOT_WRITE
    assert "Traceback" not in err
    assert len(err.splitlines()) == 1
    out = tmp_path / "out"
    assert [p for p in out.rglob(".*") if p.name != ".lock"] == []
    assert Health.GOOD not in {f.health for f in examine(out, quick=False)}
    again = MarkedRun(tmp_path, "in", "-o", "out", "-j", "2")
    again.process.communicate(timeout=60)
    assert again.process.returncode == ExitCode.OK
    assert {f.health for f in examine(out, quick=False)} == {Health.GOOD}
