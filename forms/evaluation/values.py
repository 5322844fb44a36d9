"""Answers as rules see them, and what a calculation came to as it is kept."""

import math
import re
from datetime import date, datetime

from forms.findings import Answer, Finding
from forms.rules import Nodes, Value
from forms.tools import Question

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE_BELOW = 1e15
_LONGEST = 20_000


def seen_value(question: Question, finding: Finding | None) -> Value:
    """Return an answer as rules see it: a number, a date, or text; "" is no answer.

    Several codes stand with blanks between them; a reserved code is text like any other.
    """
    answer = finding.answer if finding else None
    if answer is None:
        return ""
    if isinstance(answer, tuple):
        return " ".join(answer)
    if isinstance(answer, int | float):
        return _number(answer)
    return _day(answer) if question.kind in ("date", "calculated") else answer


def worked_out(value: Value) -> tuple[Value, Answer]:
    """Return what a calculation came to, as other rules see it and as it is kept.

    What is no number, or endless, is no value; true and false become text.
    """
    if isinstance(value, Nodes):
        value = value.values[0] if value.values else ""
    if isinstance(value, bool):
        text = "true" if value else "false"
        return text, text
    if isinstance(value, float | int):
        return _worked_out_number(float(value))
    if isinstance(value, datetime):
        return value, value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value, value.isoformat()
    text = value[:_LONGEST]
    return text, text or None


def _worked_out_number(number: float) -> tuple[Value, Answer]:
    if not math.isfinite(number):
        return "", None
    whole = number.is_integer() and abs(number) < _WHOLE_BELOW
    return number + 0.0, int(number) if whole else number


def _number(answer: float) -> float:
    """Return a number without the sign of nothing; one too large for arithmetic is endless."""
    try:
        return float(answer) + 0.0
    except OverflowError:
        return math.inf if answer > 0 else -math.inf


def _day(answer: str) -> Value:
    try:
        return date.fromisoformat(answer) if _ISO_DATE.fullmatch(answer) else answer
    except ValueError:
        return answer
