"""Several versions of one audit tool seen as one: what may be counted together, newest wording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from forms.scales import Scale
from forms.tools import AuditTool, Question, Section

Measure = tuple[object, ...]


class CombinedQuestion(NamedTuple):
    """One permanent question id over all versions, as the newest version that has it asks it.

    `counted` holds the hashes of the versions whose answers measure the same thing the same way,
    `apart` those whose answers do not and are left out. `choices` is code → label.
    """

    question: Question
    scale: Scale | None
    choices: dict[str, str]
    counted: frozenset[str]
    apart: frozenset[str]

    @property
    def field(self) -> str:
        """The field that its findings are stored in."""
        return f"finding.{self.question.id}"


class CombinedSection(NamedTuple):
    """One section over all versions; `graded` where any version grades it."""

    section: Section
    graded: bool
    questions: list[CombinedQuestion]


class CombinedTool(NamedTuple):
    """All versions of one tool, oldest first, and their sections in the newest version's order.

    What only older versions ask comes after what the newest asks. `graded_alike` holds the hashes
    of the versions whose grades mean the same as the newest version's.
    """

    versions: tuple[AuditTool, ...]
    sections: list[CombinedSection]
    graded_alike: frozenset[str]

    @property
    def newest(self) -> AuditTool:
        """The version whose wording stands for all."""
        return self.versions[-1]

    @property
    def questions(self) -> list[CombinedQuestion]:
        """Every question, in order."""
        return [question for section in self.sections for question in section.questions]


def combine(tools: Iterable[AuditTool]) -> list[CombinedTool]:
    """Return the tools with their versions put together, by tool id.

    `tools` come in the order of their first use, which decides between two that call themselves
    the same version.
    """
    by_id: dict[str, list[AuditTool]] = {}
    for tool in tools:
        by_id.setdefault(tool.id, []).append(tool)
    return [_combined(sorted(by_id[tool_id], key=_version)) for tool_id in sorted(by_id)]


def scale_measure(scale: Scale) -> Measure:
    """Return what a scale's counts depend on; labels and descriptors may change freely."""
    return tuple((point.code, point.value is not None, point.good) for point in scale.points)


def version_names(tools: Sequence[AuditTool]) -> dict[str, str]:
    """Return hash → version; two tools that call themselves the same are told apart by hash."""
    versions = [(tool.id, tool.version) for tool in tools]
    return {
        tool.hash: tool.version
        if versions.count((tool.id, tool.version)) == 1
        else f"{tool.version} ({tool.hash[:8]})"
        for tool in tools
    }


def _version(tool: AuditTool) -> tuple[int, ...]:
    return tuple(int(part) for part in tool.version.split("."))


def _combined(versions: list[AuditTool]) -> CombinedTool:
    newest_first = versions[::-1]
    sections: dict[str, CombinedSection] = {}
    for tool in newest_first:
        for section in tool.sections:
            graded = any(_grades(each, section.id) for each in versions)
            sections.setdefault(section.id, CombinedSection(section, graded, []))
    for section_id, question in _questions(newest_first):
        sections[section_id].questions.append(question)
    alike = scale_measure(newest_first[0].grades)
    return CombinedTool(
        tuple(versions),
        list(sections.values()),
        frozenset(tool.hash for tool in versions if scale_measure(tool.grades) == alike),
    )


def _grades(tool: AuditTool, section_id: str) -> bool:
    return any(section.graded for section in tool.sections if section.id == section_id)


def _questions(newest_first: list[AuditTool]) -> Iterator[tuple[str, CombinedQuestion]]:
    """Yield every question once, with the section that the newest version asks it in."""
    seen: set[str] = set()
    scales: dict[str, Scale] = {}
    for tool in newest_first:
        for section in tool.sections:
            for question in section.questions:
                if question.id not in seen:
                    seen.add(question.id)
                    scale = _named_apart(tool.scale_of(question), tool.version, scales)
                    yield section.id, _combined_question(tool, question, scale, newest_first)


def _named_apart(scale: Scale | None, version: str, known: dict[str, Scale]) -> Scale | None:
    """A withdrawn question may stand on a scale that the newest version changed."""
    if scale is None or scale_measure(known.setdefault(scale.id, scale)) == scale_measure(scale):
        return scale
    return scale.model_copy(update={"id": f"{scale.id} {version}"})


def _combined_question(
    tool: AuditTool, question: Question, scale: Scale | None, newest_first: list[AuditTool]
) -> CombinedQuestion:
    asking = [each for each in newest_first if question.id in each.questions]
    measure = _measure(tool, question)
    counted = [each for each in asking if _measure(each, each.questions[question.id]) == measure]
    choices = {
        choice.code: choice.label
        for each in reversed(counted)
        for choice in each.questions[question.id].choices
    }
    order = [choice.code for each in counted for choice in each.questions[question.id].choices]
    hashes = frozenset(each.hash for each in counted)
    return CombinedQuestion(
        question,
        scale,
        {code: choices[code] for code in dict.fromkeys(order)},
        hashes,
        frozenset(each.hash for each in asking) - hashes,
    )


def _measure(tool: AuditTool, question: Question) -> Measure:
    scale = tool.scale_of(question)
    return (question.kind, question.unit, scale_measure(scale) if scale else ())
