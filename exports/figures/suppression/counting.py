"""All counts of figures as one system, with every sum between tables that a reader may know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from exports.figures.report_data import (
    Figures,
    GroupFigures,
    QuestionFigures,
    Scope,
    Share,
    known,
)
from exports.figures.suppression.distributions import (
    DistributionCells,
    ShareCells,
    Worth,
    add_distribution,
    add_share,
)
from exports.figures.suppression.meanings import Meanings
from exports.figures.suppression.system import System

Key = tuple[str, ...]
"""Which distribution or count: `("overall",)`, `("question", tool, id)`, …"""

_SCOPE: Final = 10**7
_OVERALL: Final = Worth(10**6, 10**4)
_SECTION: Final = Worth(200_000, 3_000)
_QUESTION: Final = Worth(50_000, 1_000)
_THEME: Final = Worth(40_000, 0)
_GROUP: Final = Worth(20_000, 500)
_POINT: Final = Worth(1_000, 0)
"""What is hidden first is what is worth least: one quarter of one question before a headline."""


@dataclass
class Counted:
    """The system of one report, and where in it each distribution and each other count stands."""

    system: System = field(default_factory=System)
    distributions: dict[Key, DistributionCells] = field(default_factory=dict)
    counts: dict[Key, int] = field(default_factory=dict)

    themes: dict[str, ShareCells] = field(default_factory=dict)

    def count(self, key: Key, value: int, worth: int) -> int:
        """Add a count that stands alone."""
        self.counts[key] = self.system.shown(value, worth)
        return self.counts[key]

    def group(self, table: str, number: int) -> DistributionCells:
        """Return a group of a table by its place."""
        return self.distributions["group", table, str(number)]

    def quarters(self) -> dict[str, DistributionCells]:
        """Return the quarters of the line over time."""
        return {key[1]: each for key, each in self.distributions.items() if key[0] == "quarter"}

    def add_theme(
        self, theme: str, share: Share, questions: Sequence[QuestionFigures]
    ) -> list[tuple[QuestionFigures, ShareCells]]:
        """Add the share of a theme, the sum of its questions'; return these with their cells."""
        own = [
            (each, cells)
            for each in questions
            if each.theme == theme
            and (cells := self.distributions["question", each.tool, each.id].share)
        ]
        self.themes[theme] = add_share(self.system, share, _THEME)
        for name in ("good", "n", "weak"):
            parts = [getattr(cells, name) for _, cells in own]
            self.system.total(getattr(self.themes[theme], name), parts)
        return own


def count_figures(figures: Figures, meanings: Meanings) -> Counted:
    """Return the counts of figures and what holds between them."""
    counted = count_scope(figures.scope)
    _add_overall(counted, figures, meanings)
    _add_sections(counted, figures, meanings)
    _add_questions(counted, figures, meanings)
    add_groups(counted, "", figures.by, meanings)
    _add_same_quarters(counted, figures)
    _add_all_of_tools(counted, figures)
    overall = counted.distributions["overall",]
    counted.system.shared |= {overall.n, *overall.codes.values()}
    counted.system.shared |= {each.all for each in counted.distributions.values()}
    return counted


