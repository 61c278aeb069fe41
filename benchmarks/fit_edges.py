"""Fits the model of edges, `extract/models/edges.json`, on generated tables with exact truth.

    python benchmarks/fit_edges.py collect FIRST LAST -o SAMPLES.pkl      # lattices of the seeds FIRST to LAST - 1
    python benchmarks/fit_edges.py fit SAMPLES.pkl ... -o extract/models/edges.json
    python benchmarks/fit_edges.py gaps FIRST LAST                        # other seeds: boundaries that were missed
    python benchmarks/fit_edges.py cells FIRST LAST                       # other seeds again: how sure cells are

Seeds from 10000 on are for fitting (`samples/worn_tables.py`); the same seeds give the same file.
`extract/models/CARD.md` tells what it was fitted on and how well it does.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent / "scoring"), str(Path(__file__).parent.parent)]

from edge_samples import Sample, page_to_cells, page_to_gaps, page_to_samples  # noqa: E402
from edge_truth import true_rules  # noqa: E402
from fit_pages import fit_cases, painted_pages  # noqa: E402

from samples.worn_tables import FIT_FROM  # noqa: E402
from sohoa.extract.evidence.edge_model import MODEL, Trees  # noqa: E402
from sohoa.extract.evidence.odds import probability  # noqa: E402
from sohoa.extract.evidence.text_gaps import GAP  # noqa: E402
from sohoa.extract.grids.edge_features import BOUNDARY, EDGE, boundary_features  # noqa: E402
from sohoa.extract.grids.inference import stage_features  # noqa: E402
from sohoa.extract.grids.probable_lattice import CELL  # noqa: E402

Floats = NDArray[np.float64]

DEPTH, RATE, BINS, RIDGE, ASKED = 4, 0.18, 16, 5.0, 0.5
"""Of the trees: questions, step, thresholds tried a feature, pull of leaves to 0, share of features tried a tree."""
TREES = {"first": 60, "second": 80, "boundary": 80, "gap": 60, "cell": 60}
_REPEATED = 2, 3, 7
"""Last figures of the seeds of which a column says the same in each row: three in ten, of gaps and cells."""
_NOTHING = {"base": 0.0, "features": [], "thresholds": [], "leaves": []}


def boosted(features: Floats, truth: Floats, trees: int) -> Trees:
    """Oblivious trees by gradient boosting on logistic loss, Newton steps in the leaves."""
    rng = np.random.default_rng(0)
    rows, columns = features.shape
    cuts = [np.unique(np.quantile(f, np.linspace(0, 1, BINS + 1)[1:-1]).round(4)) for f in features.T]
    binned = np.stack([np.searchsorted(c, f, side="right") for c, f in zip(cuts, features.T, strict=True)], axis=1)
    base = float(np.log(truth.sum() / (len(truth) - truth.sum())))
    total = np.full(rows, base)
    asked, least, leaves = [], [], []
    for _ in range(trees):
        sure = 1 / (1 + np.exp(-total))
        slope, bend = truth - sure, sure * (1 - sure)
        leaf, own = np.zeros(rows, np.int_), rng.permutation(columns)[: round(ASKED * columns)]
        questions = []
        for depth in range(DEPTH):
            gains = {
                k: _gains(leaf * BINS + binned[:, k], slope, bend, 1 << depth)[: len(cuts[k])]
                for k in own
                if len(cuts[k])
            }
            feature = max(gains, key=lambda k: float(gains[k].max()))
            cut = int(gains[feature].argmax())
            leaf = 2 * leaf + (binned[:, feature] > cut)
            questions.append((int(feature), float(cuts[feature][cut])))
        sums = [np.bincount(leaf, x, 1 << DEPTH) for x in (slope, bend)]
        values = (RATE * sums[0] / (sums[1] + RIDGE)).round(4)
        total += values[leaf]
        asked.append([f for f, _ in questions])
        least.append([t for _, t in questions])
        leaves.append(values)
    return Trees(base, np.array(asked), np.array(least), np.array(leaves))


def _gains(keys: NDArray[np.int_], slope: Floats, bend: Floats, leaves: int) -> Floats:
    """What each threshold of a feature is worth, over all leaves."""
    slopes, bends = (np.bincount(keys, x, leaves * BINS).reshape(leaves, BINS) for x in (slope, bend))
    below = slopes.cumsum(1)[:, :-1], bends.cumsum(1)[:, :-1]
    above = slopes.sum(1, keepdims=True) - below[0], bends.sum(1, keepdims=True) - below[1]
    return np.asarray((below[0] ** 2 / (below[1] + RIDGE) + above[0] ** 2 / (above[1] + RIDGE)).sum(0))


def _edges(samples: Sequence[Sample], said: Sequence[tuple[Floats, Floats]] | None) -> tuple[Floats, Floats]:
    features, truth = [], []
    for k, sample in enumerate(samples):
        pair = stage_features(sample.seen, None if said is None else said[k])
        features += [f.reshape(-1, len(EDGE)) for f in pair]
        truth += [sample.across.ravel(), sample.down.ravel()]
    return np.concatenate(features), np.concatenate(truth)


def _said(
    trees: Trees, samples: Sequence[Sample], said: Sequence[tuple[Floats, Floats]] | None
) -> list[tuple[Floats, Floats]]:
    pairs = [stage_features(s.seen, None if said is None else said[k]) for k, s in enumerate(samples)]
    return [(probability(trees.log_odds(a)), probability(trees.log_odds(d))) for a, d in pairs]


def _crossed(
    samples: Sequence[Sample], said: list[tuple[Floats, Floats]] | None, trees: int, tables: Sequence[int]
) -> list[tuple[Floats, Floats]]:
    """What trees fitted on one half of the samples say of the other half; `tables` tells which table each is of."""
    out: list[tuple[Floats, Floats]] = [(np.zeros(0), np.zeros(0))] * len(samples)
    for half in (0, 1):
        own, rest = ([k for k, table in enumerate(tables) if table % 2 == x] for x in (half, 1 - half))
        model = boosted(*_edges([samples[k] for k in own], None if said is None else [said[k] for k in own]), trees)
        told = _said(model, [samples[k] for k in rest], None if said is None else [said[k] for k in rest])
        for k, pair in zip(rest, told, strict=True):
            out[k] = pair
    return out


def _boundaries(samples: Sequence[Sample], said: Sequence[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    features, truth = [], []
    for sample, (across, down) in zip(samples, said, strict=True):
        seen = sample.seen
        features.append(boundary_features(seen.across, seen.wear, across, down))
        features.append(boundary_features(seen.down, seen.wear, down, across))
        truth += [sample.rows, sample.cols]
    return np.concatenate(features), np.concatenate(truth)


def fit(tables: Sequence[Sequence[Sample]]) -> dict[str, object]:
    """The whole model but for cells, as it is stored, from the samples of each table."""
    samples, of = [s for table in tables for s in table], [k for k, table in enumerate(tables) for _ in table]
    first = boosted(*_edges(samples, None), TREES["first"])
    said = _crossed(samples, None, TREES["first"], of)
    second = boosted(*_edges(samples, said), TREES["second"])
    boundary = boosted(*_boundaries(samples, said), TREES["boundary"])
    again = _crossed(samples, said, TREES["second"], of)  # for what is told of it alone
    held = {name: _stored(trees) for name, trees in (("first", first), ("second", second), ("boundary", boundary))}
    wrong = [
        np.mean([((a > 0.5) != s.across).mean() for s, (a, _) in zip(samples, x, strict=True)]) for x in (said, again)
    ]
    print(f"{len(samples)} lattices; wrong edges across, stage 1 and 2, held out: {wrong[0]:.4f} {wrong[1]:.4f}")
    names = {"edge": EDGE, "boundary_features": BOUNDARY, "gap_features": GAP, "cell_features": CELL}
    return {**names, **held, "gap": _NOTHING, "cell": _NOTHING}


def fit_told(name: str, told: Sequence[tuple[Floats, Floats]]) -> dict[str, object]:
    """Trees for gaps, or for cells, from features and truth of each table."""
    features, truth = (np.concatenate([c[k] for c in told]) for k in (0, 1))
    print(f"{len(told)} tables, {len(truth)} of {name}, {truth.mean():.4f} of them true")
    return _stored(boosted(features, truth, TREES[name]))


def _stored(trees: Trees) -> dict[str, object]:
    arrays = {"features": trees.features, "thresholds": trees.thresholds, "leaves": trees.leaves}
    return {"base": round(trees.base, 4), **{name: array.tolist() for name, array in arrays.items()}}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    collect, fitted, gaps, cells = (commands.add_parser(name) for name in ("collect", "fit", "gaps", "cells"))
    for command in (collect, gaps, cells):
        command.add_argument("first", type=int)
        command.add_argument("last", type=int)
        command.add_argument("--also", type=int, nargs=2, default=(0, 0), metavar=("FIRST", "LAST"))
    fitted.add_argument("samples", type=Path, nargs="+")
    collect.add_argument("--repeated", action="store_true", help="tables with columns that say the same in each row")
    for command in (collect, fitted):
        command.add_argument("-o", dest="out", type=Path, required=True)
    options = parser.parse_args()
    if options.command == "fit":
        held = fit([table for file in options.samples for table in pickle.loads(file.read_bytes())])  # noqa: S301
        options.out.write_text(json.dumps(held) + "\n", "utf-8")
        return
    if options.first < FIT_FROM:
        parser.error(f"seeds below {FIT_FROM} are for measuring")
    collects = options.command == "collect"
    alike = ((range(10), 3) if options.repeated else ((), 0)) if collects else (_REPEATED, 1)
    ranges = ((options.first, options.last), options.also)
    cases = (painted_pages(case) for seeds in ranges for case in fit_cases(*seeds, *alike))
    if options.command == "collect":
        found = [[s for p, page, move in pages for s in page_to_samples(page, true_rules(p, move))] for pages in cases]
        options.out.write_bytes(pickle.dumps(found))
        return
    name, told_of = ("gap", page_to_gaps) if options.command == "gaps" else ("cell", page_to_cells)
    trees = fit_told(name, [t for pages in cases for p, x, move in pages for t in told_of(x, true_rules(p, move))])
    MODEL.write_text(json.dumps({**json.loads(MODEL.read_text("utf-8")), name: trees}) + "\n", "utf-8")


if __name__ == "__main__":
    main()
