"""What a tool's parts must be to one another: names that exist, rules that can be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from forms.completing import CASE, OVERALL
from forms.rules import RuleError, parse_rule
from forms.scales import RESERVED_CODES, Scale
from forms.source import Path
from forms.tools import AuditTool, Question

Found = tuple[Path, str]

_NEEDS_CHOICES = ("one_of", "several_of")


@dataclass(frozen=True)
class ToolParts:
    """The parts of a tool that could be read, even when others could not.

    `order` holds the id of every question in order, read or not, so that one bad question does
    not make every rule that names it look wrong as well.
    """

    questions: tuple[tuple[Path, Question], ...]
    order: tuple[tuple[Path, str], ...]
    sections: tuple[tuple[Path, str], ...]
    themes: tuple[tuple[Path, str], ...]
    scales: Mapping[str, Scale]
    grades: Scale | None
    """The scale of section and overall grades; None where the name it is given does not exist."""
    cuts: tuple[Path, int]


def check_parts(parts: ToolParts) -> Iterator[Found]:
    """Yield every (path, sentence) that is wrong between the parts of a tool."""
    yield from _doubles(parts.order, "question")
    yield from _doubles(parts.sections, "section")
    for path, name in parts.sections:
        if name in (CASE, OVERALL):
            yield path, f"“{name}” is the name of a part every audit has; choose another id"
    yield from _doubles(parts.themes, "theme")
    if parts.grades:
        path, cuts = parts.cuts
        expected = len(parts.grades.points) - 1
        if cuts != expected:
            yield path, f"must hold {expected} shares, one less than the grades, best first"
    else:
        known = ", ".join(sorted(parts.scales))
        yield ("grade_scale",), f"no scale has this name (there are {known})"
    positions = {name: index for index, (_, name) in reversed(list(enumerate(parts.order)))}
    themes = {name for _, name in parts.themes}
    for path, question in parts.questions:
        yield from _check_answers(path, question, parts.scales)
        yield from _check_bounds(path, question)
        yield from _check_relevant(path, question, positions)
        yield from _check_limits(path, question, parts)
        if question.theme and question.theme not in themes:
            yield (*path, "theme"), f"“{question.theme}” is not one of the tool's themes"


def faults(tool: AuditTool) -> list[str]:
    """Return what is wrong between the parts of a whole tool, such as one from another's file."""
    sections = tuple(enumerate(tool.sections))
    questions: tuple[tuple[Path, Question], ...] = tuple(
        (("sections", at, "questions", index), question)
        for at, section in sections
        for index, question in enumerate(section.questions)
    )
    parts = ToolParts(
        questions=questions,
        order=tuple(((*path, "id"), question.id) for path, question in questions),
        sections=tuple((("sections", at, "id"), section.id) for at, section in sections),
        themes=tuple((("themes", at, "id"), theme.id) for at, theme in enumerate(tool.themes)),
        scales=tool.scales_by_id,
        grades=tool.scales_by_id.get(tool.grade_scale),
        cuts=(("suggestion", "cuts"), len(tool.suggestion.cuts)),
    )
    return [message for _, message in check_parts(parts)]


def _doubles(names: tuple[tuple[Path, str], ...], what: str) -> Iterator[Found]:
    seen: set[str] = set()
    for path, name in names:
        if name in seen:
            yield path, f"“{name}” is already the id of another {what}"
        seen.add(name)


def _check_answers(path: Path, question: Question, scales: Mapping[str, Scale]) -> Iterator[Found]:
    if question.kind == "graded":
        if question.scale is None:
            yield path, "a graded question needs a “scale”"
        elif question.scale not in scales:
            known = ", ".join(sorted(scales))
            yield (*path, "scale"), f"no scale is called “{question.scale}” (there are {known})"
    elif question.scale is not None:
        yield (*path, "scale"), "only a graded question has a scale"
    if question.kind in _NEEDS_CHOICES:
        if len(question.choices) < 2:
            yield path, f"a {question.kind} question needs at least two “choices”"
    elif question.choices:
        yield (*path, "choices"), "only one_of and several_of questions have choices"
    codes: set[str] = set()
    for index, choice in enumerate(question.choices):
        place = (*path, "choices", index, "code")
        if choice.code in codes:
            yield place, f"“{choice.code}” is already the code of another choice"
        if choice.code in RESERVED_CODES:
            yield place, f"“{choice.code}” is reserved; choose another code"
        codes.add(choice.code)


def _check_bounds(path: Path, question: Question) -> Iterator[Found]:
    numbers = (question.minimum, question.maximum)
    if question.kind != "number":
        for name, given in (("minimum", numbers[0]), ("maximum", numbers[1])):
            if given is not None:
                yield (*path, name), f"only a number question has a {name}"
    elif None not in numbers and numbers[0] > numbers[1]:  # type: ignore[operator]
        yield (*path, "maximum"), "the maximum is below the minimum"
    if question.kind != "date":
        for name, bound in (("earliest", question.earliest), ("latest", question.latest)):
            if bound is not None:
                yield (*path, name), f"only a date question has “{name}”"
    elif (
        question.earliest
        and isinstance(question.latest, date)
        and question.earliest > question.latest
    ):
        yield (*path, "latest"), "“latest” is before “earliest”"


def _check_relevant(
    path: Path, question: Question, positions: Mapping[str, int]
) -> Iterator[Found]:
    if not question.relevant:
        return
    place = (*path, "relevant")
    try:
        rule = parse_rule(question.relevant)
    except RuleError as error:
        yield place, f"{error} (character {error.column} of the rule)"
        return
    for name in sorted(rule.names):
        if name not in positions:
            yield place, f"no question is called “{name}”"
        elif positions[name] >= positions.get(question.id, len(positions)):
            yield place, f"“{name}” must be asked before this question"


def _check_limits(path: Path, question: Question, parts: ToolParts) -> Iterator[Found]:
    scale = parts.scales.get(question.scale or "")
    codes = set(scale.codes if scale else (choice.code for choice in question.choices))
    codes |= {"not_evidenced"} if question.not_evidenced else set()
    codes |= {"not_applicable"} if question.not_applicable else set()
    for number, limit in enumerate(question.limits):
        place = (*path, "limits", number)
        for index, code in enumerate(limit.answers):
            if code not in codes:
                yield (*place, "answers", index), f"“{code}” is not an answer of this question"
        if parts.grades and parts.grades.point(limit.cap) is None:
            known = ", ".join(parts.grades.codes)
            yield (*place, "cap"), f"“{limit.cap}” is not a grade of this tool ({known})"
