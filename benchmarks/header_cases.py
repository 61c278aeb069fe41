"""The header test set: invented documents with exact truth, made, and scored.

    python benchmarks/header_cases.py make DIR [--wear office hard] [--only WORDS]
    sohoa run DIR/office -o OUT
    python benchmarks/header_cases.py score OUT DIR [-v]

`make` writes `DIR/<wear>/<name>.<wear>.pdf` and `DIR/headers/<name>.json`; what is drawn stands in `samples/formal`,
each case has its number for a seed. `score` counts fields as `benchmarks/scoring/score.py` does. A field that is
printed is right, wrong or abstained; what is written by hand counts only if it came out wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium

sys.path[:0] = [str(Path(__file__).parent / "scoring"), str(Path(__file__).parent.parent)]

from score import FIELDS, fold_field, score_header  # noqa: E402

from data import Doc  # noqa: E402
from samples.degrade import Pixels, degrade  # noqa: E402
from samples.formal_cases import FormalCase, all_cases, case_truth  # noqa: E402
from samples.formal_pages import case_to_html  # noqa: E402
from samples.marks import Place  # noqa: E402
from samples.readback import PrintedPage, html_to_pages  # noqa: E402
from samples.scan import pictures_to_pdf  # noqa: E402
from samples.wear import PRESETS, SEAL_RED, Wear  # noqa: E402

BLACK = (48, 46, 50)


def seal_place(case: FormalCase, page: PrintedPage) -> Place | None:
    """Where the seal's middle lies: between title and name, or over either."""
    lines = [x for x in page.lines if x.region.startswith("footer")]
    name = next((x.bounds for x in lines if x.text.endswith(case.signer)), None)
    if name is None:
        return None
    titles = [x.bounds for x in lines if x.text in case.signer_title]
    low = max(b[3] for b in titles)
    y = {"between": (low + name[1]) / 2, "title": low - 4, "name": name[1] - 10}[case.seal[1]]
    return Place((name[0] + name[2]) / 2 / page.width, y / page.height, f"{' '.join(case.issuer)} * ")


def _colour_pages(pdf: bytes, dpi: int) -> list[Pixels]:
    document = pdfium.PdfDocument(pdf)
    return [np.asarray(p.render(scale=dpi / 72, rev_byteorder=True).to_numpy(), np.uint8)[:, :, :3] for p in document]


def make(case: FormalCase, folder: Path, name: str) -> None:
    """One case's scan, worn with its own seed."""
    wear: Wear = PRESETS[name]
    pdf, pages = html_to_pages(case_to_html(case))
    pictures = _colour_pages(pdf, wear.dpi)
    worn = []
    for page, picture in zip(pages, pictures, strict=True):
        rng = np.random.default_rng(zlib.crc32(f"{case.name} {name} {page.number}".encode()))
        place = seal_place(case, page)
        red = case.seal[0] == "red"
        mine = replace(wear, seal=SEAL_RED if red else BLACK, colour=red)
        worn.append(degrade(picture, mine, rng, place, pictures[page.number % len(pictures)])[0])
    (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / name / f"{case.name}.{name}.pdf").write_bytes(pictures_to_pdf(iter(worn), wear))
    truth = folder / "headers" / f"{case.name}.json"
    truth.parent.mkdir(exist_ok=True)
    truth.write_text(json.dumps(case_truth(case), ensure_ascii=False, indent=1), "utf-8")


def rows_of(out: Path) -> list[dict[str, object]]:
    """The rows of the dataset `documents`, of each file the first document alone."""
    import pyarrow.dataset as ds

    rows = ds.dataset(str(out / "documents"), format="parquet").to_table().to_pylist()
    return [row for row in rows if row["part"] == 0]


def score(out: Path, folder: Path, told: bool) -> dict[str, Counter[str]]:
    """Counts per field, `all fields` among them; wrong fields are printed if `told`."""
    total: dict[str, Counter[str]] = {}
    for row in rows_of(out):
        name = str(row["source_file"]).split(".")[0]
        truth = folder / "headers" / f"{name}.json"
        if not truth.exists():
            continue
        header = json.loads(truth.read_text("utf-8"))
        counts = score_header(Doc(name, {}, [], header), row)
        for field, some in counts.items():
            total[field] = total.get(field, Counter()) + some
            if field in FIELDS.values() or field in ("symbol", "issued month"):
                total["all fields"] = total.get("all fields", Counter()) + some
        if told:
            _tell(name, header, row)
    return total


def _tell(name: str, header: dict[str, object], row: dict[str, object]) -> None:
    by_hand = header["_viet_tay"]
    sure = dict(row.get("header_confidence") or ())  # type: ignore[call-overload]
    for key, field in FIELDS.items():
        want, got = fold_field(key, header.get(key)), fold_field(key, row.get(field))
        if want != got and not (got is None and key in by_hand):  # type: ignore[operator]
            print(f"{name}: {field} ({sure.get(field)})\n   {header.get(key)}\n   {row.get(field)}")


def report(total: dict[str, Counter[str]]) -> str:
    """A line a field: right (rightly empty ones among them), wrong, abstained."""
    lines = []
    for field, c in sorted(total.items(), key=lambda pair: pair[0] == "all fields"):
        right = c["right"] + c["rightly empty"]
        whole = right + c["wrong"] + c["abstained"]
        if whole:
            lines.append(f"{field}: {right} / {c['wrong']} / {c['abstained']} ({100 * right / whole:.1f} %)")
    return "\n".join(lines)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    some = commands.add_parser("make", help="write scans and truth")
    some.add_argument("folder", type=Path)
    some.add_argument("--wear", nargs="+", default=["office", "hard"], choices=sorted(PRESETS))
    some.add_argument("--only", default="", help="cases whose name begins with this")
    other = commands.add_parser("score", help="count the fields of a run")
    other.add_argument("out", type=Path)
    other.add_argument("folder", type=Path)
    other.add_argument("-v", action="store_true", dest="told", help="tell each field that is not right")
    options = parser.parse_args()
    if options.command == "score":
        print(report(score(options.out, options.folder, options.told)))
        return
    for case in all_cases():
        if case.name.startswith(options.only):
            for wear in options.wear:
                make(case, options.folder, wear)


if __name__ == "__main__":
    main()
