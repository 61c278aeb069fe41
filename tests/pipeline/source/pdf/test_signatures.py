"""Signatures of a PDF that was signed here with a certificate made for the test."""

from datetime import UTC, datetime, timedelta

import pypdfium2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import NameOID

from sohoa.nouns.digital_signature import DigitalSignature
from sohoa.pipeline.source.opening import open_source
from sohoa.pipeline.source.pdf.signatures import read_signatures, signed_at


def contents(name="Lê Văn Thử", organisation="Tỉnh Lam Giang"):
    """A detached PKCS #7 signature with its certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    named = [x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation)]
    subject = x509.Name(named)
    day = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    builder = builder.serial_number(7).not_valid_before(day).not_valid_after(day + timedelta(days=1))
    certificate = builder.sign(key, hashes.SHA256())
    signed = pkcs7.PKCS7SignatureBuilder().set_data(b"text").add_signer(certificate, key, hashes.SHA256())
    return signed.sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature])


def signed_pdf(path, *signatures):
    """A page without text and signature fields, each (contents, time)."""
    fields = [4 + 2 * k for k in range(len(signatures))]
    kids = " ".join(f"{n} 0 R" for n in fields)
    objects = [
        f"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[{kids}]/SigFlags 3>>>>".encode(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[{kids}]>>".encode(),
    ]
    for n, (data, time) in zip(fields, signatures, strict=True):
        objects.append(f"<</Type/Annot/Subtype/Widget/FT/Sig/T(s{n})/Rect[0 0 0 0]/V {n + 1} 0 R>>".encode())
        shown = (data + bytes(600)).hex().upper()
        moment = f"/M({time})" if time else ""
        objects.append(
            f"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached{moment}/ByteRange[0 9 9 9]"
            f"/Contents<{shown}>>>".encode()
        )
    body, offsets = b"%PDF-1.7\n", []
    for n, data in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{n} 0 obj\n".encode() + data + b"\nendobj\n"
    table = "".join(f"{o:010} 00000 n \n" for o in offsets)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\n"
    path.write_bytes(body + tail.encode() + f"startxref\n{len(body)}\n%%EOF\n".encode())
    return path


def test_signer_organisation_and_time(tmp_path):
    one, other = contents(), contents("SỞ NỘI VỤ", "UBND TỈNH LAM GIANG")
    path = signed_pdf(tmp_path / "a.pdf", (one, "D:20250217090208+07'00'"), (other, ""), (other, ""))
    assert read_signatures(pypdfium2.PdfDocument(path)) == (
        DigitalSignature("Lê Văn Thử", "Tỉnh Lam Giang", "2025-02-17T09:02:08+07:00"),
        DigitalSignature("SỞ NỘI VỤ", "UBND TỈNH LAM GIANG", None),
    )


def test_only_the_first_page_carries_them(tmp_path):
    path = signed_pdf(tmp_path / "a.pdf", (contents(), "D:20250217"))
    with open_source(path) as source:
        assert [s.time for s in source.load(1).signatures] == ["2025-02-17"]


@pytest.mark.parametrize("data", [b"", b"0", b"0\x84\xff\xff\xff\xff", b"\x30\x03abc", bytes(40)])
def test_what_is_no_certificate_gives_no_name(tmp_path, data):
    path = signed_pdf(tmp_path / "a.pdf", (data, "D:20250217090208Z"))
    assert read_signatures(pypdfium2.PdfDocument(path)) == (DigitalSignature(None, None, "2025-02-17T09:02:08"),)


def test_an_unsigned_file_has_none(tmp_path):
    assert read_signatures(pypdfium2.PdfDocument(signed_pdf(tmp_path / "a.pdf"))) == ()


@pytest.mark.parametrize("text", ["", "D:", "17/02/2025", "D:2025"])
def test_what_is_no_time(text):
    assert signed_at(text) is None
