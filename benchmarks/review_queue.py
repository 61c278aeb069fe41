"""How many errors does a person find who goes through the first tenth of the queue of `sohoa review`?

    python benchmarks/review_queue.py OUT TRUTH [OUT TRUTH …]

All places of each OUT (formal parts, cells, words of running text; rows with doubts have no truth of their own) are
sorted as the queue sorts them, but for its end, and judged by the truth as benchmarks/scoring does. One row an OUT and
one for all: places, errors, `caught@10%` (share of all errors among the first tenth), `best@10%` (what a perfect order
would catch), the first as a share of the second, the same with every error counted by what hangs on it (`by stake`),
and beside them the same share when places are sorted by confidence alone (`confidence`). In per cent.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sohoa.pipeline.output.datasets import rows_where
from sohoa.pipeline.output.paths import dataset_path
from sohoa.pipeline.review.queue.places import DoubtfulWord, Place, PlaceKind
from sohoa.pipeline.review.queue.recipe import document_places
from sohoa.pipeline.review.queue.stakes import WEIGHTS, Stake
from sohoa.pipeline.review.queue.words import COLUMNS, doubtful_word, is_text, unsure_near

sys.path.insert(0, str(Path(__file__).parent / "scoring"))

SHARE = 0.10
"""Of the queue, that a person goes through."""
SHOWN = ("places", "errors", "caught@10%", "best@10%", "caught/best@10%", "by stake", "confidence")
_TRUTH_OF = {
    "code": "so_ky_hieu",
    "issued_on": "ngay",
    "place": "dia_danh",
    "doc_type": "loai_van_ban",
    "subject": "trich_yeu",
    "issuing_authority": "co_quan_ban_hanh",
    "parent_authority": "co_quan_cap_tren",
    "signer_name": "nguoi_ky",
    "signer_title": "chuc_vu",
    "recipients": "noi_nhan",
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A place with its verdict."""

    urgency: float
    risk: float
    weight: float
    wrong: bool


def judge(out: Path, truth: Path) -> Iterator[Judged]:
    """All places of documents and pages of which the truth is known, with their verdicts."""
    from data import Output, load_truth

    run, truths = Output(out), {d.name: d for d in load_truth(truth)}
    for name, _, _, doc_id in run.expected(list(truths)):
        if doc_id is None:
            continue
        row = run.rows("documents", doc_id)[0]
        places = list(document_places(out, row["document"], surer_than=1.0))
        yield from _words(truths[name], [p for p in places if p.kind is PlaceKind.WORD], run.rows("words", doc_id))
        yield from _cells(truths[name], [p for p in places if p.kind is PlaceKind.CELL], run.rows("cells", doc_id))
        yield from _fields(truths[name], [p for p in places if p.kind is PlaceKind.FIELD], row)


def verdicts_of_words(out: Path, truth: Path) -> Iterator[tuple[DoubtfulWord, int, bool]]:
    """All words with a confidence, in tables too, with the number of unsure neighbours: is it wrong?"""
    from data import Output, load_truth

    run, truths = Output(out), {d.name: d for d in load_truth(truth)}
    for name, _, _, doc_id in run.expected(list(truths)):
        document = run.rows("documents", doc_id)[0]["document"]
        rows = [r for r in rows_where(dataset_path(out, "words", document), COLUMNS, []) if is_text(r)]
        some = [doubtful_word(r) for r in rows]
        seen = list(zip(some, unsure_near(some), strict=True))
        for page, known in truths[name].pages.items():
            tokens = list(_tokens([(w.text, (w, near)) for w, near in seen if w.page == page]))
            right = _printed([token for token, _ in tokens], known.text)
            for (_, those), is_right in zip(tokens, right, strict=True):
                yield from ((w, near, not is_right) for w, near in those if w.confidence is not None)


def _judged(place: Place, wrong: bool) -> Judged:
    return Judged(place.urgency, place.risk, WEIGHTS[place.stake], wrong)


def _words(doc: Any, places: Iterable[Place], rows: list[dict[str, Any]]) -> Iterator[Judged]:  # noqa: ANN401
    by_key = {p.key: p for p in places}
    for page, known in doc.pages.items():
        of_page = [r for r in rows if r["page"] == page and not r["struck"]]
        tokens = list(_tokens([(r["text"], by_key.get(f"{page}/{r['word']}")) for r in of_page]))
        right = _printed([token for token, _ in tokens], known.text)
        for (_, some), is_right in zip(tokens, right, strict=True):
            if some:
                yield _judged(max(some, key=lambda p: p.urgency), not is_right)


