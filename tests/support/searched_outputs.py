"""A small output folder to search: three documents of one or two pages."""

from dataclasses import replace
from datetime import date

from sohoa.nouns.evidence import Evidence, EvidenceSource
from sohoa.nouns.geometry import Box
from sohoa.nouns.record import DocumentParts, Header
from sohoa.nouns.table import Cell, Part, Table
from tests.support.layered_outputs import LINES, reading, write_output

_HEADER = Header(issued_on=date(2031, 3, 4), doc_type="KẾ HOẠCH", issuing_authority="UBND xã Vân Đường", subject="x")
_DATE = Evidence("issued_on", date(2031, 3, 4), EvidenceSource.DATE_LINE, 1, Box(9, 9, 99, 40), 0.9, chosen=True)
_RIVAL = Evidence("code", "88/KH", EvidenceSource.APPENDIX_LINE, 1, Box(9, 9, 99, 40), 0.4)
_PARTS = (Part(1, Box(150, 500, 600, 560)), Part(2, Box(150, 100, 600, 160)))
_CELL = Cell(0, 0, 1, 1, ("trồng cây bên", "suối lớn"), ("", ""), 0.9, _PARTS)
OTHER = ("Trồng cây xã Vân Đường", "bảo đảm 95%")


def searched_output(folder):
    """An output folder with documents `a`, `b` and `c`."""
    out = folder / "out"
    for name in "abc":
        (folder / f"{name}.png").write_bytes(name.encode())
    struck = reading(lines=(*LINES, "gạch"))
    words = (*struck.words[:-1], replace(struck.words[-1], struck=True))
    write_output(out, folder / "a.png", replace(struck, words=words))
    first = reading(lines=("Số: 45/KH-UBND", "Kế hoạch nuôi thủy sản", *OTHER))
    second = reading(2, lines=("Chuyên đổi số 2031", *OTHER))
    parts = DocumentParts(header=_HEADER, evidence=(_DATE, _RIVAL))
    write_output(out, folder / "b.png", first, second, parts=parts)
    header = Header(issued_year=2030, doc_type="BÁO CÁO", issuing_authority="SỞ NỘI VỤ")
    table = Table("p001-1", 1, 1, (_CELL,))
    third = reading(lines=("đổi mới và chuyển giao năm 2031", *OTHER))
    parts = DocumentParts(header=header, tables=(table,))
    write_output(out, folder / "c.png", third, reading(2, lines=OTHER), parts=parts)
    return out
