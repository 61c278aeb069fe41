"""Is anything lost or let in when a folder of hostile files is read?

    python benchmarks/hostile.py [--n 500] [--part 1/4] [--memory 1000] [-j 2]

The files are made by a program from a seed (`tests/support/hostile_inputs.py`): structures that readers fall over,
bombs, odd names, mutations of small samples, damaged scans. Beside them lie good files. It counts what must not be:
a crash of the command, a file without an outcome, a file outside the output folder, damaged content that comes out as
`ok`, a reason that names nothing, a good file that comes out otherwise than alone.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from sohoa.pipeline.batch.inputs import SUFFIXES
from tests.support.hostile_inputs import GOOD, hostile_inputs

LIMIT_S = 3600.0
"""A run over the corpus that takes longer hangs."""


@dataclass(frozen=True)
class Found:
    """Faults by kind with the files concerned, how documents ended, and what the run took."""

    faults: dict[str, list[str]]
    ended: Counter[str]
    seconds: float
    cpu_s: float


def check(n: int, memory_mb: int, jobs: int, part: tuple[int, int] = (1, 1)) -> Found:
    """Make the corpus, read it, count the faults; of several parts only one."""
    with tempfile.TemporaryDirectory(prefix="sohoa-hostile-") as name:
        root = Path(name)
        (root / "tmp").mkdir()
        corpus = hostile_inputs(n, root)[part[0] - 1 :: part[1]]
        for folder, files in (("in", {**{x.name: x.data for x in corpus}, **GOOD}), ("good", GOOD)):
            (root / folder).mkdir()
            for file, data in files.items():
                (root / folder / file).write_bytes(data)
        before = sorted(p for p in root.rglob("*") if "out" not in p.parts)
        started, cpu = time.monotonic(), _children_cpu()
        code, err = _run(root, "in", "out", memory_mb, jobs)
        seconds, cpu_s = time.monotonic() - started, _children_cpu() - cpu
        _run(root, "good", "alone", memory_mb, jobs)
        stray = [str(p) for p in root.rglob("*") if p not in before and not {"out", "alone"} & set(p.parts)]
        outcomes = [json.loads(p.read_bytes()) for p in (root / "out" / "outcome").glob("*.json")]
        by_id = {o["doc_id"]: o for o in outcomes}
        ids = {x.name: sha256(x.data).hexdigest() for x in corpus if _is_taken(x.name)}
        wrong_ok = [x.name for x in corpus if x.damaged and by_id.get(ids.get(x.name, ""), {}).get("status") == "ok"]
        faults = {
            "crash": [err[-2000:]] if code not in (0, 1) or "Traceback" in err else [],
            "no outcome": [name for name, doc_id in ids.items() if doc_id not in by_id],
            "file outside OUT": stray,
            "wrong ok": wrong_ok,
            "empty reason": [o["name"] for o in outcomes if o["status"] != "ok" and not _says_why(o)],
            "good file otherwise": _otherwise(root),
        }
        return Found(faults, Counter(o["status"] for o in outcomes), seconds, cpu_s)


def _run(root: Path, source: str, out: str, memory_mb: int, jobs: int) -> tuple[int, str]:
    """The command's exit code and what it says; 124 if it hangs."""
    options = ["-o", str(root / out), "-j", str(jobs), "--memory", str(memory_mb), "-q"]
    settings = root / "settings.toml"
    settings.write_text("[ocr]\ntimeout_s = 20\n", "utf-8")
    command = [sys.executable, "-P", "-m", "sohoa", "run", str(root / source), *options, "--settings", str(settings)]
    here = str(Path(__file__).parent.parent)
    environment = {**os.environ, "TMPDIR": str(root / "tmp"), "PYTHONPATH": here}
    try:
        done = subprocess.run(command, capture_output=True, timeout=LIMIT_S, env=environment, check=False)
    except subprocess.TimeoutExpired:
        return 124, "it hangs"
    finally:
        settings.unlink()
    return done.returncode, done.stderr.decode("utf-8", "replace")


def _is_taken(name: str) -> bool:
    """Is a file of a folder read that is called so? Hidden ones and other kinds are passed over."""
    return not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES


def _says_why(outcome: dict[str, object]) -> bool:
    problems = outcome["problems"]
    assert isinstance(problems, list)
    return bool(problems) and all(sum(c.isalpha() for c in p["message"]) > 10 for p in problems)


def _otherwise(root: Path) -> list[str]:
    """Good files whose text is not what it is without the others."""
    texts = {p.name: p.read_bytes() for p in (root / "alone" / "text").iterdir()}
    return [
        name
        for name, text in texts.items()
        if not (root / "out" / "text" / name).is_file() or (root / "out" / "text" / name).read_bytes() != text
    ] or ([] if len(texts) == len(GOOD) else ["some are missing"])


def _children_cpu() -> float:
    times = os.times()
    return times.children_user + times.children_system


def main() -> int:
    """Print what was found; 1 if there is any fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=500, help="hostile files")
    parser.add_argument("--part", default="1/1", help="only each fourth file, from the first on: 1/4")
    parser.add_argument("--memory", type=int, default=1000, help="MB a worker may take")
    parser.add_argument("-j", "--jobs", type=int, default=2)
    args = parser.parse_args()
    first, of = (int(x) for x in args.part.split("/"))
    found = check(args.n, args.memory, args.jobs, (first, of))
    print(f"part {args.part} of {args.n} files: {dict(found.ended)}, {found.seconds:.0f} s, {found.cpu_s:.0f} CPU s")
    for kind, names in found.faults.items():
        print(f"{kind}: {len(names)}", *(f"\n    {name}" for name in names[:10]))
    return int(any(found.faults.values()))


if __name__ == "__main__":
    sys.exit(main())
