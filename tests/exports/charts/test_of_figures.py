"""Charts show what counts towards a share, and keep the place of an empty period."""

from exports.charts.of_figures import scale_segments, trend_marks
from exports.figures.report_data import Distribution, TrendPoint
from tests.exports.documents.sample_report import MET, distribution, wilson


def test_not_evidenced_counts_and_not_applicable_does_not() -> None:
    counts = {"met": 3, "partly_met": 0, "not_met": 1, "not_evidenced": 2, "not_applicable": 9}
    figures = Distribution(counts=counts, n=6, good_or_better=wilson(3, 6))
    shown = {segment.label: segment.number for segment in scale_segments(figures, MET)}
    assert shown == {"Met": 3, "Partly met": 0, "Not met": 1, "Not evidenced": 2}


def test_a_period_without_audits_keeps_its_place() -> None:
    points = [
        TrendPoint(period="2026-Q1", overall=distribution(MET, [3, 1, 0])),
        TrendPoint(period="2026-Q2", overall=distribution(MET, [0, 0, 0]), broken_by="New tool."),
    ]
    first, second = trend_marks(points)
    assert (first.period, first.share, first.n, first.starts_anew) == ("2026 Q1", 0.75, 4, False)
    assert (second.share, second.n, second.starts_anew) == (None, 0, True)
