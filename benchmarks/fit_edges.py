"""Fits the model of edges, `extract/models/edges.json`, on generated tables with exact truth.

    python benchmarks/fit_edges.py gaps FIRST LAST                    # boundaries that were missed, as words tell
    python benchmarks/fit_edges.py collect FIRST LAST -o SAMPLES.pkl  # other seeds: lattices, with what words propose
    python benchmarks/fit_edges.py fit SAMPLES.pkl ...                # edges and boundaries
    python benchmarks/fit_edges.py cells FIRST LAST                   # other seeds again: how sure cells are

Each stands on those before it and on none after it, so that the same seeds give the same file whatever it held.
Seeds from 10000 on are for fitting (`samples/worn_tables.py`); LAST is the first one that is left.
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

RATE, BINS, RIDGE, ASKED = 0.18, 16, 5.0, 0.5
"""Of the trees: step, thresholds tried a feature, pull of leaves to 0, share of features tried a tree."""
TREES = {"first": (100, 5), "second": (60, 5), "boundary": (100, 4), "gap": (60, 4), "cell": (60, 4)}
"""How many trees, and how many questions each asks. 100 of 5 err in 1.3 % of the edges of 50 tables held out, 60 of 4
in 1.8 %, both fitted on 250."""
FOLDS = 3
"""What the first stage says of a table, for the second, comes from trees that have not seen it: parts drawn at random,
since what tables are like goes by the last figures of their seeds."""
_NOTHING = {"base": -6.0, "features": [], "thresholds": [], "leaves": []}


def boosted(features: Floats, truth: Floats, shape: tuple[int, int]) -> Trees:
    """Oblivious trees by gradient boosting on logistic loss, Newton steps in the leaves; `shape` as in `TREES`."""
    rng, (trees, questions_each) = np.random.default_rng(0), shape
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
        for depth in range(questions_each):
            gains = {
                k: _gains(leaf * BINS + binned[:, k], slope, bend, 1 << depth)[: len(cuts[k])]
                for k in own
                if len(cuts[k])
            }
            feature = max(gains, key=lambda k: float(gains[k].max()))
            cut = int(gains[feature].argmax())
            leaf = 2 * leaf + (binned[:, feature] > cut)
            questions.append((int(feature), float(cuts[feature][cut])))
        sums = [np.bincount(leaf, x, 1 << questions_each) for x in (slope, bend)]
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
    samples: Sequence[Sample], said: list[tuple[Floats, Floats]] | None, trees: tuple[int, int], tables: Sequence[int]
) -> list[tuple[Floats, Floats]]:
    """What trees fitted on the other samples say of each part of them; `tables` tells which table each is of."""
    out: list[tuple[Floats, Floats]] = [(np.zeros(0), np.zeros(0))] * len(samples)
    part = np.random.default_rng(0).integers(FOLDS, size=1 + max(tables))
    for fold in range(FOLDS):
        rest = [k for k, table in enumerate(tables) if part[table] == fold]
        own = [k for k, table in enumerate(tables) if part[table] != fold]
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
    """Trees of edges and boundaries, as they are stored, from the samples of each table."""
    samples, of = [s for table in tables for s in table], [k for k, table in enumerate(tables) for _ in table]
    first = boosted(*_edges(samples, None), TREES["first"])
    said = _crossed(samples, None, TREES["first"], of)
    second = boosted(*_edges(samples, said), TREES["second"])
    boundary = boosted(*_boundaries(samples, said), TREES["boundary"])
    held: dict[str, object] = {"first": _stored(first), "second": _stored(second), "boundary": _stored(boundary)}
    wrong = np.mean([((a > 0.5) != s.across).mean() for s, (a, _) in zip(samples, said, strict=True)])
    print(f"{len(samples)} lattices; wrong edges across, first stage, held out: {wrong:.4f}")
    return held


def fit_told(name: str, told: Sequence[tuple[Floats, Floats]]) -> dict[str, object]:
    """Trees for gaps, or for cells, from features and truth of each table."""
    features, truth = (np.concatenate([c[k] for c in told]) for k in (0, 1))
    print(f"{len(told)} tables, {len(truth)} of {name}, {truth.mean():.4f} of them true")
    return _stored(boosted(features, truth, TREES[name]))


def _stored(trees: Trees) -> dict[str, object]:
    arrays = {"features": trees.features, "thresholds": trees.thresholds, "leaves": trees.leaves}
    return {"base": round(trees.base, 4), **{name: array.tolist() for name, array in arrays.items()}}


def _keep(more: dict[str, object]) -> None:
    """Puts trees into the model, with the names of all features."""
    names = {"edge": EDGE, "boundary_features": BOUNDARY, "gap_features": GAP, "cell_features": CELL}
    MODEL.write_text(json.dumps({**json.loads(MODEL.read_text("utf-8")), **names, **more}) + "\n", "utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    gaps, collect, fitted, cells = (commands.add_parser(name) for name in ("gaps", "collect", "fit", "cells"))
    for command in (gaps, collect, cells):
        command.add_argument("first", type=int)
        command.add_argument("last", type=int)
    collect.add_argument("-o", dest="out", type=Path, required=True)
    fitted.add_argument("samples", type=Path, nargs="+")
    options = parser.parse_args()
    if options.command == "fit":
        _keep(fit([table for file in options.samples for table in pickle.loads(file.read_bytes())]))  # noqa: S301
        return
    if options.first < FIT_FROM:
        parser.error(f"seeds below {FIT_FROM} are for measuring")
    cases = (painted_pages(case) for case in fit_cases(options.first, options.last))
    if options.command == "collect":
        found = [[s for p, page, move in pages for s in page_to_samples(page, true_rules(p, move))] for pages in cases]
        options.out.write_bytes(pickle.dumps(found))
        return
    name, told_of = ("gap", page_to_gaps) if options.command == "gaps" else ("cell", page_to_cells)
    _keep({name: _NOTHING})
    _keep({name: fit_told(name, [t for pages in cases for p, x, y in pages for t in told_of(x, true_rules(p, y))])})


if __name__ == "__main__":
    main()
