"""What the fields of a record are called and say, as people read them, through their tool."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pydantic import JsonValue, ValidationError

from forms.answer_words import answer_in_words, grade_in_words
from forms.audits import ATTRIBUTES, Fields, SetAside
from forms.couplings import Couplings, couplings_of
from forms.findings import Finding, split_key
from forms.record_words import Place, Told
from forms.tools import AuditTool

CASE, AUDIT, SET_ASIDE = "About the case", "The audit as a whole", "Answers set aside"
"""The headings of what is not asked in a section."""

_CASE_FIELDS = {"case": "Case reference", "auditor": "Auditor", "audited_on": "Date of the audit"}
_WHOLE = {
    "overall": "Overall grade",
    "overall_reason": "Reason for the overall grade",
    "strengths": "Strengths",
    "improvements": "Areas for improvement",
    "status": "Status",
    "moderation": "Moderation",
    "id": "Audit tool",
    "version": "Version",
}
STATUSES = {
    "completed": "Completed",
    "moderated": "Moderated",
    "disputed": "Moderated, and disputed",
    "void": "Void",
    "published": "Published",
    "withdrawn": "Withdrawn",
}

MANNERS = {
    "open": "Beside the auditor's grades",
    "blind": "Blind, without the auditor's grades in view",
}


class FieldWords:
    """Words for the fields of one state of a record, as its tool has them.

    `tools` are further tools by hash, in whose words answers are told that were set aside.
    """

    def __init__(
        self, tool: AuditTool, fields: Fields, tools: Mapping[str, AuditTool] | None = None
    ) -> None:
        self.tool = tool
        self.fields = fields
        self._tools = {**(tools or {}), tool.hash: tool}
        self._questions = {name: place for place, name in enumerate(tool.questions)}
        self._sections = {section.id: place for place, section in enumerate(tool.sections)}

    @property
    def worded_by(self) -> str:
        """The hash of the tool."""
        return self.tool.hash

    @property
    def tool_name(self) -> str:
        """What the tool is called."""
        return self.tool.name

    @property
    def couplings(self) -> Couplings:
        """What hangs together, by the tool."""
        return couplings_of(self.tool)

    def about(self, fields: Fields) -> FieldWords:
        """Return the same words for another state of the record."""
        return FieldWords(self.tool, fields, self._tools)

    def knows(self, field: str) -> bool:
        """Whether the tool asks for this field, or every audit has it."""
        group, _, name = field.partition(".")
        if group == "finding":
            return split_key(name)[0] in self._questions
        if group in ("section", "section_reason", "instances"):
            return name in self.tool.groups
        return True

    def place(self, field: str) -> Place:
        """Return where a field stands; one that the tool does not know comes last."""
        group, dot, name = field.partition(".")
        if not dot:
            return self._plain(field)
        if group == "attribute":
            known = list(ATTRIBUTES)
            at = known.index(name) if name in ATTRIBUTES else len(known)
            return Place((0, 5 + at, 0, 0), CASE, self._attribute(name))
        if group == "set_aside":
            aside = _set_aside(self.fields.get(field))
            return Place((4, 0, 0, 0), SET_ASIDE, aside.label if aside else name)
        if not self.knows(field):
            return Place((5, 0, 0, 0), "Not asked by this audit tool", name)
        return self._in_section(group, name)

    def say(self, field: str, value: JsonValue) -> Told:
        """Return what a value of a field says; nothing for None."""
        group, _, name = field.partition(".")
        if value is None:
            return Told("")
        if group == "finding":
            return self._finding(name, value)
        if group == "set_aside":
            return self._aside(name, value)
        return Told(self._text(group, value))

    def _text(self, group: str, value: JsonValue) -> str:
        """Return what a value says that is one line or a few, such as a grade or a date."""
        if group in ("section", "overall"):
            return grade_in_words(self.tool, str(value))
        if group == "instances" and isinstance(value, list):
            return f"{len(value):,}"
        if group == "audited_on":
            return _day(str(value))
        if group == "status":
            return STATUSES.get(str(value), str(value))
        if group == "moderation":
            return MANNERS.get(str(value), str(value))
        return _plain_text(value)

    def _plain(self, field: str) -> Place:
        if field in _CASE_FIELDS:
            return Place((0, list(_CASE_FIELDS).index(field), 0, 0), CASE, _CASE_FIELDS[field])
        at = list(_WHOLE).index(field) if field in _WHOLE else len(_WHOLE)
        return Place((3, at, 0, 0), AUDIT, _WHOLE.get(field, field))

    def _attribute(self, name: str) -> str:
        if name in ("agency", "role"):
            return name.capitalize()
        return ATTRIBUTES.get(name, name.replace("_", " ").capitalize())

    def _in_section(self, group: str, name: str) -> Place:
        if group == "finding":
            return self._question(name)
        section = next(
            outer
            for outer in self.tool.sections
            if name == outer.id or any(part.id == name for part in outer.sections)
        )
        titled = self.tool.groups[name]
        order = (1, self._sections[section.id])
        if group == "instances":
            each = titled.repeat.each if titled.repeat else titled.title
            return Place((*order, -1, 0), section.title, f"How many: {each}")
        if group == "section":
            return Place((*order, len(self._questions), 0), section.title, "Grade of the section")
        return Place((*order, len(self._questions), 1), section.title, "Reason for the grade")

    def _question(self, key: str) -> Place:
        name, instance = split_key(key)
        section = self.tool.section_of[name]
        order = (1, self._sections[section.id], self._questions[name], instance or 0)
        label = self.tool.questions[name].label
        which = self._which(name, instance)
        return Place(order, section.title, f"{label} ({which})" if which else label)

    def _which(self, question_id: str, instance: int | None) -> str:
        """Return which instance of its repeat is meant: its place is said, not its number."""
        group = self.tool.groups.get(self.tool.repeat_of.get(question_id, ""))
        if instance is None or group is None or group.repeat is None:
            return ""
        numbers = self.fields.get(f"instances.{group.id}")
        known = numbers if isinstance(numbers, list) else []
        at = known.index(instance) + 1 if instance in known else instance
        return f"{group.repeat.each} {at}"

    def _finding(self, key: str, value: JsonValue) -> Told:
        try:
            finding = Finding.model_validate(value)
        except ValidationError:
            return Told(_plain_text(value))
        text = answer_in_words(self.tool, split_key(key)[0], finding.answer)
        return Told(text, finding.evidence)

    def _aside(self, key: str, value: JsonValue) -> Told:
        aside = _set_aside(value)
        if aside is None:
            return Told(_plain_text(value))
        asked, tool = key.partition("~")[0], self._tools.get(aside.tool, self.tool)
        if "." in asked:  # the grade of a section, or the overall one
            text = grade_in_words(tool, str(aside.answer)) if aside.answer else ""
        else:
            text = answer_in_words(tool, split_key(asked)[0], aside.answer)
        return Told(text, "\n".join(part for part in (aside.evidence, aside.reason) if part))


def _set_aside(value: JsonValue) -> SetAside | None:
    try:
        return SetAside.model_validate(value)
    except ValidationError:
        return None


def _day(text: str) -> str:
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    except ValueError:
        return text


def _plain_text(value: JsonValue) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return str(value)
