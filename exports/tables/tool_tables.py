"""The tables of what was asked: versions of tools, their questions, and every code's meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from exports.tables.table import Column, Row, Table
from forms.tools import AuditTool, Question

if TYPE_CHECKING:
    from exports.tables.source import Source

_VERSION = (
    Column("tool", "code", "The id of the audit tool."),
    Column("version", "code", "Its version."),
    Column(
        "version_order",
        "code",
        "Orders the versions of a tool as text, the newest last: 1.10 comes after 1.9.",
    ),
    Column("tool_hash", "text", "The hash of the version's content: equal only for the same tool."),
)


def tools_table(source: Source) -> Table:
    """Return the table of tool versions."""

    def rows() -> Iterator[Row]:
        for tool in source.versions:
            measure = source.measures.of_grades(tool.hash).name
            grades = (tool.grade_scale, measure, tool.look_back_months)
            yield *_version(tool, source), tool.title, *grades

    columns = (
        *_VERSION,
        Column("title", "text", "What the tool is called."),
        Column("grade_scale", "code", "The scale of section grades and the overall grade."),
        Column("measure", "code", "What its grades are counted together under."),
        Column("look_back_months", "whole", "How far back in the file the auditor reads."),
    )
    return Table("tools", "A row for each version of each audit tool in use.", columns, rows)


def questions_table(source: Source) -> Table:
    """Return the table of questions; what nobody answers, such as a note, is left out."""

    def rows() -> Iterator[Row]:
        for tool in source.versions:
            for place, question in enumerate(_asked(tool, source), start=1):
                yield *_version(tool, source), *_question(tool, question, place, source)

    columns = (
        *_VERSION,
        Column("section", "code", "The id of the section."),
        Column("section_title", "text", "What the section is called."),
        Column("section_graded", "truth", "Whether the section ends in a grade."),
        Column("place", "whole", "Where the question stands in its version, counted from 1."),
        Column("question", "code", "The question's permanent id."),
        Column("label", "text", "The question as it is asked."),
        Column("kind", "code", "What it takes: graded, one_of, several_of, number, date, text …"),
        Column("scale", "code", "The scale of a graded question."),
        Column("theme", "code", "The theme that reports gather it under."),
        Column("unit", "text", "The unit of a number."),
        Column("repeats", "truth", "Whether it is asked once for each instance of a section."),
        Column("measure", "code", "What its answers are counted together under."),
    )
    return Table("questions", "A row for each question of each version.", columns, rows)


def codes_table(source: Source) -> Table:
    """Return the table of codes: points of scales, and choices of questions."""

    def rows() -> Iterator[Row]:
        for tool in source.versions:
            version = _version(tool, source)
            for row in _grade_codes(tool, source):
                yield *version, None, *row
            for question in _asked(tool, source):
                for row in _question_codes(tool, question, source):
                    yield *version, question.id, *row

    columns = (
        *_VERSION,
        Column("question", "code", "The question; empty: section grades and the overall grade."),
        Column("place", "whole", "Where the code stands, counted from 1; of a scale, best first."),
        Column("code", "code", "What is stored."),
        Column("label", "text", "What it is called."),
        Column("descriptor", "text", "What it means."),
        Column("good_or_better", "truth", "Empty where it leaves the denominator of a share."),
        Column("counted_as", "code", "What the newest version of the tool calls it."),
    )
    return Table("codes", "A row for each code that may be chosen.", columns, rows)


def _version(tool: AuditTool, source: Source) -> Row:
    return tool.id, tool.version, source.measures.order(tool.hash), tool.hash


def _asked(tool: AuditTool, source: Source) -> Iterator[Question]:
    for question in tool.questions.values():
        if source.measures.is_asked(tool.hash, question.id):
            yield question


def _question(tool: AuditTool, question: Question, place: int, source: Source) -> Row:
    section = tool.section_of[question.id]
    return (
        section.id,
        section.title,
        section.graded,
        place,
        question.id,
        question.label,
        question.kind,
        question.scale,
        question.theme,
        question.unit or None,
        question.id in tool.repeat_of,
        source.measures.of_question(tool.hash, question.id).name,
    )


def _grade_codes(tool: AuditTool, source: Source) -> Iterator[Row]:
    good = source.measures.of_grades(tool.hash).good
    for place, point in enumerate(tool.grades.points, start=1):
        words = (point.label, point.descriptor or None)
        yield place, point.code, *words, good.get(point.code), point.code


def _question_codes(tool: AuditTool, question: Question, source: Source) -> Iterator[Row]:
    measure = source.measures.of_question(tool.hash, question.id)
    scale = tool.scale_of(question)
    meant: Mapping[str, str] = {p.code: p.descriptor for p in scale.points} if scale else {}
    for place, (code, label) in enumerate(tool.codes_of(question).items(), start=1):
        counted = measure.codes.get(code, code)
        yield place, code, label, meant.get(code) or None, measure.good.get(counted), counted
