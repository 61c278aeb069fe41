"""How a reading is marked by its confidence, as in the exported tables."""

from __future__ import annotations

from sohoa.pipeline.export.stored_tables import DOUBTFUL_BELOW, UNSURE_BELOW


def mark_of(confidence: float | None) -> str:
    """`doubtful`, `unsure`, or "" for what is sure or was not measured."""
    if confidence is None or confidence >= UNSURE_BELOW:
        return ""
    return "unsure" if confidence >= DOUBTFUL_BELOW else "doubtful"
