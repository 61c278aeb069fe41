"""Files that arrive in pieces in a watched folder, and what must have become of them."""

import random
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sohoa.pipeline.output.outcomes import load_kept
from tests.support.fault_runs import wait_until

PAUSE_S = 0.05
"""Between two pieces, of whatever file: far less than a file rests."""


@dataclass(frozen=True)
class Arrivals:
    """Pieces in the order in which they come, the texts as they are whole, and after which pieces the run is killed."""

    folder: Path
    pieces: list
    texts: dict
    kills: frozenset


def arrive(folder, texts, kills, seed=18):
    """Texts in two to four pieces each, some five files under way at a time."""
    draw, pieces, waiting = random.Random(seed), [], []
    for name, text in texts.items():
        cuts = sorted(draw.sample(range(1, len(text)), min(draw.randint(1, 3), len(text) - 1)))
        waiting.append([(name, text[a:b]) for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)])
    while waiting:
        some = draw.choice(waiting[:5])
        pieces.append(some.pop(0))
        waiting = [w for w in waiting if w]
    at = frozenset(draw.sample(range(len(pieces) // 4, len(pieces)), kills))
    return Arrivals(folder, pieces, texts, at)


def made_once(folder, start, arrivals):
    """Have all arrive while runs that `start` starts watch, kill these at the chosen pieces, and look."""
    run = start()
    for k, (name, piece) in enumerate(arrivals.pieces):
        with (arrivals.folder / name).open("a", encoding="utf-8") as f:
            f.write(piece)
        time.sleep(PAUSE_S)
        if k in arrivals.kills:
            run.process.kill()
            run.process.wait()
            assert run.gone_within(2)
            run = start()
    n, out = len(arrivals.texts), folder / "out"
    assert wait_until(lambda: len(list((out / "outcome").glob("*.json"))) >= n, 120)
    time.sleep(2.5)  # nothing more comes of it
    assert run.process.poll() is None
    run.process.terminate()
    run.process.communicate(timeout=20)
    assert run.process.returncode == 130
    outcomes = load_kept(out).outcomes.values()
    assert sorted(o.source_file for o in outcomes) == sorted(arrivals.texts)
    for outcome in outcomes:
        whole = arrivals.texts[outcome.source_file]
        assert (arrivals.folder / outcome.source_file).read_text("utf-8") == whole
        assert outcome.status.value == ("failed" if whole.startswith("encrypted") else "ok"), outcome
        assert outcome.n_pages == (0 if whole.startswith("encrypted") else whole.count("\n"))
    log = Counter((arrivals.folder / "calls.log").read_text("utf-8").splitlines())
    assert sum(n - 1 for n in log.values()) <= len(arrivals.kills) * 2
