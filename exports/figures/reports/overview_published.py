"""The overview made fit to be published: all its numbers as one system."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from db.scopes import AuditScope
from exports.figures.comparing import Comparison, Side, compare_periods
from exports.figures.report_data import QuestionFigures, Share, known
from exports.figures.reports.changes import Periods, in_few_words
from exports.figures.reports.overview_data import OverviewData, ToolOverview
from exports.figures.reports.overview_words import notes_on_tools, top_concern, which_periods
from exports.figures.shares import share_of
from exports.figures.suppression.counting import Counted, count_scope
from exports.figures.suppression.distributions import (
    DistributionCells,
    ShareCells,
    Worth,
    add_distribution,
    add_share,
)
from exports.figures.suppression.people import add_people
from exports.figures.suppression.publishing import Publication, c_sentence, showing_of
from exports.figures.suppression.showing import Showing

_AUDITS: Final = 300_000
_TOOL: Final = Worth(200_000, 5_000)
_PERIOD: Final = Worth(20_000, 0)
_QUESTION: Final = Worth(1_000, 0)
_UNTOLD: Final = (
    "No change is told: some audits of the period before are among those reported and some are "
    "not, so that one could be subtracted from the other."
)


def publish_overview(
    report: OverviewData,
    questions: Sequence[QuestionFigures],
    scope: AuditScope,
    periods: Periods | None,
    publication: Publication,
) -> OverviewData:
    """Return an overview in which no small count can be worked out from all that it shows.

    `questions` are all that its tools ask, of which each tool shows one, if any can be. What
    changed is told where all audits of the period before are in the `scope`, or none.
    """
    counted = count_scope(report.scope)
    add_people(counted, report.auditors, report.double_audits)
    tools = [_Tool.added(counted, each, questions) for each in report.tools]
    told = periods if periods and not _is_partly_in(scope, periods) else None
    if told:
        for tool in tools:
            tool.add_periods(counted, both=_is_in(scope, told))
    _add_all(counted, report, tools)
    showing = showing_of(counted, publication)
    shown = [each.shown(showing, told) for each in tools]
    scope_shown, beyond = showing.scope(report.scope), report.tool_count - len(shown)
    return report.model_copy(
        update={
            "profile": "published",
            "scope": scope_shown,
            "auditors": showing.count(("auditors",)),
            "double_audits": showing.count(("doubles",)),
            "tools": shown,
            "compared": which_periods(periods) if told or not periods else _UNTOLD,
            "notes": [
                c_sentence(publication.threshold),
                *notes_on_tools(scope_shown, shown, beyond, "c"),
            ],
        }
    )


def _is_in(scope: AuditScope, periods: Periods) -> bool:
    """Whether all audits of the period before are in the scope."""
    return scope.audited_from is None or periods.before.first >= scope.audited_from


def _is_partly_in(scope: AuditScope, periods: Periods) -> bool:
    first = scope.audited_from
    return first is not None and periods.before.first < first <= periods.before.last


class _Tool(NamedTuple):
    """One tool, and where its counts stand; the shares of periods are in the order now, before."""

    given: ToolOverview
    questions: list[QuestionFigures]
    audits: int
    cases: int
    overall: DistributionCells
    shares: list[ShareCells]
    periods: list[ShareCells]

    @classmethod
    def added(
        cls, counted: Counted, given: ToolOverview, questions: Sequence[QuestionFigures]
    ) -> _Tool:
        """Add all of a tool but its periods."""
        system, sizes = counted.system, (known(given.audits), known(given.cases))
        audits, cases = (system.shown(size, _AUDITS + size) for size in sizes)
        system.total(audits, [cases])
        overall = add_distribution(system, given.overall, given.grades, _TOOL)
        system.total(audits, [overall.all])
        asked = [each for each in questions if each.tool == given.tool and each.good_or_better]
        shares = []
        for each in asked:
            shares.append(add_share(system, each.good_or_better or share_of(0, 0), _QUESTION))
            system.total(audits, [shares[-1].n], guarded=True)
        return cls(given, asked, audits, cases, overall, shares, [])

    def add_periods(self, counted: Counted, *, both: bool) -> None:
        """Add the shares of two periods, of which the later or `both` are part of all audits."""
        system, change = counted.system, self.given.change
        self.periods.extend(
            add_share(system, each, _PERIOD) for each in (change.now, change.before)
        )
        parts = self.periods if both else self.periods[:1]
        whole = self.overall.share
        if whole:
            system.total(whole.good, [each.good for each in parts], guarded=True)
            system.total(whole.weak, [each.weak for each in parts], guarded=True)
            system.total(whole.n, [each.n for each in parts], guarded=True)

    def shown(self, showing: Showing, told: Periods | None) -> ToolOverview:
        """Return what may be shown of the tool."""
        change = _change(self.given.change, [showing.share(each) for each in self.periods], told)
        concern = top_concern(
            [
                question.model_copy(update={"good_or_better": share, "n": share.n})
                for question, share in zip(
                    self.questions, map(showing.share, self.shares), strict=True
                )
            ]
        )
        return self.given.model_copy(
            update={
                "audits": showing.at(self.audits),
                "cases": showing.at(self.cases),
                "overall": showing.of(self.overall, self.given.overall),
                "change": change,
                "changed": in_few_words(change) if told else "",
                "concern": concern,
            }
        )


def _change(given: Comparison, shares: Sequence[Share], told: Periods | None) -> Comparison:
    if told is None:
        nothing = share_of(0, 0)
        return compare_periods(Side("this period", nothing), Side("the period before", nothing))
    now, before = shares
    if given.verdict == "not_comparable":
        return given.model_copy(update={"now": now, "before": before})
    return compare_periods(Side(given.now_name, now), Side(given.before_name, before))


def _add_all(counted: Counted, report: OverviewData, tools: Sequence[_Tool]) -> None:
    """Say that all audits are those of the tools shown and of those that are not."""
    system, audits = counted.system, counted.counts["audits",]
    system.total(audits, [each.audits for each in tools], guarded=True)
    cases = [each.cases for each in tools]
    for each in cases:
        system.total(counted.counts["cases",], [each])
    if len(tools) == report.tool_count:
        together = system.unshown(sum(system.cells[each].value for each in cases))
        system.total(together, cases)
        system.total(together, [counted.counts["cases",]])
