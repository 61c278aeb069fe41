"""Digitises scans, scores what came out, and scores other programs on the same pages: one report.

    python benchmarks/score_run.py data/raw --truth tests/truth --typed tests/truth/typed -o WORK

SCANS are files and folders; TRUTH is in one of the formats of `benchmarks/scoring/README.md`, which also explains
every figure. WORK keeps what each program read (`sohoa/`, `tesseract/`, `img2table/`), the figures as JSON and
`report.md`; run again, `sohoa run` goes on where it stopped, and `--keep-peers` does not run the others again.

Other programs: `tesseract` (plain, `-l vie --psm 3`) always; `img2table` where `--img2table PYTHON` names a
Python that has it (`python -m venv V && V/bin/pip install img2table`).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from measuring import SCORING, call, digitise, origin, picture_files
from report import markdown

Figures = dict[str, Any]


def main() -> None:
    """Command line."""
    options = _options()
    work: Path = options.output
    work.mkdir(parents=True, exist_ok=True)
    out = work / "sohoa"
    fresh = not (out / "outcome").exists()
    run = digitise(options.scans, out, options.jobs)
    figures: Figures = {
        "origin": origin(),
        "exit_code": run.code,
        "sohoa": _scored(out, options, work / "sohoa.json"),
    }
    if fresh:
        figures["cost"] = {"sohoa": {"cpu_s": run.cpu_s, "wall_s": run.wall_s, "jobs": options.jobs}}
    if options.typed:
        figures["records"] = _records(out, options, work / "records.json")
    sources = _with_truth(picture_files(options.scans), figures["sohoa"])
    if options.peers:
        figures["tesseract"] = _peer("tesseract", sources, options)
        if options.img2table:
            figures["img2table"] = _peer("img2table", sources, options)
    (work / "figures.json").write_text(json.dumps(figures, ensure_ascii=False, indent=1), "utf-8")
    text = markdown(figures, options.title)
    (work / "report.md").write_text(text, "utf-8")
    print(text)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scans", nargs="+", type=Path, metavar="SCANS")
    parser.add_argument("--truth", type=Path, required=True, metavar="DIR")
    parser.add_argument("--doc", nargs="+", default=[], metavar="NAME", help="only these documents of the truth")
    parser.add_argument("--typed", type=Path, metavar="DIR", help="truth of tasks and indicators")
    parser.add_argument("--map", nargs="+", default=[], metavar="CSV=STEM", help="which file of --typed is whose")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="WORK")
    parser.add_argument("-j", "--jobs", type=int, default=1, metavar="N", help="worker processes of sohoa run (1)")
    parser.add_argument("--no-peers", dest="peers", action="store_false", help="only sohoa")
    parser.add_argument("--keep-peers", action="store_true", help="take what WORK has of the other programs")
    parser.add_argument("--img2table", metavar="PYTHON", help="a Python that has img2table")
    parser.add_argument("--title", default="Scores", help="of the report")
    return parser.parse_args()


def _scored(out: Path, options: argparse.Namespace, to: Path) -> Figures:
    only = ["--doc", *options.doc] if options.doc else []
    call([sys.executable, SCORING / "score.py", out, options.truth, *only, "--json", to])
    return dict(json.loads(to.read_text("utf-8")))


def _records(out: Path, options: argparse.Namespace, to: Path) -> Figures:
    mapped = ["--map", *options.map] if options.map else []
    call([sys.executable, SCORING / "score_records.py", out, options.typed, *mapped, "--json", to])
    return dict(json.loads(to.read_text("utf-8")))


def _with_truth(sources: list[Path], scored: Figures) -> list[Path]:
    """Sources of which pages are known: the others would only cost time."""
    known = {label.split("#")[0] for label, d in scored["documents"].items() if d["text"]}
    return [s for s in sources if s.stem in known]


def _peer(tool: str, sources: list[Path], options: argparse.Namespace) -> Figures:
    """Figures of another program on `sources`, with what it printed last: its pages and CPU seconds."""
    out: Path = options.output / tool
    said = out / "cost.txt"
    if not (options.keep_peers and said.exists()):
        python = ["--python", options.img2table] if tool == "img2table" else []
        done = call([sys.executable, SCORING / "peers.py", tool, *sources, "-o", out, *python])
        said.write_text(done.output.splitlines()[-1], "utf-8")
    return _scored(out, options, options.output / f"{tool}.json") | {"cost": said.read_text("utf-8")}


if __name__ == "__main__":
    main()
