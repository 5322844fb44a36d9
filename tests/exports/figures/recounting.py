"""The same figures, counted a second time in plain Python from the audits themselves."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from math import sqrt
from typing import NamedTuple

from forms.audits import Audit
from forms.evaluation import evaluate
from forms.findings import Answer
from forms.scales import Scale
from forms.tools import AuditTool, Question


class Graded(NamedTuple):
    """An audit with the tool it was made with."""

    tool: AuditTool
    audit: Audit


def share(good: int, n: int) -> dict[str, object]:
    """A share with its interval, by solving (p − share)² = z² p (1 − p) / n for p."""
    if not n:
        return {"count": good, "n": 0, "share": None, "low": None, "high": None}
    z = 1.959963984540054
    a, b, c = n + z * z, -(2 * good + z * z), good * good / n
    root = sqrt(max(b * b - 4 * a * c, 0))
    low, high = (-b - root) / (2 * a), (-b + root) / (2 * a)
    return {"count": good, "n": n, "share": good / n, "low": low, "high": high}


def overall(grades: Scale, audits: Sequence[Graded]) -> dict[str, object]:
    return on_scale(grades, [each.audit.overall or "unanswered" for each in audits])


def section(grades: Scale, section_id: str, audits: Sequence[Graded]) -> dict[str, object]:
    given = [each.audit.sections.get(section_id, "unanswered") for each in audits]
    return on_scale(grades, given)


def on_scale(scale: Scale, codes: Sequence[str], *states: str) -> dict[str, object]:
    judged = [code for code in codes if _judged(scale, code)]
    good = [code for code in judged if (point := scale.point(code)) and point.good]
    counts = {code: codes.count(code) for code in (*(p.code for p in scale.points), *states)}
    return {"counts": counts, "n": len(judged), "good_or_better": share(len(good), len(judged))}


def _judged(scale: Scale, code: str) -> bool:
    point = scale.point(code)
    return code == "not_evidenced" or (point is not None and point.value is not None)


def question(tool: AuditTool, asked: Question, audits: Sequence[Graded]) -> dict[str, object]:
    """Counts, n and share of one question; audits whose tool does not ask it are passed over."""
    states: list[str] = []
    answers: list[Answer] = []
    for each in audits:
        if asked.id not in each.tool.questions:
            continue
        state = evaluate(each.tool, each.audit, date.max).states[asked.id]
        states.append(state)
        if state == "answered":
            answers.append(each.audit.findings[asked.id].answer)
    names = ("not_applicable", "not_evidenced", "unanswered", "hidden")
    scale = tool.scale_of(asked)
    if scale:
        codes = [str(a) for a in answers] + [state for state in states if state != "answered"]
        return on_scale(scale, codes, *names)
    chosen = Counter(
        code
        for answer in answers
        for code in (answer if isinstance(answer, tuple) else (str(answer),))
    )
    choices = {choice.code: chosen[choice.code] for choice in asked.choices}
    return {
        "counts": {**choices, **{state: states.count(state) for state in names}},
        "n": len(answers) + states.count("not_evidenced"),
        "good_or_better": None,
        "numbers": _numbers(asked, answers),
    }


def _numbers(asked: Question, answers: list[Answer]) -> dict[str, object] | None:
    if asked.kind not in ("number", "date"):
        return None
    values: list[object] = sorted(answers)  # type: ignore[type-var]
    if not values:
        return {"n": 0, "lowest": None, "median": None, "highest": None}
    middle = values[(len(values) - 1) // 2]
    if asked.kind == "number":
        middle = (middle + values[len(values) // 2]) / 2  # type: ignore[operator]
    return {"n": len(values), "lowest": values[0], "median": middle, "highest": values[-1]}


def quarter(day: date) -> str:
    return f"{day.year}-Q{[1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4][day.month - 1]}"


def quarters_between(first: str, last: str) -> list[str]:
    year, number = int(first[:4]), int(first[-1])
    found = [first]
    while found[-1] != last:
        year, number = (year + 1, 1) if number == 4 else (year, number + 1)
        found.append(f"{year}-Q{number}")
    return found
