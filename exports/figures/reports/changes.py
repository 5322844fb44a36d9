"""What changed in the overall grades of one tool since the period before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from db.counting import fact_counts
from db.reading import AuditScope
from db.store import ReadingStore
from exports.figures.breaks import break_sentence
from exports.figures.combining import CombinedTool
from exports.figures.comparing import Comparison, Side, compare_periods
from exports.figures.facts import by_code, tools_of
from exports.figures.percentages import percent, points
from exports.figures.report_data import Share
from exports.figures.reports.periods import Period
from exports.figures.reports.scopes import day_of
from exports.figures.shares import graded, share_of

Counts = Mapping[str, Counter[str]]
"""Version → code → audits of the overall grades."""


class Periods(NamedTuple):
    """A period and the one before it."""

    now: Period
    before: Period


def periods_compared(scope: AuditScope, last_audited: str) -> Periods | None:
    """Return the period of the scope and the one before it.

    A scope that is open at an end has no length: of it the newest quarter with an audit is taken,
    as far as it lies in the scope. None without audits, or before the first year there is.
    """
    now = _period(scope, day_of(last_audited))
    before = now.before() if now else None
    return Periods(now, before) if now and before else None


def _period(scope: AuditScope, newest: date | None) -> Period | None:
    if scope.audited_from and scope.audited_to:
        return Period(scope.audited_from, scope.audited_to)
    if newest is None:
        return None
    quarter = Period.quarter_of(newest)
    first, last = scope.audited_from or quarter.first, scope.audited_to or quarter.last
    return Period(max(quarter.first, first), min(quarter.last, last))


def change_of(store: ReadingStore, scope: AuditScope, tool_id: str, periods: Periods) -> Comparison:
    """Return how the share of good overall grades with one tool stands to the period before.

    They are not compared where the grades became a new measure in between.
    """
    scopes = [
        replace(scope, tool_id=tool_id, audited_from=each.first, audited_to=each.last)
        for each in periods
    ]
    now, before = (_counts(store, each) for each in scopes)
    tools = tools_of(store, scopes[0], list(dict.fromkeys([*before, *now])))
    broken = break_sentence(tools, _graded(tools, before), _graded(tools, now))
    return compare_periods(
        Side(periods.now.name, _share(tools, now)),
        Side(periods.before.name, _share(tools, before)),
        broken,
    )


def _counts(store: ReadingStore, scope: AuditScope) -> Counts:
    counts: dict[str, Counter[str]] = {}
    for row in fact_counts(store, scope, fields=["overall"]):
        counts.setdefault(row.tool, Counter())[row.code] += row.audits
    return counts


def _graded(tools: list[CombinedTool], counts: Counts) -> frozenset[str]:
    """Return the versions by which an overall grade was given."""
    return frozenset(
        version
        for tool in tools
        for measured in tool.grades
        for version in measured.versions & counts.keys()
        if measured.scale.counted_codes & counts[version].keys()
    )


def _share(tools: list[CombinedTool], counts: Counts) -> Share:
    if not tools:
        return share_of(0, 0)
    alike = (counts.get(version, Counter()) for version in tools[0].graded_alike)
    figures = graded(tools[0].newest.grades, by_code(alike))
    return figures.good_or_better or share_of(0, 0)


def in_few_words(change: Comparison) -> str:
    """Return a change without its verdict, for a narrow column: the shares, below them the range.

    Such as `60% of 20, was 45% of 22` and `−14 to +40 points`.
    """
    if change.verdict == "not_comparable":
        return "the tool or its grades changed"
    now, before = change.now, change.before
    if now.share is None or before.share is None:
        if "c" in {now.count, now.n, before.count, before.n}:
            return "not published"
        empty = change.before_name if before.share is None else change.now_name
        return f"no grades in {empty}"
    fine = now.published
    shares = (
        f"{percent(now.share, fine=fine)} of {now.n}, "
        f"was {percent(before.share, fine=fine)} of {before.n}"
    )
    if change.low is None or change.high is None or change.low == change.high:
        return shares
    return f"{shares}\n{points(change.low)} to {points(change.high)} points"
