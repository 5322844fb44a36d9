"""What a table is: its name, its columns and what they mean, and its rows, one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, NamedTuple

Kind = Literal["text", "words", "code", "whole", "number", "truth", "day", "moment", "answer"]
"""`words` is what somebody wrote freely, `code` one of few values, `truth` yes or no, `moment` a
day with a time; a column of `answer` holds whatever a question takes."""

Value = str | int | float | bool | date | datetime | None
"""A value of a cell; None is an empty cell. Moments are in UTC and do not say so."""

Row = tuple[Value, ...]


class CodeMeaning(NamedTuple):
    """What a code of a column stands for.

    `good` says whether it counts as good or better; None: it is not judged. `counted` says
    whether it stays in the denominator `n` of figures.
    """

    code: str
    label: str
    good: bool | None = None
    counted: bool = True


class Column(NamedTuple):
    """A column: its name, what its values are, and what they mean in a sentence."""

    name: str
    kind: Kind
    meaning: str
    codes: tuple[CodeMeaning, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table whose rows are read when they are asked for; each call of `rows` reads them anew.

    `recorded` is set where `audit-app record` reads the table.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[Row]]
    recorded: bool = False

    @property
    def head(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def without_words(self) -> Table:
        """Return the table without the columns that hold what somebody wrote freely."""
        kept = [at for at, column in enumerate(self.columns) if column.kind != "words"]

        def rows() -> Iterator[Row]:
            return (tuple(row[at] for at in kept) for row in self.rows())

        return replace(self, columns=tuple(self.columns[at] for at in kept), rows=rows)
