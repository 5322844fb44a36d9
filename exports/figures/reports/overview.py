"""The overview of all audit tools on one page: worked out, not yet drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from exports.figures.report_data import QuestionFigures
from exports.figures.reports.changes import Periods, change_of, in_few_words, periods_compared
from exports.figures.reports.overview_data import OverviewData, ToolOverview, TopConcern
from exports.figures.reports.periods import Period
from exports.figures.reports.scopes import day_of, unnamed
from exports.figures.shares import graded, share_of
from exports.figures.thematic import attention
from exports.figures.wording import amount, listed
from forms.errors import AuditAppError

MOST_TOOLS: Final = 10
"""As many as a page holds with words that can be read."""
_FEW: Final = 20
_ALWAYS: Final = (
    "Tools ask different things and stand on scales of their own: compare a tool with itself, "
    "never with another. Drafts and audits that were made void are not counted."
)


def overview_report(store: ReadingStore, scope: AuditScope) -> OverviewData:
    """Return the overview of all tools in a scope, from one state of the file.

    It names no case, no auditor and no worker. Raises AuditAppError where there are no audits, or
    where a field to filter by is unknown.
    """
    with store.snapshot():
        check_fields(store, scope)
        facts = read_facts(store, scope)
        if not facts.totals.audits:
            raise AuditAppError(
                "There is nothing to report: no completed audit matches this period and "
                "selection. Choose a longer period or fewer filters."
            )
        return _overview(store, facts)


def _overview(store: ReadingStore, facts: Facts) -> OverviewData:
    totals, figures = facts.totals, figures_of(store, facts)
    periods = periods_compared(facts.scope, totals.last_audited)
    asked = partial(_asked, figures.questions)
    tools = [_tool(store, facts, tool, asked(tool.newest.id), periods) for tool in facts.tools]
    most_first = sorted(tools, key=lambda tool: -tool.audits)
    shown, beyond = most_first[:MOST_TOOLS], most_first[MOST_TOOLS:]
    return OverviewData(
        title="Overview of case file audits",
        period=_period_name(facts),
        scope=unnamed(figures.scope),
        as_at=day_of(totals.newest_sealed),
        auditors=totals.auditors,
        double_audits=totals.double_audits,
        tool_count=len(tools),
        tools=sorted(shown, key=lambda tool: (tool.title.casefold(), tool.tool)),
        compared=_compared(periods),
        notes=list(_notes(facts, shown, beyond)),
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
        concern=_concern(questions),
    )


def _concern(questions: Sequence[QuestionFigures]) -> TopConcern | None:
    """Return the question to look at first; None where none stands out."""
    weakest = next(iter(attention(questions)), None)
    if weakest is None or weakest.good_or_better is None:
        return None
    return TopConcern(label=weakest.label, share=weakest.good_or_better)


def _period_name(facts: Facts) -> str:
    """Return the period asked for, as far as it was; else the days that audits were done on."""
    first = facts.scope.audited_from or day_of(facts.totals.first_audited)
    last = facts.scope.audited_to or day_of(facts.totals.last_audited)
    return Period(first, last).name if first and last else "Undated audits"


def _compared(periods: Periods | None) -> str:
    if periods is None:
        return "No period stands before the one reported, so no change is told."
    return (
        f"Change: {periods.now.name} against {periods.before.name}. It is clear only where the "
        "range below it leaves out 0."
    )


def _notes(
    facts: Facts, shown: Sequence[ToolOverview], beyond: Sequence[ToolOverview]
) -> Iterator[str]:
    if beyond:
        audits = amount(sum(tool.audits for tool in beyond), "audit", "audits")
        tools = amount(len(beyond), "tool", "tools")
        yield f"{tools} with {audits} not shown, being used least: choose one with a filter."
    few = [f"{tool.title} ({tool.audits})" for tool in shown if tool.audits < _FEW]
    if few:
        yield (
            f"Fewer than {_FEW} audits, so that one more or less moves a share by more than "
            f"{100 // _FEW} points: {listed(sorted(few))}."
        )
    left_out = facts.totals.conflicts_left_out
    if left_out:
        yield (
            f"{amount(left_out, 'audit is', 'audits are')} left out because two versions of the "
            "same audit differ and nobody has settled yet which answers stand."
        )
    yield _ALWAYS
