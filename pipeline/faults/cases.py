"""Corrections as test cases: what was read, what is printed, a picture of the word, nothing else of the document."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from sohoa.nouns.correction import Correction, CorrectionKind
from sohoa.nouns.geometry import Box
from sohoa.pipeline.corrections.frames import frames_of
from sohoa.pipeline.corrections.places import box_on
from sohoa.pipeline.faults.names import tells_no_name, with_invented_names
from sohoa.pipeline.faults.pairs import FaultKind, Pair
from sohoa.pipeline.output.atomic_files import write_bytes, write_text

Cut = Callable[[str, int, Box], bytes | None]
"""Cuts a box out of a page of a document, as an encoded picture; None if its source is not here."""
_MARGIN = 2.0
"""Pixels around a word that its picture shows: its neighbours stand farther off."""


@dataclass(frozen=True, slots=True)
class Case:
    """A fault as a test case; `picture` is a PNG of the word, if it may be shown."""

    kind: FaultKind
    read: str
    printed: str
    invented: bool
    picture: bytes | None = None


def cases_of(out: Path, pairs: Iterable[Pair], cut: Cut) -> Iterator[Case | None]:
    """A case for each fault, the same fault once; None for one that cannot be told without a name.

    Args:
        out: output folder.
        pairs: what people have changed.
        cut: gives pictures.
    """
    met: set[tuple[str, str]] = set()
    for pair in pairs:
        if (pair.read, pair.printed) in met:
            continue
        met.add((pair.read, pair.printed))
        if tells_no_name(pair.read) and tells_no_name(pair.printed):
            yield Case(pair.kind, pair.read, pair.printed, False, _picture(out, pair, cut))
        else:
            told = with_invented_names(pair.read, pair.printed)
            yield None if told is None else Case(pair.kind, *told, True)


def write_cases(cases: Iterable[Case], destination: Path) -> Iterator[Path]:
    """Write `<kind>/<number>.expected.json`, with `<number>.png` where there is a picture; yields each JSON file.

    Nothing tells of which document, page or place a case is, who corrected it or when.

    Raises:
        CannotWrite: the destination cannot be written.
    """
    numbers: dict[FaultKind, int] = {}
    for case in cases:
        numbers[case.kind] = numbers.get(case.kind, 0) + 1
        name = f"{numbers[case.kind]:04d}"
        told = {
            "kind": case.kind.value,
            "name": name,
            "mode": "text" if case.picture is None else "crop",
            "invented": case.invented,
            "read": case.read,
            "checks": [{"t": "has", "text": case.printed}] if case.printed else [{"t": "hasnt", "text": case.read}],
        }
        path = destination / case.kind.value / f"{name}.expected.json"
        write_text(path, json.dumps(told, ensure_ascii=False, indent=1) + "\n", destination)
        if case.picture is not None:
            write_bytes(path.with_name(f"{name}.png"), case.picture, destination)
        yield path


def _picture(out: Path, pair: Pair, cut: Cut) -> bytes | None:
    """The picture of a word that was corrected by itself; of a cell or field all neighbours would be seen."""
    correction = pair.correction
    if correction.kind is not CorrectionKind.WORD or (pair.read, pair.printed) != (correction.before, correction.after):
        return None
    box = _box(out, correction)
    data = None if box is None else cut(correction.document, correction.where.spots[0].page, box.grown(_MARGIN))
    return None if data is None else _without_anything_else(data)


def _box(out: Path, correction: Correction) -> Box | None:
    spot = correction.where.spots[0]
    frame = frames_of(out, correction.document).get(spot.page)
    return None if frame is None else box_on(frame, spot)


def _without_anything_else(data: bytes) -> bytes:
    """The pixels alone, as PNG: no profile, no date, no resolution, no thumbnail."""
    with Image.open(io.BytesIO(data)) as picture:
        bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    buffer = io.BytesIO()
    bare.save(buffer, "PNG")
    return buffer.getvalue()
