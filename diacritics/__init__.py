"""Vietnamese syllables, their marks, and the repair of both. Knows only strings and scores."""

from pathlib import Path

DATA = Path(__file__).parent / "data"
"""Counts, names and code tables that come with the package."""
MODELS = Path(__file__).parent / "models"
"""Trained models that come with the package, each with its card."""
