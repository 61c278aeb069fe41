"""Corrections outlive a reading with force and one at another resolution: fifty of them, each kept or told."""

import random
import shutil
from pathlib import Path

from sohoa.nouns.correction_place import Where
from sohoa.pipeline.batch.reassembly import reassemble
from sohoa.pipeline.cli import main
from sohoa.pipeline.corrections.places import spot_of, where_of_cell
from sohoa.pipeline.corrections.store import append_corrections
from sohoa.pipeline.output.checkpoints import load_checkpoint
from sohoa.pipeline.output.lock import Purpose, only_writer
from sohoa.pipeline.output.outcomes import load_outcomes
from sohoa.pipeline.recipe import build_document
from sohoa.settings import Settings
from tests.support.corrections import made

ROOT = Path(__file__).parents[2]
NAME = "lam-giang-126-kh-ubnd"
PAGES = (1, 4)
N_WORDS, N_CELLS = 40, 10


def readings(out):
    doc_id = next(i for i, o in load_outcomes(out).items() if o.name == NAME)
    return [load_checkpoint(out, NAME, n, doc_id).reading for n in PAGES]


def fifty(out):
    """Words with a mark put on, so that each can be counted, and cells."""
    rng, pages = random.Random(20), readings(out)
    cells = [
        (t, c)
        for t in build_document(pages, Settings()).tables
        for c in t.cells
        if c.text and c.row >= t.n_head and len(c.parts) == 1
    ]
    some = rng.sample(cells, N_CELLS)
    frames = {p.number: p.frame for p in pages}
    taken = [(part.page, part.box) for _, c in some for part in c.parts]
    free = [
        (p, w)
        for p in pages
        for w in p.words
        if w.box and len(w.text) > 2 and not any(n == p.number and b.holds(w.box.cx, w.box.cy) for n, b in taken)
    ]
    for k, (page, word) in enumerate(rng.sample(free, N_WORDS)):
        where = Where(spots=(spot_of(page.frame, word.box),))
        yield made("word", where, word.text, f"{word.text}§{k}", f"w{k}", NAME)
    for k, (table, cell) in enumerate(some):
        where = where_of_cell(frames, table.table_id, cell)
        yield made("cell", where, cell.text, f"{cell.text} §{N_WORDS + k}", f"c{k}", NAME)


def kept_and_told(out):
    """Numbers of the corrections whose mark stands in the text, and ids of those that are told."""
    text = (out / "text" / f"{NAME}.txt").read_text("utf-8")
    kept = [k for k in range(N_WORDS + N_CELLS) if any(w.endswith(f"§{k}") for w in text.split())]
    problems = next(iter(load_outcomes(out).values())).problems
    told = [d.detail.split(" | ")[0] for p in problems if p.kind == "correction" for d in p.doubts]
    return kept, told


def test_fifty_corrections_are_kept_or_told(tmp_path):
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    shutil.copy(ROOT / "data" / "raw" / f"{NAME}.pdf", source)
    run = ["run", str(source), "-o", str(out), "-q", "-j1", "--pages", ",".join(map(str, PAGES)), "--engine", "sohoa"]
    assert main(run) == 0
    append_corrections(out, NAME, list(fifty(out)))
    with only_writer(out, Purpose.CORRECT):
        reassemble(out, NAME)
    kept, told = kept_and_told(out)
    assert (len(kept), told) == (50, [])
    assert main([*run, "--force"]) == 0
    kept, told = kept_and_told(out)
    assert (len(kept), told) == (50, [])
    (tmp_path / "coarse.toml").write_text("[source]\nmax_dpi = 200\n")
    assert main([*run, "--settings", str(tmp_path / "coarse.toml")]) == 0
    assert {round(p.dpi) for p in readings(out)} == {200}
    kept, told = kept_and_told(out)
    assert len(kept) + len(told) == 50
    assert len(kept) >= 45
