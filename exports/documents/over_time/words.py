"""What must be known of figures over time, and how they were made."""

from __future__ import annotations

from exports.documents.blocks.block import Block
from exports.documents.blocks.method_notes import MethodNotes
from exports.documents.blocks.panels import Callout
from exports.documents.blocks.text import Heading, bullet_list
from exports.figures.reports.over_time_data import OverTimeData


def limits_and_method(report: OverTimeData, heading: Heading, notes: MethodNotes) -> list[Block]:
    """Return the limits of the figures, how they were made, and a note on each method."""
    return [
        heading,
        Heading("Limits", 2),
        *[Callout(each) for each in report.limits[:1]],
        *bullet_list(report.limits[1:]),
        Heading("Method", 2),
        *bullet_list(report.method),
        *([Heading("Notes on methods", 2)] if report.notes else []),
        *notes.blocks(),
    ]
