"""The order in which a batch hands out its work."""

from sohoa.errors import SourceChanged
from sohoa.pipeline.batch import page_jobs
from sohoa.pipeline.batch.page_jobs import Survey
from sohoa.pipeline.batch.progress import Progress
from sohoa.pipeline.batch.run_options import Run
from sohoa.pipeline.batch.scheduler import Batch
from sohoa.pipeline.batch.worker_pool import End, Result
from sohoa.pipeline.output.document_names import Source
from sohoa.pipeline.output.source_bytes import stamped_digest
from sohoa.pipeline.output.versions import Versions
from sohoa.settings import Settings


class SecondFirst:
    """Two workers; of the two jobs they start with the second ends first. Notes what it was given to read."""

    def __init__(self, n_pages):
        self._n_pages = n_pages
        self._under_way = []
        self._started = False
        self.read = []

    memory_mb = 0
    tries_again = False

    @property
    def n_busy(self):
        return len(self._under_way)

    @property
    def has_room(self):
        return self.n_busy < 2

    def start(self, job):
        self._under_way.append(job)

    def wait(self):
        if not self._under_way:
            return []
        job = self._under_way.pop(0 if self._started else -1)
        self._started = True
        match job.function:
            case page_jobs.survey:
                n = self._n_pages[job.label]
                return [Result(job, End.DONE, Survey(n, tuple(range(1, n + 1)), others_stand=False))]
            case page_jobs.read:
                self.read.append(job.label)
                return [Result(job, End.DONE)]
        return [Result(job, End.DONE, job.label)]


class OnceChanged(SecondFirst):
    """Says of the first page it is given that the file was changed."""

    def wait(self):
        results = super().wait()
        if results and results[0].job.function is page_jobs.read and len(self.read) == 1:
            return [Result(results[0].job, End.RAISED, SourceChanged())]
        return results


def test_a_file_that_could_not_be_looked_at_for_a_moment_is_read_all_the_same(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("một\n")
    stamp, doc_id = stamped_digest(path)
    workers, done = OnceChanged({"a": 2}), []
    run = Run(out=tmp_path, settings=Settings(), versions=Versions("1", "1", "1"), engine="none")
    batch = Batch(run, workers, Progress(1, quiet=True), lambda source, _: done.append(source.name), lambda *_: None)
    batch.read_all([Source(doc_id, "a", str(path), "a.txt", "a.txt", stamp=stamp)])
    assert done == ["a"]
    assert workers.read[-2:] == ["a page 1", "a page 2"]


def test_a_small_file_does_not_wait_behind_the_pages_of_a_later_large_one(tmp_path):
    n_pages = {"small": 2, "large": 30}
    workers = SecondFirst(n_pages)
    done = []
    run = Run(out=tmp_path, settings=Settings(), versions=Versions("1", "1", "1"), engine="none")
    batch = Batch(run, workers, Progress(2, quiet=True), lambda source, _: done.append(source.name), lambda *_: None)
    batch.read_all(Source(name, name, name, name, (name,)) for name in n_pages)

    assert done == ["small", "large"]
    assert len(workers.read) == 32
    # the large file was open first, so one of its pages may be under way
    assert {"small page 1", "small page 2"} <= set(workers.read[:4])
