"""From cases that several people graded to tallies of everything that can be compared."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal, NamedTuple

from db.second_opinions import Codes, SharedCase, gradings
from db.store import ReadingStore
from exports.figures.agreement.tallies import Measure, Tally, Together, of_choices, on_scale
from exports.figures.combining import CombinedSection, CombinedTool, MeasuredQuestion
from forms.identity import normalised
from forms.tools import Question
from forms.versions.measures import scale_measure

Level = Literal["overall", "section", "question"]
_OVERALL = ""


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

    def category(self, version: str, code: str | None) -> int | None:
        """Return the category of what was given with a version; None where there is none."""
        mapping = self.codes.get(version)
        if mapping is None or code is None:
            return None
        return self.measure.categories.get(mapping.get(code, code))


@dataclass
class Group:
    """Some of the cases: whole files by the scale of their grades, sections and questions."""

    cases: int = 0
    overall: dict[Hashable, Tally] = field(default_factory=dict)
    sections: Together = field(default_factory=Together)
    questions: Together = field(default_factory=Together)

    def add(self, graders: Sequence[str], judged: Sequence[tuple[Item, Given]]) -> None:
        """Count one case by what each person gave."""
        self.cases += 1
        for item, given in judged:
            if item.level == "overall":
                tally = self.overall.setdefault(item.scale, Tally(item.measure))
                tally.add(graders, given)
        self.sections.add(given for item, given in judged if item.level == "section")
        self.questions.add(given for item, given in judged if item.level == "question")


Given = Sequence[int | None]


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
    items = {tool.newest.id: _items(tool) for tool in tools}
    whole, teams = Group(), dict[str, Group]()
    pairs: dict[tuple[str, str], Group] = {}
    names: dict[str, str] = {}
    for case, codes in gradings(store, cases):
        judged = [(item, _given(item, case, codes)) for item in items.get(case.tool_id, ())]
        for opinion in case.opinions:
            names.setdefault(normalised(opinion.grader), opinion.grader)
        graders = [names[normalised(opinion.grader)] for opinion in case.opinions]
        for item, given in judged:
            item.tally.add(graders, given)
        whole.add(graders, judged)
        teams.setdefault(case.team, Group()).add(graders, judged)
        for one, other in combinations(range(len(graders)), 2):
            both = [(item, (given[one], given[other])) for item, given in judged]
            two = graders[one], graders[other]
            pairs.setdefault(two, Group()).add(two, both)
    every = [item for several in items.values() for item in several]
    return Opinions(
        whole, teams, pairs, every, sum(len(each.opinions) for each in cases), len(names)
    )


def _given(item: Item, case: SharedCase, codes: Sequence[Codes]) -> list[int | None]:
    return [
        item.category(opinion.tool, own.get(item.stored_as))
        for opinion, own in zip(case.opinions, codes, strict=True)
    ]


def _items(tool: CombinedTool) -> list[Item]:
    """Return everything a tool judges on a scale or by choices, in its order."""
    grades = tool.newest.grades
    alike: dict[str, dict[str, str]] = {version: {} for version in tool.graded_alike}
    found = [
        Item(
            tool.newest.id, "overall", "", "", "Overall grade", "overall", alike,
            on_scale(grades), scale=scale_measure(grades),
        )
    ]  # fmt: skip
    for combined in tool.sections:
        name, title = combined.section.id, combined.section.title
        if combined.graded:
            found.append(
                Item(tool.newest.id, "section", name, name, title, f"section.{name}", alike,
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
