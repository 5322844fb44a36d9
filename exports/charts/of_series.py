"""From a line over time to the marks of its process chart, and to what it shows in words."""

from typing import Final

from exports.charts.numbers import percent
from exports.charts.process import ProcessMark
from exports.figures.process_charts.models import Kind
from exports.figures.reports.over_time_data import Series, SeriesPoint
from exports.figures.wording import listed

_KINDS: Final[dict[Kind, str]] = {"run": "Run chart", "xmr": "XmR chart", "p": "p-chart"}


def centre_name(series: Series) -> str:
    """Return what the line in the middle of its chart is."""
    return "Median" if series.chart.kind == "run" else "Mean"


def process_marks(series: Series) -> list[ProcessMark]:
    """Return a mark for each period; intervals of their own stand where there are no limits."""
    ringed = _ringed(series)
    found = []
    for place, (point, charted) in enumerate(zip(series.points, series.chart.points, strict=True)):
        first, _, second = point.name.partition(" ")
        name, year = (second, first) if first.isdigit() else (first, second)
        share, ends = point.share, None
        if share and share.low is not None and share.high is not None and charted.low is None:
            ends = share.low, share.high
        found.append(
            ProcessMark(
                name=name,
                year=year,
                value=charted.value,
                n=share.n if share else 0,
                ends=ends,
                centre=charted.centre,
                low=charted.low,
                high=charted.high,
                target=charted.target,
                starts_anew=bool(point.anew),
                is_signal=place in ringed,
            )
        )
    return found


def describe_process(series: Series, where: str) -> str:
    """Return what the chart shows at a glance; `where` says where every number stands."""
    chart, measured = series.chart, [each for each in series.points if _share(each) is not None]
    if not measured:
        return f"{_KINDS[chart.kind]} without a point: nothing was measured."
    span = f"{series.points[0].name} to {series.points[-1].name}"
    newest, last = measured[-1], chart.points[-1]
    told = [
        f"{_KINDS[chart.kind]}, {span}, {len(measured)} points.",
        f"{newest.name}: {percent(_share(newest) or 0)}.",
    ]
    if last.centre is not None:
        told.append(f"{centre_name(series)} {percent(last.centre)}.")
    if last.low is not None and last.high is not None:
        told.append(f"Limits {percent(last.low)} and {percent(last.high)}.")
    if last.target is not None:
        told.append(f"Target {percent(last.target)}.")
    if ringed := sorted(_ringed(series)):
        told.append(f"Ringed: {listed([series.points[place].name for place in ringed])}.")
    if anew := [each.name for each in series.points[1:] if each.anew]:
        told.append(f"The line starts anew in {listed(anew)}.")
    return " ".join([*told, where])


def _ringed(series: Series) -> set[int]:
    """Return the places of points that make a signal; one made by the whole line rings none."""
    return {
        place
        for signal in series.chart.signals
        if signal.direction != "neither"
        for place in signal.places
    }


def _share(point: SeriesPoint) -> float | None:
    return point.share.share if point.share else None