def _printed(tokens: list[str], text: str) -> list[bool]:
    """Which tokens of a page stand in its truth.

    By the longest common sequence, so that of two equal words the one that was misread is told; what stands there at
    another place (reading order) is right too.
    """
    from folding import norm
    from rapidfuzz.distance import LCSseq

    known = norm(text.translate({ord(c): None for c in "⟦⟧"})).split()
    right, left = [False] * len(tokens), Counter(known)
    for same in LCSseq.opcodes(tokens, known):
        if same.tag == "equal":
            right[same.src_start : same.src_end] = [True] * (same.src_end - same.src_start)
            left.subtract(known[same.dest_start : same.dest_end])
    for k, token in enumerate(tokens):
        if not right[k] and left[token] > 0:
            right[k] = True
            left[token] -= 1
    return right


def _tokens(words: list[tuple[str, Any]]) -> Iterator[tuple[str, list[Any]]]:
    """Words of a page as the scorer compares them, a code that a line end cuts being one, with what is said of each."""
    from folding import norm

    group: list[tuple[str, Any]] = []
    for word in [*words, ("", None)]:
        joined = norm(" ".join(text for text, _ in (*group, word)))
        if group and (not word[0] or len(joined.split()) > 1):
            yield norm(" ".join(text for text, _ in group)), [said for _, said in group if said]
            group = []
        group.append(word)


def _cells(doc: Any, places: list[Place], rows: list[dict[str, Any]]) -> Iterator[Judged]:  # noqa: ANN401
    """Each cell's verdict is that of the scorer, which is handed a number in place of its confidence."""
    from tables import predicted, score_tables

    by_key = {p.key: p for p in places}
    numbered = [by_key.get(f"{r['table_id']}/{r['row']}/{r['col']}") for r in rows]
    told = [{**r, "confidence": float(k)} for k, r in enumerate(rows)]
    _, verdicts = score_tables(doc.tables, predicted(told), set(doc.pages), {int(r["page"]) for r in rows}, False)
    for number, wrong in verdicts:
        place = numbered[round(number)]
        yield _judged(place, wrong) if place else Judged(0.0, 0.0, WEIGHTS[Stake.TEXT], wrong)


def _fields(doc: Any, places: Iterable[Place], row: Mapping[str, Any]) -> Iterator[Judged]:  # noqa: ANN401
    from score import score_header

    verdicts = score_header(doc, dict(row)) if doc.header else {}
    for place in places:
        verdict = verdicts.get(place.key, Counter())
        if _TRUTH_OF.get(place.key) in (doc.header or {}) and verdict.total():
            yield _judged(place, verdict["wrong"] + verdict["abstained"] > 0)


def caught(order: Iterable[tuple[float, float]], share: float = SHARE) -> tuple[float, float]:
    """(caught, best): the share of all errors among the first `share` of places, and what a perfect order would catch.

    Args:
        order: what each place is sorted by, the largest first, and what its error weighs (0 if it is right). Places
            that are equal share their errors.
        share: of the places.
    """
    some = sorted(order, reverse=True)
    n, total = round(share * len(some)), sum(w for _, w in some)
    if not total:
        return 0.0, 0.0
    by_key: dict[float, list[float]] = {}
    for key, weight in some:
        by_key.setdefault(key, []).append(weight)
    evened = [sum(ws) / len(ws) for ws in by_key.values() for _ in ws]
    best = sum(sorted((w for _, w in some), reverse=True)[:n])
    return sum(evened[:n]) / total, best / total


def figures(judged: list[Judged]) -> dict[str, float]:
    """What is shown, by the names of `SHOWN`."""
    found, best = caught((j.urgency, float(j.wrong)) for j in judged)
    by_stake, best_by_stake = caught((j.urgency, j.weight * j.wrong) for j in judged)
    by_confidence, _ = caught((j.risk, float(j.wrong)) for j in judged)
    values = (
        *(found, best, found / best if best else 0.0),
        by_stake / best_by_stake if best_by_stake else 0.0,
        by_confidence / best if best else 0.0,
    )
    return {"places": len(judged), "errors": sum(j.wrong for j in judged), **dict(zip(SHOWN[2:], values, strict=True))}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("pairs", metavar="OUT TRUTH", nargs="+", type=Path)
    pairs = parser.parse_args().pairs
    if len(pairs) % 2:
        parser.error("each OUT needs its TRUTH")
    judged = {out: list(judge(out, truth)) for out, truth in zip(pairs[::2], pairs[1::2], strict=True)}
    print("| | " + " | ".join(SHOWN) + " |")
    print("|---" * (len(SHOWN) + 1) + "|")
    for name, some in (*judged.items(), ("all", [j for js in judged.values() for j in js])):
        row = figures(some)
        told = (f"{row[k]:.0f}" if k in SHOWN[:2] else f"{100 * row[k]:.1f}" for k in SHOWN)
        print(f"| {name} | " + " | ".join(told) + " |")


if __name__ == "__main__":
    main()
