"""Coefficients of agreement worked out a second way: over raw ratings, with numpy."""

from collections.abc import Callable, Sequence
from itertools import permutations

import krippendorff
import numpy as np

Case = Sequence[int | None]
Matrix = np.ndarray


def weights(name: str, categories: int) -> Matrix:
    steps = np.abs(np.subtract.outer(np.arange(categories), np.arange(categories)))
    if name == "identity":
        return (steps == 0).astype(float)
    return 1 - (steps / (categories - 1)) ** {"linear": 1, "quadratic": 2}[name]


def observed(cases: Sequence[Case], w: Matrix, masses: Matrix | None = None) -> float:
    """Mean over cases of the mean over ordered pairs of people."""
    masses = np.ones(len(cases)) if masses is None else masses
    means, kept = [], []
    for case, mass in zip(cases, masses, strict=True):
        pairs = list(permutations([each for each in case if each is not None], 2))
        if pairs:
            means.append(np.mean([w[one, other] for one, other in pairs]))
            kept.append(mass)
    return float(np.average(means, weights=kept))


def often(cases: Sequence[Case], categories: int, masses: Matrix | None = None) -> Matrix:
    masses = np.ones(len(cases)) if masses is None else masses
    rows, kept = [], []
    for case, mass in zip(cases, masses, strict=True):
        given = [each for each in case if each is not None]
        if given:
            rows.append(np.bincount(given, minlength=categories) / len(given))
            kept.append(mass)
    return np.average(rows, axis=0, weights=kept)


def gwet(cases: Sequence[Case], name: str, k: int, masses: Matrix | None = None) -> float:
    w, p = weights(name, k), often(cases, k, masses)
    chance = w.sum() / (k * (k - 1)) * (p * (1 - p)).sum()
    return (observed(cases, w, masses) - chance) / (1 - chance)


def fleiss(cases: Sequence[Case], name: str, k: int, masses: Matrix | None = None) -> float:
    w, p = weights(name, k), often(cases, k, masses)
    chance = p @ w @ p
    return float((observed(cases, w, masses) - chance) / (1 - chance))


def cohen(table: Matrix, name: str) -> float:
    w, p = weights(name, len(table)), table / table.sum()
    chance = (w * np.outer(p.sum(axis=1), p.sum(axis=0))).sum()
    return float(((w * p).sum() - chance) / (1 - chance))


def alpha(cases: Sequence[Case], metric: str, categories: int) -> float:
    people = max(len(case) for case in cases)
    raw = np.full((people, len(cases)), np.nan)
    for at, case in enumerate(cases):
        for person, category in enumerate(case):
            raw[person, at] = np.nan if category is None else category
    return float(
        krippendorff.alpha(
            reliability_data=raw,
            level_of_measurement=metric,
            value_domain=[float(each) for each in range(categories)],
        )
    )


def delta_error(value: Callable[[Matrix], float], n: int, unbiased: bool = True) -> float:
    """Standard error from how a value moves as single cases weigh a little more."""
    step, moved = 1e-6, []
    for at in range(n):
        up, down = np.ones(n), np.ones(n)
        up[at] += step
        down[at] -= step
        moved.append((value(up) - value(down)) / (2 * step) * n)
    return float(np.sqrt(np.sum(np.square(moved)) / (n * (n - 1 if unbiased else n))))
