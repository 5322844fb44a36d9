"""What a case file is likely to answer to one question, given how good the work is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import NamedTuple

from audit_app.demo.likelihood import likely_choice, likely_choices, likely_date, likely_number
from audit_app.demo.service import Case
from audit_app.demo.streams import stream
from forms.findings import NOT_APPLICABLE, NOT_EVIDENCED, Answer
from forms.scales import ScalePoint
from forms.tools import AuditTool, Question

_CASE_NOISE, _READER_NOISE = 0.13, 0.05
_UNRECORDED = 0.2
"""How often a poor answer is poor because the file does not show it."""
_UNRECORDED_FACT = 0.03
_OPTIONAL_TEXT = 0.6

TO_BE_WRITTEN = "…"
"""Stands for the answer to a text question until the words of the audit are written."""


@dataclass(frozen=True)
class Reading:
    """One reading of one case: what the sections should earn and what may not be answered.

    `worst` is the position of the worst grade a limiting rule may leave; answers that would
    leave less are avoided.
    """

    seed: int
    tool: AuditTool
    case: Case
    audited_on: date
    shares: dict[str, float]
    worst: int
    attributes: dict[str, str]
    own: Random
    """The reader's own chance; what lies in the file is drawn from streams of the case."""


class Asked(NamedTuple):
    """A question as it is answered: what its section should earn, the choices it offers now.

    `after` is the date before it, `file` the chance of what lies in the file.
    """

    question: Question
    share: float
    offered: tuple[str, ...]
    after: date | None
    file: Random


def drawn_answer(reading: Reading, asked: Asked) -> Answer:
    """Return an answer as the work on this case is likely to have it."""
    question, file = asked.question, asked.file
    rarely = stream(reading.seed, "applies", reading.tool.id, question.id).uniform(0.04, 0.25)
    may_be = [code for code in reserved(question) if not _forbidden(reading, question, code)]
    if NOT_APPLICABLE in may_be and file.random() < rarely:
        return NOT_APPLICABLE
    if question.kind == "graded":
        return _graded(reading, question, asked.share, file)
    if NOT_EVIDENCED in may_be and file.random() < _UNRECORDED_FACT * (1.6 - asked.share):
        return NOT_EVIDENCED
    return _chosen(reading, asked) if question.choices else _fact(reading, asked)


def _chosen(reading: Reading, asked: Asked) -> Answer:
    question, file = asked.question, asked.file
    offered = [each for each in question.choices if each.code in asked.offered]
    offered = offered or list(question.choices)
    if question.kind == "ranked":
        return tuple(choice.code for choice in file.sample(offered, len(offered)))
    choices = [c for c in offered if not _forbidden(reading, question, c.code)] or offered
    if question.kind == "several_of":
        return likely_choices(question, choices, reading.case, asked.share, file)
    return likely_choice(question, choices, reading.case, asked.share, file)


def _fact(reading: Reading, asked: Asked) -> Answer:
    question, share, file = asked.question, asked.share, asked.file
    match question.kind:
        case "number":
            return likely_number(question, reading.case, share, file)
        case "date":
            return likely_date(question, reading.tool, reading.audited_on, asked.after, file)
        case "time":
            return f"{file.randint(8, 19):02}:{file.choice((0, 15, 30, 45)):02}"
        case "acknowledgement":
            return "yes"
        case "evidence_file":
            return f"document {file.randint(1_000, 9_999)}"
        case _:
            return TO_BE_WRITTEN if question.required or file.random() < _OPTIONAL_TEXT else None


def reserved(question: Question) -> list[str]:
    """Return the reserved codes that a question takes."""
    may_be = {NOT_APPLICABLE: question.not_applicable, NOT_EVIDENCED: question.not_evidenced}
    return [code for code, allowed in may_be.items() if allowed]


def _graded(reading: Reading, question: Question, share: float, file: Random) -> str:
    """Answer with one of the two points around what the work is worth, by how near it lies."""
    points = judged_points(reading, question)
    worth = share + file.gauss(0, _CASE_NOISE)
    lot, unrecorded = file.random(), file.random()
    worth += reading.own.gauss(0, _READER_NOISE)
    above = [point for point in points if (point.value or 0) >= worth] or points[:1]
    below = [point for point in points if (point.value or 0) < worth] or points[-1:]
    upper, lower = above[-1], below[0]
    high, low = upper.value or 0, lower.value or 0
    chosen = upper if high <= low or lot < (worth - low) / (high - low) else lower
    if (
        question.not_evidenced
        and not chosen.good
        and unrecorded < _UNRECORDED
        and not _forbidden(reading, question, NOT_EVIDENCED)
    ):
        return NOT_EVIDENCED
    return chosen.code


def judged_points(reading: Reading, question: Question) -> Sequence[ScalePoint]:
    """Return the points that count and may be given, best first; all of them if none may."""
    scale = reading.tool.scale_of(question)
    counted = [point for point in scale.points if point.value is not None] if scale else []
    return [each for each in counted if not _forbidden(reading, question, each.code)] or counted


def _forbidden(reading: Reading, question: Question, code: str) -> bool:
    grades = reading.tool.grades
    caps = [grades.position(limit.cap) for limit in question.limits if code in limit.answers]
    return max(caps, default=0) > reading.worst
