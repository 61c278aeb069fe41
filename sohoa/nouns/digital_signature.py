"""Digital signatures: who signed a file, as its certificates name the signer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DigitalSignature:
    """A signature in the dictionary of a PDF, as its certificate names the signer; nothing is verified.

    `time` is the time of signing that the signature states, ISO 8601; None where it states none.
    """

    name: str | None
    organisation: str | None
    time: str | None
