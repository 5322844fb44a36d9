"""What a table is made of: its columns, and cells of text, of a chart, or of answers counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from exports.charts.unchecked import Drawing
from exports.documents.styles import TABLE, Align, TextStyle


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in points, the edge its cells stand against."""

    title: str
    width: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class TextCell:
    """Text, and a smaller note below it."""

    text: str
    style: TextStyle = TABLE
    note: str = ""
    most_lines: int = 0
    """Cut the text at that many lines; 0 for never."""
    span: int = 1
    """How many columns the cell takes, its own and those to the right."""
    align: Align | None = None
    """The edge it stands against; None for that of its first column."""


@dataclass(frozen=True, slots=True)
class ChartCell:
    """A small chart, and what it shows in words."""

    drawing: Drawing
    alternative: str
    span: int = 1


@dataclass(frozen=True, slots=True)
class Tally:
    """One answer counted: its label, how often it was given, its share in words and as a bar."""

    label: str
    number: str
    share: str
    bar: Drawing


@dataclass(frozen=True, slots=True)
class TallyCell:
    """Answers one below the other, each with its bar, its count and its share."""

    tallies: Sequence[Tally]
    span: int = 1


Cell = TextCell | ChartCell | TallyCell
