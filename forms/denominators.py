"""Which answers a share counts: the one definition that reports and checks rely on."""

from collections.abc import Mapping

from forms.scales import Scale

STATES = ("not_applicable", "not_evidenced", "unanswered", "hidden")
"""The codes under which answers without a judgement are counted, apart from one another."""


def denominator(scale: Scale, counts: Mapping[str, int]) -> int:
    """Return how many answers a share of good answers is taken of.

    Counted are the scale's points that have a value, and “not evidenced”, which counts as not
    good; “not applicable”, “unanswered”, “hidden” and points without a value are left out.
    """
    counted = sum(counts.get(code, 0) for code in scale.counted_codes)
    return counted + counts.get("not_evidenced", 0)


def good(scale: Scale, counts: Mapping[str, int]) -> int:
    """Return how many of the answers in the denominator are good or better on their scale."""
    return sum(counts.get(code, 0) for code in scale.good_codes & scale.counted_codes)
