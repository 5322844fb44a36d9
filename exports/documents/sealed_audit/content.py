"""What is printed of one sealed audit, every word of it, before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from forms.audits import ATTRIBUTES
from forms.errors import AuditAppError
from forms.evaluation import Concern, Evaluation, TooMuchWork, evaluate
from forms.field_words import FieldWords
from forms.findings import State, split_key

if TYPE_CHECKING:
    from db.histories import SealedAudit
    from forms.record_history import HistoryEntry
    from forms.tools import AuditTool, Section

_LONGEST_SECONDS = 60.0
_STATES: dict[State, str] = {
    "not_applicable": "Not applicable",
    "not_evidenced": "Not evidenced on file",
    "unanswered": "Not answered",
    "hidden": "Not asked",
}
_HIDDEN = "An earlier answer hides this question; what was answered before counts nowhere."


class Item(NamedTuple):
    """One question with its answer and the evidence, all in words; `note` stands below."""

    label: str
    answer: str
    evidence: str
    note: str = ""


class Group(NamedTuple):
    """Questions that stand together: one instance of a repeat, or a nested section, if titled."""

    title: str
    items: tuple[Item, ...]


class PrintedSection(NamedTuple):
    """One section: its grade and the reason for it, "" where there is none."""

    title: str
    grade: str
    reason: str
    groups: tuple[Group, ...]
    not_asked: int
    """How many questions a rule hid that hold no answer."""


class SealedContent(NamedTuple):
    """The whole audit as it was sealed. `standing` says what became of it since, where anything."""

    case: str
    tool: str
    standing: str
    particulars: tuple[tuple[str, str], ...]
    reason: str
    overall: str
    overall_reason: str
    strengths: str
    improvements: str
    concerns: tuple[str, ...]
    sections: tuple[PrintedSection, ...]
    set_aside: tuple[Item, ...]
    sealed: str
    short: str


def sealed_content(sealed: SealedAudit) -> SealedContent:
    """Put an audit into words. Raises AuditAppError where its tool takes too long to work out."""
    audit, tool, entry = sealed.audit, sealed.tool, sealed.entry
    words = FieldWords(tool, audit.to_fields(), sealed.old_tools)
    try:
        evaluation = evaluate(tool, audit, _day(sealed), _LONGEST_SECONDS)
        sections = tuple(_section(section, evaluation, words) for section in tool.sections)
        concerns = tuple(_concern(each, words) for each in evaluation.concerns)
    except TooMuchWork:
        raise AuditAppError("The rules of this audit tool take too long to work out.") from None
    return SealedContent(
        case=audit.case,
        tool=tool.name,
        standing=_standing(entry, audit.status),
        particulars=tuple(_particulars(sealed, words)),
        reason=entry.reason,
        overall=words.say("overall", audit.overall).text,
        overall_reason=audit.overall_reason,
        strengths=audit.strengths,
        improvements=audit.improvements,
        concerns=concerns,
        sections=sections,
        set_aside=tuple(_set_aside(sealed, words)),
        sealed=f"{entry.done} on {_moment(entry)} by {entry.author}",
        short=entry.short,
    )


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
    parts = ["This audit is void."] if status == "void" else []
    if entry.built_on_by:
        parts.append(
            f"This is version {entry.number}, and not how the audit stands now. {entry.place}"
        )
    elif "beside" in entry.place:
        parts.append(f"This is version {entry.number}. {entry.place}")
    return " ".join(parts)


def _particulars(sealed: SealedAudit, words: FieldWords) -> Iterator[tuple[str, str]]:
    audit, tool, entry = sealed.audit, sealed.tool, sealed.entry
    yield "Case reference", audit.case
    attributes = [*ATTRIBUTES, *sorted(audit.attributes.keys() - ATTRIBUTES.keys())]
    for name in attributes:
        if value := audit.attributes.get(name):
            yield words.place(f"attribute.{name}").label, value
    yield "Audit tool", tool.name
    yield "Looked back", f"{tool.look_back_months} months"
    yield "Auditor", audit.auditor
    yield "Date of the audit", f"{audit.audited_on:%d/%m/%Y}" if audit.audited_on else "–"
    yield "Version", f"{entry.number}: {entry.done.lower()}"
    yield "Sealed by", f"{entry.author} on {_moment(entry)}"
    yield "Content hash", " ".join(entry.hash[at : at + 8] for at in range(0, 64, 8))


def _section(section: Section, evaluation: Evaluation, words: FieldWords) -> PrintedSection:
    inside = {question.id for question in section.every_question}
    keys = [key for key in evaluation.states if split_key(key)[0] in inside]
    shown = [key for key in keys if _is_printed(key, evaluation)]
    groups = tuple(
        Group(title, tuple(_item(key, evaluation, words) for key in several))
        for title, several in groupby(shown, lambda key: _group_title(key, evaluation))
    )
    return PrintedSection(
        section.title,
        words.say(f"section.{section.id}", evaluation.audit.sections.get(section.id)).text,
        evaluation.audit.section_reasons.get(section.id, ""),
        groups,
        len(keys) - len(shown),
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
    return Item(question.label, answer, finding.evidence, _HIDDEN if is_hidden else "")


def _set_aside(sealed: SealedAudit, words: FieldWords) -> Iterator[Item]:
    for key, aside in sealed.audit.set_aside.items():
        if not aside.empty:
            told = words.say(f"set_aside.{key}", aside.model_dump(mode="json"))
            yield Item(aside.label, told.text or "Not answered", aside.evidence, aside.reason)
