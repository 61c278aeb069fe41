"""How long, and with how much memory, is a run over very many files planned, or gone on with after very many outcomes?

    python benchmarks/plan_many.py walk  --n 100000 --work DIR    finds so many empty files in folders of 1,000
    python benchmarks/plan_many.py plan  --n 1000000              names so many made-up files; nothing is read
    python benchmarks/plan_many.py resume --n 100000 --work DIR   loads so many outcomes and looks at their files

`plan` takes names and digests that are made up in place of those of files (to hash real ones takes the disk's time:
some hundred MB a second). `resume` writes so many outcomes, each with eleven small files, and finds all done.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from sohoa.nouns.problem import Status
from sohoa.pipeline.batch.inputs import Inputs, find_inputs
from sohoa.pipeline.batch.plan import Plan, Sight, plan_run
from sohoa.pipeline.files.fingerprints import fingerprint_of
from sohoa.pipeline.output.document_names import FoundFile
from sohoa.pipeline.output.outcomes import Kept, Outcome, load_kept, save_outcome
from sohoa.pipeline.output.paths import inside, result_paths
from sohoa.pipeline.output.source_bytes import Stamp
from tests.support.run_here import fake_run

_A_FOLDER = 1000


def place(n: int) -> str:
    """A made-up path of file `n`."""
    return f"hop-{n // _A_FOLDER:04d}/ke-hoach-{n:07d}.pdf"


def made_up(path: Path) -> tuple[Stamp, str]:
    """Stamp and digest of a file that is not there."""
    digest = hashlib.sha256(path.name.encode())
    return Stamp(digest.digest()), digest.hexdigest()


SIGHT = Sight(made_up)


def timed(what: str, do: Callable[[], object]) -> None:
    """Do it and tell seconds and the most memory that this process has had."""
    started, cpu = time.monotonic(), time.process_time()
    do()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what}: {time.monotonic() - started:.1f} s ({time.process_time() - cpu:.1f} CPU s), peak {peak:.0f} MB")


def files_of(n: int) -> tuple[FoundFile, ...]:
    """So many files that are not there."""
    return tuple(FoundFile(f"/archive/{place(k)}", place(k)) for k in range(n))


def plan(n: int) -> None:
    """Name so many files."""
    run, inputs = fake_run(Path("/nowhere")), Inputs(files_of(n), (), ())
    timed(f"{n} files planned", lambda: plan_run(run, inputs, Kept({}, {}), SIGHT))


def walk(n: int, work: Path) -> None:
    """Find so many files."""
    if not (work / "in").exists():
        for k in range(n):
            (work / "in" / place(k)).parent.mkdir(parents=True, exist_ok=True)
            (work / "in" / place(k)).touch()
    timed(f"{n} files found", lambda: find_inputs([work / "in"], work / "out"))


def resume(n: int, work: Path) -> None:
    """Load so many outcomes, and find all of them done."""
    out = work / "out"
    run, files = fake_run(out), files_of(n)
    if not (out / "outcome").exists():
        for file in files:
            _write_outcome(out, file)
    found: list[Kept] = []
    timed(f"{n} outcomes loaded", lambda: found.append(load_kept(out)))
    timed(f"{n} documents found done", lambda: _require_done(plan_run(run, Inputs(files, (), ()), found[0], SIGHT), n))


def _require_done(made: Plan, n: int) -> None:
    if len(made.done) != n:
        raise SystemExit(f"only {len(made.done)} are done")


def _write_outcome(out: Path, file: FoundFile) -> None:
    run, name, doc_id = fake_run(out), file.path.stem, made_up(file.path)[1]
    written = result_paths(out, name)
    for path in written:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    prints = {inside(out, p): fingerprint_of(out, p) for p in written}
    counts = dict.fromkeys(("words", "tables", "tasks", "indicators", "problems"), 3)
    where, settings = (name, doc_id, file.path.name, file.place, ()), run.settings.digest()
    how = (Status.OK, 5, True, settings, run.version, run.engine, "2026-11-29T00:00:00+00:00")
    save_outcome(out, Outcome(*where, *how, counts=counts, files=prints))


def main() -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("walk", "plan", "resume"))
    parser.add_argument("--n", type=int, required=True)
    parser.add_argument("--work", type=Path, help="a folder of this measurement's own")
    args = parser.parse_args()
    if args.what == "plan":
        plan(args.n)
    elif args.work is None:
        parser.error("--work is needed")
    else:
        (walk if args.what == "walk" else resume)(args.n, args.work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
