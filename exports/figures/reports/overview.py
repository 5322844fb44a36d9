"""The overview of all audit tools on one page: worked out, not yet drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from db.reading import AuditScope, scope_totals
from db.store import ReadingStore
from exports.figures.combining import CombinedTool, version_names
from exports.figures.comparing import Side, compare_periods
from exports.figures.facts import Facts, read_facts
from exports.figures.fields import check_fields
from exports.figures.figures import figures_of
from exports.figures.report_data import Figures, QuestionFigures, known
from exports.figures.reports.changes import Periods, change_of, in_few_words, periods_compared
from exports.figures.reports.overview_data import OverviewData, ToolOverview
from exports.figures.reports.overview_published import publish_overview
from exports.figures.reports.overview_words import notes_on_tools, top_concern, which_periods
from exports.figures.reports.periods import Period
from exports.figures.reports.scopes import day_of, unnamed
from exports.figures.shares import graded, share_of
from exports.figures.suppression.publishing import (
    Publication,
    check_publishable,
    first_of_month,
    last_of_month,
)
from forms.errors import AuditAppError

MOST_TOOLS: Final = 10
"""As many as a page holds with words that can be read."""


def overview_report(
    store: ReadingStore, scope: AuditScope, publication: Publication | None = None
) -> OverviewData:
    """Return the overview of all tools in a scope, from one state of the file.

    It names no case, no auditor and no worker. With a `publication` it is fit to be published.
    Raises AuditAppError where there are no audits, or where a field to filter by is unknown or
    could name a person in what is published.
    """
    with store.snapshot():
        check_fields(store, scope)
        if publication:
            check_publishable(scope)
        facts = read_facts(store, scope)
        if not facts.totals.audits:
            raise AuditAppError(
                "There is nothing to report: no completed audit matches this period and "
                "selection. Choose a longer period or fewer filters."
            )
        figures = figures_of(store, facts)
        report = _overview(store, facts, figures)
    if publication is None:
        return report
    periods = periods_compared(scope, facts.totals.last_audited)
    shown = publish_overview(report, figures.questions, scope, periods, publication)
    return shown.model_copy(update={"period": _period_name(facts, in_months=True)})


def _overview(store: ReadingStore, facts: Facts, figures: Figures) -> OverviewData:
    totals, scope = facts.totals, unnamed(figures.scope)
    periods = periods_compared(facts.scope, totals.last_audited)
    asked = partial(_asked, figures.questions)
    tools = [_tool(store, facts, tool, asked(tool.newest.id), periods) for tool in facts.tools]
    most_first = sorted(tools, key=lambda tool: -known(tool.audits))
    shown, beyond = most_first[:MOST_TOOLS], most_first[MOST_TOOLS:]
    left_out = sum(known(each.audits) for each in beyond)
    return OverviewData(
        title="Overview of case file audits",
        period=_period_name(facts),
        scope=scope,
        as_at=day_of(totals.newest_sealed),
        auditors=totals.auditors,
        double_audits=totals.double_audits,
        tool_count=len(tools),
        tools=sorted(shown, key=lambda tool: (tool.title.casefold(), tool.tool)),
        compared=which_periods(periods),
        notes=notes_on_tools(scope, shown, len(beyond), left_out),
    )


def _asked(questions: Sequence[QuestionFigures], tool_id: str) -> list[QuestionFigures]:
    return [question for question in questions if question.tool == tool_id]


def _tool(
    store: ReadingStore,
    facts: Facts,
    tool: CombinedTool,
    questions: Sequence[QuestionFigures],
    periods: Periods | None,
) -> ToolOverview:
    newest, names = tool.newest, version_names(tool.versions)
    totals = scope_totals(store, replace(facts.scope, tool_id=newest.id))
    nothing = Side("the period before", share_of(0, 0))
    change = (
        change_of(store, facts.scope, newest.id, periods)
        if periods
        else compare_periods(nothing, nothing)
    )
    return ToolOverview(
        tool=newest.id,
        title=newest.title,
        versions=[names[each.hash] for each in tool.versions if each.hash in facts.used],
        audits=totals.audits,
        cases=totals.cases,
        grades=newest.grades,
        overall=graded(newest.grades, facts.counted(tool.graded_alike, "overall")),
        change=change,
        changed=in_few_words(change),
        concern=top_concern(questions),
    )


def _period_name(facts: Facts, *, in_months: bool = False) -> str:
    """Return the period asked for, as far as it was; else the days that audits were done on.

    `in_months` widens these days to months, as they are those of single cases.
    """
    first, last = day_of(facts.totals.first_audited), day_of(facts.totals.last_audited)
    if in_months:
        first, last = first_of_month(first), last_of_month(last)
    first, last = facts.scope.audited_from or first, facts.scope.audited_to or last
    return Period(first, last).name if first and last else "Undated audits"
