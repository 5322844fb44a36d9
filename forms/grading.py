"""What grade the answers suggest. The auditor's judgement stands; a gap asks for a reason."""

from collections.abc import Mapping

from forms.audits import Audit
from forms.evaluation import Cap, SuggestedGrade
from forms.findings import Finding, State, answer_states
from forms.scales import Scale
from forms.tools import AuditTool, Limit, Section

__all__ = ["Cap", "SuggestedGrade", "applying_caps", "suggested_overall", "suggested_section"]


def suggested_section(
    tool: AuditTool, section: Section, findings: Mapping[str, Finding]
) -> SuggestedGrade:
    """Suggest a section's grade from the share of possible points its graded answers earned.

    Each counted answer earns its point's value (0 to 1) times the question's weight; not
    evidenced earns nothing; not applicable, unanswered and hidden are left out. The share is
    compared with the tool's cuts, best grade first.
    """
    states = answer_states(tool, findings)
    earned, possible = _points(tool, section, findings, states)
    if not possible:
        return SuggestedGrade(None, None, (), "No graded answers in this section yet.")
    share = earned / possible
    grades = tool.grades.points
    cuts = tool.suggestion.cuts
    index = next((at for at, cut in enumerate(cuts) if share >= cut - 1e-9), len(grades) - 1)
    code = grades[index].code
    because = f"The answers earn {share:.0%} of the possible points in this section."
    return SuggestedGrade(code, code, (), because)


def suggested_overall(tool: AuditTool, audit: Audit) -> SuggestedGrade:
    """Suggest the overall grade from the section grades and the limiting rules.

    The typical section grade (the lower middle one), never more than one step above the weakest
    section, and never above what a limiting rule leaves. A section that has no judgement yet
    counts with its own suggestion. This is no average: the overall grade is a judgement.
    """
    grades = tool.grades
    caps = applying_caps(tool, audit.findings)
    positions = sorted(
        grades.position(code)
        for section in tool.sections
        if (code := _section(tool, section, audit))
    )
    if not positions:
        return SuggestedGrade(None, None, caps, "No section is graded yet.")
    typical = positions[len(positions) // 2]
    position = max(typical, positions[-1] - 1)
    uncapped = grades.points[position].code
    capped = max([position, *(grades.position(cap.limit.cap) for cap in caps)])
    code = grades.points[capped].code
    return SuggestedGrade(code, uncapped, caps, _because(grades, uncapped, code, caps))


def applying_caps(tool: AuditTool, findings: Mapping[str, Finding]) -> tuple[Cap, ...]:
    """Return every limiting rule that the answers set off, hidden questions aside."""
    states = answer_states(tool, findings)
    return tuple(
        Cap(question, limit)
        for question in tool.questions.values()
        for limit in question.limits
        if states[question.id] != "hidden" and _sets_off(limit, findings.get(question.id))
    )


def _sets_off(limit: Limit, finding: Finding | None) -> bool:
    if finding is None or finding.answer is None:
        return False
    given = finding.answer if isinstance(finding.answer, tuple) else (str(finding.answer),)
    return not set(limit.answers).isdisjoint(given)


def _points(
    tool: AuditTool,
    section: Section,
    findings: Mapping[str, Finding],
    states: Mapping[str, State],
) -> tuple[float, float]:
    earned = possible = 0.0
    for question in section.questions:
        scale = tool.scale_of(question)
        if scale is None or states[question.id] not in ("answered", "not_evidenced"):
            continue
        point = scale.point(str(findings[question.id].answer))
        if states[question.id] == "answered" and (point is None or point.value is None):
            continue
        earned += question.weight * (point.value or 0 if point else 0)
        possible += question.weight
    return earned, possible


def _section(tool: AuditTool, section: Section, audit: Audit) -> str | None:
    if not section.graded:
        return None
    given = audit.sections.get(section.id)
    if given in tool.grades.codes:
        return given
    return suggested_section(tool, section, audit.findings).code


def _because(grades: Scale, uncapped: str, code: str, caps: tuple[Cap, ...]) -> str:
    labels = {point.code: point.label for point in grades.points}
    typical = f"Section grades point to “{labels[uncapped]}”."
    if code == uncapped:
        return typical
    reasons = "; ".join(cap.limit.reason for cap in caps if cap.limit.cap == code)
    return f"{typical} At most “{labels[code]}”, because {reasons}."
