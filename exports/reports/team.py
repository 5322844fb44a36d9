"""A team's report as a kind, for one team or for each."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Final

from exports.reports.kinds import Batch, OfABatch, ReportKind, ReportRequest, WorkedOut
from forms.errors import AuditAppError

if TYPE_CHECKING:
    from db.store import ReadingStore
    from exports.figures.reports.team_data import TeamData


def _work_out(store: ReadingStore, request: ReportRequest) -> WorkedOut:
    from exports.figures.reports.team import team_report

    return _worked_out(team_report(store, request.scope, request.team, request.publication))


def _work_out_each(store: ReadingStore, request: ReportRequest) -> Batch:
    from exports.figures.reports.team import team_reports

    if request.publication:
        raise AuditAppError(
            "Reports for each team cannot be published: beside one another their totals would tell "
            "what each of them hides. Publish the report of one team, or the thematic report, "
            "which has all teams in one table."
        )
    with closing(team_reports(store, request.scope)) as reports:
        for report in reports:
            name = f"{report.scope.tool} {report.team}"
            yield OfABatch(name, report.team, report.other_teams + 1, _worked_out(report))


def _worked_out(report: TeamData) -> WorkedOut:
    from exports.documents.team import team_bytes, team_page

    draw, draw_page = partial(team_bytes, report), partial(team_page, report)
    return WorkedOut(report, report.scope.audits, draw, draw_page)


TEAM: Final = ReportKind(
    name="team",
    title="Team report",
    about="Sets one team’s audits beside those of all other teams, to be talked about there.",
    asks=("scope", "team", "threshold"),
    work_out=_work_out,
    profiles=("internal", "published"),
    work_out_each=_work_out_each,
)
