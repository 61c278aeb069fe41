"""The documents of `samples.formal_cases` as HTML: letterhead, title, text, close, and what stamps lay over them."""

from __future__ import annotations

from html import escape
from random import Random

from samples.formal_cases import FORMAL, FormalCase, texts
from samples.handwriting import written

_NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_HEADS = {"state": _NATION, "party": ("ĐẢNG CỘNG SẢN VIỆT NAM", ""), "youth": ("ĐOÀN TNCS HỒ CHÍ MINH", "")}


def case_to_html(case: FormalCase) -> str:
    """The whole document: a first page, a last one, and an appendix where the case has one."""
    rng = Random(f"pages {case.name}")
    css = (FORMAL.parent / "plan.css").read_text("utf-8") + (FORMAL / "pages.css").read_text("utf-8")
    first = [_overlay(case), _letterhead(case, rng), _title(case), _stamp(case, rng), _body(case)]
    last = [_paragraphs(texts()["paragraphs"][2:]), _paragraphs([texts()["closing"]]), _close(case)]
    parts = [*first, '<div class="next"></div>', *last, _appendix(case, rng)]
    return f'<html lang="vi"><head><style>{css}</style></head><body class="{case.style}">{"".join(parts)}</body></html>'


def _div(text: str, kind: str = "", region: str = "") -> str:
    where = f' data-region="{region}"' if region else ""
    return f'<div class="{kind}"{where}>{escape(text, quote=False)}</div>'


def _columns(kind: str, left: str, right: str) -> str:
    cells = (
        f'<td class="{side}" data-region="{kind}_{side}">{html}</td>'
        for side, html in (("left", left), ("right", right))
    )
    return f'<table class="{kind}"><tr>{"".join(cells)}</tr></table>'


def _figures(text: str, by_hand: bool, rng: Random) -> str:
    return written(text, 15.0, rng) if by_hand else text


def _letterhead(case: FormalCase, rng: Random) -> str:
    number = _figures(case.number, "number" in case.by_hand, rng)
    space = "" if case.tight else " "
    mark = "-" if case.style == "party" else "/"
    code = f"Số{'' if case.style == 'party' else ':'}{space}{number}{mark}{case.symbol}"
    left = [_div(x) for x in case.parent] + [_div(x, "strong") for x in case.issuer]
    left += [_div("*") if case.style == "party" else '<div class="rule"></div>', f"<div>{code}</div>"]
    if case.is_letter:
        left.append(_div(f"{case.about} {case.subject}", "about"))
    day, month = f"{case.issued_on.day:02d}", f"{case.issued_on.month:02d}"
    if case.issued_on.month > 2 and "month" not in case.by_hand:
        month = str(case.issued_on.month)
    day, month = (_figures(x, part in case.by_hand, rng) for x, part in ((day, "day"), (month, "month")))
    nation, motto = _HEADS[case.style]
    right = [_div(nation, "strong"), *([_div(motto, "motto")] if motto else []), '<div class="rule long"></div>']
    right.append(f'<div class="place">{case.place}, ngày {day} tháng {month} năm {case.issued_on.year}</div>')
    return _columns("letterhead", "".join(left), "".join(right))


def _title(case: FormalCase) -> str:
    if case.is_letter:
        return '<p class="addressee">Kính gửi: Ủy ban nhân dân các xã, phường.</p>'
    lines = _div(case.doc_type) + _div(f"{case.about} {case.subject}".strip(), "subject")
    return f'<div class="title" data-region="title">{lines}<div class="rule"></div></div>'


def _paragraphs(lines: list[str]) -> str:
    return (
        '<div class="body" data-region="body">' + "".join(f"<p>{escape(x, quote=False)}</p>" for x in lines) + "</div>"
    )


def _body(case: FormalCase) -> str:
    head = _div(case.decides, "decides", "body") if case.decides else ""
    grounds = texts()["grounds"] if case.decides else []
    return head + _paragraphs([*grounds, *texts()["paragraphs"]])


def _close(case: FormalCase) -> str:
    last = len(case.recipients) - 1
    bullets = [_div(f"- {r}{'.' if i == last else ';'}") for i, r in enumerate(case.recipients)]
    kind = "strong signer script" if case.script else "strong signer"
    name = f"{case.rank} {case.signer}".strip()
    signed = "".join(_div(t, "strong") for t in case.signer_title) + _div(name, kind)
    listed = "<div><b>Nơi nhận:</b></div>" + "".join(bullets)
    if not case.second_title:
        return _columns("footer", listed, signed)
    other = "".join(_div(t, "strong") for t in case.second_title) + _div(case.second_signer, kind)
    return _columns("footer joint", signed, other) + f'<div class="listed" data-region="footer_left">{listed}</div>'


def _stamp(case: FormalCase, rng: Random) -> str:
    """A rectangular stamp of incoming mail, askew, beside or over the title or the subject."""
    if not case.stamp:
        return ""
    top = (-62 if case.stamp == "title" else -34) if not case.is_letter else -20
    turn, left = rng.uniform(-6, 6), rng.uniform(2, 22)
    day = written(str(rng.randint(1, 28)), 10, rng)
    lines = (
        f"<div>CÔNG VĂN ĐẾN</div><div>Số: {written(str(rng.randint(100, 999)), 10, rng)}</div><div>Ngày: {day}</div>"
    )
    where = f"top: {top}pt; left: {left}mm; transform: rotate({turn:.1f}deg)"
    return f'<div class="place-holder"><div class="incoming" style="{where}">{lines}</div></div>'


def _overlay(case: FormalCase) -> str:
    day = case.issued_on.strftime("%d/%m/%Y")
    lines = {
        "": [],
        "signature": [f"Người ký: {' '.join(case.issuer).title()}", f"Thời gian ký: {day} 14:05:31 +07:00"],
        "copy": [f"SAO Y; {case.issuer[0]}; {day} 09:12:44"],
        "office": [f"Số: {case.code}; Ngày: {day}"] if not case.by_hand else [],
    }[case.overlay]
    return f'<div class="overlay">{"".join(_div(x) for x in lines)}</div>' if lines else ""


def _appendix(case: FormalCase, rng: Random) -> str:
    if not case.appendix:
        return ""
    number = _figures(case.number, "number" in case.by_hand, rng)
    written_day = bool({"day", "month"} & case.by_hand)
    date = (_figures(f"{x:02d}", written_day, rng) for x in (case.issued_on.day, case.issued_on.month))
    day = "/".join((*date, str(case.issued_on.year)))
    kind = (case.doc_type or "Công văn").capitalize()
    mark = "-" if case.style == "party" else "/"
    reference = f"(Kèm theo {kind} số {number}{mark}{case.symbol} ngày {day} của {' '.join(case.issuer).capitalize()})"
    head = f'{_div("PHỤ LỤC")}{_div("DANH SÁCH ĐƠN VỊ THỰC HIỆN")}<div class="reference">{reference}</div>'
    text = _paragraphs(texts()["paragraphs"][:2])
    return f'<div class="appendix"><div class="head" data-region="title">{head}</div>{text}</div>'
