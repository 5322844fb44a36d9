"""The numbers of a crossing as a plain table, for the clipboard and for files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exports.figures.crossing_data import Crossing, CrossingCell
from exports.figures.crossing_words import field_title
from exports.tables.csv_text import csv_bytes, harmless
from forms.denominators import STATES

Cell = str | int | float

_STATES = {
    "not_evidenced": "Not evidenced",
    "not_applicable": "Not applicable",
    "unanswered": "Not answered",
    "hidden": "Not asked",
}
ALL = "All"


def code_titles(crossing: Crossing) -> dict[str, str]:
    """Return code → title of what is counted; of the four states only those that occur."""
    named = dict(crossing.choices)
    if crossing.scale is not None:
        named = {point.code: point.label for point in crossing.scale.points}
    states = {each: _STATES[each] for each in STATES if crossing.total.counts.get(each)}
    return named | states


def table_head(crossing: Crossing) -> list[str]:
    """Return the titles of the columns."""
    fields = [field_title(each) for each in (crossing.by, crossing.across) if each]
    shares = ["Good or better", "Share", "Interval from", "Interval to"]
    end = shares if crossing.total.good_or_better else []
    return [*fields, *code_titles(crossing).values(), "n", *end]


def table_rows(crossing: Crossing) -> Iterator[list[Cell]]:
    """Yield a row for each group, and for all; shares are fractions, “” where there is none."""
    codes = list(code_titles(crossing))
    of_all = [ALL] if crossing.across else []
    for row in crossing.rows:
        if crossing.across:
            for column, cell in zip(crossing.columns, row.cells, strict=True):
                yield [row.title, column.title, *_numbers(codes, cell)]
        yield [row.title, *of_all, *_numbers(codes, row.total)]
    for column in crossing.columns:
        yield [ALL, column.title, *_numbers(codes, column.total)]
    yield [ALL, *of_all, *_numbers(codes, crossing.total)]


def crossing_csv(crossing: Crossing) -> bytes:
    """Return the table as CSV that spreadsheets open well and that runs nothing in them."""
    return csv_bytes(table_head(crossing), table_rows(crossing))


def crossing_text(crossing: Crossing) -> str:
    """Return the table with tabs between cells, as spreadsheets paste it; no cell is a formula."""
    rows: list[Sequence[Cell]] = [table_head(crossing), *table_rows(crossing)]
    return "\r\n".join("\t".join(_plain(cell) for cell in row) for row in rows) + "\r\n"


def _numbers(codes: list[str], cell: CrossingCell) -> Iterator[Cell]:
    for code in codes:
        yield cell.counts.get(code, 0)
    yield cell.n
    share = cell.good_or_better
    if share is None:
        return
    yield share.count
    for each in (share.share, share.low, share.high):
        yield "" if each is None else round(each, 4)


def _plain(cell: Cell) -> str:
    if not isinstance(cell, str):
        return str(cell)
    return harmless("".join(each if each.isprintable() else " " for each in cell))
