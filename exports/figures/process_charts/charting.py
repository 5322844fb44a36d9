"""One series as a process chart: its lines, its signals, its targets, and all of it in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from exports.figures.methods import Method
from exports.figures.process_charts.models import (
    Assurance,
    ChartPoint,
    Kind,
    Measured,
    ProcessChart,
    Signal,
    Stretch,
    Wanted,
)
from exports.figures.process_charts.pieces import Piece, cut, lined, suited_kind
from exports.figures.process_charts.streaks import Found
from exports.figures.process_charts.targets import assurances, target_at
from exports.figures.process_charts.wording import chart_words, signal_words, stretch_words
from exports.figures.report_data import AnswerPoint, TrendPoint

_METHODS: Final[dict[Kind, Method]] = {"run": "run-chart", "xmr": "xmr-chart", "p": "p-chart"}


def measured(
    trend: Iterable[TrendPoint | AnswerPoint], changes: Mapping[str, str] | None = None
) -> list[Measured]:
    """Return a line over time as it is charted; `changes` is period → what changed in practice."""
    known = changes or {}
    series = []
    for point in trend:
        figures = point.overall if isinstance(point, TrendPoint) else point
        share = figures.good_or_better
        value, good, n = share.share if share else None, None, None
        if share and share.count != "c" and share.n != "c":
            good, n = share.count, share.n
        changed_by = known.get(point.period)
        series.append(Measured(point.period, value, good, n, point.broken_by, changed_by))
    return series


def process_chart(series: Sequence[Measured], wanted: Wanted | None = None) -> ProcessChart:
    """Return the chart of a series in order of time; periods without a value stay as gaps.

    It is a run chart until one stretch between changes has 12 points, then a p-chart where every
    point has its n, else an XmR chart; limits from fewer than 12 points are on trial. Fewer than 5
    points have no line at all. Rules pass over gaps, and no rule and no limit crosses a change.

    Raises ValueError where targets are wanted and a period cannot be dated (2026-Q3, 2026-09 and
    2026 can), or where a count is impossible.
    """
    wanted = wanted or Wanted()
    pieces = cut(series)
    kind = wanted.kind or suited_kind(series, pieces)
    pieces = [lined(series, piece, kind, wanted.bounds) for piece in pieces]
    stretches = [_stretch(series, piece, kind, wanted) for piece in pieces]
    signals = [_signal(series, piece, each, wanted) for piece in pieces for each in piece.found]
    signals.sort(key=lambda signal: (signal.places[-1], signal.places[0]))
    assured = _assured(series, pieces, wanted)
    return ProcessChart(
        kind=kind,
        points=[point for piece in pieces for point in _points(series, piece, wanted)],
        stretches=stretches,
        signals=signals,
        assurances=assured,
        words=chart_words(kind, stretches, signals, assured),
        method=_METHODS[kind],
    )


def _stretch(series: Sequence[Measured], piece: Piece, kind: Kind, wanted: Wanted) -> Stretch:
    begins, ends = series[piece.first], series[piece.last]
    reasons = [each for each in (begins.broken_by, begins.changed_by) if each and piece.first]
    centre = None if piece.centre is None else wanted.show(piece.centre)
    return Stretch(
        first=piece.first,
        last=piece.last,
        measured=len(piece.places),
        because=" ".join(reasons) or None,
        comparable=not (piece.first and begins.broken_by),
        centre=piece.centre,
        trial=piece.trial,
        mean_range=piece.limits.mean_range if piece.limits else None,
        range_limit=piece.limits.range_limit if piece.limits else None,
        words=stretch_words((begins.period, ends.period), len(piece.places), centre, kind, reasons),
    )


def _signal(series: Sequence[Measured], piece: Piece, found: Found, wanted: Wanted) -> Signal:
    places = [piece.places[each] for each in found.places]
    periods = [series[place].period for place in places]
    good = None
    if found.direction != "neither":
        good = (found.direction == "up") == wanted.higher_is_better
    return Signal(
        rule=found.rule,
        direction=found.direction,
        good=good,
        places=places,
        periods=periods,
        words=signal_words(found.rule, found.direction, periods, good),
        method="run-chart" if piece.limits is None else "rules",
    )


def _points(series: Sequence[Measured], piece: Piece, wanted: Wanted) -> Iterator[ChartPoint]:
    lines = dict(zip(piece.places, piece.limits.standings, strict=True)) if piece.limits else {}
    for place in range(piece.first, piece.last + 1):
        point = series[place]
        standing = lines.get(place)
        step = target_at(wanted.steps, point.period) if wanted.steps else None
        yield ChartPoint(
            period=point.period,
            value=point.value,
            n=point.n,
            centre=piece.centre,
            low=standing.low if standing else None,
            high=standing.high if standing else None,
            target=step.value if step else None,
        )


def _assured(
    series: Sequence[Measured], pieces: Sequence[Piece], wanted: Wanted
) -> list[Assurance]:
    """Return what the last point’s lines say of the targets; a newer change leaves it open."""
    last = next((place for place in reversed(range(len(series))) if _value(series, place)), None)
    if last is None or not wanted.steps:
        return []
    limits = pieces[-1].limits
    standing = limits.standings[-1] if limits else None
    return assurances(series[last], standing, wanted)


def _value(series: Sequence[Measured], place: int) -> bool:
    return series[place].value is not None
