"""The models of a crossing: one measure by one field or two, complete before it is drawn."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from exports.figures.report_data import Count, Distribution, NumberSummary, Scope
from forms.scales import Scale


class _Complete(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class CrossingCell(Distribution):
    """The answers of the audits that share a value of each field; `audits` is how many they are.

    `n` may be less than `audits`, or more where a measure is several answers of one audit.
    """

    audits: Count
    numbers: NumberSummary | None = None
    """Where numbers or dates lie that were answered; None for all other questions."""


class CrossingColumn(_Complete):
    """A value of the second field, and its margin over all rows.

    `value` is "" where it is not recorded, `title` what people read.
    """

    value: str
    title: str
    total: CrossingCell
    broken_by: str | None = Field(default=None, alias="break")
    """Of a period: why it must not be compared with the one before; None where it may."""


class CrossingRow(CrossingColumn):
    """A value of the first field: its margin, and a cell for each column in their order."""

    cells: list[CrossingCell]


class Crossing(_Complete):
    """One measure by one field or two: what a table and its chart show, and what they leave out.

    `measure` is overall, section:ID, question:ID or theme:NAME, `label` what people call it.
    `scale` is what it is judged on; of a theme None, whose `counts` are the good answers, the
    others and the states of its questions together. `choices` is code → label where it has no
    scale. Without a second field there are no columns and no cells. Periods stand in order, those
    without an audit among them; other values as people sort them, “not recorded” last.
    """

    scope: Scope
    measure: str
    label: str
    kind: str
    """What kind of question it is; `grade` for grades, `theme` for a theme."""
    scale: Scale | None
    choices: dict[str, str]
    by: str
    across: str | None = Field(alias="and")
    rows: list[CrossingRow]
    columns: list[CrossingColumn]
    total: CrossingCell
    limits: list[str]
    """What is left out, and what to read with care; whole sentences."""
