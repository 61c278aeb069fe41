"""The figures of `score_run.py` as markdown: programs beside each other, one row a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

Figures = dict[str, Any]

TABLE_RATES = (
    "found",
    "exact_grid",
    "cell_F1",
    "cell_F1_aligned",
    "row_recall",
    "row_precision",
    "cell_CER",
    "cells_right",
    "number_cells_right",
    "TEDS",
    "page_ends_joined",
    "cut_rows_joined",
    "spurious",
)
RECORD_RATES = (
    "rows",
    "row_recall",
    "row_precision",
    "rows_all_right",
    "wrong_rows_flagged",
    "right_rows_flagged",
)
MARGIN_POINTS, MARGIN_SHARE = 0.001, 0.10
"""A document counts as worse than a peer's reading by more than 0.1 point and more than 10 %."""


def markdown(figures: Figures, title: str) -> str:
    """All tables; rates are in per cent."""
    return "\n".join(_lines(figures, title)) + "\n"


def _lines(figures: Figures, title: str) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield "; ".join(f"{k}: {v}" for k, v in figures["origin"].items()) + ". Rates in per cent."
    ours, peer = figures["sohoa"], figures.get("tesseract")
    yield from _text(ours, peer)
    yield from _worse(ours, peer)
    yield from _tables(ours, figures.get("img2table"))
    yield from _header(ours)
    for name, found in figures.get("records", {}).items():
        yield from _records(name, found)
    yield from _confidence(ours)
    yield from _cost(figures)


def _text(ours: Figures, peer: Figures | None) -> Iterator[str]:
    """Line CER, CER in reading order and marked letters, ours first and plain Tesseract's after it."""
    for kind in ours["pooled"]["text"]:
        columns = [
            (k, who)
            for k in ("line_CER", "CER", "DIA", "numbers")
            for who in ("sohoa", "Tesseract")[: 2 if peer else 1]
        ]
        rows = []
        for label, text in _sets(ours, "text"):
            if kind in text:
                both = {"sohoa": text[kind], "Tesseract": _same(peer, label, "text").get(kind, {})}
                rows.append([label, *(_percent(both[who].get(k)) for k, who in columns)])
        yield from _grid(f"Text, {kind} pages", ["", *(f"{k} {who}" for k, who in columns)], rows)


def _worse(ours: Figures, peer: Figures | None) -> Iterator[str]:
    """Documents of which plain Tesseract read the lines better, beyond the margin."""
    if peer is None:
        return
    worse = []
    for label, text in _sets(ours, "text"):
        theirs = _same(peer, label, "text")
        for kind, rates in text.items():
            own, other = rates.get("line_CER"), theirs.get(kind, {}).get("line_CER")
            if own is not None and other is not None and own > other + max(MARGIN_POINTS, MARGIN_SHARE * other):
                worse.append(f"{label} ({kind}: {_percent(own)} against {_percent(other)})")
    yield ""
    yield f"Lines read worse than plain Tesseract by more than 0.1 point or 10 %: {', '.join(worse) or 'none'}."


def _tables(ours: Figures, peer: Figures | None) -> Iterator[str]:
    rows = []
    for label, rates in _sets(ours, "tables"):
        if rates["tables"] or rates["spurious"]:
            rows.append([label, "sohoa", str(rates["tables"]), *(_percent(rates[k]) for k in TABLE_RATES)])
            theirs = _same(peer, label, "tables")
            if theirs:
                rows.append([label, "img2table", str(theirs["tables"]), *(_percent(theirs[k]) for k in TABLE_RATES)])
    yield from _grid("Tables (logical, joined over pages)", ["", "", "tables", *TABLE_RATES], rows)


def _header(ours: Figures) -> Iterator[str]:
    verdicts = ("right", "wrong", "abstained", "rightly empty")
    fields = {k: v for k, v in ours["pooled"]["header"].items() if "hit" not in v}
    rows = [[k, *(str(v.get(x, 0)) for x in verdicts)] for k, v in fields.items()]
    yield from _grid("Header fields (documents)", ["", *verdicts], rows)


def _records(name: str, found: Figures) -> Iterator[str]:
    sets = [("**all**", found["pooled"]), *found["sources"].items()]
    rows = [[label, *(_percent(r.get(k)) for k in RECORD_RATES)] for label, r in sets]
    yield from _grid(f"{name.capitalize()}: rows", ["", *RECORD_RATES], rows)
    keys = ("exact", "right", "wrong", "abstained", "lost")
    rows = [[field, *(_percent(r.get(k)) for k in keys)] for field, r in found["pooled"]["fields"].items()]
    yield from _grid(f"{name.capitalize()}: fields", ["", *keys], rows)


def _confidence(ours: Figures) -> Iterator[str]:
    keys = ("n", "error_rate", "caught@5%", "caught@10%", "caught@20%", "caught/best@10%")
    rows = [[name, *(_percent(r.get(k)) for k in keys)] for name, r in ours["pooled"]["calibration"].items()]
    yield from _grid("Confidence: errors caught by checking the least sure", ["", *keys], rows)


def _cost(figures: Figures) -> Iterator[str]:
    yield ""
    if own := figures.get("cost", {}).get("sohoa"):
        yield f"Cost of the whole run: {own['cpu_s']:.0f} CPU s, {own['wall_s']:.0f} s, {own['jobs']} worker(s). "
    for name in ("tesseract", "img2table"):
        if name in figures:
            yield f"{name}: {figures[name]['cost']}. "


def _sets(figures: Figures, part: str) -> list[tuple[str, Figures]]:
    """Pooled, then variants, then documents."""
    named = [("**all**", figures["pooled"]), *((f"**{k}**", v) for k, v in figures["variants"].items())]
    return [(label, x[part]) for label, x in [*named, *figures["documents"].items()]]


def _same(figures: Figures | None, label: str, part: str) -> Figures:
    """The set of the same name in another program's figures; nothing if it has none."""
    return dict(dict(_sets(figures, part)).get(label, {})) if figures else {}


def _percent(value: float | int | None) -> str:
    """A rate in per cent, a count as it is."""
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{100 * value:.2f}"


def _grid(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if rows:
        yield from ("", f"### {title}", "", f"| {' | '.join(head)} |", "|---" * len(head) + "|")
        yield from (f"| {' | '.join(row)} |" for row in rows)
