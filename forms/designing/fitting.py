"""Keeps the answers of a test audit while the tool under it changes."""

from collections.abc import Mapping
from datetime import date

from pydantic import JsonValue

from forms.audits import Audit
from forms.evaluation import evaluate, started
from forms.findings import AnswerError, Finding, checked_answer, finding_key, split_key
from forms.tools import AuditTool


def fitted(tool: AuditTool, audit: Audit, renames: Mapping[str, str], today: date) -> Audit:
    """Return the audit with what the tool still takes of it, under the ids as they are now.

    A tool's first audit begins with its defaults.
    """
    if not audit.findings and not audit.case:
        return started(tool, audit)
    findings: dict[str, Finding] = {}
    for key, finding in audit.findings.items():
        name, instance = split_key(key)
        question = tool.questions.get(renames.get(name, name))
        if question is None or not question.answerable:
            continue
        kept = _kept(tool, question.id, finding, today)
        if not kept.empty:
            findings[finding_key(question.id, instance)] = kept
    groups = tool.groups
    names = {old: renames.get(old, old) for old in (*audit.sections, *audit.instances)}
    changed = audit.model_copy(
        update={
            "findings": findings,
            "sections": {
                names[old]: grade
                for old, grade in audit.sections.items()
                if names[old] in groups and tool.grades.point(grade)
            },
            "section_reasons": {},
            "overall": audit.overall if tool.grades.point(audit.overall or "") else None,
            "instances": {
                names[old]: numbers
                for old, numbers in audit.instances.items()
                if names[old] in groups and groups[names[old]].repeat
            },
        }
    )
    known = set(evaluate(tool, changed, today).keys)
    kept_keys = {key: finding for key, finding in findings.items() if key in known}
    return changed.model_copy(update={"findings": kept_keys})


def _kept(tool: AuditTool, question_id: str, finding: Finding, today: date) -> Finding:
    """Return a finding without an answer that its question does not take any more."""
    given: JsonValue = list(finding.answer) if isinstance(finding.answer, tuple) else finding.answer
    try:
        answer = checked_answer(tool, tool.questions[question_id], given, today)
    except AnswerError:
        answer = None
    return finding.model_copy(update={"answer": answer})
