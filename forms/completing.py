"""What still stands between a draft and a completed audit: all of it at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from forms.audits import Audit
from forms.findings import AnswerError, answer_states, checked_answer
from forms.grading import SuggestedGrade, suggested_overall, suggested_section
from forms.tools import AuditTool, Question, Section

CASE = "case"
"""The place of the particulars: case reference, auditor, date."""
OVERALL = "overall"
"""The place of the overall judgement."""


@dataclass(frozen=True)
class Gap:
    """One thing that is missing or wrong, and where to go to mend it.

    `place` is a section's id, or `CASE` or `OVERALL`; `field` is the field of the audit, such as
    `finding.seen_alone`; `message` is a whole sentence without case content.
    """

    place: str
    field: str
    label: str
    message: str


def gaps(tool: AuditTool, audit: Audit, today: date) -> list[Gap]:
    """Return everything that must be mended before the audit can be completed, in order."""
    return [
        *_particulars(audit, today),
        *(gap for section in tool.sections for gap in _section(tool, section, audit, today)),
        *_overall(tool, audit),
    ]


def _particulars(audit: Audit, today: date) -> Iterator[Gap]:
    if not audit.case:
        yield Gap(CASE, "case", "Case reference", "Enter the case reference.")
    if not audit.auditor:
        yield Gap(CASE, "auditor", "Auditor", "Enter the auditor's name or code.")
    if audit.audited_on is None:
        yield Gap(CASE, "audited_on", "Date of audit", "Enter the date of the audit.")
    elif audit.audited_on > today:
        yield Gap(CASE, "audited_on", "Date of audit", "The date of the audit is in the future.")


def _section(tool: AuditTool, section: Section, audit: Audit, today: date) -> Iterator[Gap]:
    states = answer_states(tool, audit.findings)
    for question in section.questions:
        if states[question.id] == "hidden":
            continue
        message = _question(tool, question, audit, today)
        if message:
            yield Gap(section.id, f"finding.{question.id}", question.label, message)
    if section.graded:
        suggestion = suggested_section(tool, section, audit.findings)
        label = f"Grade for {section.title}"
        given = audit.sections.get(section.id)
        if given not in tool.grades.codes:
            yield Gap(section.id, f"section.{section.id}", label, "Grade this section.")
        elif asks_reason(suggestion, given) and not _reason(audit, section):
            field = f"section_reason.{section.id}"
            yield Gap(section.id, field, label, "Say why the grade differs from the suggestion.")


def _question(tool: AuditTool, question: Question, audit: Audit, today: date) -> str:
    finding = audit.findings.get(question.id)
    if finding is None or finding.answer is None:
        return "This question is not answered." if question.required else ""
    try:
        checked_answer(tool, question, finding.answer, today)
    except AnswerError as error:
        return f"The answer {error}."
    if question.evidence == "required" and not finding.evidence.strip():
        return "Write the evidence for this answer." if finding.answer != "not_applicable" else ""
    return ""


def _overall(tool: AuditTool, audit: Audit) -> Iterator[Gap]:
    label = "Overall grade"
    suggestion = suggested_overall(tool, audit)
    if audit.overall not in tool.grades.codes:
        yield Gap(OVERALL, "overall", label, "Give the overall grade.")
    elif asks_reason(suggestion, audit.overall) and not audit.overall_reason.strip():
        message = "Say why the overall grade differs from the suggestion."
        yield Gap(OVERALL, "overall_reason", label, message)


def asks_reason(suggestion: SuggestedGrade, given: str | None) -> bool:
    """Return whether a judgement must give its reason: it differs from what is suggested."""
    return given is not None and suggestion.code not in (None, given)


def _reason(audit: Audit, section: Section) -> str:
    return audit.section_reasons.get(section.id, "").strip()
