"""Invented documents whose formal parts are hard to read, with exact truth: the header test set.

What is invented stands in `samples/formal/*.toml`. Each case is drawn from its own seed, its number: equal numbers
give equal documents. The kinds go round so that every authority meets every difficulty: figures written by hand,
seals over title and name, names stamped in script, incoming stamps, overlays, subjects of one to six lines.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

FORMAL = Path(__file__).parent / "formal"
COUNT = 66
"""Cases of the set: three for each authority."""


@dataclass(frozen=True, slots=True)
class FormalCase:
    """One document. Parts written by hand are named in `by_hand`: `number`, `day`, `month`.

    `abouts`: what stands before the subject ("Về việc", "V/v" or nothing). `stamp`: where an incoming stamp lies
    (`title`, `subject` or nowhere). `seal`: colour and what it covers. `script`: the name is stamped in script.
    `overlay`: what an office program printed over the page. `tight`: no space after "Số:".
    """

    name: str
    style: str
    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str
    symbol: str
    place: str
    issued_on: date
    doc_type: str
    about: str
    subject: str
    decides: str
    is_letter: bool
    recipients: tuple[str, ...]
    signer_title: tuple[str, ...]
    signer: str
    rank: str = ""
    second_title: tuple[str, ...] = ()
    second_signer: str = ""
    by_hand: frozenset[str] = frozenset()
    stamp: str = ""
    seal: tuple[str, str] = ("red", "between")
    script: bool = False
    overlay: str = ""
    tight: bool = False
    appendix: bool = False

    @property
    def code(self) -> str:
        """Number and symbol."""
        return f"{self.number}{'-' if self.style == 'party' else '/'}{self.symbol}"


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FORMAL / f"{name}.toml").read_text("utf-8"))


def texts() -> dict[str, Any]:
    """The wording that all cases share."""
    return _read("texts")


def _person(rng: Random) -> str:
    t = texts()
    return " ".join(rng.choice(t[part]) for part in ("surnames", "middles", "given"))


def _by_hand(number: int) -> frozenset[str]:
    """Number and day are written by hand in most documents, as in real ones; the month now and then too."""
    kinds = ({"number", "day"}, set(), {"number"}, {"number", "day", "month"}, {"day"}, {"number", "day"})
    return frozenset(kinds[number % len(kinds)])


def make_case(number: int) -> FormalCase:
    """The case of this number, from 0."""
    rng, t = Random(f"formal {number}"), texts()
    bodies = _read("bodies")["body"]
    body, variant = bodies[number % len(bodies)], number // len(bodies) % 3
    style = body.get("style", "state")
    types = t["types"] if style == "state" else t["party_types"]
    doc_type, short, kind = types[(number + variant) % len(types)]
    subject = t["subjects"][(number * 4 + variant) % len(t["subjects"])]
    about = ("Về việc", "", "V/v")[number % 3] if kind != "letter" else "V/v"
    seals = (("red", "between"), ("red", "title"), ("black", "title"), ("red", "name"), ("black", "name"))
    second = tuple(body.get("second", ()))
    return FormalCase(
        name=f"{number:02d}-{body['name'].replace(' ', '-').replace(chr(39), '')}",
        style=style,
        parent=tuple(body.get("parent", ())),
        issuer=tuple(body["issuer"]),
        number=str(rng.randint(3, 2600)).zfill(2),
        symbol=body["symbol"].format(type=short).lstrip("-/")
        if short
        else body["symbol"].format(type="").strip("-/") + "-TH",
        place=body["place"],
        issued_on=date(
            rng.choice((2023, 2024, 2025, 2026)), rng.randint(1, 9 if number % 2 else 12), rng.randint(1, 28)
        ),
        doc_type=doc_type,
        about=about,
        subject=subject if about else subject[0].upper() + subject[1:],
        decides=body["decides"] if kind == "grounds" else "",
        is_letter=kind == "letter",
        recipients=tuple(t["recipients"][(number + variant) % len(t["recipients"])]),
        signer_title=tuple(body["signers"][variant]),
        signer=_person(rng),
        rank=body.get("ranks", ["", "", ""])[variant],
        second_title=second,
        second_signer=_person(rng) if second else "",
        by_hand=_by_hand(number + variant),
        stamp=("", "", "title", "", "subject")[(number + variant) % 5],
        seal=seals[(number + 2 * variant) % len(seals)],
        script=number % 7 == 3,
        overlay=("", "", "signature", "copy", "", "office")[(number + variant) % 6],
        tight=number % 4 == 1,
        appendix=number % 8 == 5,
    )


def all_cases() -> tuple[FormalCase, ...]:
    """All cases of the set."""
    return tuple(make_case(n) for n in range(COUNT))


def case_truth(case: FormalCase) -> dict[str, Any]:
    """The header's truth, in the format of `benchmarks/scoring/README.md`."""
    hand = [*(["so_ky_hieu"] if "number" in case.by_hand else []), *(["nguoi_ky"] if case.script else [])]
    hand += ["ngay"] if {"day", "month"} & case.by_hand else []
    month = f"{case.issued_on:%Y-%m}" if "day" in case.by_hand and "month" not in case.by_hand else None
    signers, titles = [case.signer], list(case.signer_title)
    if case.second_title:
        signers, titles = [*signers, case.second_signer], [*titles, *case.second_title]
    return {
        "co_quan_cap_tren": " ".join(case.parent) or None,
        "co_quan_ban_hanh": " ".join(case.issuer),
        "so_ky_hieu": case.code,
        "dia_danh": case.place,
        "ngay": case.issued_on.isoformat(),
        "loai_van_ban": case.doc_type or None,
        "trich_yeu": case.subject,
        "nguoi_ky": "; ".join(signers),
        "chuc_vu": " ".join(titles),
        "noi_nhan": list(case.recipients),
        "_viet_tay": hand,
        "_thang_nam_in": month,
    }
