"""What a chart shows, in words: the alternative text of every chart."""

from collections.abc import Sequence

from exports.charts.bars import Segment
from exports.charts.numbers import interval, percent
from exports.charts.trend import TrendMark


def describe_distribution(segments: Sequence[Segment]) -> str:
    """Return the counts of a distribution bar as one sentence."""
    if not any(segment.number for segment in segments):
        return "No grades."
    return ", ".join(f"{segment.label}: {segment.number}" for segment in segments) + "."


def describe_share(share: float | None, low: float | None, high: float | None) -> str:
    """Return a share and its interval as one sentence."""
    if share is None or low is None or high is None:
        return "No share: nothing was graded."
    return f"{percent(share)}, 95% interval {interval(low, high)}."


def describe_trend(marks: Sequence[TrendMark]) -> str:
    """Return every period of a run chart as one sentence."""
    parts = []
    for mark in marks:
        value = "no share" if mark.share is None else percent(mark.share)
        anew = " (not comparable with the period before)" if mark.starts_anew else ""
        parts.append(f"{mark.period}: {value} of {mark.n}{anew}")
    return "; ".join(parts) + "."
