"""Which tables there are: those for calculating, those that are recorded again, the codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.figures.combining import version_names
from exports.tables.answers import answers_table
from exports.tables.audit_tables import audits_table, findings_table, sections_table
from exports.tables.codebook import codebook_of
from exports.tables.table import Table
from exports.tables.tool_tables import codes_table, questions_table, tools_table

if TYPE_CHECKING:
    from exports.tables.source import Source

READ_AUDITS = 3
"""Of the tables for calculating, so many read every audit."""


def calculating_tables(source: Source) -> list[Table]:
    """Return the tables that figures can be worked out from, and their codebook."""
    return _with_codebook(source, _calculating(source))


def every_table(source: Source) -> list[Table]:
    """Return all tables: first the answers by version, as `record` reads them, last the codebook.

    A version without audits in scope has no table of answers.
    """
    names = version_names(source.versions)
    answers = [
        answers_table(source, [tool], f"answers {tool.id} {names[tool.hash]}")
        for tool in source.versions
        if source.count(tool)
    ]
    return _with_codebook(source, [*answers, *_calculating(source)])


def answers_alone(source: Source) -> Table:
    """Return the answers of all audits in one table."""
    table = answers_table(source, source.versions)
    return table if source.words else table.without_words()


def _calculating(source: Source) -> list[Table]:
    return [
        audits_table(source),
        findings_table(source),
        sections_table(source),
        tools_table(source),
        questions_table(source),
        codes_table(source),
    ]


def _with_codebook(source: Source, tables: list[Table]) -> list[Table]:
    kept = tables if source.words else [table.without_words() for table in tables]
    return [*kept, codebook_of(kept)]
