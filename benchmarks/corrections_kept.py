"""Are corrections kept when documents are read anew, and at another resolution?

    python benchmarks/corrections_kept.py SCANS --work DIR [--n 50] [--seed 3]
    python benchmarks/corrections_kept.py SCANS --work DIR --go-on [--dpi 200]

Digitises SCANS (kept in DIR for the next call), corrects `--n` places of all kinds by seed, as the review in the
browser would and, for fields of records, as `sohoa correct` does, then runs again with `--force`; with `--go-on` once
more at another resolution.
After each run every correction is either kept (a place of the datasets says what the person said, and that a person
said so) or told by the program as one that holds no more. What is neither is lost.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from sohoa.nouns.correctable import RECORD_FIELDS, FieldType, RecordKind, value_to_said
from sohoa.nouns.correction import Correction, CorrectionKind, now
from sohoa.nouns.correction_place import Where
from sohoa.nouns.geometry import Box
from sohoa.nouns.problem import ProblemKind
from sohoa.pipeline.cli import main as sohoa
from sohoa.pipeline.corrections.frames import frames_of
from sohoa.pipeline.corrections.places import box_on, likeness_of_boxes, spot_of
from sohoa.pipeline.corrections.record_fields import told
from sohoa.pipeline.corrections.store import append_corrections, new_id, read_corrections
from sohoa.pipeline.output.datasets import rows_where
from sohoa.pipeline.output.outcomes import load_outcomes
from sohoa.pipeline.output.paths import dataset_path
from sohoa.pipeline.review.correcting.found import find_places
from sohoa.pipeline.review.correcting.making import make_corrections
from sohoa.pipeline.review.correcting.wish import read_wish
from sohoa.pipeline.review.queue.places import Place, PlaceKind
from sohoa.pipeline.review.queue.recipe import every_place

SHARES = {
    "word": 14,
    "cell": 10,
    "printed": 8,
    "field": 6,
    "record": 5,
    "merge": 3,
    "split": 2,
    "part": 1,
    "turn": 1,
}
"""How many of 50 corrections are of which kind."""
_OTHER = "bcdghklmnpstvx"
Row = dict[str, Any]


class Person:
    """Corrects places of an output folder by chance."""

    def __init__(self, out: Path, seed: int) -> None:
        self._out = out
        self._chance = random.Random(seed)
        self._names = sorted(o.name for o in load_outcomes(out).values())
        self._places = {name: every_place(out, name) for name in self._names}
        self._used: set[tuple[str, str]] = set()

    def corrections(self, n: int) -> Iterator[Correction]:
        """`n` of them, in the order in which they are made."""
        acts = [kind for kind, share in SHARES.items() for _ in range(-(-share * n // 50))][:n]
        for act in acts:
            yield from getattr(self, f"_{act}")()

    def _word(self) -> list[Correction]:
        return self._set(self._any(PlaceKind.WORD))

    def _cell(self) -> list[Correction]:
        return self._set(self._any(PlaceKind.CELL))

    def _field(self) -> list[Correction]:
        return self._set(self._any(PlaceKind.FIELD, lambda p: p.key in ("subject", "signer_name", "place", "symbol")))

    def _set(self, place: Place) -> list[Correction]:
        return self._made(place, act="set", before=place.text or "", after=self._changed(place.text or ""))

    def _printed(self) -> list[Correction]:
        place = self._any(self._chance.choice([PlaceKind.WORD, PlaceKind.CELL, PlaceKind.FIELD]))
        return self._made(place, act="printed", before=place.text or "")

    def _merge(self) -> list[Correction]:
        cell = self._any(PlaceKind.CELL, self._right_of)
        other = self._right_of(cell)
        assert other is not None
        self._used.add((other.document, other.key))
        return self._made(cell, act="merge", keys=[cell.key, other.key], boxes=[_told(cell.box), _told(other.box)])

    def _right_of(self, cell: Place) -> Place | None:
        table, row, col = cell.key.rsplit("/", 2)
        key = f"{table}/{row}/{int(col) + 1}"
        found = (p for p in self._places[cell.document] if p.kind is PlaceKind.CELL and p.key == key)
        return next((p for p in found if p.page == cell.page and (p.document, p.key) not in self._used), None)

    def _split(self) -> list[Correction]:
        cell = self._any(PlaceKind.CELL, lambda p: p.box is not None and p.box.height > 60)
        return self._made(cell, act="split", after="rows 0.5")

    def _part(self) -> list[Correction]:
        """The first row that goes on over a page end is parted."""
        for name in self._names:
            path = dataset_path(self._out, "cells", name)
            for row in rows_where(path, ["table_id", "row", "col", "pages", "parts", "row_span", "is_header"], []):
                if len(row["pages"]) > 1 and row["row_span"] == 1 and not row["is_header"]:
                    key = f"{row['table_id']}/{row['row']}/{row['col']}"
                    place = next(p for p in self._places[name] if p.kind is PlaceKind.CELL and p.key == key)
                    part = row["parts"][-1]
                    box = [part["x0"], part["y0"], part["x1"], part["y1"]]
                    return self._made(place, act="part", page=part["page"], boxes=[box])
        return []

    def _turn(self) -> list[Correction]:
        """A page on which nothing else was corrected is turned by a quarter."""
        name = self._names[0]
        busy = {p.page for p in self._places[name] if (p.document, p.key) in self._used}
        number = max(frames_of(self._out, name).keys() - busy)
        wish = read_wish({"act": "turn", "document": name, "page": number})
        return make_corrections(wish, [], frames_of(self._out, name)[number], "")

    def _record(self) -> list[Correction]:
        record = self._chance.choice(list(RecordKind))
        types = RECORD_FIELDS[record]
        texts = [f for f, kind in types.items() if kind is FieldType.TEXT and f not in ("group_title", "group_no")]
        columns = [*texts, "page", "x0", "y0", "x1", "y1", "table_id", "row"]
        extra = ["year"] if record is RecordKind.INDICATORS else []
        some = [
            (name, row)
            for name in self._names
            for row in rows_where(dataset_path(self._out, record, name), [*columns, *extra], [])
        ]
        name, row = self._chance.choice(some)
        field = self._chance.choice([f for f in texts if row[f]])
        spot = spot_of(frames_of(self._out, name)[row["page"]], _box(row))
        where = Where((spot,), record=record, year=row.get("year"), field=field)
        before = value_to_said(row[field])
        after = self._changed(str(before))
        return [Correction(new_id(), name, now(), "", CorrectionKind.RECORD_FIELD, where, before, after)]

    def _any(self, kind: PlaceKind, wanted: Any = None) -> Place:  # noqa: ANN401 - any condition
        some = [
            p
            for name in self._names
            for p in self._places[name]
            if p.kind is kind and (p.text or "").strip() and (name, p.key) not in self._used and p.page
        ]
        place = self._chance.choice([p for p in some if wanted is None or wanted(p)])
        self._used.add((place.document, place.key))
        return place

    def _made(self, place: Place, **wish: object) -> list[Correction]:
        keys = {"keys": [place.key], "page": place.page, "document": place.document, "kind": place.kind}
        boxes = {} if place.kind is PlaceKind.FIELD else {"boxes": [_told(place.box)]}
        read = read_wish({**keys, **boxes, **wish})
        return make_corrections(read, find_places(self._out, read), None, "")

    def _changed(self, text: str) -> str:
        """Another letter in one of its words."""
        words = text.split(" ")
        at = self._chance.randrange(len(words))
        letter = self._chance.randrange(len(words[at]) + 1)
        words[at] = words[at][:letter] + self._chance.choice(_OTHER) + words[at][letter:]
        return " ".join(words)


def _told(box: Box | None) -> list[float]:
    assert box is not None
    return [box.x0, box.y0, box.x1, box.y1]


def _box(row: Row) -> Box:
    return Box(row["x0"], row["y0"], row["x1"], row["y1"])


def states(out: Path) -> Iterator[tuple[Correction, str]]:
    """Each correction in force: `kept`, `listed` or `lost`."""
    for outcome in load_outcomes(out).values():
        listed = {
            d.detail.split(" | ")[0] for p in outcome.problems if p.kind is ProblemKind.CORRECTION for d in p.doubts
        }
        for correction in read_corrections(out, outcome.name).in_force:
            if correction.id in listed:
                yield correction, "listed"
            else:
                yield correction, "kept" if is_there(out, correction) else "lost"


def is_there(out: Path, correction: Correction) -> bool:
    """Do the datasets say what the person said?"""
    where, name = correction.where, correction.document
    said = correction.before if correction.kind is CorrectionKind.AS_PRINTED else correction.after
    if where.field is not None:
        dataset = where.record or "documents"
        rows = rows_where(dataset_path(out, dataset, name), ["checked"], [])
        told_fields = [(c["field"], c["printed"]) for r in rows for c in r["checked"] or ()]
        return (where.field, told(said)) in told_fields
    frames = frames_of(out, name)
    spot = where.spots[-1]
    if correction.kind is CorrectionKind.TURN_PAGE:
        return str(frames[spot.page].rotation) == said
    at = box_on(frames[spot.page], spot)
    cells = rows_where(dataset_path(out, "cells", name), ["text", "checked", "parts", "row", "join_reason"], [])
    parts = [(c, _box(p)) for c in cells for p in c["parts"] if p["page"] == spot.page]
    assert at is not None
    if correction.kind is CorrectionKind.MERGE_CELLS:
        boxes = [b for s in where.spots if (b := box_on(frames[s.page], s)) is not None]
        return any(likeness_of_boxes(b, Box.around(boxes)) >= 0.7 for _, b in parts)
    if correction.kind is CorrectionKind.SPLIT_CELL:
        inside = [b for _, b in parts if at.holds(b.cx, b.cy)]
        return len(inside) >= 2
    if correction.kind is CorrectionKind.PART_ROWS:
        return not any(len({p["page"] for p in c["parts"]}) > 1 and likeness_of_boxes(b, at) > 0.5 for c, b in parts)
    assert isinstance(said, str)
    if where.is_cell:  # a heading that is printed anew on each page may be left on some of them
        return any(_cell_says(out, name, s.page, box_on(frames[s.page], s), said) for s in where.spots)
    return _stands(out, name, spot.page, at, said)


def _cell_says(out: Path, name: str, page: int, at: Box | None, said: str) -> bool:
    """Does a cell of a place, or do the words there, say it?"""
    cells = rows_where(dataset_path(out, "cells", name), ["text", "checked", "parts"], [("checked", "==", True)])
    near = [c for c in cells for p in c["parts"] if p["page"] == page and at and likeness_of_boxes(_box(p), at) >= 0.5]
    return any(said.split() == c["text"].split() for c in near) or (
        at is not None and _stands(out, name, page, at, said)
    )


def _stands(out: Path, name: str, page: int, at: Box, said: str) -> bool:
    """Do the words of a place say it, and that a person said so?"""
    columns = ["text", "checked", "x0", "y0", "x1", "y1"]
    words = rows_where(dataset_path(out, "words", name), columns, [("page", "==", page)])
    inside = [w for w in words if w["x0"] is not None and w["text"] and at.grown(3).holds(_box(w).cx, _box(w).cy)]
    return all(w["checked"] for w in inside) and " ".join(w["text"] for w in inside).split() == said.split()


def tell(title: str, out: Path) -> None:
    """One table row a kind."""
    counts = Counter((c.kind.value, state) for c, state in states(out))
    print(f"\n{title}\n\n| kind | kept | listed | lost |\n|---|---|---|---|")
    for kind in sorted({k for k, _ in counts}):
        print(f"| {kind} | {counts[kind, 'kept']} | {counts[kind, 'listed']} | {counts[kind, 'lost']} |")
    totals = [sum(n for (_, s), n in counts.items() if s == state) for state in ("kept", "listed", "lost")]
    print(f"| all | {' | '.join(map(str, totals))} |")
    for correction, state in states(out):
        if state != "kept":
            print(f"{state}: {correction.kind} {correction.document} {correction.before!r} -> {correction.after!r}")


def correct(first: Path, out: Path, n: int, seed: int) -> None:
    """Copy an output folder, and correct the copy."""
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(first, out)
    made = list(Person(out, seed).corrections(n))
    for correction in made:
        append_corrections(out, correction.document, [correction])
    print(f"{len(made)} corrections: {dict(Counter(c.kind.value for c in made))}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scans", metavar="SCANS", type=Path)
    parser.add_argument("--work", metavar="DIR", type=Path, required=True)
    parser.add_argument("--n", type=int, default=50)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--go-on", action="store_true", help="after a first call: run what is there at --dpi")
    args = parser.parse_args()
    first, out = args.work / "read", args.work / "corrected"
    if not first.is_dir():
        sohoa(["run", str(args.scans), "-o", str(first), "-q"])
    if not args.go_on:
        correct(first, out, args.n, args.seed)
    settings = args.work / "dpi.toml"
    settings.write_text(f"[source]\nmax_dpi = {args.dpi}\n", "utf-8")
    runs = {"--force": [], f"{args.dpi} dpi": ["--settings", str(settings)]}
    for title, options in [(t, o) for t, o in runs.items() if (t == "--force") != args.go_on]:
        began = time.monotonic()
        sohoa(["run", str(args.scans), "-o", str(out), "-q", "--force", *options])
        tell(f"{title} ({time.monotonic() - began:.0f} s)", out)


if __name__ == "__main__":
    main()
