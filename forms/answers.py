"""Answers: what each kind of question takes, in the one form in which it is stored."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, time

from forms.tools import AuditTool, Question

Answer = str | int | float | tuple[str, ...] | None
"""A code, a list of codes, a number, an ISO date, a time or text; None is not answered yet."""

NOT_APPLICABLE = "not_applicable"
NOT_EVIDENCED = "not_evidenced"

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::[0-5][0-9](?:\.[0-9]+)?)?")
_PATH = re.compile(r"\\|^[/~]|^[A-Za-z]:|://")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class AnswerError(ValueError):
    """An answer that its question does not take; says what would be right, not what was given."""


def cleaned(text: str) -> str:
    """Return text without control characters (tabs and line ends stay) and half characters."""
    return _CONTROL.sub("", text).encode("utf-8", "ignore").decode("utf-8")


def checked_answer(tool: AuditTool, question: Question, given: object, today: date) -> Answer:
    """Return an answer as it is stored. Raises AnswerError where the question does not take it.

    `given` is what a form or a file holds: text, a number, a list of codes; "" and None are no
    answer.
    """
    if given is None or given in ("", [], ()):
        return None
    if given in _reserved(question):
        return str(given)
    if question.kind == "date":
        return _date(question, given, today)
    if question.kind in _OF_CODES:
        return _OF_CODES[question.kind](tool, question, given)
    return _PLAIN.get(question.kind, _none)(question, given)


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


def _ranked(tool: AuditTool, question: Question, given: object) -> tuple[str, ...] | None:
    """Return codes in the order of their rank; whether all are ranked is not asked here."""
    codes = tool.codes_of(question)
    chosen = given.split() if isinstance(given, str) else given
    ranked = tuple(map(_as_text, chosen)) if isinstance(chosen, list | tuple) else ("",)
    if not set(ranked) <= set(codes) or len(set(ranked)) < len(ranked):
        raise AnswerError(
            f"must be a list of {_allowed(question, codes)}, each once, first to last"
        )
    return ranked or None


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


def _time(_question: Question, given: object) -> str:
    text = given.isoformat() if isinstance(given, time) else str(given).strip()
    match = _TIME.fullmatch(text)
    if not match:
        raise AnswerError("must be a time such as 14:30")
    return f"{match[1]:0>2}:{match[2]}"


def _acknowledged(_question: Question, given: object) -> str:
    if given is not True and given != "yes":
        raise AnswerError("must be yes, or empty")
    return "yes"


def _reference(question: Question, given: object) -> str | None:
    text = _line(question, given)
    if text and _PATH.search(text):
        raise AnswerError("must be the name of a file or the number of a document, not a path")
    return text


def _line(question: Question, given: object) -> str | None:
    text = _text(question, given)
    return " ".join(text.split()) if text else None


def _none(question: Question, _given: object) -> None:
    why = "is worked out and " if question.kind == "calculated" else ""
    raise AnswerError(f"{why}takes no answer")


def _text(question: Question, given: object) -> str | None:
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise AnswerError("must be text")
    text = cleaned(_as_text(given)).strip()
    if len(text) > question.max_length:
        raise AnswerError(f"must be at most {question.max_length:,} characters")
    return text or None


_OF_CODES: Mapping[str, Callable[[AuditTool, Question, object], Answer]] = {
    "graded": _one,
    "one_of": _one,
    "several_of": _several,
    "ranked": _ranked,
}
_PLAIN: Mapping[str, Callable[[Question, object], Answer]] = {
    "number": _number,
    "time": _time,
    "short_text": _line,
    "text": _text,
    "acknowledgement": _acknowledged,
    "evidence_file": _reference,
}
