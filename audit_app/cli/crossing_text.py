"""A crossing as tables of plain text, for people who read it on a terminal."""

from collections.abc import Iterator
from itertools import chain
from textwrap import wrap

from audit_app.cli.figure_text import FiguresTable
from exports.figures.crossing_data import Crossing, CrossingColumn


def crossing_in_words(crossing: Crossing, width: int) -> Iterator[str]:
    """Yield lines of at most `width` characters: a table by row, then what is left out."""
    table = FiguresTable(width)
    fields = [crossing.by, *([crossing.across] if crossing.across else [])]
    names = " and ".join(field.replace("_", " ") for field in fields)
    yield from ("", *wrap(f"{crossing.label}, by {names}", width))
    yield from table.head()
    for row in crossing.rows:
        yield from _break(row, width)
        yield from table.rows([(row.title, row.total)])
        for column, cell in zip(crossing.columns, row.cells, strict=True):
            if cell.audits:
                yield from _break(column, width)
                yield from table.rows([(f"· {column.title}", cell)])
    yield from table.rows([("All", crossing.total)])
    yield from chain.from_iterable(wrap(limit, width) for limit in crossing.limits)


def _break(value: CrossingColumn, width: int) -> Iterator[str]:
    if value.broken_by:
        yield from wrap(f"--- {value.broken_by}", width)
