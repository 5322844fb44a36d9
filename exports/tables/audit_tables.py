"""The tables of what auditors found: audits, section grades and findings, a row for each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from exports.tables.states import ANSWERED, STATES
from exports.tables.table import CodeMeaning, Column, Row, Table, Value
from forms.findings import split_key
from forms.revisions import from_moment
from forms.tools import AuditTool

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import JsonValue

    from db.exporting import CurrentAudit
    from exports.tables.measures import Measure
    from exports.tables.source import Source

_OWN_NAMES: Final = frozenset(
    ("service", "team", "plan_type", "age_band", "disability", "legal_status", "agency", "role")
)
"""Attributes whose column bears their plain name; every other is `attribute.NAME`."""
_STATE_CODES: Final = frozenset(state.code for state in STATES)
_FREE_TEXT: Final = frozenset(("text", "short_text", "evidence_file", "calculated"))

_AUDIT = Column("audit", "text", "The audit's permanent id; the same in every table.")
_TOOL = Column("tool", "code", "The id of the audit tool.")
_GOOD = (
    "Whether it counts as good or better; empty where it leaves the denominator of a share. "
    "“Not evidenced” counts as not good."
)
_MEASURE = (
    "What is counted together: figures count the {what} whose measure is that of the newest "
    "version of the tool, and leave others out."
)


def audits_table(source: Source) -> Table:
    """Return the table of audits."""
    versions = {tool.hash: tool for tool in source.versions}

    def rows() -> Iterator[Row]:
        for audit in source.audits("audits"):
            yield _audit_row(audit, versions[audit.tool], source)

    return Table("audits", "A row for each audit.", _audit_columns(source), rows)


def sections_table(source: Source) -> Table:
    """Return the table of section grades."""
    versions = {tool.hash: tool for tool in source.versions}

    def rows() -> Iterator[Row]:
        for audit in source.audits("sections"):
            yield from _section_rows(audit, versions[audit.tool], source)

    columns = (
        _AUDIT,
        _TOOL,
        Column("section", "code", "The id of the section."),
        Column("measure", "code", _MEASURE.format(what="grades")),
        Column("state", "code", "Whether the section was graded, and why not.", _states(False)),
        Column("code", "code", "The grade, or the state where there is none."),
        Column("good_or_better", "truth", _GOOD),
        Column("reason", "words", "Why this grade was given."),
    )
    return Table("sections", "A row for each graded section of each audit.", columns, rows)


def findings_table(source: Source) -> Table:
    """Return the table of findings: one for every question, those without an answer too."""
    versions = {tool.hash: tool for tool in source.versions}

    def rows() -> Iterator[Row]:
        for audit in source.audits("findings"):
            yield from _finding_rows(audit, versions[audit.tool], source)

    columns = (
        _AUDIT,
        _TOOL,
        Column("section", "code", "The id of the section that the question stands in."),
        Column("question", "code", "The permanent id of the question."),
        Column("instance", "whole", "Which instance of a section that repeats; else empty."),
        Column("measure", "code", _MEASURE.format(what="answers")),
        Column("state", "code", "Whether there is an answer, and why not.", _states(True)),
        Column(
            "code",
            "code",
            "What it is counted under: the code of the answer, as the newest version calls it; "
            "“answered” for answers without codes; else the state.",
        ),
        Column("good_or_better", "truth", _GOOD),
        Column(
            "answer",
            "text",
            "The answer: text, number, date; codes as the newest version calls them, with blanks "
            "between.",
        ),
        Column("number", "number", "The answer as a number, where it is one."),
        Column("day", "day", "The answer as a date, where it is one."),
        Column("evidence", "words", "The evidence that the auditor wrote."),
    )
    return Table("findings", "A row for each question of each audit.", columns, rows)


def attribute_column(name: str) -> str:
    """Return what the column of an attribute is called."""
    return name if name in _OWN_NAMES else f"attribute.{name}"


def _states(of_questions: bool) -> tuple[CodeMeaning, ...]:
    answered = CodeMeaning(ANSWERED, "Answered" if of_questions else "Graded")
    kept = STATES if of_questions else STATES[2:]
    return (answered, *kept)


def _audit_columns(source: Source) -> tuple[Column, ...]:
    attributes = (
        Column(attribute_column(name), "code", f"Attribute of the case: {name.replace('_', ' ')}.")
        for name in source.attributes
    )
    return (
        _AUDIT,
        Column("case", "text", "The case reference, a pseudonym."),
        Column("auditor", "code", "Who audited: a code or a name."),
        Column("audited_on", "day", "The day of the audit."),
        Column("quarter", "code", "Its calendar quarter, such as 2026-Q1."),
        _TOOL,
        Column("version", "code", "The version of the audit tool."),
        Column(
            "status",
            "code",
            "`completed`, `moderated` or `disputed` (moderated, and not accepted).",
        ),
        Column("measure", "code", _MEASURE.format(what="overall grades")),
        Column("overall", "code", "The overall grade; empty where there is none."),
        Column("good_or_better", "truth", f"The overall grade. {_GOOD}"),
        Column("overall_reason", "words", "Why the overall grade was given."),
        Column("strengths", "words", "What was good."),
        Column("improvements", "words", "What has to become better."),
        *attributes,
        Column("sealed_at", "moment", "When the newest version of the audit was sealed, in UTC."),
    )


def _audit_row(audit: CurrentAudit, tool: AuditTool, source: Source) -> Row:
    measure = source.measures.of_grades(audit.tool)
    return (
        audit.uid,
        audit.case,
        audit.auditor or None,
        day_of(audit.audited_on),
        _quarter(audit.audited_on),
        tool.id,
        tool.version,
        audit.status,
        measure.name,
        audit.overall or None,
        measure.good.get(audit.overall),
        *(_text(audit.fields, name) for name in ("overall_reason", "strengths", "improvements")),
        *(audit.attributes.get(name) or None for name in source.attributes),
        from_moment(audit.sealed_at).replace(tzinfo=None) if audit.sealed_at else None,
    )


def _section_rows(audit: CurrentAudit, tool: AuditTool, source: Source) -> Iterator[Row]:
    measure = source.measures.of_grades(audit.tool)
    for section in tool.sections:
        code = audit.codes.get(f"section.{section.id}")
        if code is not None:
            state = code if code in _STATE_CODES else ANSWERED
            good = measure.good.get(code)
            reason = _text(audit.fields, f"section_reason.{section.id}")
            yield audit.uid, tool.id, section.id, measure.name, state, code, good, reason


def _finding_rows(audit: CurrentAudit, tool: AuditTool, source: Source) -> Iterator[Row]:
    places = {name: at for at, name in enumerate(tool.questions)}
    asked = [
        (places[name], instance or 0, name, field)
        for field in audit.codes
        if field.startswith("finding.")
        for name, instance in (split_key(field.removeprefix("finding.")),)
        if source.measures.is_asked(audit.tool, name)
    ]
    for _, instance, name, field in sorted(asked):
        measure = source.measures.of_question(audit.tool, name)
        head = (audit.uid, tool.id, tool.section_of[name].id, name, instance or None, measure.name)
        yield *head, *_finding(audit, tool, field, name, measure, words=source.words)


def _finding(
    audit: CurrentAudit,
    tool: AuditTool,
    field: str,
    name: str,
    measure: Measure,
    *,
    words: bool,
) -> Row:
    """Return state, code, good or better, answer, number, day and evidence."""
    stored = audit.codes[field]
    given = audit.fields.get(field)
    finding = given if isinstance(given, dict) else {}
    state = stored if stored in _STATE_CODES else ANSWERED
    code = measure.codes.get(stored, stored)
    answer = finding.get("answer") if state == ANSWERED else None
    kind = tool.questions[name].kind
    is_number = isinstance(answer, int | float) and not isinstance(answer, bool)
    told = None if not words and kind in _FREE_TEXT and not is_number else _told(answer, measure)
    number = float(answer) if is_number else None  # type: ignore[arg-type]
    day = day_of(str(answer)) if kind == "date" and answer else None
    evidence = finding.get("evidence")
    return (
        state,
        code,
        measure.good.get(code),
        told,
        number,
        day,
        str(evidence) if evidence else None,
    )


def _told(answer: JsonValue, measure: Measure) -> str | None:
    """Return an answer as text: codes as the newest version calls them, with blanks between."""
    if answer is None:
        return None
    given = answer if isinstance(answer, list) else [answer]
    return " ".join(dict.fromkeys(measure.codes.get(str(each), str(each)) for each in given))


def day_of(text: str) -> date | None:
    """Return the day of ISO text; None for anything else."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _quarter(audited_on: str) -> str | None:
    return f"{audited_on[:4]}-Q{(int(audited_on[5:7]) + 2) // 3}" if audited_on else None


def _text(fields: Mapping[str, JsonValue], name: str) -> Value:
    given = fields.get(name)
    return str(given) if given else None
