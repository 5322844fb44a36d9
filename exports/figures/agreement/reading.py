"""From cases that several people graded to tallies of everything that can be compared."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final, Literal, NamedTuple

from db.second_opinions import Codes, SharedCase, gradings
from db.store import ReadingStore
from exports.figures.agreement.tallies import (
    Alike,
    Given,
    Measure,
    Tally,
    Together,
    alike,
    of_choices,
    on_scale,
)
from exports.figures.combining import CombinedSection, CombinedTool, MeasuredQuestion
from forms.identity import normalised
from forms.tools import Question
from forms.versions.measures import scale_measure

Level = Literal["overall", "section", "question"]
_LEVELS: Final[tuple[Level, ...]] = ("overall", "section", "question")
_OVERALL: Final = ""


@dataclass
class Item:
    """One thing that is judged: a question, a section or the whole file.

    `codes` is version → old code → present code; versions that measure something else are not in
    it, so that what they say is as if not given.
    """

    tool: str
    level: Level
    section: str
    id: str
    title: str
    stored_as: str
    codes: Mapping[str, Mapping[str, str]]
    measure: Measure
    kind: str = ""
    scale: Hashable = _OVERALL
    tally: Tally = field(init=False)

    def __post_init__(self) -> None:
        self.tally = Tally(self.measure)

    def categories(self, version: str) -> dict[str, int]:
        """Return code → category of what is given with a version; empty where it is not."""
        mapping = self.codes.get(version)
        if mapping is None:
            return {}
        old = {code: self.measure.categories.get(now) for code, now in mapping.items()}
        return {
            code: category
            for code, category in {**self.measure.categories, **old}.items()
            if category is not None
        }


class Sheet:
    """Everything that one tool has people judge, and how to read what they gave."""

    def __init__(self, items: list[Item]) -> None:
        self.items = items
        self._places = {
            level: [at for at, item in enumerate(items) if item.level == level] for level in _LEVELS
        }
        self._columns: dict[str, list[tuple[str, dict[str, int]]]] = {}

    def judged(self, versions: Sequence[str], several: Sequence[Codes]) -> list[Given]:
        """Return what the people gave to each item, by the version and the codes of each."""
        rows = [
            [known.get(codes[name]) if name in codes else None for name, known in columns]
            for columns, codes in zip(map(self._read_by, versions), several, strict=True)
        ]
        return list(zip(*rows, strict=True))

    def of_level(self, level: Level, judged: Sequence[Given]) -> list[Given]:
        """Return the rows of one level."""
        return [judged[at] for at in self._places[level]]

    def _read_by(self, version: str) -> list[tuple[str, dict[str, int]]]:
        if version not in self._columns:
            self._columns[version] = [
                (item.stored_as, item.categories(version)) for item in self.items
            ]
        return self._columns[version]


@dataclass
class Group:
    """Some of the cases: whole files by the scale of their grades, sections and questions."""

    cases: int = 0
    overall: dict[Hashable, Tally] = field(default_factory=dict)
    sections: Together = field(default_factory=Together)
    questions: Together = field(default_factory=Together)

    def add(self, graders: tuple[str, ...], found: Judged) -> None:
        """Count one case."""
        self.cases += 1
        item = found.whole
        self.overall.setdefault(item.scale, Tally(item.measure)).add(graders, found.overall)
        self.sections.add(found.sections)
        self.questions.add(found.questions)


class Judged(NamedTuple):
    """What was given in one case, as groups count it; `whole` stands for the whole file."""

    whole: Item
    overall: Given
    sections: Alike
    questions: Alike


class Opinions(NamedTuple):
    """Everything that was read: all cases, and some of them by team and by pair of people."""

    whole: Group
    teams: dict[str, Group]
    pairs: dict[tuple[str, str], Group]
    items: list[Item]
    gradings: int
    people: int


def read_opinions(
    store: ReadingStore, cases: Sequence[SharedCase], tools: Iterable[CombinedTool]
) -> Opinions:
    """Read what everybody said of these cases, a few cases in memory at a time."""
    sheets = {tool.newest.id: Sheet(_items(tool)) for tool in tools}
    whole, teams = Group(), dict[str, Group]()
    pairs: dict[tuple[str, str], Group] = {}
    names: dict[str, str] = {}
    for case, codes in gradings(store, cases):
        sheet = sheets[case.tool_id]
        graders = tuple(
            names.setdefault(normalised(each.grader), each.grader) for each in case.opinions
        )
        judged = sheet.judged([each.tool for each in case.opinions], codes)
        for item, given in zip(sheet.items, judged, strict=True):
            item.tally.add(graders, given)
        found = _counted(sheet, judged)
        whole.add(graders, found)
        teams.setdefault(case.team, Group()).add(graders, found)
        for two, both in _by_two(graders, judged):
            counted = _counted(sheet, both) if len(graders) > 2 else found
            pairs.setdefault(two, Group()).add(two, counted)
    items = [item for sheet in sheets.values() for item in sheet.items]
    return Opinions(
        whole, teams, pairs, items, sum(len(each.opinions) for each in cases), len(names)
    )


def _by_two(
    graders: tuple[str, ...], judged: Sequence[Given]
) -> Iterator[tuple[tuple[str, str], list[Given]]]:
    """Yield each two of the people, with what these two gave."""
    for one, other in combinations(range(len(graders)), 2):
        yield (graders[one], graders[other]), [(given[one], given[other]) for given in judged]


def _counted(sheet: Sheet, judged: Sequence[Given]) -> Judged:
    return Judged(
        sheet.items[0],
        judged[0],
        alike(sheet.of_level("section", judged)),
        alike(sheet.of_level("question", judged)),
    )


def _items(tool: CombinedTool) -> list[Item]:
    """Return everything a tool judges on a scale or by choices, the whole file first."""
    grades = tool.newest.grades
    counted: dict[str, dict[str, str]] = {version: {} for version in tool.graded_alike}
    found = [
        Item(
            tool.newest.id, "overall", "", "", "Overall grade", "overall", counted,
            on_scale(grades), scale=scale_measure(grades),
        )
    ]  # fmt: skip
    for combined in tool.sections:
        name, title = combined.section.id, combined.section.title
        if combined.graded:
            found.append(
                Item(tool.newest.id, "section", name, name, title, f"section.{name}", counted,
                     on_scale(grades))
            )  # fmt: skip
        found += _questions(tool.newest.id, combined)
    return found


def _questions(tool_id: str, combined: CombinedSection) -> list[Item]:
    return [
        Item(tool_id, "question", combined.section.id, question.question.id,
             question.question.label, question.field, question.newest.codes, measure,
             kind=question.question.kind)
        for question in combined.questions
        if (measure := _measure(question.newest))
    ]  # fmt: skip


def _measure(measured: MeasuredQuestion) -> Measure | None:
    """Return how answers are compared; None for kinds that are not counted by code."""
    question: Question = measured.question
    if measured.scale:
        return on_scale(measured.scale)
    return of_choices(measured.choices) if question.kind == "one_of" else None
