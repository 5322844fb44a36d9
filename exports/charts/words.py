"""What a chart shows, in words: the alternative text of every chart."""

from collections.abc import Sequence
from typing import Final

from exports.charts.bars import Segment
from exports.charts.numbers import HIDDEN, interval, percent
from exports.charts.trend import TrendMark

SMALL_NUMBERS: Final = "“c” stands for a small number, or one that would give a small one away."
NOTHING_GRADED: Final = "No share: nothing was graded."


def describe_distribution(segments: Sequence[Segment]) -> str:
    """Return the counts of a distribution bar as one sentence."""
    if not any(segment.number for segment in segments):
        return "No grades."
    counts = ", ".join(f"{segment.label}: {segment.number}" for segment in segments) + "."
    if any(segment.number == HIDDEN for segment in segments):
        return f"{counts} {SMALL_NUMBERS}"
    return counts


def describe_share(
    share: float | None, low: float | None, high: float | None, *, published: bool = False
) -> str:
    """Return a share and its interval as one sentence; `published` ones to one decimal."""
    if share is None or low is None or high is None:
        return f"No share is shown. {SMALL_NUMBERS}" if published else NOTHING_GRADED
    said, between = percent(share, fine=published), interval(low, high, fine=published)
    return f"{said}, 95% interval {between}."


def describe_trend(marks: Sequence[TrendMark]) -> str:
    """Return every period of a run chart as one sentence."""
    parts = []
    for mark in marks:
        shown = mark.share is not None
        value = percent(mark.share or 0, fine=mark.published) if shown else "no share"
        anew = " (not comparable with the period before)" if mark.starts_anew else ""
        parts.append(f"{mark.period}: {value} of {mark.n}{anew}")
    told = "; ".join(parts) + "."
    return f"{told} {SMALL_NUMBERS}" if any(mark.is_hidden for mark in marks) else told
