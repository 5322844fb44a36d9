"""What is printed of one sealed audit, every word of it, before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from db.histories import read_history, sealed_audit
from db.moderating import gradings_before
from db.naming import record_meant
from exports.figures.reports.audit_data import (
    AuditData,
    Group,
    Item,
    Judged,
    OverallGrade,
    PrintedSection,
)
from forms.audits import ATTRIBUTES
from forms.errors import AuditAppError
from forms.evaluation import Concern, Evaluation, TooMuchWork, evaluate
from forms.field_words import FieldWords
from forms.findings import Answer, State, split_key
from forms.moderations import MODERATION_ACTS

if TYPE_CHECKING:
    from db.histories import SealedAudit
    from db.store import ReadingStore
    from forms.record_history import HistoryEntry
    from forms.scales import Scale
    from forms.tools import AuditTool, Section

_LONGEST_SECONDS = 60.0
_STATES: dict[State, str] = {
    "not_applicable": "Not applicable",
    "not_evidenced": "Not evidenced on file",
    "unanswered": "Not answered",
    "hidden": "Not asked",
}
_STANDINGS = {
    "void": "This audit is void.",
    "disputed": "The moderation of this audit is disputed; a further moderation settles it.",
}
_HIDDEN = "An earlier answer hides this question; what was answered before counts nowhere."


def audit_report(store: ReadingStore, given: str) -> AuditData:
    """Return one audit as it stands now; `given` is its id, the beginning of one, or its case.

    Raises AuditAppError where there is no such audit, where several are meant, or where versions
    of it differ and nobody has settled which answers stand.
    """
    with store.snapshot():
        uid = record_meant(store, given)
        entries = read_history(store, uid).entries
        newest = [entry for entry in entries if not entry.built_on_by]
        if len(newest) > 1:
            raise AuditAppError(
                "This audit has versions that differ. Settle which answers stand, or accept what "
                "joined by itself, then make the report; its history prints each version."
            )
        sealed = sealed_audit(store, newest[0].hash)
        content, moderation = sealed_content(sealed), _moderation(store, uid, sealed, entries)
        return content.model_copy(update={"particulars": (*content.particulars, *moderation)})


def sealed_content(sealed: SealedAudit) -> AuditData:
    """Put an audit into words. Raises AuditAppError where its tool takes too long to work out."""
    audit, tool, entry = sealed.audit, sealed.tool, sealed.entry
    words = FieldWords(tool, audit.to_fields(), sealed.old_tools)
    try:
        evaluation = evaluate(tool, audit, _day(sealed), _LONGEST_SECONDS)
        sections = tuple(_section(section, evaluation, words) for section in tool.sections)
        concerns = tuple(_concern(each, words) for each in evaluation.concerns)
    except TooMuchWork:
        raise AuditAppError("The rules of this audit tool take too long to work out.") from None
    return AuditData(
        case=audit.case,
        tool=tool.name,
        standing=_standing(entry, audit.status),
        particulars=tuple(_particulars(sealed, words)),
        reason=entry.reason,
        overall=_overall(tool, audit.overall, words),
        overall_reason=audit.overall_reason,
        strengths=audit.strengths,
        improvements=audit.improvements,
        concerns=concerns,
        sections=sections,
        set_aside=tuple(_set_aside(sealed, words)),
        record=tuple(_record(sealed)),
        sealed=f"{entry.done} on {_moment(entry)} by {entry.author}",
        short=entry.short,
    )


def _overall(tool: AuditTool, code: str | None, words: FieldWords) -> OverallGrade | None:
    point = tool.grades.point(code) if code else None
    if point is None:
        label = words.say("overall", code).text
        return OverallGrade(label=label, symbol="", meaning="") if label else None
    return OverallGrade(label=point.label, symbol=point.symbol, meaning=point.descriptor)


def _concern(concern: Concern, words: FieldWords) -> str:
    label = words.place(f"finding.{concern.key}").label
    return f"{label} Raised because {concern.escalation.reason.rstrip('.')}."


def _day(sealed: SealedAudit) -> date:
    """Return the day that rules about today are read on, as for the figures."""
    if sealed.entry.act == "recorded" and sealed.audit.audited_on:
        return sealed.audit.audited_on
    return sealed.entry.sealed_at.date()


def _moment(entry: HistoryEntry) -> str:
    """Return when it was sealed, in UTC: the same page wherever it is printed."""
    return f"{entry.sealed_at:%d/%m/%Y at %H:%M} UTC"


def _standing(entry: HistoryEntry, status: str) -> str:
    parts = [_STANDINGS[status]] if status in _STANDINGS else []
    if entry.built_on_by:
        parts.append(
            f"This is version {entry.number}, and not how the audit stands now. {entry.place}"
        )
    elif "beside" in entry.place:
        parts.append(f"This is version {entry.number}. {entry.place}")
    return " ".join(parts)


def _particulars(sealed: SealedAudit, words: FieldWords) -> Iterator[tuple[str, str]]:
    audit, tool = sealed.audit, sealed.tool
    yield "Case reference", audit.case
    attributes = [*ATTRIBUTES, *sorted(audit.attributes.keys() - ATTRIBUTES.keys())]
    for name in attributes:
        if value := audit.attributes.get(name):
            yield words.place(f"attribute.{name}").label, value
    yield "Audit tool", tool.name
    yield "Looked back", f"{tool.look_back_months} months"
    yield "Auditor", audit.auditor
    yield "Date of the audit", f"{audit.audited_on:%d/%m/%Y}" if audit.audited_on else "–"


def _moderation(
    store: ReadingStore, uid: str, sealed: SealedAudit, entries: Sequence[HistoryEntry]
) -> Iterator[tuple[str, str]]:
    """Yield who moderated an audit last, and the grade that its auditor had given."""
    if sealed.audit.status not in MODERATION_ACTS:
        return
    moderators = [entry.author for entry in entries if entry.act == "moderated"]
    gradings = gradings_before(store, uid)
    if moderators and gradings:
        yield "Moderated by", moderators[-1]
        yield "Auditor's overall grade", gradings[0].said(sealed.tool, "overall")


def _record(sealed: SealedAudit) -> Iterator[tuple[str, str]]:
    entry = sealed.entry
    yield "Version", f"{entry.number}: {entry.done.lower()}"
    yield "Sealed by", f"{entry.author} on {_moment(entry)}"
    yield "Content hash", " ".join(entry.hash[at : at + 8] for at in range(0, 64, 8))


def _section(section: Section, evaluation: Evaluation, words: FieldWords) -> PrintedSection:
    inside = {question.id for question in section.every_question}
    keys = [key for key in evaluation.states if split_key(key)[0] in inside]
    shown = [key for key in keys if _is_printed(key, evaluation)]
    groups = tuple(
        Group(title=title, items=tuple(_item(key, evaluation, words) for key in several))
        for title, several in groupby(shown, lambda key: _group_title(key, evaluation))
    )
    judged = [item.judged for group in groups for item in group.items if item.judged]
    return PrintedSection(
        title=section.title,
        grade=words.say(f"section.{section.id}", evaluation.audit.sections.get(section.id)).text,
        reason=evaluation.audit.section_reasons.get(section.id, ""),
        groups=groups,
        good=judged.count("good"),
        judged=len(judged),
        not_asked=len(keys) - len(shown),
    )


def _is_printed(key: str, evaluation: Evaluation) -> bool:
    """Whether a question was asked, or holds an answer although a rule hides it now."""
    return evaluation.state(key) != "hidden" or not evaluation.finding(key).empty


def _group_title(key: str, evaluation: Evaluation) -> str:
    """Return what stands above a question inside its section: which part, which instance."""
    tool, (name, instance) = evaluation.tool, split_key(key)
    nested = _nested_title(tool, name)
    repeat = tool.repeat_of.get(name)
    if repeat is None or instance is None:
        return nested
    numbers = evaluation.instances(repeat)
    titled = tool.groups[repeat].repeat
    each = titled.each if titled else ""
    at = numbers.index(instance) + 1 if instance in numbers else instance
    which = f"{each[:1].upper()}{each[1:]} {at} of {len(numbers)}"
    return f"{nested}: {which}" if nested else which


def _nested_title(tool: AuditTool, question_id: str) -> str:
    parts = tool.section_of[question_id].sections
    inside = (part for part in parts if any(item.id == question_id for item in part.questions))
    return next((part.title for part in inside), "")


def _item(key: str, evaluation: Evaluation, words: FieldWords) -> Item:
    question = evaluation.tool.questions[split_key(key)[0]]
    finding, state = evaluation.finding(key), evaluation.state(key)
    value = finding.model_dump(mode="json", exclude_defaults=True)
    said = words.say(f"finding.{key}", value).text
    is_hidden = state == "hidden"
    answer = said if said and not is_hidden else _STATES.get(state or "unanswered", said)
    if is_hidden and said:
        answer = f"{answer}; was: {said}"
    return Item(
        label=question.label,
        answer=answer,
        evidence=finding.evidence,
        note=_HIDDEN if is_hidden else "",
        judged=_judged(evaluation.tool.scale_of(question), finding.answer, state),
    )


def _judged(scale: Scale | None, answer: Answer, state: State | None) -> Judged:
    """Return how an answer counts in figures: “not evidenced” is not good, others may not count."""
    if scale is None or state in ("hidden", "unanswered", "not_applicable"):
        return ""
    if state == "not_evidenced":
        return "weak"
    point = scale.point(answer) if isinstance(answer, str) else None
    if point is None or point.value is None:
        return ""
    return "good" if point.good else "weak"


def _set_aside(sealed: SealedAudit, words: FieldWords) -> Iterator[Item]:
    for key, aside in sealed.audit.set_aside.items():
        if not aside.empty:
            told = words.say(f"set_aside.{key}", aside.model_dump(mode="json"))
            yield Item(
                label=aside.label,
                answer=told.text or "Not answered",
                evidence=aside.evidence,
                note=aside.reason,
            )
