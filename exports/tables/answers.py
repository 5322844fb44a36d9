"""The table that `audit-app record` reads: a row for each audit, a column for each question.

What goes out in this form comes in again. Cells of questions that are hidden or not answered are
empty: the table of findings keeps these two apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from exports.tables.audit_tables import day_of
from exports.tables.states import STATES
from exports.tables.table import CodeMeaning, Column, Kind, Row, Table, Value
from forms.answer_files.names import PLAIN, columns, finding_keys, repeated_column
from forms.audits import ATTRIBUTES
from forms.findings import split_key
from forms.scales import Scale
from forms.tools import AuditTool, Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.exporting import CurrentAudit
    from exports.tables.source import Source

_OF_THE_FILE: Final = ("tool", "version")
_AHEAD: Final = ("case", "auditor", "audited_on")
_PLAIN: Final[Mapping[str, tuple[Kind, str]]] = {
    "case": ("text", "The case reference, a pseudonym."),
    "auditor": ("text", "Who audited."),
    "audited_on": ("day", "The day of the audit."),
    "overall": ("code", "The overall grade."),
    "overall_reason": ("words", "Why the overall grade was given."),
    "strengths": ("words", "What was good."),
    "improvements": ("words", "What has to become better."),
}
_FREE_TEXT: Final = frozenset(("text", "short_text", "evidence_file"))
_SILENT: Final = frozenset(("note", "inert"))
_ID = Column("audit", "text", "The audit's permanent id. Tables with this column are not recorded.")

Keys = dict[str, str]
"""Column → what stands in it, by the keys of `forms.answer_files.places.RawAudit`."""


def answers_table(source: Source, versions: Sequence[AuditTool], name: str = "answers") -> Table:
    """Return the answers of every audit that was made with one of these versions.

    Of one version it is a file of answers as `record` reads it, unless free text is left out:
    such a table would take the words away again, so it has a column that `record` refuses.
    """
    keys = {tool.hash: _keys(tool, source) for tool in versions}
    meant = {name: column for tool in reversed(versions) for name, column in _meant(tool, source)}
    head = list(dict.fromkeys(name for each in keys.values() for name in each))
    ahead = (*_AHEAD, *_OF_THE_FILE)
    head = [*ahead, *(each for each in head if each not in ahead)]
    known = {tool.hash: tool for tool in versions}

    def rows() -> Iterator[Row]:
        for audit in source.audits(name, versions[0] if len(versions) == 1 else None):
            tool = known[audit.tool]
            row = [_value(audit, tool, keys[audit.tool].get(column, "")) for column in head]
            yield (audit.uid, *row)

    columns = (_ID, *(meant[column] for column in head))
    about = "A row for each audit, a column for each question: as `audit-app record` reads it."
    table = Table(name, about, columns, rows, recorded=True)
    return _without_id(table) if source.words else table


def _without_id(table: Table) -> Table:
    return Table(
        table.name,
        table.about,
        table.columns[1:],
        lambda: (row[1:] for row in table.rows()),
        recorded=True,
    )


def _keys(tool: AuditTool, source: Source) -> Keys:
    """Return the columns of one version, without those whose name means something else."""
    known = columns(tool)
    found: Keys = {name: name for name in (*PLAIN[:3], *_OF_THE_FILE, *PLAIN[3:])}
    for attribute in source.attributes:
        key = f"attribute.{attribute}"
        found[attribute if known.get(attribute) == key else key] = key
    for section in tool.sections:
        for question in section.every_question:
            found |= _question_keys(tool, question, source, known)
        if section.graded:
            found |= {f"{part}.{section.id}": f"{part}.{section.id}" for part in _GRADE_PARTS}
    return found


_GRADE_PARTS: Final = ("section", "section_reason")


def _question_keys(
    tool: AuditTool, question: Question, source: Source, known: Mapping[str, str]
) -> Keys:
    if question.kind in _SILENT:
        return {}
    found: Keys = {}
    for key in _finding_keys(tool, question, source):
        if question.kind != "calculated":  # it takes no answer, but there may be words beside it
            found[key] = f"answer.{key}"
        found[f"{key}.evidence"] = f"evidence.{key}"
    return {
        name: key
        for name, key in found.items()
        if name not in _OF_THE_FILE and key in (known.get(name), repeated_column(tool, name))
    }


def _finding_keys(tool: AuditTool, question: Question, source: Source) -> list[str]:
    """Return the key of a question, or those of its instances that any audit ever had."""
    if question.id not in tool.repeat_of:
        return [question.id]
    stored = (name.removeprefix("finding.") for name in source.field_names)
    every = finding_keys(tool, stored)
    return sorted({key for key in every if split_key(key)[0] == question.id}, key=_instance)


def _instance(key: str) -> int:
    return split_key(key)[1] or 0


def _value(audit: CurrentAudit, tool: AuditTool, key: str) -> Value:
    group, _, name = key.partition(".")
    if group in ("answer", "evidence"):
        return _finding_value(audit, tool, group, name)
    if key in _OF_THE_FILE:
        return tool.id if key == "tool" else tool.version
    if group == "attribute":
        return audit.attributes.get(name) or None
    given = audit.fields.get(key)
    if key == "audited_on":
        return day_of(str(given or ""))
    return str(given) if given else None


def _finding_value(audit: CurrentAudit, tool: AuditTool, part: str, name: str) -> Value:
    finding = audit.fields.get(f"finding.{name}")
    given = finding.get(part) if isinstance(finding, dict) else None
    if isinstance(given, list):
        return " ".join(map(str, given))
    if isinstance(given, str) and part == "answer":
        is_day = tool.questions[split_key(name)[0]].kind == "date"
        return (day_of(given) if is_day else None) or given
    return given if isinstance(given, str | int | float) else None


def _meant(tool: AuditTool, source: Source) -> Iterator[tuple[str, Column]]:
    """Yield every column of one version with what it means."""
    for column, key in _keys(tool, source).items():
        group, _, name = key.partition(".")
        if group in ("answer", "evidence"):
            question = tool.questions[split_key(name)[0]]
            yield column, _question_column(column, group, tool, question)
        elif group in _GRADE_PARTS:
            yield column, _section_column(column, group, tool, name)
        elif group == "attribute":
            label = ATTRIBUTES.get(name, name.replace("_", " "))
            yield column, Column(column, "text", f"Attribute of the case: {label}.")
        elif column in _OF_THE_FILE:
            yield column, Column(column, "text", f"The {column} of the answers.")
        else:
            kind, meaning = _PLAIN[column]
            codes = _points(tool.grades) if column == "overall" else ()
            yield column, Column(column, kind, meaning, codes)


def _question_column(column: str, part: str, tool: AuditTool, question: Question) -> Column:
    if part == "evidence":
        return Column(column, "words", f"Evidence: {question.label}")
    if question.kind in _FREE_TEXT:
        return Column(column, "words", question.label)
    codes = [*_choices(tool, question), *_allowed_states(question)]
    return Column(column, "answer", question.label, tuple(codes))


def _choices(tool: AuditTool, question: Question) -> Iterator[CodeMeaning]:
    scale = tool.scale_of(question)
    if scale:
        yield from _points(scale)
        return
    for choice in question.choices:
        yield CodeMeaning(choice.code, choice.label)


def _allowed_states(question: Question) -> Iterator[CodeMeaning]:
    """Yield the states that may be answered; only graded answers are good or not."""
    allowed = {"not_applicable": question.not_applicable, "not_evidenced": question.not_evidenced}
    for state in STATES:
        if allowed.get(state.code):
            yield state if question.kind == "graded" else state._replace(good=None)


def _section_column(column: str, part: str, tool: AuditTool, name: str) -> Column:
    title = tool.groups[name].title
    if part == "section":
        return Column(column, "code", f"Grade of the section “{title}”.", _points(tool.grades))
    return Column(column, "words", f"Why this grade of the section “{title}”.")


def _points(scale: Scale) -> tuple[CodeMeaning, ...]:
    return tuple(
        CodeMeaning(
            point.code,
            point.label,
            point.good if point.value is not None else None,
            counted=point.value is not None,
        )
        for point in scale.points
    )
