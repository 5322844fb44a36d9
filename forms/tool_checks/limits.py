"""Limits and escalations: set off by answers the question takes, or by a rule."""

from collections.abc import Iterator

from forms.source import Path
from forms.tool_checks.fault import Checked, Fault, PlacedQuestion
from forms.tools import Escalation, Limit


def check_limits(checked: Checked) -> Iterator[Fault]:
    """Check what caps the grade and what raises a concern."""
    for number, limit in enumerate(checked.tool.limits):
        path: Path = ("limits", number)
        if limit.answers:
            message = "a limit of the whole tool has no question to answer; use “when” with a rule"
            yield Fault((*path, "answers"), message, about_name=True)
        elif not limit.when:
            yield Fault((*path, "when"), "nothing sets it off; give “when” with a rule")
        yield from _check_cap(checked, path, limit)
    for placed in checked.questions:
        question = placed.question
        is_used = question.answerable or question.kind == "calculated"
        if is_used and (question.limits or question.escalates):
            yield from _check_question(checked, placed)


def _check_question(checked: Checked, placed: PlacedQuestion) -> Iterator[Fault]:
    path, question = placed
    codes = checked.codes(placed)
    allowed = (codes or frozenset()) | _reserved(placed)
    unclear = codes is None and (question.kind == "graded" or bool(question.choices))
    parts: list[tuple[Path, Limit | Escalation]] = []
    parts += [((*path, "limits", at), limit) for at, limit in enumerate(question.limits)]
    parts += [((*path, "escalates", at), each) for at, each in enumerate(question.escalates)]
    for place, part in parts:
        if not part.answers and not part.when:
            message = "nothing sets it off; give “answers” or “when”"
            yield Fault((*place, "answers"), message)
        for index, code in enumerate(() if unclear else part.answers):
            if code not in allowed:
                message = f"“{code}” is not an answer of this question ({_listed(allowed)})"
                yield Fault((*place, "answers", index), message)
        if isinstance(part, Limit):
            yield from _check_cap(checked, place, part)


def _check_cap(checked: Checked, path: Path, limit: Limit) -> Iterator[Fault]:
    grades = checked.grades
    if grades and grades.point(limit.cap) is None:
        known = ", ".join(grades.codes)
        yield Fault((*path, "cap"), f"“{limit.cap}” is not a grade of this tool ({known})")


def _reserved(placed: PlacedQuestion) -> frozenset[str]:
    question = placed.question
    allowed = {
        "not_evidenced": question.not_evidenced and question.answerable,
        "not_applicable": question.not_applicable,
    }
    return frozenset(code for code, may_be_given in allowed.items() if may_be_given)


def _listed(codes: frozenset[str]) -> str:
    return ", ".join(sorted(codes)) or "it has no codes; use “when” with a rule"
