"""The codebook: every column of every table, what it means, and what its codes stand for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from exports.tables.table import Column, Kind, Row, Table

NAME: Final = "codebook"

_KINDS: Final[Mapping[Kind, str]] = {
    "text": "text",
    "words": "free text",
    "code": "code",
    "whole": "whole number",
    "number": "number",
    "truth": "true or false",
    "day": "date",
    "moment": "date and time, UTC",
    "answer": "as the question asks",
}

_COLUMNS: Final = (
    Column("table_name", "code", "The table."),
    Column("column_name", "text", "The column, or of the table itself: empty."),
    Column("type", "code", "What the column holds."),
    Column("meaning", "text", "What it means."),
    Column("code", "text", "A code that may stand in the column; empty: the column itself."),
    Column("label", "text", "What the code is called."),
    Column("in_denominator", "truth", "Whether it stays in the denominator of figures."),
    Column("good_or_better", "truth", "Whether it is good or better; empty: not judged."),
)


def codebook_of(tables: Sequence[Table]) -> Table:
    """Return the table that explains these tables, and itself.

    Of each table there is a row, of each of its columns one, and one of each code.
    """

    def rows() -> Iterator[Row]:
        for table in (*tables, book):
            yield table.name, None, None, table.about, None, None, None, None
            for column in table.columns:
                yield from _about(table, column)

    book = Table(NAME, "What every table, column and code means.", _COLUMNS, rows)
    return book


def _about(table: Table, column: Column) -> Iterator[Row]:
    told = (table.name, column.name, _KINDS[column.kind])
    yield *told, column.meaning, None, None, None, None
    for code in column.codes:
        yield *told, column.meaning, code.code, code.label, code.counted, code.good
