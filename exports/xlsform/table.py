"""A sheet in the making: rows of named cells, and the columns that any of them uses."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

Row = dict[str, str]
"""Column → text. A column that is missing or empty leaves its cell empty."""


class Table(NamedTuple):
    """A sheet: its name, its headings in order, and its rows below them."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]

    def written(self, write: Callable[[str], str]) -> "Table":
        """Return the sheet with every cell below the headings as `write` has it."""
        rows = ({column: write(text) for column, text in row.items()} for row in self.rows)
        return self._replace(rows=tuple(rows))


def table(name: str, rows: Iterable[Row], order: Sequence[str], always: Sequence[str]) -> Table:
    """Return a sheet with the columns in use.

    `order` names columns in the order they stand in; a translated column (`label::Cymraeg (cy)`,
    `audit_unit_cy`) follows the one it translates, others come last. Those in `always` stand
    there even if no row uses them. Where one language of a column is used, all are.
    """
    every = tuple(rows)
    kept = tuple({column: text for column, text in row.items() if text} for row in every)
    filled = {_plain(column) for row in kept for column in row if "::" in column}
    used = dict.fromkeys([*always, *(column for row in kept for column in row)])
    used |= dict.fromkeys(
        column for row in every for column in row if "::" in column and _plain(column) in filled
    )
    ranks = {column: rank for rank, column in enumerate(order)}
    headings = sorted(used, key=lambda column: _rank(column, ranks))
    return Table(name, tuple(headings), kept)


def _rank(column: str, ranks: Mapping[str, int]) -> int:
    """Return where a column stands: at the longest name in the order that it begins with."""
    plain = _plain(column)
    if plain in ranks:
        return ranks[plain]
    begun = [name for name in ranks if plain.startswith(f"{name}_")]
    return ranks[max(begun, key=len)] if begun else len(ranks)


def _plain(column: str) -> str:
    return column.partition("::")[0]
