"""From figures to what a chart draws: the same for paper and window."""

from collections.abc import Sequence
from typing import Final

from exports.charts.bars import Segment
from exports.charts.palette import NOT_EVIDENCED, fills
from exports.charts.trend import TrendMark
from exports.figures.report_data import Distribution, TrendPoint
from forms.scales import Scale

NOT_EVIDENCED_LABEL: Final = "Not evidenced"


def scale_segments(figures: Distribution, scale: Scale) -> list[Segment]:
    """Return what counts towards the share: every point of the scale, then not evidenced."""
    looks = fills(scale)
    found = [
        Segment(point.label, figures.counts.get(point.code, 0), looks[point.code])
        for point in scale.points
        if point.value is not None
    ]
    missing = figures.counts.get("not_evidenced", 0)
    return [*found, Segment(NOT_EVIDENCED_LABEL, missing, NOT_EVIDENCED)] if missing else found


def trend_marks(points: Sequence[TrendPoint]) -> list[TrendMark]:
    """Return a mark for each period; one without a share keeps its place."""
    return [_mark(point) for point in points]


def _mark(point: TrendPoint) -> TrendMark:
    name, anew = period_name(point), point.broken_by is not None
    share = point.overall.good_or_better
    if share is None:
        return TrendMark(name, None, None, None, 0, anew)
    return TrendMark(name, share.share, share.low, share.high, share.n, anew, share.published)


def period_name(point: TrendPoint) -> str:
    """Return `2026 Q1` for 2026-Q1."""
    return point.period.replace("-", " ")
