"""Where each page and picture of a review stands: addresses on the server, paths of files in a static copy."""

from __future__ import annotations

from urllib.parse import quote

from sohoa.pipeline.review.shown.crops import Crop


def quoted(name: str) -> str:
    """The name of a document as a piece of an address."""
    return quote(name, safe="")


def queue_path(language: str, number: int = 1) -> str:
    """A page of the queue, from 1."""
    return f"{language}/queue-{number}.html"


def documents_path(language: str) -> str:
    """The list of documents."""
    return f"{language}/documents.html"


def round_path(language: str) -> str:
    """What is left to judge of a quality round."""
    return f"{language}/round.html"


def result_path(language: str) -> str:
    """What a quality round has found so far."""
    return f"{language}/result.html"


def search_path(language: str) -> str:
    """The search, of a server alone."""
    return f"{language}/search.html"


def page_path(language: str, name: str, number: int) -> str:
    """A page of a document, both from 1."""
    return f"{language}/documents/{name}/p{number:04d}.html"


def picture_path(name: str, number: int) -> str:
    """The picture of a page."""
    return f"pictures/{name}/p{number:04d}.jpg"


def crop_path(name: str, crop: Crop) -> str:
    """The picture of a place."""
    return f"crops/{name}/{crop.name}"