def count_scope(scope: Scope) -> Counted:
    """Return how many audits there are, and of how many cases, as the beginning of a system."""
    counted = Counted()
    system = counted.system
    audits, cases = known(scope.audits), known(scope.cases)
    counted.count(("audits",), audits, _SCOPE + audits)
    counted.count(("cases",), cases, _SCOPE // 2 + cases)
    counted.count(("conflicts",), known(scope.conflicts_left_out), 0)
    counted.counts["again",] = system.unshown(audits - cases)
    system.total(counted.counts["audits",], [counted.counts["cases",], counted.counts["again",]])
    system.shared.add(counted.counts["audits",])
    return counted


def _add_overall(counted: Counted, figures: Figures, meanings: Meanings) -> None:
    system, grades = counted.system, meanings.grades
    overall = add_distribution(system, figures.overall, grades, _OVERALL)
    counted.distributions["overall",] = overall
    points = []
    for point in figures.trend:
        points.append(add_distribution(system, point.overall, point.scale or grades, _GROUP))
        counted.distributions["quarter", point.period] = points[-1]
    system.total(counted.counts["audits",], [overall.all])
    system.total(counted.counts["audits",], [each.all for each in points])
    _add_over_time(system, overall, points, [bool(each.broken_by) for each in figures.trend])


def _add_over_time(
    system: System,
    whole: DistributionCells,
    points: Sequence[DistributionCells],
    breaks: Sequence[bool],
) -> None:
    """Say that periods add up to the whole: all of them, or those since a break."""
    for start in range(len(points)):
        if start == 0 or breaks[start]:
            alike = [each for each in points[start:] if tuple(each.codes) == tuple(whole.codes)]
            add_parts(system, whole, alike)


def add_parts(system: System, whole: DistributionCells, parts: Sequence[DistributionCells]) -> None:
    """Say that a distribution is made of others, which count nothing twice."""
    for code, place in whole.codes.items():
        system.total(place, [each.codes[code] for each in parts])
    system.total(whole.n, [each.n for each in parts])
    if whole.share:
        shares = [each.share for each in parts if each.share]
        system.total(whole.share.good, [each.good for each in shares])


def _add_sections(counted: Counted, figures: Figures, meanings: Meanings) -> None:
    for section in figures.sections:
        if section.counts or section.n:
            scale = meanings.sections.get(section.tool)
            found = add_distribution(counted.system, section, scale, _SECTION)
            counted.distributions["section", section.tool, section.id] = found


def _add_questions(counted: Counted, figures: Figures, meanings: Meanings) -> None:
    at_once: dict[tuple[str, str], list[int]] = {}
    one_tool = len({each.tool for each in figures.questions}) == 1
    for question in figures.questions:
        _add_question(counted, question, meanings)
        for point in question.trend:
            key = ("answers", question.tool, question.id, point.period)
            cells = counted.distributions[key]
            at_once.setdefault((question.tool, point.period), []).append(cells.all)
    for (_, period), found in at_once.items():
        quarter = counted.distributions.get(("quarter", period))
        if quarter and one_tool:
            found.append(quarter.all)
        counted.system.like([each for each in found if counted.system.cells[each].value])


def _add_question(counted: Counted, question: QuestionFigures, meanings: Meanings) -> None:
    system = counted.system
    key = question.tool, question.id
    scale = meanings.scale_of(*key, question)
    whole = add_distribution(system, question, scale, _QUESTION)
    counted.distributions["question", *key] = whole
    if question.numbers is not None:
        given = counted.count(("numbers", *key), known(question.numbers.n), _QUESTION.share)
        missing = [whole.codes[code] for code in ("not_evidenced",) if code in whole.codes]
        system.total(whole.n, [given, *missing])
    points = []
    for point in question.trend:
        scale = meanings.scale_of(*key, point)
        points.append(add_distribution(system, point, scale, _POINT))
        counted.distributions["answers", *key, point.period] = points[-1]
    _add_over_time(system, whole, points, [bool(each.broken_by) for each in question.trend])


def add_groups(
    counted: Counted, table: str, groups: Sequence[GroupFigures], meanings: Meanings
) -> None:
    """Add the overall grades of groups; together they are those of all audits."""
    found = [
        add_distribution(counted.system, each.overall, meanings.grades, _GROUP) for each in groups
    ]
    for number, cells in enumerate(found):
        counted.distributions["group", table, str(number)] = cells
    if found:
        add_parts(counted.system, counted.distributions["overall",], found)


def _add_same_quarters(counted: Counted, figures: Figures) -> None:
    """Say that a group which is a quarter is that quarter of the line over time."""
    for number, group in enumerate(figures.by):
        one = counted.distributions["group", "", str(number)]
        other = counted.distributions.get(("quarter", group.value))
        if other and tuple(one.codes) == tuple(other.codes):
            add_parts(counted.system, one, [other])


def _add_all_of_tools(counted: Counted, figures: Figures) -> None:
    """Say that every question of a tool was put to the same audits, and all tools to all."""
    tools = list(
        dict.fromkeys(
            [each.tool for each in figures.sections] + [each.tool for each in figures.questions]
        )
    )
    system, audits = counted.system, counted.counts["audits",]
    done: list[int] = []
    for tool in tools:
        asked = [
            cells.all
            for key, cells in counted.distributions.items()
            if key[:2] == ("question", tool)
        ]
        sizes = Counter(system.cells[each].value for each in asked)
        usual = max(sizes, key=lambda size: (sizes[size], size), default=0)
        done.append(audits if len(tools) == 1 else system.unshown(usual))
        system.like([done[-1], *(each for each in asked if system.cells[each].value)])
        for key, cells in counted.distributions.items():
            if key[:2] == ("section", tool):
                system.total(done[-1], [cells.all])
    if len(tools) > 1:
        system.total(audits, done)
