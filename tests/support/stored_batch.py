"""Stand-in documents whose IN and OUT are in a store: read, killed, begun again, and compared with those in folders."""

from tests.faults.test_many_kills import stand_ins
from tests.support.fault_runs import MarkedRun, wait_until
from tests.support.kills import WORKERS, Batch


class StoredBatch:
    """The same documents at `vào` of a bucket as `stand_ins` writes into a folder."""

    def __init__(self, folder, server, documents):
        self.folder, self.server, self.bucket = folder, server, server.bucket()
        self.whole = Batch(folder / "whole")
        stand_ins(folder / "whole", documents)
        for path in sorted((folder / "whole" / "in").glob("*.txt")):
            self.bucket.put(f"vào/{path.name}", path.read_bytes())

    def begin(self, machine="một"):
        """A run on a machine: what one leaves in its folders the others do not see."""
        (self.folder / machine).mkdir(exist_ok=True)
        words = (self.bucket.url("vào"), "-o", self.bucket.url("ra"), "-j", str(WORKERS), "-q")
        return MarkedRun(self.folder / machine, *words)

    def start(self, machine="một", pages=1):
        """A run that has put so many pages more, or has ended."""
        before = self.server.n_pages_put(self.bucket)
        run = self.begin(machine)
        enough = lambda: self.server.n_pages_put(self.bucket) - before >= pages or run.process.poll() is not None  # noqa: E731
        assert wait_until(enough, 60)
        return run

    def finish(self, machine="một"):
        """Run to the end; gives the exit code and what was complained of."""
        run = self.begin(machine)
        _, err = run.process.communicate(timeout=600)
        return run.process.returncode, err

    def results(self):
        """Place → bytes of the results in the store."""
        there = self.bucket.objects("ra")
        return {p: data for p, data in there.items() if p.split("/")[0] not in ("outcome", "checkpoints")}

    def leftovers(self):
        return [k for k in self.bucket.all_keys("ra") if "/." in k and not k.endswith(".sources.json.gz")]
