"""What decides the trained models beside the text; each card keeps its recipe."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides the model beside the text."""

    syllable_count: int = 2
    """A well-formed syllable seen less often is left out of the vocabulary."""
    word_count: int = 5
    """The same for any other word."""
    gains: tuple[float, float, float] = (0.5, 2.0, 3.5)
    """Pairs, triples and runs of four that gain less log-likelihood (nats, times count) are left out."""
    counts: tuple[float, float, float] = (0.0, 2.0, 2.0)
    """The same for their weighted counts."""


@dataclass(frozen=True, slots=True)
class WindowRecipe:
    """What decides the network beside the text."""

    bare_words: int = 8000
    least_count: int = 15
    """A reading seen less often is unknown to the network."""
    vector: int = 40
    first_layer: int = 256
    second_layer: int = 96
    batch: int = 2048
    steps: int = 5000
    rate: float = 0.003
    vector_rate: float = 0.09
    seed: int = 7


@dataclass(frozen=True, slots=True)
class SignRecipe:
    """What decides the model of signs beside the text."""

    least_words: int = 5
    """A word seen less often is unknown."""
    prior: float = 20.0
    """Shares of a word are pulled towards those of all as if it had been seen so often more."""
    pair_prior: float = 8.0
    """Those of a pair towards what both words say by themselves."""
    least_gain: float = 6.0
    """Pairs that gain less log-likelihood (nats, times count) are left out."""
