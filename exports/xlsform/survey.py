"""The survey sheet: a row for each question, and one where each section begins and ends."""

from collections.abc import Iterator

from exports.xlsform.lists import Lists
from exports.xlsform.row_names import RowNames
from exports.xlsform.table import Row, Table, table
from exports.xlsform.words import Tongues
from forms.questions import Question
from forms.rules import as_text
from forms.tools import AuditTool, Section, Subsection
from forms.xlsform.bounds import with_bounds
from forms.xlsform.rule_lines import translated_reasons, written_escalations, written_limits

_TYPES = {
    "date": "date",
    "time": "time",
    "short_text": "text",
    "text": "text",
    "note": "note",
    "calculated": "calculate",
    "acknowledgement": "acknowledge",
    "evidence_file": "file",
    "inert": "note",
}
_LISTED = {
    "graded": "select_one",
    "one_of": "select_one",
    "several_of": "select_multiple",
    "ranked": "rank",
}
_PLAIN = ("relevant", "constraint", "calculation", "choice_filter", "default", "repeat_count")
_ORDER = (
    *("type", "name", "label", "hint", "guidance_hint", "required", "required_message"),
    *("relevant", "constraint", "constraint_message", "calculation", "choice_filter", "default"),
    *("read_only", "appearance", "repeat_count", "audit_kind", "audit_scale", "audit_weight"),
    *("audit_limiting", "audit_escalate", "audit_na", "audit_ne", "audit_evidence"),
    *("audit_required", "audit_theme", "audit_standard", "audit_agency", "audit_role"),
    *("audit_graded", "audit_guidance", "audit_each", "audit_repeat_min", "audit_repeat_max"),
    *("audit_minimum", "audit_maximum", "audit_earliest", "audit_latest", "audit_max_length"),
    *("audit_unit", "audit_was", "audit_id"),
)


def survey_sheet(tool: AuditTool, lists: Lists, tongues: Tongues, names: RowNames) -> Table:
    """Return the survey sheet of a tool."""
    survey = _Survey(lists, tongues, names)
    rows = [row for section in tool.sections for row in survey.section(section)]
    return table("survey", rows, _ORDER, ("type", "name", *tongues.columns("label")))


class _Survey:
    """Writes rows in the tool's languages."""

    def __init__(self, lists: Lists, tongues: Tongues, names: RowNames) -> None:
        self._lists = lists
        self._tongues = tongues
        self._names = names

    def section(self, section: Section) -> Iterator[Row]:
        first, *rest = self._group(section, section.questions)
        *inside, last = rest
        yield {**first, "audit_graded": "yes" if section.graded else "no"}
        yield from inside
        for part in section.sections:
            yield from self._group(part, part.questions)
        yield last

    def _group(self, group: Section | Subsection, questions: tuple[Question, ...]) -> Iterator[Row]:
        kind = "repeat" if group.repeat else "group"
        name = self._names.group(group.id)
        yield {
            "type": f"begin_{kind}",
            "name": name,
            "audit_id": "" if name == group.id else group.id,
            **self._tongues.shared(group, {"title": "label"}),
            **self._tongues.own(group, {"guidance": "audit_guidance"}),
            "relevant": group.relevant,
            "audit_agency": " ".join(group.agencies),
            "audit_role": " ".join(group.roles),
            **self._repeat(group),
        }
        for question in questions:
            yield self._question(question)
        yield {"type": f"end_{kind}", "name": name}

    def _repeat(self, group: Section | Subsection) -> Row:
        if group.repeat is None:
            return {}
        return {
            "repeat_count": group.repeat.count,
            **self._tongues.own(group.repeat, {"each": "audit_each"}),
            "audit_repeat_min": str(group.repeat.minimum),
            "audit_repeat_max": str(group.repeat.maximum),
        }

    def _question(self, question: Question) -> Row:
        return {
            "type": self._type(question),
            "name": question.id,
            **self._words(question),
            **_rules(question),
            **_answers(question),
            **_required(question),
            "audit_scale": question.scale or "",
            "audit_theme": question.theme or "",
            "audit_standard": " ".join(question.standards),
            "audit_agency": " ".join(question.agencies),
            "audit_role": " ".join(question.roles),
            **_consequences(question),
        }

    def _type(self, question: Question) -> str:
        if question.kind in _LISTED:
            return f"{_LISTED[question.kind]} {self._lists.name(question)}"
        if question.kind == "number":
            return "integer" if question.whole else "decimal"
        return _TYPES[question.kind]

    def _words(self, question: Question) -> Row:
        """Return the words of a question; a column that no language fills is left out."""
        columns = {"label": "label", "hint": "hint", "guidance": "guidance_hint"}
        columns |= {name: name for name in ("required_message", "constraint_message")}
        return {
            **self._tongues.shared(question, columns),
            **self._tongues.own(question, {"unit": "audit_unit"}),
        }


def _rules(question: Question) -> Row:
    cells: Row = {name: getattr(question, name, "") for name in _PLAIN}
    return {**cells, "constraint": with_bounds(question)}


def _required(question: Question) -> Row:
    """Say whether an answer is required, in our own column where theirs cannot."""
    if question.required_when:
        own = "" if question.required else "no"
        return {"required": question.required_when, "audit_required": own}
    if not question.answerable:
        return {"audit_required": "" if question.required else "no"}
    return {"required": "yes" if question.required else "no"}


def _answers(question: Question) -> Row:
    return {
        "read_only": "yes" if question.read_only else "",
        "appearance": "multiline" if question.kind == "text" else "",
        "audit_kind": "inert" if question.kind == "inert" else "",
        "audit_was": question.was,
        "audit_na": "yes" if question.not_applicable else "",
        "audit_ne": "" if question.not_evidenced else "no",
        "audit_evidence": "" if question.evidence == "optional" else question.evidence,
        "audit_minimum": _number(question.minimum),
        "audit_maximum": _number(question.maximum),
        "audit_earliest": str(question.earliest or ""),
        "audit_latest": str(question.latest or ""),
        "audit_max_length": "" if question.max_length == 4_000 else str(question.max_length),
    }


def _consequences(question: Question) -> Row:
    return {
        "audit_weight": "" if question.weight == 1 else as_text(question.weight),
        "audit_limiting": written_limits(question.limits),
        **translated_reasons("audit_limiting", question.limits),
        "audit_escalate": written_escalations(question.escalates),
        **translated_reasons("audit_escalate", question.escalates),
    }


def _number(value: float | None) -> str:
    return "" if value is None else as_text(float(value))
