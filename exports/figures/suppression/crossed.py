"""Crossings as part of one system: what is counted of a group of audits stands in it once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from exports.figures.crossing_data import Crossing, CrossingCell, CrossingColumn
from exports.figures.report_data import known
from exports.figures.suppression.counting import Counted, add_parts
from exports.figures.suppression.distributions import DistributionCells, Worth, add_distribution
from exports.figures.suppression.nesting import Group
from forms.scales import Scale, ScalePoint

ALL: Final[Group] = frozenset()
"""The group of all audits."""

_WORTH: Final = (Worth(100_000, 2_000), Worth(20_000, 500), Worth(1_000, 0))
"""What totals, margins and cells are worth: by how many fields a group has."""
_AUDITS: Final = (10**7, 30_000, 2_000)
_THEME: Final = Scale(
    id="theme",
    title="Answers of a theme",
    points=(
        ScalePoint(code="good_or_better", label="Good answers", value=1, good=True, symbol="✓"),
        ScalePoint(code="other", label="Other answers", value=0, symbol="✕"),
    ),
)

Called = Mapping[str, Mapping[str, str]]
"""Field → value → what tables call it, where they call it otherwise."""


class Theme(NamedTuple):
    """A theme of an audit tool, and the ids of its judged questions."""

    id: str
    title: str
    questions: tuple[str, ...]


class Crossed:
    """Where the counts of every group of audits stand in a system, measure by measure.

    `cells` is measure → group → its distribution, `audits` group → how many audits it has.
    """

    def __init__(self, counted: Counted, themes: Sequence[Theme], called: Called) -> None:
        self.counted = counted
        self.themes = themes
        self.cells: dict[str, dict[Group, DistributionCells]] = {}
        self.audits: dict[Group, int] = {ALL: counted.counts["audits",]}
        self.numbers: dict[tuple[str, Group], int] = {}
        self._called = called
        self._take_figures()

    def _take_figures(self) -> None:
        """Take the groups that figures hold already: all audits, and those of a quarter."""
        for key, cells in self.counted.distributions.items():
            match key:
                case ("overall",):
                    self._put("overall", ALL, cells)
                case ("quarter", period):
                    self._put("overall", group_of({"quarter": period}), cells)
                case ("section", _, name):
                    self._put(f"section:{name}", ALL, cells)
                case ("question", _, name):
                    self._put(f"question:{name}", ALL, cells)
                case ("answers", _, name, period):
                    self._put(f"question:{name}", group_of({"quarter": period}), cells)
        for key, place in self.counted.counts.items():
            match key:
                case ("numbers", _, name):
                    self.numbers[f"question:{name}", ALL] = place

    def take_groups(self, table: str, field: str, values: Sequence[str]) -> None:
        """Take the groups of a table of overall grades by a field, whose values these are."""
        for number, value in enumerate(values):
            self._put("overall", group_of({field: value}), self.counted.group(table, number))

    def _put(self, measure: str, group: Group, cells: DistributionCells) -> None:
        self.cells.setdefault(measure, {}).setdefault(group, cells)

    def group(self, crossing: Crossing, by: str | None = None, across: str | None = None) -> Group:
        """Return the group of a row, a column or a cell by its values."""
        pairs = ((crossing.by, by), (crossing.across, across))
        return group_of(
            {
                field: self._called.get(field, {}).get(value, value)
                for field, value in pairs
                if field and value is not None
            }
        )

    def measure(self, crossing: Crossing) -> str:
        """Return the measure by one name, however it was asked for."""
        kind, _, name = crossing.measure.partition(":")
        if kind == "theme":
            name = next((each.id for each in self.themes if name in (each.id, each.title)), name)
        return kind if kind == "overall" else f"{kind}:{name}"

    def add(self, crossing: Crossing) -> None:
        """Add the counts of a crossing that are not there yet, and how they add up."""
        self._add(crossing, ALL, crossing.total)
        rows = [self.group(crossing, each.value) for each in crossing.rows]
        columns = [self.group(crossing, None, each.value) for each in crossing.columns]
        for group, margin in zip((*rows, *columns), margins_of(crossing), strict=True):
            self._add(crossing, group, margin.total)
        sums: dict[Group, list[Group]] = {}
        for row, at in zip(crossing.rows, rows, strict=True):
            for column, across, cell in zip(crossing.columns, columns, row.cells, strict=True):
                group = self.group(crossing, row.value, column.value)
                self._add(crossing, group, cell)
                sums.setdefault(at, []).append(group)
                sums.setdefault(across, []).append(group)
        for parts in (rows, columns):
            self._add_sum(crossing, ALL, parts)
        for whole, parts in sums.items():
            self._add_sum(crossing, whole, parts)

    def _add_sum(self, crossing: Crossing, whole: Group, parts: Sequence[Group]) -> None:
        if parts:
            system, cells = self.counted.system, self.cells[self.measure(crossing)]
            add_parts(system, cells[whole], [cells[each] for each in parts])
            system.total(self.audits[whole], [self.audits[each] for each in parts])

    def _add(self, crossing: Crossing, group: Group, cell: CrossingCell) -> DistributionCells:
        """Return where a group stands; it is added unless it is there, counted alike."""
        system, measure = self.counted.system, self.measure(crossing)
        of_measure = self.cells.setdefault(measure, {})
        found = of_measure.get(group)
        if found is None or not self._is_same(found, cell):
            scale = _THEME if crossing.kind == "theme" else crossing.scale
            found = add_distribution(system, cell, scale, _WORTH[len(group)])
            of_measure[group] = found
            system.shared.add(found.all)
        if group not in self.audits:
            audits = known(cell.audits)
            self.audits[group] = system.shown(audits, _AUDITS[len(group)] + audits)
        system.total(self.audits[group], [found.all])
        self._add_numbers(measure, group, cell)
        return found

    def _is_same(self, cells: DistributionCells, figures: CrossingCell) -> bool:
        values = self.counted.system.cells
        counts = {code: values[place].value for code, place in cells.codes.items()}
        return list(counts.items()) == list(figures.counts.items()) and (
            values[cells.n].value == figures.n
        )

    def _add_numbers(self, measure: str, group: Group, cell: CrossingCell) -> None:
        if cell.numbers is None or (measure, group) in self.numbers:
            return
        system, cells = self.counted.system, self.cells[measure][group]
        given = known(cell.numbers.n)
        self.numbers[measure, group] = system.shown(given, _WORTH[len(group)].share + given)
        missing = [cells.codes[code] for code in ("not_evidenced",) if code in cells.codes]
        system.total(cells.n, [self.numbers[measure, group], *missing])


def group_of(values: Mapping[str, str]) -> Group:
    """Return the group of the audits in which fields have these values."""
    return frozenset(values.items())


def margins_of(crossing: Crossing) -> Iterator[CrossingColumn]:
    """Yield the rows and the columns."""
    yield from crossing.rows
    yield from crossing.columns
