"""Answers an audit's questions so that each section earns the share of points it should."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from audit_app.demo.likelihood import likely_choice, likely_choices, likely_date, likely_number
from audit_app.demo.quality import grade_of
from audit_app.demo.service import Case
from audit_app.demo.streams import stream
from forms.findings import NOT_APPLICABLE, NOT_EVIDENCED, Answer, Finding, answer_states
from forms.grading import suggested_section
from forms.scales import ScalePoint
from forms.tools import AuditTool, Question, Section

_CASE_NOISE, _READER_NOISE = 0.13, 0.05
_UNRECORDED = 0.2
"""How often a poor answer is poor because the file does not show it."""
_UNRECORDED_FACT = 0.03
_OPTIONAL_TEXT = 0.6
_STEPS = 40

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
    own: Random
    """The reader's own chance; what lies in the file is drawn from streams of the case."""


Answers = dict[str, Finding]


def answered(reading: Reading) -> Answers:
    """Return findings, without evidence, for every question that is not hidden."""
    answers: Answers = {}
    for section in reading.tool.sections:
        _answer_section(reading, section, answers)
        if section.graded:
            _steer(reading, section, answers)
    states = answer_states(reading.tool, answers)
    return {name: found for name, found in answers.items() if states[name] != "hidden"}


def _answer_section(reading: Reading, section: Section, answers: Answers) -> None:
    after: date | None = None
    for question in section.questions:
        answer = _answer(reading, question, reading.shares[section.id], after)
        if question.kind == "date" and answer not in (None, NOT_EVIDENCED, NOT_APPLICABLE):
            after = date.fromisoformat(str(answer))
        if answer is not None:
            answers[question.id] = Finding(answer=answer)


def _answer(reading: Reading, question: Question, share: float, after: date | None) -> Answer:
    tool = reading.tool
    file = stream(reading.seed, "file", tool.id, reading.case.number, question.id)
    rarely = stream(reading.seed, "applies", tool.id, question.id).uniform(0.04, 0.25)
    may_be = [code for code in _reserved(question) if not _forbidden(reading, question, code)]
    if NOT_APPLICABLE in may_be and file.random() < rarely:
        return NOT_APPLICABLE
    if question.kind == "graded":
        return _graded(reading, question, share, file)
    if NOT_EVIDENCED in may_be and file.random() < _UNRECORDED_FACT * (1.6 - share):
        return NOT_EVIDENCED
    return _fact(reading, question, share, after, file)


def _fact(
    reading: Reading, question: Question, share: float, after: date | None, file: Random
) -> Answer:
    match question.kind:
        case "one_of" | "several_of":
            open_to = [c for c in question.choices if not _forbidden(reading, question, c.code)]
            choices = open_to or list(question.choices)
            if question.kind == "several_of":
                return likely_choices(question, choices, reading.case, share, file)
            return likely_choice(question, choices, reading.case, share, file)
        case "number":
            return likely_number(question, reading.case, share, file)
        case "date":
            return likely_date(question, reading.tool, reading.audited_on, after, file)
        case _:
            return TO_BE_WRITTEN if question.required or file.random() < _OPTIONAL_TEXT else None


def _reserved(question: Question) -> list[str]:
    may_be = {NOT_APPLICABLE: question.not_applicable, NOT_EVIDENCED: question.not_evidenced}
    return [code for code, allowed in may_be.items() if allowed]


def _graded(reading: Reading, question: Question, share: float, file: Random) -> str:
    """Answer with one of the two points around what the work is worth, by how near it lies."""
    points = _points(reading, question)
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


def _points(reading: Reading, question: Question) -> Sequence[ScalePoint]:
    """Return the points that count and may be given, best first; all of them if none may."""
    scale = reading.tool.scale_of(question)
    counted = [point for point in scale.points if point.value is not None] if scale else []
    return [each for each in counted if not _forbidden(reading, question, each.code)] or counted


def _forbidden(reading: Reading, question: Question, code: str) -> bool:
    grades = reading.tool.grades
    caps = [grades.position(limit.cap) for limit in question.limits if code in limit.answers]
    return max(caps, default=0) > reading.worst


def _steer(reading: Reading, section: Section, answers: Answers) -> None:
    """Move single answers by one point until the section earns the grade it should."""
    tool = reading.tool
    wanted = tool.grades.position(grade_of(tool, reading.shares[section.id]))
    for _ in range(_STEPS):
        code = suggested_section(tool, section, answers).code
        if code is None or tool.grades.position(code) == wanted:
            return
        moves = _moves(reading, section, answers, better=tool.grades.position(code) > wanted)
        if not moves:
            return
        question, answer = reading.own.choice(moves)
        answers[question.id] = Finding(answer=answer)


def _moves(
    reading: Reading, section: Section, answers: Answers, *, better: bool
) -> list[tuple[Question, str]]:
    states = answer_states(reading.tool, answers)
    moves = []
    for question in section.questions:
        if question.kind != "graded" or states[question.id] not in ("answered", "not_evidenced"):
            continue
        codes = [point.code for point in _points(reading, question)]
        given = str(answers[question.id].answer)
        at = codes.index(given) if given in codes else len(codes)
        target = at - 1 if better else at + 1
        if 0 <= target < len(codes):
            moves.append((question, codes[target]))
    return moves
