"""Digital signatures of a PDF: who signed, for what organisation, and when, as the signature dictionary tells.

The certificate stands in the signature's contents (PKCS #7, RFC 5652, DER). Nothing is verified here: neither that the
document is unchanged nor that the certificate holds.
"""

from __future__ import annotations

import ctypes
import logging
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium_c
import regex

from sohoa.nouns.digital_signature import DigitalSignature

if TYPE_CHECKING:
    import pypdfium2 as pdfium
    from cryptography.x509 import Certificate

logger = logging.getLogger(__name__)

MOST = 32
"""No more signatures of a file are read. A guess: offices sign with one to seven."""
MOST_BYTES = 1 << 20
"""Longer contents are no signature."""
_TIME = regex.compile(
    r"D:(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?(?:(?P<sign>[+-])(?P<h>\d{2})'?(?P<m>\d{2})?'?)?"
)


def read_signatures(pdf: pdfium.PdfDocument) -> tuple[DigitalSignature, ...]:
    """The signatures of an open PDF in their order, each signer, organisation and time once.

    Rule: A file's digital signatures are told by signer, organisation and time, as its certificates name them; nothing
        is verified.
    Test: pipeline/source/pdf/test_signatures.py::test_signer_organisation_and_time
    """
    return tuple(dict.fromkeys(_signatures(pdf)))


def _signatures(pdf: pdfium.PdfDocument) -> Iterator[DigitalSignature]:
    count = pdfium_c.FPDF_GetSignatureCount(pdf.raw)
    for k in range(min(count, MOST)):
        signature = pdfium_c.FPDF_GetSignatureObject(pdf.raw, k)
        if not signature:
            continue
        contents = _bytes_of(pdfium_c.FPDFSignatureObj_GetContents, signature)
        time = signed_at(_bytes_of(pdfium_c.FPDFSignatureObj_GetTime, signature).rstrip(b"\0").decode("latin-1"))
        names = _names(contents)
        if names != (None, None) or time is not None:
            yield DigitalSignature(*names, time)


def _bytes_of(read: Callable[..., int], signature: Any) -> bytes:  # noqa: ANN401 - a foreign handle
    length = read(signature, None, 0)
    if not 0 < length <= MOST_BYTES:
        return b""
    buffer = ctypes.create_string_buffer(length)
    read(signature, buffer, length)
    return buffer.raw


def signed_at(text: str) -> str | None:
    """The time of a PDF date (`D:20250217090208+07'00'`) in ISO 8601, None if it is none.

    Example:
        >>> signed_at("D:20250217090208+07'00'")
        '2025-02-17T09:02:08+07:00'
    """
    m = _TIME.match(text)
    if m is None:
        return None
    day, clock = "-".join(m.group(1, 2, 3)), ":".join(x or "00" for x in m.group(4, 5, 6))
    zone = f"{m['sign']}{m['h']}:{m['m'] or '00'}" if m["sign"] else ""
    return f"{day}T{clock}{zone}" if m[4] else day


def _names(contents: bytes) -> tuple[str | None, str | None]:
    """Name and organisation of the signer's certificate; None where it says none or cannot be read."""
    from cryptography.hazmat.primitives.serialization.pkcs7 import load_der_pkcs7_certificates
    from cryptography.x509 import NameOID

    try:
        certificates = load_der_pkcs7_certificates(_without_padding(contents))
        own = _signers(certificates)
        return _attribute(own, NameOID.COMMON_NAME), _attribute(own, NameOID.ORGANIZATION_NAME)
    except Exception as e:  # a certificate may be of any kind: a foreign library tells its faults in many ways
        logger.debug("a signature cannot be read (%s)", type(e).__name__)
        return None, None


def _without_padding(contents: bytes) -> bytes:
    """The DER value at the beginning: the space kept for a signature is filled up with zeros."""
    if len(contents) < 2:
        return contents
    first = contents[1]
    if first < 0x80:
        return contents[: 2 + first]
    n = first & 0x7F
    return contents[: 2 + n + int.from_bytes(contents[2 : 2 + n], "big")]


def _signers(certificates: list[Certificate]) -> Certificate:
    """The certificate of which no other one was issued."""
    issuers = {c.issuer for c in certificates if c.issuer != c.subject}
    return next((c for c in certificates if c.subject not in issuers), certificates[0])


def _attribute(certificate: Certificate, oid: Any) -> str | None:  # noqa: ANN401 - an object identifier
    values = certificate.subject.get_attributes_for_oid(oid)
    return " ".join(str(values[0].value).split()) or None if values else None
