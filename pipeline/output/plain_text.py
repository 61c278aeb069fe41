"""The plain text of a document: pages in order, a form feed between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

FORM_FEED = "\f"


def document_text(pages: Iterable[Mapping[str, Any]]) -> str:
    """Text of `text/<name>.txt` from rows of `pages`, ordered by page.

    Pages that were not read leave their place empty, so the n-th piece between form feeds is
    always page n.
    """
    texts = {int(p["page"]): str(p["text"]) for p in pages}
    last = max(texts, default=0)
    pieces = (texts.get(n, "").rstrip("\n").replace(FORM_FEED, "\n") for n in range(1, last + 1))
    return FORM_FEED.join(piece + "\n" for piece in pieces)
