"""Generated wording: numbers, codes, dates, amounts, addresses and signs as they stand in plans and tables."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

Rng = np.random.Generator

_BODIES = (
    "UBND",
    "BYT",
    "TTg",
    "CP",
    "QH15",
    "BTC",
    "BGDĐT",
    "HĐND",
    "TU",
    "BKHCN",
    "SNV",
    "STC",
    "VP",
    "BNNMT",
    "ĐU",
    "VPCP",
    "BTP",
    "BXD",
)
_KINDS = ("KH", "QĐ", "NQ", "TTr", "CV", "BC", "TB", "CTr", "NĐ", "TT", "CT", "QC", "HD", "GM", "TTLT", "PA", "ĐA")
_SHORT = (
    "GD&ĐT",
    "KH&CN",
    "LĐTB&XH",
    "VH,TT&DL",
    "NN&PTNT",
    "TN&MT",
    "KT-XH",
    "QP-AN",
    "CNTT",
    "ATTP",
    "VH-TT",
    "TT&TT",
    "PCCC&CNCH",
)
_UNITS = ("đồng", "triệu đồng", "tỷ đồng", "nghìn đồng", "USD", "đ", "₫", "VNĐ", "đồng/m²", "triệu USD")
_MEASURES = ("m²", "km²", "m³", "ha", "km", "kg", "tấn", "°C", "m", "MW", "kWh", "người", "hộ", "xã", "ngày", "%", "m2")
_SIGNS = ("≥", "≤", "±", ">", "<", "=", "≈", "÷", "×", "+", "-", "–", "→")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIV", "XV")
_LOW = "abcdefghijklmnopqrstuvwxyz"
_UP = "ABCDEFGHIKLMNOPQRSTUVXYĐ"
_MINUTES = ("'", "’")
_SUNK = "₁₂₃₄"
_RAISED = "¹²³⁴⁵⁶⁷⁸⁹"


def _pick(rng: Rng, of: tuple[str, ...] | str) -> str:
    return of[int(rng.integers(len(of)))]


def _digits(rng: Rng, least: int, most: int) -> str:
    n = int(rng.integers(least, most + 1))
    return "".join(map(str, rng.integers(0, 10, n).tolist()))


def _number(rng: Rng) -> str:
    style = rng.random()
    if style < 0.35:
        return str(int(rng.integers(0, 10 ** int(rng.integers(1, 5)))))
    if style < 0.6:
        groups = [f"{int(g):03d}" for g in rng.integers(0, 1000, rng.integers(1, 4))]
        return _pick(rng, (".", ".", ".", ",", " ")).join([str(int(rng.integers(1, 1000))), *groups])
    if style < 0.9:
        return f"{int(rng.integers(0, 1000))}{_pick(rng, (',', ',', '.'))}{_digits(rng, 1, 3)}"
    return f"{_pick(rng, '-–')}{int(rng.integers(0, 1000))}{_pick(rng, ('', ',5', ',25', '.0'))}"


def _code(rng: Rng) -> str:
    number = _digits(rng, 1, 4)
    year = f"/{int(rng.integers(1995, 2031))}" if rng.random() < 0.35 else ""
    code = f"{number}{year}/{_pick(rng, _KINDS)}{'- ' if rng.random() < 0.08 else '-'}{_pick(rng, _BODIES)}"
    if rng.random() < 0.15:
        code = f"{number}-{_pick(rng, _KINDS)}/{_pick(rng, ('TU', 'TW', 'BTGTW', 'ĐU'))}"
    return f"Số: {code}" if rng.random() < 0.2 else code


def _free_code(rng: Rng) -> str:
    parts = []
    for _ in range(int(rng.integers(1, 4))):
        letters = "".join(_pick(rng, _UP if rng.random() < 0.8 else _LOW) for _ in range(int(rng.integers(1, 5))))
        parts.append(letters if rng.random() < 0.5 else _digits(rng, 1, 6))
    return _pick(rng, (".", "-", "/", "_", "")).join(parts)


def _date(rng: Rng) -> str:
    d, m, y = int(rng.integers(1, 32)), int(rng.integers(1, 13)), int(rng.integers(1990, 2046))
    style = rng.random()
    if style < 0.4:
        return f"ngày {d:02d} tháng {m:02d} năm {y}" if m < 3 else f"ngày {d:02d} tháng {m} năm {y}"
    if style < 0.7:
        return f"{d:02d}/{m:02d}/{y}" if rng.random() < 0.5 else f"{d}/{m}/{y}"
    if style < 0.8:
        return f"{d:02d}{_pick(rng, '-.')}{m:02d}{_pick(rng, '-.')}{y}"
    quarter = f"Quý {_pick(rng, _ROMAN[:4])}/{y}"
    return _pick(rng, (f"tháng {m}/{y}", quarter, f"{y} - {y + 5}", f"{y}-{y + 1}", f"năm {y}"))


def _amount(rng: Rng) -> str:
    return f"{_number(rng)} {_pick(rng, _UNITS)}"


def _measure(rng: Rng) -> str:
    sign = f"{_pick(rng, _SIGNS)}{_pick(rng, ('', ' '))}" if rng.random() < 0.4 else ""
    return f"{sign}{_number(rng)}{_pick(rng, ('', ' '))}{_pick(rng, _MEASURES)}"


def _percent(rng: Rng) -> str:
    span = f"{int(rng.integers(1, 60))}{_pick(rng, ('-', ' - ', '–'))}" if rng.random() < 0.2 else ""
    sign = _pick(rng, _SIGNS[:5]) if rng.random() < 0.25 else ""
    return f"{sign}{_pick(rng, ('', ' '))}{span}{_number(rng)}{_pick(rng, ('%', '%', ' %'))}".strip()


def _word(rng: Rng, least: int = 2, most: int = 9) -> str:
    return "".join(_pick(rng, _LOW) for _ in range(int(rng.integers(least, most))))


def _address(rng: Rng) -> str:
    style = rng.random()
    if style < 0.4:
        name, host = f"{_word(rng)}{_pick(rng, ('.', '_', ''))}{_word(rng)}", _word(rng)
        return f"{name}@{host}.{_pick(rng, ('gov.vn', 'com', 'vn', 'edu.vn'))}"
    if style < 0.8:
        head = _pick(rng, ("https://", "http://", "www.", "https://www.", ""))
        tail = _pick(rng, ("", "/", "/" + _word(rng)))
        return f"{head}{_word(rng)}.{_word(rng)}.{_pick(rng, ('gov.vn', 'vn', 'com.vn', 'org'))}{tail}"
    gap = _pick(rng, ". ")
    return f"{_pick(rng, ('ĐT: ', 'Fax: ', ''))}0{_digits(rng, 2, 3)}{gap}{_digits(rng, 3, 3)}{gap}{_digits(rng, 3, 4)}"


_HEADS = ("TT", "STT", "Stt", "Số TT", "UBND", "HĐND", "ĐVT", "TTHC", "GDP", "KPI", "TW", "VT", "CBCC", "Ghi chú", "ĐT")
_MARKS = (*"-–+*•xX…☐☑☒✓✗■★❖➢►◆%§", "//", "./.")


def _label(rng: Rng) -> str:
    """Row and list labels, and single signs in cells."""
    n = int(rng.integers(1, 40))
    kind = rng.random()
    if kind < 0.5:
        return _pick(rng, _MARKS if kind < 0.3 else _HEADS)
    deep = f"{n % 9 + 1}.{n % 7 + 1}"
    letters = (f"{_pick(rng, _LOW)})", f"{_pick(rng, _UP)}.", _pick(rng, _ROMAN), f"{_pick(rng, _ROMAN)}.")
    return _pick(rng, (str(n), str(n), f"{n:02d}", f"{n}.", f"({n})", f"{n})", deep, f"{deep}.{n % 5 + 1}.", *letters))


def _agency(rng: Rng) -> str:
    """A body by its short name."""
    return f"{_pick(rng, ('Sở ', 'Bộ ', 'Phòng ', 'ngành ', ''))}{_pick(rng, _SHORT)}"


def _time(rng: Rng) -> str:
    h, m = int(rng.integers(0, 24)), int(rng.integers(0, 60))
    minutes = f"{m:02d}{_pick(rng, _MINUTES)}"
    hour = f"{h}" if rng.random() < 0.7 else f"{h:02d}"
    return _pick(
        rng, (f"{hour}h{m:02d}", f"{hour}h{minutes}", f"{h:02d}:{m:02d}", f"{h} giờ {m:02d} phút", f"{h}g{minutes}")
    )


def _leader(rng: Rng) -> str:
    return "…" * int(rng.integers(1, 7)) + _pick(rng, ("", "/", ".", ";"))


def _note(rng: Rng) -> str:
    word = _pick(rng, ("CO", "H", "m", "km", "dm", "cm", "tấn", "ngày", "UBND", "tỉnh"))
    if rng.random() < 0.3:
        return f"{_pick(rng, ('CO', 'H', 'N', 'NO', 'SO', 'PM', 'NH', 'CH', 'O', 'x'))}{_pick(rng, _SUNK)}"
    return f"{word}{_pick(rng, '₂²³' + _RAISED)}"


def _rare(rng: Rng) -> str:
    """A sign that stands before, behind or between letters and figures now and then."""
    word, sign = "".join(_pick(rng, _UP) for _ in range(int(rng.integers(1, 6)))), _pick(rng, "™®©")
    marks = (f"{word}{sign}", f"{word.title()}{sign}", f"© {word}")
    science = (f"Δ{_pick(rng, 'tTxhPQ')}", f"Δ{_number(rng)}", f"π/{_digits(rng, 1, 1)}", f"≠ {_number(rng)}")
    shares = (f"{_number(rng)}‰", f"{_number(rng)} ‰", "¾", f"{_digits(rng, 1, 1)}¾")
    return _pick(rng, (*marks, *science, *shares))


def _row(rng: Rng) -> str:
    return " ".join(_number(rng) for _ in range(int(rng.integers(2, 6))))


_MAKERS: tuple[tuple[float, Callable[[Rng], str]], ...] = (
    (0.2, _number),
    (0.14, _code),
    (0.07, _free_code),
    (0.14, _date),
    (0.08, _amount),
    (0.07, _measure),
    (0.07, _percent),
    (0.05, _address),
    (0.08, _label),
    (0.05, _time),
    (0.03, _agency),
    (0.02, _leader),
    (0.03, _note),
    (0.02, _rare),
    (0.03, _row),
)
_SHARES = np.cumsum([share for share, _ in _MAKERS])


def make_figure(rng: Rng) -> str:
    """A number, code, date, amount, address or sign."""
    at = int(np.searchsorted(_SHARES, rng.random() * _SHARES[-1]))
    return _MAKERS[at][1](rng)
