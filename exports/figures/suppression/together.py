"""Crossings made fit to be published: each with all that is published beside it, as one system."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple, TypeVar

from exports.figures.crossing_data import (
    Crossing,
    CrossingCell,
    CrossingColumn,
    CrossingRow,
)
from exports.figures.crossing_words import left_out
from exports.figures.report_data import Figures, ReportData, Scope
from exports.figures.suppression.counting import Counted, count_figures, count_scope
from exports.figures.suppression.crossed import ALL, Called, Crossed, Theme
from exports.figures.suppression.linking import is_tangled, link
from exports.figures.suppression.meanings import Meanings
from exports.figures.suppression.nesting import Group, Occurring, add_nesting
from exports.figures.suppression.publishing import (
    Publication,
    count_report,
    show_report,
    showing_of,
    with_quotes,
)
from exports.figures.suppression.showing import Showing
from forms.errors import AuditAppError

M = TypeVar("M", CrossingRow, CrossingColumn)

Tables = Mapping[str, tuple[str, Sequence[str]]]
_NO_TABLES: Final[Tables] = MappingProxyType({})


class Known(NamedTuple):
    """What a reader may know of the audits beside their figures.

    `found` says which values occur together, of every field that anything is grouped by.
    `called` is field → value → title of fields whose tables show titles. `meanings` are those of
    figures and reports; crossings have their own.
    """

    found: Occurring
    themes: Sequence[Theme] = ()
    called: Called = MappingProxyType({})
    meanings: Meanings = Meanings(None, {}, {})


def publish_crossings(
    crossings: Sequence[Crossing], publication: Publication, known: Known
) -> list[Crossing]:
    """Return crossings of the same audits in which nothing can be worked out from any of them.

    Raises AuditAppError where they are not on the same audits, or where more could be told from
    them together than anybody can rule out.
    """
    if not crossings:
        return []
    counted = count_scope(crossings[0].scope)
    crossed = _crossed(counted, crossings[0].scope, crossings, known)
    return _shown(crossed, crossings, showing_of(counted, publication))


def publish_figures_with(
    figures: Figures,
    by: str | None,
    crossings: Sequence[Crossing],
    publication: Publication,
    known: Known,
) -> tuple[Figures, list[Crossing]]:
    """Return figures, grouped by a field or not, and crossings; raises as `publish_crossings`."""
    counted = count_figures(figures, known.meanings)
    groups = {group.value: counted.group("", n) for n, group in enumerate(figures.by)}
    quarters = {"quarter": counted.quarters()}
    add_nesting(counted, known.found, {**quarters, **({by: groups} if by else {})})
    tables = {by: ("", list(groups))} if by else _NO_TABLES
    crossed = _crossed(counted, figures.scope, crossings, known, tables)
    showing = showing_of(counted, publication)
    return showing.figures(figures), _shown(crossed, crossings, showing)


def publish_report_with(
    report: ReportData,
    crossings: Sequence[Crossing],
    publication: Publication,
    known: Known,
) -> tuple[ReportData, list[Crossing]]:
    """Return a report and crossings that stand in it, or beside it.

    Sentences and lists of the report are for the caller, as of `publish_report`. Raises as that
    does, and as `publish_crossings`.
    """
    report = with_quotes(report, publication.quotes)
    counted = count_report(report, known.meanings, known.found.called(known.called))
    tables = {
        table.field: (table.field, [each.value for each in table.groups]) for table in report.groups
    }
    crossed = _crossed(counted, report.figures.scope, crossings, known, tables)
    showing = showing_of(counted, publication)
    return show_report(report, counted, showing), _shown(crossed, crossings, showing)


def _crossed(
    counted: Counted,
    scope: Scope,
    crossings: Sequence[Crossing],
    known: Known,
    tables: Tables = _NO_TABLES,
) -> Crossed:
    """Return the groups of tables and crossings; `tables` is field → table and its values."""
    _check(scope, crossings)
    crossed = Crossed(counted, known.themes, known.called)
    for field, (table, values) in tables.items():
        crossed.take_groups(table, field, values)
    for crossing in crossings:
        crossed.add(crossing)
    link(crossed, known.found.called(known.called))
    return crossed


def _check(scope: Scope, crossings: Sequence[Crossing]) -> None:
    if any(each.scope != scope for each in crossings):
        raise AuditAppError(
            "What is published together must be on the same audits: with another tool, period or "
            "filter one part could be subtracted from another. Choose the same for all parts."
        )
    pairs = [frozenset({each.by, each.across}) for each in crossings if each.across]
    if is_tangled(pairs):
        raise AuditAppError(
            "These tables cannot be published together: their fields go in a circle, as team by "
            "quarter, quarter by service and service by team, and each would tell of the others. "
            "Leave one of them out."
        )


def _shown(crossed: Crossed, crossings: Sequence[Crossing], showing: Showing) -> list[Crossing]:
    return [_Shown(crossed, showing, each).crossing() for each in crossings]


class _Shown(NamedTuple):
    """Writes one crossing anew."""

    crossed: Crossed
    showing: Showing
    given: Crossing

    def crossing(self) -> Crossing:
        given, scope = self.given, self.showing.scope(self.given.scope)
        return given.model_copy(
            update={
                "scope": scope,
                "limits": [*given.limits, *left_out(scope)],
                "rows": [self._row(each) for each in given.rows],
                "columns": [
                    self._margin(each, self.crossed.group(given, None, each.value))
                    for each in given.columns
                ],
                "total": self._cell(given.total, ALL),
            }
        )

    def _row(self, row: CrossingRow) -> CrossingRow:
        cells = [
            self._cell(cell, self.crossed.group(self.given, row.value, column.value))
            for column, cell in zip(self.given.columns, row.cells, strict=True)
        ]
        margin = self._margin(row, self.crossed.group(self.given, row.value))
        return margin.model_copy(update={"cells": cells})

    def _margin(self, margin: M, group: Group) -> M:
        return margin.model_copy(update={"total": self._cell(margin.total, group)})

    def _cell(self, cell: CrossingCell, group: Group) -> CrossingCell:
        measure = self.crossed.measure(self.given)
        shown = self.showing.of(self.crossed.cells[measure][group], cell)
        numbers = None
        if cell.numbers:
            numbers = self.showing.numbers(self.crossed.numbers[measure, group], cell.numbers)
        audits = self.showing.at(self.crossed.audits[group])
        return shown.model_copy(update={"audits": audits, "numbers": numbers})
