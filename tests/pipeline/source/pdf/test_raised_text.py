import pytest

from sohoa.diacritics.layers.legacy_codes import encode
from sohoa.pipeline.source.opening import open_source
from sohoa.settings import SourceSettings
from tests.support.pdf_files import PageParts, legacy_at, write_pdf


@pytest.fixture
def read(tmp_path):
    def call(content, legacy_font=None, **settings):
        path = write_pdf(tmp_path / "a.pdf", [PageParts(content)], legacy_font)
        with open_source(path, SourceSettings(**settings)) as source:
            return source.load(1).layer_text

    return call


def text(*pieces, y=700.0):
    """Operators for pieces of (text, font size, rise), one after the other; letters are half as wide as high."""
    x, content = 60.0, ""
    for piece, em, rise in pieces:
        content += legacy_at(x, y + rise, piece, size=em)
        x += 0.5 * em * len(piece)
    return content


MARK = (8.0, 5.0)
INDEX = (8.0, -2.0)
PLAIN = (14.0, 0.0)

RAISED = [
    ([("3.120", *PLAIN), ("3", *MARK)], "3.120³"),
    ([("71/NQ-UBND", *PLAIN), ("12", *MARK), (" ff.", *PLAIN)], "71/NQ-UBND¹² ff."),
    ([("28.450", *PLAIN), ("(2)", *MARK)], "28.450⁽²⁾"),
    ([("1,5 km", *PLAIN), ("2", *MARK), ("/km", *PLAIN)], "1,5 km²/km"),
    ([("CO", *PLAIN), ("2", *INDEX), (" min", *PLAIN)], "CO₂ min"),
    ([("10", *PLAIN), ("-3", *MARK), (" m", *PLAIN)], "10⁻³ m"),
    ([("4", *MARK), ("Theo UBND", *PLAIN)], "⁴Theo UBND"),
]


@pytest.mark.parametrize(("pieces", "expected"), RAISED, ids=[t for _, t in RAISED])
@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
def test_raised_figures_are_told_by_size_and_place(read, reader, pieces, expected):
    assert "".join(read(text(*pieces), layer_reader=reader).split()) == expected.replace(" ", "")


STANDING = [
    ([("3.120", *PLAIN), ("3", 14.0, 0.0)], "3.1203"),
    ([("Phan ", *PLAIN), ("12", 9.0, 0.0)], "Phan 12"),
    ([("Phan ", *PLAIN), ("13", 9.0, 0.3)], "Phan 13"),
    ([("Sau", *PLAIN), ("xem", 8.0, 5.0)], "Sauxem"),
    ([("20", *PLAIN), ("h", *MARK), ("30", *PLAIN)], "20h30"),
]


@pytest.mark.parametrize(("pieces", "expected"), STANDING, ids=[t for _, t in STANDING])
def test_figures_on_the_line_and_letters_stay(read, pieces, expected):
    assert read(text(*pieces)) == expected


def test_small_figures_of_another_line_are_no_marks(read):
    assert read(legacy_at(60, 700, "Phan sau", size=14) + legacy_at(60, 692, "12", size=8)).split() == [
        "Phan",
        "sau",
        "12",
    ]


def test_a_mark_beside_text_in_a_legacy_code_is_no_letter_of_it(read):
    content = text((encode("Nghị quyết 15/NQ", "tcvn3"), *PLAIN), ("1", *MARK))
    assert read(content, legacy_font=".VnTime") == "Nghị quyết 15/NQ¹"
