"""What the overview, a team's report and a trend still tell when they are published."""

from datetime import date

import pytest

from db.reading import AuditScope
from exports.figures.process_charts.models import TargetStep
from exports.figures.reports.asked import OverTime
from exports.figures.reports.over_time import over_time_report
from exports.figures.reports.over_time_data import OverTimeData
from exports.figures.reports.overview import overview_report
from exports.figures.reports.team import team_report
from exports.figures.suppression.publishing import Publication
from forms.audits import Audit
from forms.errors import AuditAppError
from tests.exports.making import Cabinet, a_tool, an_audit

EVERY, PUBLICATION = AuditScope(), Publication()
TOOL = a_tool()
WORDS = "The worker came at the hour she had promised, and the child opened the door to her."


def several(day: date, good: int, weak: int, team: str = "North") -> list[Audit]:
    """So many audits of one day: good ones, and weak ones."""
    return [
        an_audit(
            {"seen": "yes" if number < good else "no"},
            {"seen": WORDS},
            case=f"C-{day}-{team}-{number}",
            audited_on=day,
            overall="good" if number < good else "inadequate",
            attributes={"team": team},
        )
        for number in range(good + weak)
    ]


def trend(
    cabinet: Cabinet, *quarters: tuple[int, int], asked: OverTime | None = None
) -> OverTimeData:
    """Return the trend of good and weak audits, quarter by quarter from the first of 2025 on."""
    for place, (good, weak) in enumerate(quarters):
        cabinet.add(TOOL, *several(date(2025 + place // 4, 2 + 3 * (place % 4), 3), good, weak))
    return over_time_report(cabinet.store, EVERY, asked or OverTime(), PUBLICATION)


def test_the_change_since_the_period_before_is_told_where_nothing_can_be_subtracted(
    cabinet: Cabinet,
) -> None:
    cabinet.add(TOOL, *several(date(2026, 2, 3), 10, 10), *several(date(2026, 5, 4), 16, 8))
    quarter = AuditScope(audited_from=date(2026, 4, 1), audited_to=date(2026, 6, 30))
    for scope in (EVERY, quarter):
        (tool,) = overview_report(cabinet.store, scope, PUBLICATION).tools
        assert tool.changed.startswith("66.7% of 24, was 50.0% of 20")
    partly = AuditScope(audited_from=date(2026, 2, 1))
    report = overview_report(cabinet.store, partly, PUBLICATION)
    assert report.tools[0].changed == ""
    assert report.compared.startswith("No change is told: some audits of the period before")


def test_an_overview_widens_the_days_of_single_audits_to_months(cabinet: Cabinet) -> None:
    cabinet.add(TOOL, *several(date(2026, 2, 3), 10, 10), *several(date(2026, 5, 4), 16, 8))
    report = overview_report(cabinet.store, EVERY, PUBLICATION)
    assert report.period == "01/02/2026 to 31/05/2026"


def test_a_team_is_told_beside_others_and_nothing_that_anybody_wrote(cabinet: Cabinet) -> None:
    day = date(2026, 4, 2)
    cabinet.add(TOOL, *several(day, 12, 8), *several(day, 30, 3, "South"))
    report = team_report(cabinet.store, EVERY, "North", PUBLICATION)
    assert WORDS not in report.model_dump_json()
    own, others = report.overall.team.good_or_better, report.overall.others.good_or_better
    assert own is not None
    assert others is not None
    assert (own.count, own.n, own.share) == (12, 20, 0.6)
    assert others.share is None
    (talk,) = report.talk_about
    assert talk.question.figures.id == "seen"
    assert report.limits[0].startswith("“c” stands for a number from 1 to 5")
    assert (report.first_audited, report.last_audited) == (date(2026, 4, 1), date(2026, 4, 30))


def test_a_line_all_of_whose_points_are_shown_keeps_its_chart(cabinet: Cabinet) -> None:
    steps = (TargetStep(by=date(2025, 9, 30), value=0.5),)
    report = trend(cabinet, *[(10, 10), (11, 9), (12, 8)] * 2, asked=OverTime(steps=steps))
    assert report.main.is_drawn
    assert [each.value for each in report.main.chart.points] == [0.5, 0.55, 0.6] * 2
    assert report.steps[0].met == "met"


def test_a_chart_begins_later_and_ends_sooner_rather_than_have_a_gap(cabinet: Cabinet) -> None:
    """The newest numbers are small; the oldest go with them, as all audits are told."""
    report = trend(cabinet, (10, 10), (11, 9), (12, 8), (2, 1))
    main = report.main
    assert main.is_drawn
    assert [each.value for each in main.chart.points] == [None, 0.55, 0.6, None]
    assert main.chart.words[0] == (
        "2025 Q1 and 2025 Q4 are not on the chart: the numbers are too small to be published."
    )
    assert main.latest == 2


def test_there_is_no_chart_where_a_point_in_between_is_hidden(cabinet: Cabinet) -> None:
    steps = (TargetStep(by=date(2025, 6, 30), value=0.5),)
    report = trend(cabinet, (10, 10), (19, 1), (12, 8), asked=OverTime(steps=steps))
    assert not report.main.is_drawn
    assert report.headline[0].startswith("There is no chart")
    assert (report.main.told, report.steps[0].met) == ("Not published", "not published")
    assert [each.share.share for each in report.main.points if each.share] == [0.5, None, 0.6]


def test_lines_by_month_are_not_published(cabinet: Cabinet) -> None:
    with pytest.raises(AuditAppError, match="Published lines are by quarter"):
        trend(cabinet, (10, 10), asked=OverTime(every="month"))
