"""What the search index costs, and how long a search takes: in 10,000 documents that are copies with other words.

    python benchmarks/search_many.py OUT FOLDER [--documents 10000]

`OUT` is what `sohoa run data/raw` has made. First its documents are stored again, and the seconds of that and of the
index are told. Then FOLDER gets an index of that many copies of them, of whose words every third is another one (drawn
from all words of OUT; one in twenty is made up, so that most words are rare), and outcomes beside it; there searches
are timed in this process, and as a command.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from sohoa.pipeline.batch import document_jobs
from sohoa.pipeline.batch.reassembly import reassemble
from sohoa.pipeline.files.fingerprints import fingerprint_of
from sohoa.pipeline.output import datasets
from sohoa.pipeline.output.outcomes import load_outcomes
from sohoa.pipeline.output.paths import outcome_path, search_path
from sohoa.pipeline.search import catching_up
from sohoa.pipeline.search.finding import search
from sohoa.pipeline.search.index_file import IndexDamaged, State, begin_anew, writing
from sohoa.pipeline.search.keeping import bring_up_to_date
from sohoa.pipeline.search.query import Wish
from sohoa.pipeline.search.stored import units_in
from sohoa.pipeline.search.units import Facts, Unit, with_facets
from sohoa.pipeline.search.writing import put_document, take_out_document

WISHES = (
    Wish("chuyển đổi số"),
    Wish("chuyen doi so"),
    Wish('"chuyển đổi số"'),
    Wish('"chuyen doi so"'),
    Wish('"dịch vụ công trực tuyến"'),
    Wish("kế hoạch của ủy ban nhân dân tỉnh"),
    Wish("ke hoach cua uy ban nhan dan tinh"),
    Wish('"số năm"'),
    Wish("126/KH-UBND"),
    Wish("năm"),
    Wish("chuyen doi so", years="2026", doc_type="ke hoach", agency="lam giang"),
    Wish("chuyển đổi số", years="2013"),
    Wish("quy hoạch khoáng sản"),
    Wish("xyzxyz"),
)
_TIMES = 15


def main() -> None:
    """Measure and tell."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("out", type=Path)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--documents", type=int, default=10_000)
    args = asked.parse_args()
    storing(args.out, args.folder)
    many = args.folder / "many"
    if not search_path(many).exists():
        make_many(args.out, many, args.documents)
    print(f"index of {args.documents} documents: {search_path(many).stat().st_size / 2**20:.0f} MiB")
    searching(many)


def storing(out: Path, folder: Path) -> None:
    """Seconds to store all documents of an output, and what of that the index takes, as new documents are put in."""
    copy = folder / "stored"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(out, copy)
    bring_up_to_date(copy, lambda *_: None)
    homes = {"store_document": datasets, "keep_document": catching_up}
    homes |= dict.fromkeys(("save_outcome", "checkpoint_fingerprints"), document_jobs)
    timed = {name: _Timed(getattr(home, name)) for name, home in homes.items()}
    for name, function in timed.items():
        setattr(homes[name], name, function)
    names = [o.name for o in load_outcomes(copy).values()]
    for k in range(_TIMES):
        with writing(copy) as db:
            for name in names:
                take_out_document(db, name)
        if k == 1:  # the first time warms up
            for one in timed.values():
                one.wall, one.cpu = 0.0, 0.0
        for name in names:
            reassemble(copy, name)
    index = timed.pop("keep_document")
    wall, cpu = (sum(getattr(t, what) for t in timed.values()) / (_TIMES - 1) for what in ("wall", "cpu"))
    index_wall, index_cpu = index.wall / (_TIMES - 1), index.cpu / (_TIMES - 1)
    print(f"storing {len(names)} documents: {wall * 1e3:.0f} ms ({cpu * 1e3:.0f} ms of CPU); the index adds", end=" ")
    print(
        f"{index_wall * 1e3:.0f} ms, {index_wall / wall:.0%} ({index_cpu * 1e3:.0f} ms of CPU, {index_cpu / cpu:.0%})"
    )


class _Timed:
    """A function whose seconds are added up."""

    def __init__(self, function: Callable[..., object]) -> None:
        self.function, self.wall, self.cpu = function, 0.0, 0.0

    def __call__(self, *args: object) -> object:
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            return self.function(*args)
        finally:
            self.wall += time.perf_counter() - wall
            self.cpu += time.process_time() - cpu


def make_many(out: Path, many: Path, n_documents: int) -> None:
    """An index of copies with other words, and their outcomes."""
    draw = random.Random(7)
    first = [(o.name, *units_in(out, o.name)) for o in load_outcomes(out).values()]
    words = [w for _, units, _ in first for u in units for w in u.words]
    many.mkdir(parents=True)
    begin_anew(many, IndexDamaged(State.MISSING))
    for begin in range(0, n_documents, 200):
        with writing(many) as db:
            for at in range(begin, min(begin + 200, n_documents)):
                name, units, facts = first[at % len(first)]
                path = outcome_path(many, f"{name}-{at:05d}")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(outcome_path(out, name).read_bytes())
                new = [_varied_facts(f, at) for f in facts]
                varied = with_facets((_varied(u, words, draw) for u in units), new)
                put_document(db, path.stem, fingerprint_of(many, path), varied, new)


def _varied(unit: Unit, words: list[str], draw: random.Random) -> Unit:
    return replace(unit, words=tuple(_other(w, words, draw) for w in unit.words))


def _other(word: str, words: list[str], draw: random.Random) -> str:
    chance = draw.random()
    if chance < 0.05:
        return (
            draw.choice("bcdghklmnprstvx")
            + draw.choice(("an", "uông", "iết", "oàn", "ưởi", "ầm"))
            + str(draw.randrange(10**4))
        )
    return draw.choice(words) if chance < 0.33 else word


def _varied_facts(facts: Facts, at: int) -> Facts:
    return replace(facts, year=2010 + at % 17, agency=f"{facts.agency} {at % 300}")


def searching(many: Path) -> None:
    """Milliseconds of each search: in process (with the look whether the index is up to date) and as a command."""
    worst, slowest = 0.0, 0.0
    for wish in WISHES:
        inside = statistics.median(_seconds(lambda w=wish: _search(many, w)) for _ in range(_TIMES))
        outside = statistics.median(_seconds(lambda w=wish: _command(many, w)) for _ in range(3))
        found = search(many, wish)
        worst, slowest = max(worst, inside), max(slowest, outside)
        more = "+" if found.is_more else ""
        print(f"{inside * 1e3:7.1f} ms {outside * 1e3:7.0f} ms  {found.n_pages}{more} pages  {' '.join(_words(wish))}")
    print(f"{worst * 1e3:7.1f} ms {slowest * 1e3:7.0f} ms  the slowest")


def _search(many: Path, wish: Wish) -> None:
    bring_up_to_date(many, lambda *_: None)
    search(many, wish)


def _command(many: Path, wish: Wish) -> None:
    subprocess.run(
        [sys.executable, "-m", "sohoa", "search", str(many), *_words(wish), "-q"], check=True, stdout=subprocess.DEVNULL
    )


def _words(wish: Wish) -> Iterator[str]:
    yield wish.text
    options = {"--agency": wish.agency, "--type": wish.doc_type, "--year": wish.years}
    yield from (word for option, value in options.items() if value for word in (option, value))


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
