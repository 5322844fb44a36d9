"""The overall grades by quarter: no quarter is passed over, and breaks are told."""

from datetime import date

import pytest

from db.reading import AuditScope
from exports.figures.figures import work_out_figures
from exports.figures.report_data import TrendPoint
from forms.tools import AuditTool
from tests.exports.making import Cabinet, a_tool, an_audit

OLD, NEW = a_tool(version="1.0"), a_tool(version="1.1")


def trend_of(cabinet: Cabinet, *audits: tuple[AuditTool, date]) -> list[TrendPoint]:
    for tool, day in audits:
        cabinet.add(tool, an_audit(audited_on=day))
    return work_out_figures(cabinet.store, AuditScope()).trend


def test_quarters_without_audits_stand_between_those_with_some(cabinet: Cabinet) -> None:
    trend = trend_of(cabinet, (OLD, date(2024, 12, 31)), (OLD, date(2025, 8, 1)))
    assert [(point.period, point.overall.n) for point in trend] == [
        ("2024-Q4", 1),
        ("2025-Q1", 0),
        ("2025-Q2", 0),
        ("2025-Q3", 1),
    ]
    assert [point.broken_by for point in trend] == [None] * 4
    assert trend[1].overall.good_or_better is not None
    assert trend[1].overall.good_or_better.share is None


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2026, 1, 1), "2026-Q1"),
        (date(2026, 3, 31), "2026-Q1"),
        (date(2026, 4, 1), "2026-Q2"),
        (date(2026, 9, 30), "2026-Q3"),
        (date(2026, 10, 1), "2026-Q4"),
    ],
)
def test_quarters_begin_with_january_april_july_october(
    cabinet: Cabinet, day: date, period: str
) -> None:
    assert [point.period for point in trend_of(cabinet, (OLD, day))] == [period]


def test_a_change_of_version_breaks_the_trend_even_over_an_empty_quarter(cabinet: Cabinet) -> None:
    trend = trend_of(
        cabinet,
        (OLD, date(2025, 1, 5)),
        (OLD, date(2025, 7, 5)),
        (NEW, date(2025, 7, 6)),
        (NEW, date(2025, 10, 5)),
        (NEW, date(2026, 1, 5)),
    )
    assert [point.broken_by for point in trend] == [
        None,
        None,
        "The audit tool changed from version 1.0 to versions 1.0 and 1.1.",
        "The audit tool changed from versions 1.0 and 1.1 to version 1.1.",
        None,
    ]


def test_a_change_of_tools_breaks_the_trend_and_names_them(cabinet: Cabinet) -> None:
    trend = trend_of(cabinet, (OLD, date(2025, 1, 5)), (a_tool("plans"), date(2025, 4, 5)))
    assert trend[1].broken_by == "The audit tools used changed from Voice 1.0 to Plans 1.0."


def test_ungraded_audits_neither_break_a_trend_nor_hide_a_break(cabinet: Cabinet) -> None:
    cabinet.add(NEW, an_audit(audited_on=date(2025, 4, 5), overall=None))
    trend = trend_of(cabinet, (OLD, date(2025, 1, 5)), (NEW, date(2025, 7, 5)))
    assert [(point.overall.n, bool(point.broken_by)) for point in trend] == [
        (1, False),
        (0, False),
        (1, True),
    ]


def test_an_audit_without_a_date_is_in_no_quarter(cabinet: Cabinet) -> None:
    cabinet.add(OLD, an_audit(audited_on=None))
    figures = work_out_figures(cabinet.store, AuditScope())
    assert (figures.overall.n, figures.trend) == (1, [])
