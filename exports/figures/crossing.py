"""One measure by one field or two: the table behind every chart that compares groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from math import prod
from typing import TYPE_CHECKING, Final, NamedTuple

from db.counting import FactCount, Group, fact_counts
from db.reading import AuditScope, tools_in_scope
from db.store import ReadingStore
from exports.figures.combining import CombinedTool
from exports.figures.crossing_data import Crossing, CrossingCell, CrossingColumn, CrossingRow
from exports.figures.crossing_words import left_out
from exports.figures.facts import Facts, facts_of, gathered, tools_of
from exports.figures.fields import check_fields
from exports.figures.figures import scope_figures
from exports.figures.group_values import PERIODS, ordered, titles
from exports.figures.measured import Measured, measure_of, overall_measure
from exports.figures.wording import listed
from forms.errors import AuditAppError

if TYPE_CHECKING:
    from exports.figures.suppression.publishing import Publication

_KINDS: Final = ("overall", "section", "question", "theme")
_MOST_CELLS: Final = 20_000


class Asked(NamedTuple):
    """A crossing that is asked for; `measure`, `by` and `across` are as of `cross`."""

    measure: str
    by: str
    across: str | None = None

    @property
    def fields(self) -> list[str]:
        """The fields that it is by."""
        return [self.by, self.across] if self.across else [self.by]


def cross(
    store: ReadingStore,
    scope: AuditScope,
    measure: str,
    by: str,
    across: str | None = None,
    *,
    publication: Publication | None = None,
) -> Crossing:
    """Return a measure of the audits in a scope, for each value of one field or two.

    `measure` is overall, section:ID, question:ID or theme:NAME; all but overall are of one tool,
    which the scope names unless its audits used only one. `by` and `across` are attributes of the
    case, or auditor, case, overall, version, quarter, month: figures by auditor or case are for
    internal use. Versions are put together as in all figures; what measured something else is
    left out, and `limits` say so. With a `publication` it is fit to be published by itself.

    Raises AuditAppError for a field, tool or measure that is not there, for one field twice, for
    a table of more cells than anybody reads, and for what may not be published.
    """
    asked = Asked(measure, by, across)
    if publication:
        from exports.figures.published import published_crossings

        return published_crossings(store, scope, [asked], publication)[0]
    crossing = plain_crossing(store, scope, asked)
    return crossing.model_copy(update={"limits": [*crossing.limits, *left_out(crossing.scope)]})


def plain_crossing(
    store: ReadingStore, scope: AuditScope, asked: Asked, *, for_publication: bool = False
) -> Crossing:
    """Return a crossing that does not tell yet how many audits nobody settled.

    `for_publication` tells no number but in its tables. Raises as `cross`.
    """
    kind, _, name = asked.measure.partition(":")
    if kind not in _KINDS:
        raise AuditAppError(
            f"“{kind}” is no measure. Measures are: overall, section:ID, question:ID, theme:NAME."
        )
    if asked.across == asked.by:
        raise AuditAppError("Choose two different fields to set against each other.")
    with store.snapshot():
        for each in asked.fields:
            check_fields(store, scope, each)
        used = tools_in_scope(store, scope)
        tools = tools_of(store, scope, used)
        named = None if kind == "overall" else measure_of(_only_tool(tools), kind, name)
        counted = ["overall", *(named.fields if named else ())]
        rows = fact_counts(store, scope, asked.fields, counted)
        facts = facts_of(store, scope, used, tools, rows)
    measured = named or overall_measure(facts)
    return _Table(facts, measured, asked.fields, rows).crossing(asked.measure, for_publication)


def _only_tool(tools: Sequence[CombinedTool]) -> CombinedTool:
    if len(tools) == 1:
        return tools[0]
    names = listed([f"{each.newest.title} ({each.newest.id})" for each in tools])
    raise AuditAppError(
        f"Sections, questions and themes are those of one audit tool. Choose one of these: {names}."
        if names
        else "There are no audits, so there is nothing to count."
    )


class _Table:
    """The counts of one crossing, by the values of its fields."""

    def __init__(
        self, facts: Facts, measured: Measured, fields: Sequence[str], rows: Sequence[FactCount]
    ) -> None:
        self._facts = facts
        self._measured = measured
        self._fields = fields
        self._rows: dict[Group, list[FactCount]] = {}
        for row in rows:
            self._rows.setdefault(row.group, []).append(row)
        self._values = [
            ordered(name, {group[place] for group in self._rows}, facts.tools)
            for place, name in enumerate(fields)
        ]
        if prod(map(len, self._values)) > _MOST_CELLS:
            raise AuditAppError(
                "This table would have too many cells to read. Choose a field with fewer values, "
                "or fewer audits."
            )

    def crossing(self, measure: str, published: bool) -> Crossing:
        """Return the whole table."""
        measured = self._measured
        by, *others = self._fields
        every = self._together(self._rows)
        return Crossing(
            scope=scope_figures(self._facts),
            measure=measure,
            label=measured.label,
            kind=measured.kind,
            scale=measured.scale,
            choices=measured.choices,
            by=by,
            across=others[0] if others else None,
            rows=[
                CrossingRow(**dict(margin), cells=self._cells(margin.value))
                for margin in self._margins(0)
            ],
            columns=list(self._margins(1)) if others else [],
            total=self._cell(self._rows),
            limits=list(measured.limits(every, published=published)),
        )

    def _cells(self, value: str) -> list[CrossingCell]:
        """Return the cells of one row."""
        return [self._cell([(value, column)]) for column in chain(*self._values[1:])]

    def _margins(self, place: int) -> Iterator[CrossingColumn]:
        """Yield each value of a field with its total, and why a period breaks."""
        groups: dict[str, list[Group]] = {}
        for group in self._rows:
            groups.setdefault(group[place], []).append(group)
        name, values = self._fields[place], self._values[place]
        shown = titles(name, values, self._facts.tools)
        before: Facts | None = None
        for value in values:
            of_value = groups.get(value, [])
            now, total = self._together(of_value), self._cell(of_value)
            comparable = name in PERIODS and bool(value)
            broken_by = self._measured.broken_by(before, now) if before and comparable else None
            if comparable and total.n:
                before = now
            yield CrossingColumn(value=value, title=shown[value], total=total, broken_by=broken_by)

    def _cell(self, groups: Iterable[Group]) -> CrossingCell:
        facts = self._together(groups)
        audits = sum(
            sum(counts.values()) for (_, each), counts in facts.counts.items() if each == "overall"
        )
        figures = dict(self._measured.distribution(facts))
        return CrossingCell(**figures, audits=audits, numbers=self._measured.numbers(facts))

    def _together(self, groups: Iterable[Group]) -> Facts:
        """Return what the audits of some groups hold."""
        counts, answers = gathered(chain.from_iterable(self._rows.get(each, ()) for each in groups))
        return replace(self._facts, counts=counts, answers=answers)
