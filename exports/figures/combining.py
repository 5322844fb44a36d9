"""Several versions of one audit tool seen as one: what may be counted together, newest wording."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from forms.scales import Scale, version_number
from forms.tools import AuditTool, Question, Section
from forms.versions.comparability import Comparability, comparable
from forms.versions.measures import scale_measure

_NEVER_ANSWERED = ("note", "inert")


class MeasuredQuestion(NamedTuple):
    """Versions whose answers to a question are counted together, as the newest of them asks it.

    `codes` is version → old code → code of the newest, for codes that are called otherwise
    there. `choices` is code → label.
    """

    question: Question
    scale: Scale | None
    choices: dict[str, str]
    codes: Mapping[str, Mapping[str, str]]


class CombinedQuestion(NamedTuple):
    """One permanent question id over all versions.

    `measures` stand newest first; only the newest is counted, the answers of the others are left
    out but for their own part of the line over time.
    """

    measures: tuple[MeasuredQuestion, ...]

    @property
    def newest(self) -> MeasuredQuestion:
        """The measure that is counted."""
        return self.measures[0]

    @property
    def question(self) -> Question:
        """The question as the newest version that has it asks it."""
        return self.newest.question

    @property
    def scale(self) -> Scale | None:
        """The scale it is counted on."""
        return self.newest.scale

    @property
    def apart(self) -> frozenset[str]:
        """The versions whose answers are left out."""
        return frozenset(version for each in self.measures[1:] for version in each.codes)

    @property
    def field(self) -> str:
        """The field that its findings are stored in."""
        return f"finding.{self.question.id}"


class MeasuredGrades(NamedTuple):
    """Versions whose section and overall grades are counted together, on the newest's scale."""

    scale: Scale
    versions: frozenset[str]


class CombinedSection(NamedTuple):
    """One section over all versions; `graded` where any version grades it."""

    section: Section
    graded: bool
    questions: list[CombinedQuestion]


class CombinedTool(NamedTuple):
    """All versions of one tool, oldest first, and their sections in the newest version's order.

    What only older versions ask comes after what the newest asks. `grades` stand newest first.
    """

    versions: tuple[AuditTool, ...]
    sections: list[CombinedSection]
    grades: tuple[MeasuredGrades, ...]
    measures: Comparability

    @property
    def newest(self) -> AuditTool:
        """The version whose wording stands for all."""
        return self.versions[-1]

    @property
    def graded_alike(self) -> frozenset[str]:
        """The versions whose grades mean the same as the newest version's."""
        return self.grades[0].versions

    @property
    def questions(self) -> list[CombinedQuestion]:
        """Every question, in order."""
        return [question for section in self.sections for question in section.questions]


def combine(tools: Iterable[AuditTool], amended: Iterable[AuditTool] = ()) -> list[CombinedTool]:
    """Return the tools with their versions put together, by tool id.

    `tools` come in the order of their first use, which decides between two that call themselves
    the same version. `amended` are further versions, through which maps can be followed.
    """
    by_id: dict[str, list[AuditTool]] = {}
    for tool in tools:
        by_id.setdefault(tool.id, []).append(tool)
    measures = comparable([*(tool for several in by_id.values() for tool in several), *amended])
    return [
        _combined(sorted(by_id[tool_id], key=lambda tool: version_number(tool.version)), measures)
        for tool_id in sorted(by_id)
    ]


def version_names(tools: Sequence[AuditTool]) -> dict[str, str]:
    """Return hash → version; two tools that call themselves the same are told apart by hash."""
    versions = [(tool.id, tool.version) for tool in tools]
    return {
        tool.hash: tool.version
        if versions.count((tool.id, tool.version)) == 1
        else f"{tool.version} ({tool.hash[:8]})"
        for tool in tools
    }


def _combined(versions: list[AuditTool], measures: Comparability) -> CombinedTool:
    newest_first = versions[::-1]
    sections: dict[str, CombinedSection] = {}
    for tool in newest_first:
        for section in tool.sections:
            graded = any(_grades(each, section.id) for each in versions)
            sections.setdefault(section.id, CombinedSection(section, graded, []))
    for section_id, question in _questions(newest_first, measures):
        sections[section_id].questions.append(question)
    return CombinedTool(
        tuple(versions), list(sections.values()), _grade_measures(newest_first, measures), measures
    )


def _grades(tool: AuditTool, section_id: str) -> bool:
    return any(section.graded for section in tool.sections if section.id == section_id)


def _grade_measures(
    newest_first: Sequence[AuditTool], measures: Comparability
) -> tuple[MeasuredGrades, ...]:
    together: dict[Hashable, list[AuditTool]] = {}
    for tool in newest_first:
        together.setdefault(measures.grades_of(tool.hash), []).append(tool)
    return tuple(
        MeasuredGrades(alike[0].grades, frozenset(tool.hash for tool in alike))
        for alike in together.values()
    )


def _questions(
    newest_first: list[AuditTool], measures: Comparability
) -> Iterator[tuple[str, CombinedQuestion]]:
    """Yield every question once, with the section that the newest version asks it in."""
    seen: set[str] = set()
    scales: dict[str, Scale] = {}
    for tool in newest_first:
        for section in tool.sections:
            for question in section.every_question:
                if question.id not in seen and question.kind not in _NEVER_ANSWERED:
                    seen.add(question.id)
                    measured = _measured(question.id, newest_first, measures)
                    yield section.id, CombinedQuestion(_named_apart(measured, tool, scales))


def _named_apart(
    measured: tuple[MeasuredQuestion, ...], tool: AuditTool, known: dict[str, Scale]
) -> tuple[MeasuredQuestion, ...]:
    """A withdrawn question may stand on a scale that the newest version changed."""
    newest, *others = measured
    scale = newest.scale
    if scale is None or scale_measure(known.setdefault(scale.id, scale)) == scale_measure(scale):
        return measured
    apart = scale.model_copy(update={"id": f"{scale.id} {tool.version}"})
    return (newest._replace(scale=apart), *others)


def _measured(
    name: str, newest_first: Sequence[AuditTool], measures: Comparability
) -> tuple[MeasuredQuestion, ...]:
    """Return every measure that a question was, each with the versions counted together."""
    together: dict[Hashable, list[tuple[AuditTool, dict[str, str]]]] = {}
    for tool in newest_first:
        if name not in tool.questions:
            continue
        measure: Hashable = measures.measure_of(tool.hash, name)
        shown = together.setdefault(measure, [(tool, {})])
        codes = measures.codes(tool.hash, shown[0][0].hash, name)
        if codes is None:  # another branch, whose codes have no equal here
            together.setdefault((tool.hash, measure), [(tool, {})])
        elif shown[0][0] is not tool:
            shown.append((tool, codes))
    return tuple(_one_measure(name, alike) for alike in together.values())


def _one_measure(name: str, alike: Sequence[tuple[AuditTool, dict[str, str]]]) -> MeasuredQuestion:
    newest = alike[0][0]
    question = newest.questions[name]
    labels: dict[str, str] = {}
    for tool, codes in alike:
        for choice in tool.questions[name].choices:
            labels.setdefault(codes.get(choice.code, choice.code), choice.label)
    return MeasuredQuestion(
        question, newest.scale_of(question), labels, {tool.hash: codes for tool, codes in alike}
    )
