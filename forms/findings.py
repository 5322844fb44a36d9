"""Findings: the answer to one question with its evidence, and the four ways of not answering."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from forms.answers import (
    NOT_APPLICABLE,
    NOT_EVIDENCED,
    Answer,
    AnswerError,
    checked_answer,
    cleaned,
    read_day,
)
from forms.wording import Strict

__all__ = [
    "NOT_APPLICABLE",
    "NOT_EVIDENCED",
    "Answer",
    "AnswerError",
    "Finding",
    "State",
    "Written",
    "checked_answer",
    "cleaned",
    "finding_key",
    "read_day",
    "split_key",
    "state_of",
]

State = Literal["answered", "not_applicable", "not_evidenced", "unanswered", "hidden"]

Written = Annotated[str, StringConstraints(max_length=20_000)]


def finding_key(question_id: str, instance: int | None) -> str:
    """Return the key of a finding: the question, with the instance of its repeat if it has one."""
    return question_id if instance is None else f"{question_id}#{instance}"


def split_key(key: str) -> tuple[str, int | None]:
    """Return question id and instance number of a finding key."""
    question_id, mark, number = key.partition("#")
    return question_id, int(number) if mark and number.isdigit() else None


class Finding(Strict):
    """The answer to one question with the evidence for it."""

    answer: Answer = None
    evidence: Written = ""

    @property
    def empty(self) -> bool:
        """Whether there is neither an answer nor evidence."""
        return self.answer is None and not self.evidence


def state_of(finding: Finding | None) -> State:
    """Return the state of a question that is not hidden."""
    if finding is None or finding.answer is None:
        return "unanswered"
    if finding.answer == NOT_APPLICABLE:
        return "not_applicable"
    if finding.answer == NOT_EVIDENCED:
        return "not_evidenced"
    return "answered"
