"""Findings: the answer to one question with its evidence, and the four ways of not answering."""

import math
import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import StringConstraints

from forms.rules import PlainAnswers, as_text, parse_rule
from forms.tools import AuditTool, Question
from forms.wording import Strict

State = Literal["answered", "not_applicable", "not_evidenced", "unanswered", "hidden"]

Answer = str | int | float | tuple[str, ...] | None
"""A code, a list of codes, a number, an ISO date or text; None is not answered yet."""

NOT_APPLICABLE = "not_applicable"
NOT_EVIDENCED = "not_evidenced"

Written = Annotated[str, StringConstraints(max_length=20_000)]

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def finding_key(question_id: str, instance: int | None) -> str:
    """Return the key of a finding: the question, with the instance of its repeat if it has one."""
    return question_id if instance is None else f"{question_id}#{instance}"


def split_key(key: str) -> tuple[str, int | None]:
    """Return question id and instance number of a finding key."""
    question_id, mark, number = key.partition("#")
    return question_id, int(number) if mark and number.isdigit() else None


def cleaned(text: str) -> str:
    """Return text without control characters (tabs and line ends stay) and half characters."""
    return _CONTROL.sub("", text).encode("utf-8", "ignore").decode("utf-8")


class Finding(Strict):
    """The answer to one question with the evidence for it."""

    answer: Answer = None
    evidence: Written = ""

    @property
    def empty(self) -> bool:
        """Whether there is neither an answer nor evidence."""
        return self.answer is None and not self.evidence


class AnswerError(ValueError):
    """An answer that its question does not take; says what would be right, not what was given."""


def answer_states(tool: AuditTool, findings: Mapping[str, Finding]) -> dict[str, State]:
    """Return the state of every question of the tool, in order.

    A question whose rule is false is hidden, whatever was answered before, and counts as empty
    for the rules after it.
    """
    values: dict[str, str] = {}
    states: dict[str, State] = {}
    for question in tool.questions.values():
        finding = findings.get(question.id)
        if question.relevant and not parse_rule(question.relevant).holds(PlainAnswers(values)):
            states[question.id] = "hidden"
            continue
        states[question.id] = state_of(finding)
        values[question.id] = rule_value(finding)
    return states


def state_of(finding: Finding | None) -> State:
    """Return the state of a question that is not hidden."""
    if finding is None or finding.answer is None:
        return "unanswered"
    if finding.answer == NOT_APPLICABLE:
        return "not_applicable"
    if finding.answer == NOT_EVIDENCED:
        return "not_evidenced"
    return "answered"


def rule_value(finding: Finding | None) -> str:
    """Return an answer as rules see it: text, several codes with blanks between them."""
    if finding is None or finding.answer is None:
        return ""
    if isinstance(finding.answer, tuple):
        return " ".join(finding.answer)
    return as_text(finding.answer) if isinstance(finding.answer, float) else str(finding.answer)


def checked_answer(tool: AuditTool, question: Question, given: object, today: date) -> Answer:
    """Return an answer as it is stored. Raises AnswerError where the question does not take it.

    `given` is what a form or a file holds: text, a number, a list of codes; "" and None are no
    answer.
    """
    if given is None or given in ("", [], ()):
        return None
    if given in _reserved(question):
        return str(given)
    match question.kind:
        case "number":
            answer: Answer = _number(question, given)
        case "date":
            answer = _date(question, given, today)
        case "text":
            answer = _text(question, given)
        case "several_of":
            answer = _several(tool, question, given)
        case _:
            answer = _one(tool, question, given)
    return answer


def _one(tool: AuditTool, question: Question, given: object) -> str:
    codes = tool.codes_of(question)
    code = _as_text(given)
    if code not in codes:
        raise AnswerError(f"must be one of {_allowed(question, codes)}")
    return code


def _several(tool: AuditTool, question: Question, given: object) -> tuple[str, ...] | None:
    codes = tool.codes_of(question)
    chosen = given.split() if isinstance(given, str) else given
    if not isinstance(chosen, list | tuple) or not set(map(_as_text, chosen)) <= set(codes):
        raise AnswerError(f"must be a list of {_allowed(question, codes)}")
    wanted = set(map(_as_text, chosen))
    return tuple(code for code in codes if code in wanted) or None


def _as_text(given: object) -> str:
    """Scale codes such as 3 arrive as numbers from JSON and spreadsheets."""
    if isinstance(given, float) and given.is_integer():
        return str(int(given))
    return str(given).strip()


def _allowed(question: Question, codes: Mapping[str, str]) -> str:
    names = list(codes)
    return ", ".join(names + _reserved(question))


def _reserved(question: Question) -> list[str]:
    allowed = {NOT_APPLICABLE: question.not_applicable, NOT_EVIDENCED: question.not_evidenced}
    return [code for code, is_allowed in allowed.items() if is_allowed]


def _number(question: Question, given: object) -> int | float:
    try:
        number = float(given) if not isinstance(given, bool) else math.nan  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        raise AnswerError("must be a number")
    if question.whole and not number.is_integer():
        raise AnswerError("must be a whole number")
    if question.minimum is not None and number < question.minimum:
        raise AnswerError(f"must be at least {question.minimum:g}")
    if question.maximum is not None and number > question.maximum:
        raise AnswerError(f"must be at most {question.maximum:g}")
    return int(number) if number.is_integer() else number


def _date(question: Question, given: object, today: date) -> str:
    day = read_day(given.isoformat()[:10] if isinstance(given, date) else str(given))
    latest = today if question.latest == "today" else question.latest
    if question.earliest and day < question.earliest:
        raise AnswerError(f"must be {question.earliest:%d/%m/%Y} or later")
    if isinstance(latest, date) and day > latest:
        raise AnswerError(f"must be {latest:%d/%m/%Y} or earlier")
    return day.isoformat()


def read_day(text: str) -> date:
    """Return an ISO date such as 2026-04-02. Raises AnswerError for anything else.

    The standard library reads much more as a date, such as 20260402 or 2026-W14-4.
    """
    try:
        if _ISO_DATE.fullmatch(text.strip()):
            return date.fromisoformat(text.strip())
    except ValueError:
        pass
    raise AnswerError("must be a date such as 2026-04-02")


def _text(question: Question, given: object) -> str | None:
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise AnswerError("must be text")
    text = cleaned(_as_text(given)).strip()
    if len(text) > question.max_length:
        raise AnswerError(f"must be at most {question.max_length:,} characters")
    return text or None
