"""Is the data of a picture whole? JPEG, JPEG 2000, fax and JBIG2, each by the decoder's own word.

Decoders fill up what is missing and go on, as a viewer should; here a person is told. Data are decoded at an eighth of
their size where the coding allows it, which takes a hundredth of the time that reading the page takes.
"""

from __future__ import annotations

import contextlib
import io
import re
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image, UnidentifiedImageError
from PIL import ImageFile as PillowFile

from sohoa.nouns.doubt import Doubt, DoubtKind
from sohoa.nouns.problem import Problem, ProblemKind, Stage
from sohoa.pipeline.source.damage.decoder_words import heard

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

_END_OF_IMAGE = b"\xff\xd9"
_JPEG_WORD = re.compile(r"Corrupt JPEG data: [^\n]+|Premature end of JPEG[^\n]*")
_CUT = re.compile(r"[Pp]remature end")
"""Only what is said of a cut tells that the rows at the end are no print: a page may end in white."""
_EXTRANEOUS = re.compile(r"(\d+) extraneous bytes before marker 0xd9")
_FAX_WORD = re.compile(r"(Fax\w+: [A-Z][^\n]*? at line (\d+))")
_HALF = 1
"""JPEG 2000 is decoded at half its size (one resolution less); beyond that Pillow 13.0 rounds sizes otherwise."""


@dataclass(frozen=True, slots=True)
class Damage:
    """What a decoder says of a picture, and the share of its rows (0 to 1) that came before that, None if not known."""

    word: str
    share: float | None = None

    def problem(self, number: int) -> Problem:
        """What is to be told of page `number`, from 1."""
        doubt = Doubt.of(DoubtKind.PICTURE_DAMAGED, self.word)
        if self.share is not None:
            doubt = Doubt.of(DoubtKind.PICTURE_CUT, f"{100 * self.share:.0f}", self.word)
        return Problem(Stage.SOURCE, ProblemKind.LOST_CONTENT, (doubt,), number)


def jpeg_damage(data: bytes) -> Damage | None:
    """What is wrong with the data of a JPEG picture; None: nothing that its decoder (libjpeg) notices.

    Zeros between the last row and the end, which some scanners write, are no damage.

    Rule: A scan whose JPEG data are cut or damaged is told, with the share of its rows that came; its page is partial.
    Test: pipeline/source/damage/test_streams.py::test_a_damaged_jpeg_is_told
    """
    body = data.rstrip(b"\0\r\n ")
    if not body.endswith(_END_OF_IMAGE):
        body += _END_OF_IMAGE
    coded = np.frombuffer(body, np.uint8)
    small, said = heard(lambda: _decoded_small(coded))
    word = _JPEG_WORD.search(said)
    if word is None:
        return _refused(data, "JPEG") if small is None else None
    left_over = _EXTRANEOUS.search(word[0])
    if left_over and int(left_over[1]) <= _zeros_at_the_end(body):
        return None
    cut = _CUT.search(word[0])
    return Damage(word[0], _share_that_came(small) if cut and small is not None else None)


def _decoded_small(coded: NDArray[uint8]) -> NDArray[uint8] | None:
    """A picture in grey at an eighth of its size, as it is stored; None if OpenCV does not decode it."""
    try:
        small = cv2.imdecode(coded, cv2.IMREAD_REDUCED_GRAYSCALE_8 | cv2.IMREAD_IGNORE_ORIENTATION)
    except cv2.error:
        return None
    return None if small is None else np.asarray(small, np.uint8)


def _zeros_at_the_end(body: bytes) -> int:
    inner = body.removesuffix(_END_OF_IMAGE)
    return len(inner) - len(inner.rstrip(b"\0"))


def _share_that_came(pixels: NDArray[uint8]) -> float | None:
    """Share of the rows before those at the end that are all of one and the same grey; None if those are few."""
    alike = np.all(pixels == pixels[-1, 0], axis=1)
    filled = len(alike) if alike.all() else int(np.argmin(alike[::-1]))
    return 1 - filled / len(pixels) if filled > 1 else None


def jpx_damage(data: bytes) -> Damage | None:
    """What is wrong with the data of a JPEG 2000 picture, as far as its frame tells (OpenJPEG)."""
    return _refused(data, "JPEG2000", _HALF) and _refused(data, "JPEG2000")


def _refused(data: bytes, form: str, fewer: int = 0) -> Damage | None:
    """Why Pillow does not decode a picture, with so many resolutions fewer; None if it does. Its size is known."""
    limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    PillowFile.LOAD_TRUNCATED_IMAGES = False  # other packages in this process may have set it
    try:
        with Image.open(io.BytesIO(data), formats=(form,)) as image:
            if fewer:
                image.reduce = fewer  # type: ignore[assignment,method-assign] # here it is a number
            image.load()
    except UnidentifiedImageError:
        return Damage(f"{form}: head damaged or cut")
    except (OSError, ValueError, SyntaxError) as e:
        return Damage(f"{form}: {e}")
    finally:
        Image.MAX_IMAGE_PIXELS = limit
    return None


@dataclass(frozen=True, slots=True)
class FaxForm:
    """How a fax is coded (ISO 32000-1, table 11): pixels in a row, rows, and K: under 0 is Group 4, else Group 3."""

    columns: int
    rows: int
    k: int = -1


def fax_damage(data: bytes, form: FaxForm) -> Damage | None:
    """What is wrong with fax data, and the row in which it begins (libtiff, which must be given a TIFF).

    Rule: A fax (CCITT) scan that is cut or damaged is told with the row from which on it is lost.
    Test: pipeline/source/damage/test_streams.py::test_a_damaged_fax_is_told_with_its_row
    """
    return _fax_said(fax_to_tiff(data, form), form.rows, 0)


def tiff_damage(data: bytes, number: int, rows: int) -> Damage | None:
    """The same of a page of a TIFF file whose pages are fax or JPEG; `number` is from 1.

    Pillow passes over what libtiff says of such data.
    """
    return _fax_said(data, rows, number - 1)


def _fax_said(tiff: bytes, rows: int, index: int) -> Damage | None:
    coded = np.frombuffer(tiff, np.uint8)
    said = heard(lambda: _decode_page(coded, index))[1]
    word = _FAX_WORD.search(said) or _JPEG_WORD.search(said)
    if word is None:
        return None
    if word.re is _JPEG_WORD:
        return Damage(word[0])
    return Damage(word[1], min(1.0, int(word[2]) / max(1, rows)))


def _decode_page(coded: NDArray[uint8], index: int) -> None:
    with contextlib.suppress(cv2.error):  # what it says is heard
        cv2.imdecodemulti(coded, cv2.IMREAD_GRAYSCALE, range=(index, index + 1))


def fax_to_tiff(data: bytes, form: FaxForm) -> bytes:
    """Fax data as a TIFF file of one strip (TIFF 6.0, section 11)."""
    group3 = form.k >= 0
    tags = [
        (256, form.columns),
        (257, form.rows),
        (258, 1),
        (259, 3 if group3 else 4),
        (262, 0),
        (273, 8),
        (277, 1),
        (278, form.rows),
        (279, len(data)),
        *([(292, int(form.k > 0))] if group3 else []),
    ]
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    at = 8 + len(data) + len(data) % 2
    head = b"II*\0" + struct.pack("<I", at)
    return head + data.ljust(at - 8, b"\0") + struct.pack("<H", len(tags)) + entries + bytes(4)
