"""What a scope holds, read once: the tools its audits used, and how often each code was given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from db.counting import FactCount, fact_counts
from db.reading import AuditScope, ScopeTotals, scope_totals, tools_in_scope
from db.store import ReadingStore
from db.tools import list_tools, load_tool, tool_key
from exports.figures.combining import CombinedTool, MeasuredGrades, MeasuredQuestion, combine
from forms.findings import Answer
from forms.scales import Scale
from forms.tools import AuditTool
from forms.versions.measures import scale_measure

Counts = Mapping[tuple[str, str], Counter[str]]
"""Version and field → code → answers."""
Answers = Mapping[tuple[str, str], Mapping[tuple[str, Answer], int]]
"""Version and field → quarter and list, number or date → how often it was answered."""


@dataclass(frozen=True)
class Facts:
    """Everything that figures of one scope are worked out from.

    `tools` holds the tools in scope; where no audit is in scope, those the scope could be about.
    `used` holds the hashes of the versions that audits in scope were made with. `graded_alike`
    holds the hashes whose overall grades stand on one scale, `grades`, and are counted together.
    `counts` and `answers` are kept by version and field, `by_quarter` by quarter, version and
    field; a quarter is such as 2026-Q1.
    """

    scope: AuditScope
    totals: ScopeTotals
    tools: list[CombinedTool]
    used: frozenset[str]
    grades: Scale | None
    graded_alike: frozenset[str]
    counts: Counts
    by_quarter: Mapping[str, Counts]
    answers: Answers

    def counted(self, versions: Iterable[str], field: str) -> Counter[str]:
        """Return code → audits of one field, over these versions."""
        return by_code(self.counts.get((version, field), Counter()) for version in versions)

    def answered(self, measured: MeasuredQuestion, quarter: str | None = None) -> Counter[str]:
        """Return code → answers of one measure of a question, in its newest version's codes."""
        counts = self.counts if quarter is None else self.by_quarter.get(quarter, {})
        field = f"finding.{measured.question.id}"
        together: Counter[str] = Counter()
        for version, codes in measured.codes.items():
            for code, number in counts.get((version, field), {}).items():
                together[codes.get(code, code)] += number
        return together

    def given(self, measured: MeasuredQuestion, quarter: str | None = None) -> Counter[Answer]:
        """Return list, number or date → how often it answered one measure of a question."""
        field = f"finding.{measured.question.id}"
        given: Counter[Answer] = Counter()
        for version, codes in measured.codes.items():
            for (at, answer), number in self.answers.get((version, field), {}).items():
                if quarter in (None, at):
                    given[_in_codes(answer, codes)] += number
        return given


def read_facts(store: ReadingStore, scope: AuditScope) -> Facts:
    """Read what a scope holds, inside one snapshot of the file."""
    used = tools_in_scope(store, scope)
    tools = tools_of(store, scope, used)
    rows = fact_counts(store, scope, ("quarter",))
    by_quarter: dict[str, dict[tuple[str, str], Counter[str]]] = {}
    for (period,), tool, field, code, audits, _ in rows:
        quarter = by_quarter.setdefault(period, {})
        quarter.setdefault((tool, field), Counter())[code] += audits
    return replace(facts_of(store, scope, used, tools, rows), by_quarter=by_quarter)


def facts_of(
    store: ReadingStore,
    scope: AuditScope,
    used: Sequence[str],
    tools: list[CombinedTool],
    rows: Iterable[FactCount],
) -> Facts:
    """Return what was counted of a scope, whatever it is grouped by, without its quarters.

    Of answers the first field of their group is kept as their quarter.
    """
    counts, answers = gathered(rows)
    grades, graded_alike = _overall_scale(tools, counts)
    totals = scope_totals(store, scope)
    return Facts(scope, totals, tools, frozenset(used), grades, graded_alike, counts, {}, answers)


def gathered(rows: Iterable[FactCount]) -> tuple[Counts, Answers]:
    """Return counts by code, and the answers that are no codes, by version and field."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    answers: dict[tuple[str, str], Counter[tuple[str, Answer]]] = {}
    for group, tool, field, code, audits, answer in rows:
        counts.setdefault((tool, field), Counter())[code] += audits
        if answer is not None:
            answers.setdefault((tool, field), Counter())[group[0], answer] += audits
    return counts, answers


def tools_of(store: ReadingStore, scope: AuditScope, used: Sequence[str]) -> list[CombinedTool]:
    """Return these versions, by hash in the order of their first use, put together by tool.

    Where none was used, those that the scope could be about.
    """
    versions = [load_tool(store, each) for each in used or _stored(store, scope.tool_id)]
    return combine(versions, _amended(store, versions))


def overall_by(store: ReadingStore, facts: Facts, field: str) -> dict[str, Counter[str]]:
    """Return code → audits of the overall grades that count, for each value of a field."""
    return overall_by_each(store, facts, [field])[field]


def overall_by_each(
    store: ReadingStore, facts: Facts, fields: Sequence[str]
) -> dict[str, dict[str, Counter[str]]]:
    """Return field → what `overall_by` returns; all fields are counted in one go."""
    found: dict[str, dict[str, Counter[str]]] = {field: {} for field in fields}
    for group, tool, _, code, audits, _ in fact_counts(store, facts.scope, fields, ["overall"]):
        for field, value in zip(fields, group, strict=True):
            counts = found[field].setdefault(value, Counter())
            if tool in facts.graded_alike:
                counts[code] += audits
    return found


def by_code(several: Iterable[Counter[str]]) -> Counter[str]:
    """Return code → audits of counts that belong together."""
    together: Counter[str] = Counter()
    for counts in several:
        together.update(counts)
    return together


def _amended(store: ReadingStore, versions: Iterable[AuditTool]) -> list[AuditTool]:
    """Return the versions that these amend, and those amend, as far as the file holds them."""
    found: dict[str, AuditTool] = {}
    waiting = list(versions)
    while waiting:
        amends = waiting.pop().amends
        if amends and amends.hash not in found and tool_key(store, amends.hash):
            found[amends.hash] = load_tool(store, amends.hash)
            waiting.append(found[amends.hash])
    return list(found.values())


def _in_codes(answer: Answer, codes: Mapping[str, str]) -> Answer:
    if codes and isinstance(answer, tuple):
        return tuple(dict.fromkeys(codes.get(code, code) for code in answer))
    return answer


def _stored(store: ReadingStore, tool_id: str | None) -> list[str]:
    return sorted(each.hash for each in list_tools(store) if tool_id in (None, each.tool_id))


def _overall_scale(
    tools: list[CombinedTool], counts: Mapping[tuple[str, str], Counter[str]]
) -> tuple[Scale | None, frozenset[str]]:
    """Choose the grade scale that most audits stand on, among the tools' newest ones."""
    if not tools:
        return None, frozenset()

    def alike(scale: Scale) -> frozenset[str]:
        several = (measured_on(tool, scale) for tool in tools)
        return frozenset(version for each in several if each for version in each.versions)

    def audits(scale: Scale) -> int:
        return sum(sum(counts.get((each, "overall"), {}).values()) for each in alike(scale))

    grades = max((tool.newest.grades for tool in tools), key=audits)
    return grades, alike(grades)


def measured_on(tool: CombinedTool, scale: Scale) -> MeasuredGrades | None:
    """Return the newest grades of a tool that stand on a scale, whatever its labels say."""
    measure = scale_measure(scale)
    return next((each for each in tool.grades if scale_measure(each.scale) == measure), None)
