"""A process chart in plain sentences: what was found, and what chance alone would do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from exports.figures.process_charts.models import (
    Assurance,
    Direction,
    Kind,
    Rule,
    Signal,
    Stretch,
)
from exports.figures.process_charts.pieces import ENOUGH, LEAST
from exports.figures.wording import listed

_KINDS: Final[dict[Kind, str]] = {
    "run": "Run chart: the line in the middle is the median. It has no limits yet: they need 12 "
    "points without a change between.",
    "xmr": "XmR chart: the line in the middle is the mean; the limits show how far single values "
    "vary by chance.",
    "p": "p-chart: the line in the middle is the share over all audits; the limits show how far "
    "the share of so many audits varies by chance. The fewer the audits, the wider they are.",
}
_WAYS: Final[dict[Direction, str]] = {"up": "rising", "down": "falling", "neither": ""}
_SIDES: Final[dict[Direction, str]] = {"up": "above", "down": "below", "neither": ""}
_LIMITS: Final[dict[Direction, str]] = {"up": "upper", "down": "lower", "neither": ""}


def chart_words(
    kind: Kind,
    stretches: Sequence[Stretch],
    signals: Sequence[Signal],
    assured: Sequence[Assurance],
) -> list[str]:
    """Return the whole chart as sentences: kind, stretches, signals, targets."""
    if not any(stretch.measured for stretch in stretches):
        return ["There is nothing to chart: no period has a value."]
    return [
        _KINDS[kind],
        *(stretch.words for stretch in stretches),
        *(signal.words for signal in signals),
        *_advice(stretches, signals),
        *(each.words for each in assured),
        *_unsteady(stretches, signals, assured),
    ]


def stretch_words(
    ends: tuple[str, str], measured: int, centre: str | None, kind: Kind, reasons: Sequence[str]
) -> str:
    """Return what one stretch has, and why it begins where it does."""
    span = ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
    points = "1 point" if measured == 1 else f"{measured} points"
    if centre is None:
        said = f"{span}: {points}, too few for a line; {LEAST} are needed."
    else:
        middle = "median" if kind == "run" else "mean"
        trial = ", limits on trial" if kind != "run" and measured < ENOUGH else ""
        said = f"{span}: {points}, {middle} {centre}{trial}."
    return " ".join([said, *reasons])


def signal_words(
    rule: Rule, direction: Direction, periods: Sequence[str], good: bool | None
) -> str:
    """Return one signal as a sentence, and whether it is for the better."""
    side, limit = _SIDES[direction], _LIMITS[direction]
    told = {
        "outside": f"{periods[0]} lies {side} the {limit} limit",
        "one_side": f"{_span(periods)} all lie {side} the mean",
        "steady": f"{_span(periods)} keep {_WAYS[direction]}",
        "near_limit": f"{listed(periods)} lie near the {limit} limit",
        "shift": f"{_span(periods)} lie {side} the median, but for any that lie on it",
        "trend": f"{_span(periods)} keep {_WAYS[direction]}",
        "few_runs": "the line crosses the median more seldom than by chance: the points drift",
        "many_runs": "the line crosses the median more often than by chance: the points may be "
        "of two kinds, mixed",
    }[rule]
    better = "" if good is None else " (for the better)" if good else " (for the worse)"
    return f"Signal{better}: {told}."


def _span(periods: Sequence[str]) -> str:
    return f"{len(periods)} points from {periods[0]} to {periods[-1]}"


def _advice(stretches: Sequence[Stretch], signals: Sequence[Signal]) -> Iterator[str]:
    if signals:
        yield "A signal says that something changed, not what: look for what happened then."
    elif any(stretch.centre is not None for stretch in stretches):
        yield (
            "No signal: the points vary as they would by chance. One higher or lower period is "
            "no news by itself."
        )


def _unsteady(
    stretches: Sequence[Stretch], signals: Sequence[Signal], assured: Sequence[Assurance]
) -> Iterator[str]:
    """Warn of a forecast from a process that is not steady."""
    latest = [signal for signal in signals if signal.places[-1] >= stretches[-1].first]
    if latest and any(each.verdict != "unknown" for each in assured):
        yield (
            "What is said of targets holds while the process stays as it is; the signals say "
            "that it did not."
        )
    elif any(each.verdict != "unknown" for each in assured) and stretches[-1].trial:
        yield f"What is said of targets rests on fewer than {ENOUGH} points."
