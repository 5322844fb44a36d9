"""Chance that repeats: every decision draws from a stream named after what it decides."""

from collections.abc import Mapping
from random import Random


def stream(*names: object) -> Random:
    """Return random numbers that depend on these names alone.

    Seeding with text goes through SHA-512, so it is the same on every machine; streams with
    different names do not disturb each other when one of them draws more.
    """
    return Random("/".join(map(str, names)))  # noqa: S311 -- invented data, no secret


def weighted(rng: Random, weights: Mapping[str, float]) -> str:
    """Draw one name by weight, in the order the names stand."""
    return rng.choices(list(weights), list(weights.values()))[0]


def clipped(value: float, low: float = 0.0, high: float = 1.0) -> float:
    """Return a value moved into its bounds."""
    return min(max(value, low), high)
