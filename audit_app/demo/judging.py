"""Grades as auditors give them: mostly as suggested, with a reason where they are not."""

from datetime import date
from random import Random

from audit_app.demo.quality import grade_of
from audit_app.demo.writer import Writer
from forms.audits import Audit
from forms.evaluation import Evaluation, SuggestedGrade, evaluate
from forms.tools import AuditTool, Section

_SECTION_DIFFERS = 0.035
_OVERALL_DIFFERS = 0.06
_AGAINST_LIMIT = 0.15
_REASON_GIVEN = 0.85


def with_grades(tool: AuditTool, audit: Audit, shares: dict[str, float], writer: Writer) -> Audit:
    """Return the audit with section grades, overall grade and the reasons they need."""
    rng = writer.rng
    grades = tool.grades.codes
    sections: dict[str, str] = {}
    evaluation = _evaluated(tool, audit)
    for section in tool.sections:
        if section.graded and evaluation.shown(section.id):
            code = evaluation.suggestion(section.id).code
            code = code or grade_of(tool, shares[section.id])
            differs = rng.random() < _SECTION_DIFFERS
            sections[section.id] = _one_off(grades, code, rng) if differs else code
    graded = audit.model_copy(update={"sections": sections})
    suggestion = _evaluated(tool, graded).overall_suggestion
    overall = _overall(tool, suggestion, rng)
    audit = justified(tool, graded.model_copy(update={"overall": overall}), writer)
    if audit.overall_reason or rng.random() > _REASON_GIVEN:
        return audit
    return audit.model_copy(update={"overall_reason": _reason(tool, audit, writer)})


def justified(tool: AuditTool, audit: Audit, writer: Writer) -> Audit:
    """Return the audit with a reason beside every grade that differs from its suggestion.

    Reasons that stand there already are kept.
    """
    reasons = dict(audit.section_reasons)
    evaluation = _evaluated(tool, audit)
    for section in tool.sections:
        code = evaluation.suggestion(section.id).code
        given = audit.sections.get(section.id)
        if code and given and code != given and section.id not in reasons:
            better = tool.grades.position(given) < tool.grades.position(code)
            lines = writer.words.section_differs["better" if better else "worse"]
            reasons[section.id] = writer.line(lines)
    update: dict[str, object] = {"section_reasons": reasons}
    if not audit.overall_reason:
        suggestion = evaluation.overall_suggestion
        update["overall_reason"] = _reason_to_differ(tool, audit, suggestion, writer)
    return audit.model_copy(update=update)


def strongest_and_weakest(tool: AuditTool, audit: Audit) -> tuple[Section, Section]:
    """Return the sections with the best and the worst grade; the first and the last of equals."""
    graded = [section for section in tool.sections if section.id in audit.sections]
    graded = graded or list(tool.sections)
    places = {
        section.id: tool.grades.position(audit.sections[section.id])
        if section.id in audit.sections
        else 0
        for section in graded
    }
    strong = min(graded, key=lambda section: places[section.id])
    frail = max(reversed(graded), key=lambda section: places[section.id])
    return strong, frail


def _evaluated(tool: AuditTool, audit: Audit) -> Evaluation:
    return evaluate(tool, audit, audit.audited_on or date.max)


def _overall(tool: AuditTool, suggestion: SuggestedGrade, rng: Random) -> str:
    grades = tool.grades.codes
    code = suggestion.code or grades[len(grades) // 2]
    if suggestion.uncapped and suggestion.uncapped != code:
        return suggestion.uncapped if rng.random() < _AGAINST_LIMIT else code
    return _one_off(grades, code, rng) if rng.random() < _OVERALL_DIFFERS else code


def _reason_to_differ(
    tool: AuditTool, audit: Audit, suggestion: SuggestedGrade, writer: Writer
) -> str:
    given = audit.overall
    if suggestion.code is None or given is None or suggestion.code == given:
        return ""
    better = tool.grades.position(given) < tool.grades.position(suggestion.code)
    limited = better and suggestion.code != suggestion.uncapped
    ways = writer.words.overall_differs
    lines = ways["against_limit"] if limited else ways["better" if better else "worse"]
    return writer.line(lines, _titles(tool, audit))


def _reason(tool: AuditTool, audit: Audit, writer: Writer) -> str:
    point = tool.grades.point(audit.overall or "")
    tone = point.tone if point and point.tone != "neutral" else "good"
    return writer.line(writer.words.overall_reasons[tone], _titles(tool, audit))


def _titles(tool: AuditTool, audit: Audit) -> dict[str, str]:
    strong, frail = strongest_and_weakest(tool, audit)
    return {"strong": f"“{strong.title}”", "frail": f"“{frail.title}”"}


def _one_off(grades: tuple[str, ...], code: str, rng: Random) -> str:
    at = grades.index(code)
    near = [other for other in (at - 1, at + 1) if 0 <= other < len(grades)]
    return grades[rng.choice(near)]
