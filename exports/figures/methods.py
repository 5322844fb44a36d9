"""The names of the methods: each is an anchor of the method notes that a figure links to."""

from typing import Literal

Method = Literal[
    "wilson",
    "finite-population",
    "difference",
    "run-chart",
    "xmr-chart",
    "p-chart",
    "rules",
    "rebasing",
    "targets",
    "funnel",
    "strictness",
    "terms",
    "agreement",
]
"""Anchors of the headings of `docs/method.md`."""
