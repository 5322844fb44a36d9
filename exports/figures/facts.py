"""What a scope holds, read once: the tools its audits used, and how often each code was given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db.reading import (
    AuditScope,
    FactCount,
    ScopeTotals,
    fact_counts,
    overall_counts,
    scope_totals,
    tools_in_scope,
    written_values,
)
from db.store import ReadingStore
from db.tools import list_tools, load_tool
from exports.figures.combining import CombinedTool, combine, scale_measure
from forms.findings import Answer
from forms.scales import Scale

_READ_ONE_BY_ONE = ("several_of", "number", "date")
"""Kinds of questions whose answers are not counted under a code of their own."""


@dataclass(frozen=True)
class Facts:
    """Everything that figures of one scope are worked out from.

    `tools` holds the tools in scope; where no audit is in scope, those the scope could be about.
    `used` holds the hashes of the versions that audits in scope were made with. `graded_alike`
    holds the hashes whose overall grades stand on one scale, `grades`, and are counted together.
    """

    scope: AuditScope
    totals: ScopeTotals
    tools: list[CombinedTool]
    used: frozenset[str]
    grades: Scale | None
    graded_alike: frozenset[str]
    counts: Mapping[tuple[str, str], Counter[str]]
    answers: Mapping[tuple[str, str], list[Answer]]

    def counted(self, versions: Iterable[str], field: str) -> Counter[str]:
        """Return code → audits of one field, over these versions."""
        together: Counter[str] = Counter()
        for version in versions:
            together.update(self.counts.get((version, field), {}))
        return together

    def given(self, versions: Iterable[str], field: str) -> list[Answer]:
        """Return every answer given in one field of these versions, in no particular order."""
        return [answer for each in versions for answer in self.answers.get((each, field), [])]


def read_facts(store: ReadingStore, scope: AuditScope) -> Facts:
    """Read what a scope holds, inside one snapshot of the file."""
    used = tools_in_scope(store, scope)
    hashes = used or _stored(store, scope.tool_id)
    tools = combine(load_tool(store, each) for each in hashes)
    counts: dict[tuple[str, str], Counter[str]] = {}
    for row in fact_counts(store, scope):
        counts.setdefault((row.tool, row.field), Counter())[row.code] += row.audits
    grades, graded_alike = _overall_scale(tools, counts)
    return Facts(
        scope,
        scope_totals(store, scope),
        tools,
        frozenset(used),
        grades,
        graded_alike,
        counts,
        _answers(store, scope, tools),
    )


def overall_by(store: ReadingStore, facts: Facts, field: str) -> dict[str, list[FactCount]]:
    """Return the overall grades that count, for each value of a field."""
    groups: dict[str, list[FactCount]] = {}
    for row in overall_counts(store, facts.scope, field):
        group = groups.setdefault(row.group, [])
        if row.tool in facts.graded_alike:
            group.append(row)
    return groups


def by_code(rows: Iterable[FactCount]) -> Counter[str]:
    """Return code → audits of counts that belong together."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row.code] += row.audits
    return counts


def _stored(store: ReadingStore, tool_id: str | None) -> list[str]:
    return sorted(each.hash for each in list_tools(store) if tool_id in (None, each.tool_id))


def _overall_scale(
    tools: list[CombinedTool], counts: Mapping[tuple[str, str], Counter[str]]
) -> tuple[Scale | None, frozenset[str]]:
    """Choose the grade scale that most audits stand on, among the tools' newest ones."""
    if not tools:
        return None, frozenset()

    def alike(scale: Scale) -> frozenset[str]:
        measure = scale_measure(scale)
        every = (version for tool in tools for version in tool.versions)
        return frozenset(each.hash for each in every if scale_measure(each.grades) == measure)

    def audits(scale: Scale) -> int:
        return sum(sum(counts.get((each, "overall"), {}).values()) for each in alike(scale))

    grades = max((tool.newest.grades for tool in tools), key=audits)
    return grades, alike(grades)


def _answers(
    store: ReadingStore, scope: AuditScope, tools: list[CombinedTool]
) -> dict[tuple[str, str], list[Answer]]:
    fields = sorted(
        {
            question.field
            for tool in tools
            for question in tool.questions
            if question.question.kind in _READ_ONE_BY_ONE
        }
    )
    answers: dict[tuple[str, str], list[Answer]] = {}
    for row in written_values(store, scope, fields) if fields else ():
        if row.code == "answered":
            answers.setdefault((row.tool, row.field), []).append(row.answer)
    return answers
