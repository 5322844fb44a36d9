"""Tables of a web page: heads with their scope, small charts and answers counted in cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from exports.documents.blocks.cells import Cell, ChartCell, Tally, TallyCell, TextCell
from exports.documents.blocks.table import Table, heads_of
from exports.documents.html.charts import inline_chart
from exports.documents.html.markup import GAP, Tag, tag, worded
from exports.documents.styles import TABLE_NOTE, TABLE_STRONG, Align

HOW: Final = "How it was worked out"
"""What a link from a number to its method is for."""
_CLASSES: Final = {TABLE_STRONG: "strong", TABLE_NOTE: "note"}


def table_node(table: Table, place: int, heading: str, explained: str) -> Tag:
    """Return the table at a place among all tables; it scrolls where it is too wide.

    It is named by the heading with that id and by the head of its first column. The heads of its
    numbers lead to the heading with the id `explained`, if there is one.
    """
    columns = [column.align for column in table.columns]
    first = f"table-{place}"
    heads = [
        _head(cell, explained, id_="" if number else first)
        for number, cell in enumerate(heads_of(table.columns))
    ]
    rows = [_row(row, columns) for row in table.rows]
    named = f"{heading} {first}".strip()
    parts = tag("thead", tag("tr", *heads)), tag("tbody", *rows)
    whole = tag("table", *parts, aria_labelledby=named)
    return tag("div", whole, class_="scroll", tabindex="0", role="group", aria_labelledby=named)


def _head(cell: TextCell, explained: str, id_: str) -> Tag:
    is_number = cell.align is Align.RIGHT
    side = "number" if is_number else ""
    look = {"id": id_, "scope": "col", "colspan": _span(cell), "class_": side}
    if is_number and explained and cell.text:
        return tag("th", worded("a", cell.text, href=f"#{explained}", title=HOW), **look)
    return worded("th", cell.text, **look)


def _row(cells: Sequence[Cell], columns: Sequence[Align]) -> Tag:
    found, place = [], 0
    for cell in cells:
        found.append(_cell(cell, columns[place], is_first=not place))
        place += cell.span
    return tag("tr", *found)


def _cell(cell: Cell, align: Align, *, is_first: bool) -> Tag:
    if isinstance(cell, ChartCell):
        chart = inline_chart(cell.drawing, cell.alternative)
        return tag("td", chart, class_="chart", colspan=_span(cell))
    if isinstance(cell, TallyCell):
        tallies = tag("ul", *map(_tally, cell.tallies), class_="tally")
        return tag("td", tallies, colspan=_span(cell))
    return _text(cell, align, is_head=is_first and bool(cell.text.strip()))


def _text(cell: TextCell, align: Align, *, is_head: bool) -> Tag:
    side = "number" if (cell.align or align) is Align.RIGHT else ""
    parts = [worded("span", cell.text, class_=_CLASSES.get(cell.style, ""))]
    parts += [worded("span", cell.note, class_="note")] if cell.note else []
    between = [part for each in parts for part in (each, GAP)][:-1]
    scope = "row" if is_head else ""
    name = "th" if is_head else "td"
    return tag(name, *between, scope=scope, colspan=_span(cell), class_=side)


def _tally(tally: Tally) -> Tag:
    """Return one answer counted; its bar says what its share says, so it is for the eye alone."""
    return tag(
        "li",
        worded("span", tally.label),
        GAP,
        tag("span", tally.number, class_="number"),
        GAP,
        tag("span", tally.share, class_="number"),
        inline_chart(tally.bar),
    )


def _span(cell: Cell) -> str:
    return str(cell.span) if cell.span > 1 else ""
