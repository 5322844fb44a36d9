"""What an audit holds without anybody answering: what it begins with, what is worked out."""

from datetime import date

from pydantic import JsonValue

from forms.audits import Audit
from forms.evaluation.evaluation import evaluate
from forms.evaluation.parts import parts_of
from forms.findings import Answer, AnswerError, Finding, checked_answer, finding_key
from forms.tools import AuditTool, Question

_ANY_DAY = date(2000, 1, 1)
"""Stands for the day of an audit that has none yet."""


def started(tool: AuditTool, audit: Audit) -> Audit:
    """Return a new audit with the tool's default answers; answers it has already stay."""
    keys = evaluate(tool, audit, audit.audited_on or _ANY_DAY).keys
    defaults = {
        key: Finding(answer=answer)
        for key in keys
        if (answer := _default(tool, tool.questions[key.partition("#")[0]])) is not None
    }
    return audit.model_copy(update={"findings": {**defaults, **audit.findings}})


def new_instance(tool: AuditTool, group_id: str, number: int) -> dict[str, JsonValue]:
    """Return the fields, with their values, that a new instance of a repeat begins with."""
    inside = parts_of(tool).groups[group_id].inside
    defaults = {part.id: _default(tool, part.question) for part in inside}
    return {
        f"finding.{finding_key(name, number)}": Finding(answer=answer).model_dump(
            mode="json", exclude_defaults=True
        )
        for name, answer in defaults.items()
        if answer is not None
    }


def with_calculated(tool: AuditTool, audit: Audit, today: date) -> Audit:
    """Return an audit as it is sealed: calculated questions hold what they come to now."""
    calculated = {part.id for part in parts_of(tool).questions.values() if part.calculation}
    if not calculated:
        return audit
    evaluation = evaluate(tool, audit, today)
    findings = {
        key: finding
        for key, finding in audit.findings.items()
        if key.partition("#")[0] not in calculated
    }
    findings |= {key: Finding(answer=answer) for key, answer in evaluation.calculated.items()}
    return audit.model_copy(update={"findings": findings})


def _default(tool: AuditTool, question: Question) -> Answer:
    if not question.default or not question.answerable:
        return None
    try:
        return checked_answer(tool, question, question.default, date.max)
    except AnswerError:
        return None
