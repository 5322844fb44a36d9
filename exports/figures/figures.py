"""Every number of a scope: overall, by section, by question, by group and over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from db.reading import AuditScope
from db.store import ReadingStore
from exports.figures.answers import question_figures
from exports.figures.combining import CombinedSection, CombinedTool, version_names
from exports.figures.facts import Facts, overall_by_each, read_facts
from exports.figures.fields import check_fields
from exports.figures.report_data import (
    Distribution,
    Figures,
    GroupFigures,
    QuestionFigures,
    Scope,
    SectionFigures,
)
from exports.figures.shares import graded, share_of
from exports.figures.trends import answer_points, trend_points


def work_out_figures(store: ReadingStore, scope: AuditScope, by: str | None = None) -> Figures:
    """Return all figures of a scope, from one state of the file.

    `by` is an attribute of the case, or auditor, case, overall, version or quarter. Several
    versions of a tool are put together by permanent id, in the newest version's words. Where the
    scope holds several tools, their overall grades are put together as far as they stand on the
    scale that most audits use; sections and questions are listed tool by tool.

    Raises AuditAppError where a field to filter or group by is unknown.
    """
    with store.snapshot():
        check_fields(store, scope, by)
        return figures_of(store, read_facts(store, scope), by)


def figures_of(store: ReadingStore, facts: Facts, by: str | None = None) -> Figures:
    """Return all figures of facts that were read in the same snapshot."""
    return Figures(
        scope=scope_figures(facts),
        overall=_overall(facts, facts.counted(facts.graded_alike, "overall")),
        sections=list(_sections(facts)),
        questions=list(_questions(facts)),
        by=overall_groups(store, facts, by) if by else [],
        trend=trend_points(facts, facts.grades) if facts.grades else [],
    )


def overall_groups(store: ReadingStore, facts: Facts, field: str) -> list[GroupFigures]:
    """Return the overall grades for each value of a field, by value, “not recorded” last."""
    return overall_groups_by_each(store, facts, [field])[field]


def overall_groups_by_each(
    store: ReadingStore, facts: Facts, fields: Sequence[str]
) -> dict[str, list[GroupFigures]]:
    """Return field → what `overall_groups` returns; all fields are counted in one go."""
    return {
        field: [
            GroupFigures(value=value, overall=_overall(facts, groups[value]))
            for value in sorted(groups, key=lambda value: (not value, value.casefold(), value))
        ]
        for field, groups in overall_by_each(store, facts, fields).items()
    }


def _overall(facts: Facts, counts: Counter[str]) -> Distribution:
    if facts.grades is None:
        return Distribution(counts={}, n=0, good_or_better=share_of(0, 0))
    return graded(facts.grades, counts)


def scope_figures(facts: Facts) -> Scope:
    """Return which audits figures speak of, and how many were left out."""
    scope, totals = facts.scope, facts.totals
    return Scope(
        tool=facts.tools[0].newest.id if len(facts.tools) == 1 else scope.tool_id,
        versions=_versions(facts),
        from_=scope.audited_from,
        to=scope.audited_to,
        where=dict(scope.where),
        audits=totals.audits,
        cases=totals.cases,
        conflicts_left_out=totals.conflicts_left_out,
    )


def _versions(facts: Facts) -> list[str]:
    """Return the versions that audits were made with, oldest first; of several tools, by name."""
    versions = [each for tool in facts.tools for each in tool.versions if each.hash in facts.used]
    names = version_names(versions)
    if len(facts.tools) == 1:
        return [names[each.hash] for each in versions]
    return [f"{each.id} {names[each.hash]}" for each in versions]


def _sections(facts: Facts) -> Iterator[SectionFigures]:
    for tool in facts.tools:
        for section in tool.sections:
            yield _section(facts, tool, section)


def _section(facts: Facts, tool: CombinedTool, combined: CombinedSection) -> SectionFigures:
    figures = Distribution(counts={}, n=0, good_or_better=None)
    if combined.graded:
        field = f"section.{combined.section.id}"
        figures = graded(tool.newest.grades, facts.counted(tool.graded_alike, field))
    return SectionFigures(
        tool=tool.newest.id,
        id=combined.section.id,
        title=combined.section.title,
        counts=figures.counts,
        n=figures.n,
        good_or_better=figures.good_or_better,
    )


def _questions(facts: Facts) -> Iterator[QuestionFigures]:
    for tool in facts.tools:
        for section in tool.sections:
            for question in section.questions:
                trend = answer_points(facts, tool, question)
                yield question_figures(facts, tool.newest.id, section.section.id, question, trend)
