"""Lines over time made fit to be published: all their points as one system, and their charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from exports.figures.facts import Facts
from exports.figures.process_charts.charting import process_chart
from exports.figures.process_charts.models import Measured
from exports.figures.report_data import Count, Scope, Share
from exports.figures.reports.over_time_data import Series, is_unpublished
from exports.figures.suppression.counting import Counted, count_scope
from exports.figures.suppression.distributions import ShareCells, Worth, add_share
from exports.figures.suppression.people import add_people
from exports.figures.suppression.publishing import Publication, showing_of
from exports.figures.wording import listed

_WORTH: Final = (100_000, 1_000)
"""What a point of the measure in front is worth, and one of another."""
_NEWER: Final = 100
"""The part by which each is worth more than the one before: rather the oldest goes, so that a chart
begins later, than one in between."""
_NO_CHART: Final = (
    "There is no chart: numbers of some periods are too small to be published, and a line without "
    "them would mislead. Nothing is said of signals or of a target either."
)


class PublishedLines(NamedTuple):
    """What may be shown: the share of each period by measure, and the counts beside them."""

    shares: Mapping[str, Mapping[str, Share]]
    scope: Scope
    double_audits: Count


def publish_lines(
    facts: Facts, scope: Scope, several: Sequence[Series], publication: Publication
) -> PublishedLines:
    """Return what may be shown of the points of series, that of the measure in front first."""
    counted = count_scope(scope)
    add_people(counted, facts.totals.auditors, facts.totals.double_audits)
    audits = _add_periods(counted, facts)
    cells = {
        each.id: dict(_add_points(counted, each, audits, _WORTH[min(place, 1)]))
        for place, each in enumerate(several)
    }
    showing = showing_of(counted, publication)
    return PublishedLines(
        {
            name: {period: showing.share(place) for period, place in found.items()}
            for name, found in cells.items()
        },
        showing.scope(scope),
        showing.count(("doubles",)),
    )


def _add_periods(counted: Counted, facts: Facts) -> dict[str, int]:
    """Add how many audits each period has, which no page shows; return period → place."""
    system = counted.system
    found = {
        period: system.unshown(
            sum(sum(codes.values()) for (_, field), codes in counts.items() if field == "overall")
        )
        for period, counts in facts.by_quarter.items()
    }
    system.total(counted.counts["audits",], list(found.values()))
    system.shared |= {*found.values()}
    return found


def _add_points(
    counted: Counted, series: Series, audits: Mapping[str, int], worth: int
) -> Iterator[tuple[str, ShareCells]]:
    """Add the share of each period, which is of no more than its audits; yield period and place."""
    both = zip(series.points, series.chart.points, strict=True)
    for place, (point, charted) in enumerate(both):
        if point.share is not None:
            worth_here = Worth(worth + worth * place // _NEWER, 0)
            cells = add_share(counted.system, point.share, worth_here)
            if charted.period in audits:
                counted.system.total(audits[charted.period], [cells.n])
            yield charted.period, cells


def as_published(series: Series) -> Series:
    """Return a series some points of which are not published, with what its chart may still say.

    A chart may begin later or end sooner, and says so. Where points are missing in between there
    is none: small counts go, such as few that were not good, so that the rest is no fair picture.
    """
    hidden = {place for place, each in enumerate(series.points) if is_unpublished(each.share)}
    if not hidden:
        return series
    shown = [place for place, each in enumerate(series.points) if _is_shown(each.share)]
    between = {place for place in hidden if shown and shown[0] < place < shown[-1]}
    if between or len(shown) < 2:
        return _without_chart(series, max(shown or hidden))
    names = listed([series.points[place].name for place in sorted(hidden)])
    stands = "is" if len(hidden) == 1 else "are"
    note = f"{names} {stands} not on the chart: the numbers are too small to be published."
    chart = series.chart.model_copy(update={"words": [note, *series.chart.words]})
    return series.model_copy(update={"chart": chart})


def _is_shown(share: Share | None) -> bool:
    return share is not None and share.share is not None


def _without_chart(series: Series, latest: int) -> Series:
    periods = [each.period for each in series.chart.points]
    empty = process_chart([Measured(period, None) for period in periods])
    return series.model_copy(
        update={
            "chart": empty.model_copy(update={"words": [_NO_CHART]}),
            "is_drawn": False,
            "latest": latest,
            "pattern": "not published",
            "told": "Not published",
        }
    )
