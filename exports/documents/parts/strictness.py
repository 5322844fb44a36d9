"""How strictly auditors grade as a chapter: what it is not, then each auditor beside others."""

from __future__ import annotations

from typing import Final

from exports.charts.difference import describe_difference, difference_mark
from exports.documents import wording
from exports.documents.blocks.block import Block
from exports.documents.blocks.cells import Cell, ChartCell, Column, TextCell
from exports.documents.blocks.method_notes import MethodNotes
from exports.documents.blocks.panels import Callout
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading, Paragraph, bullet_list
from exports.documents.styles import CONTENT_WIDTH, TABLE_STRONG, Align
from exports.figures.counts import known
from exports.figures.percentages import percent, points
from exports.figures.reports.strictness_data import StrictnessData
from exports.figures.strictness import AuditorStrictness, Verdict

_CHART: Final = 104.0
_SHARE: Final = 76.0
_POINTS: Final = 84.0
_BAR: Final = 12.0
_VERDICTS: Final[dict[Verdict, str]] = {
    "stricter": "Grades lower than others",
    "milder": "Grades higher than others",
    "in_line": "No clear difference",
    "too_few": "Too few audits",
}


def strictness_chapter(data: StrictnessData, heading: Heading, notes: MethodNotes) -> list[Block]:
    """Return each auditor's share beside what others would have found; for internal reports.

    The link to the method stands where `notes` have one on strictness.
    """
    limits = bullet_list([*data.found.words, *data.limits])
    if not data.found.auditors:
        nothing = Paragraph("No auditor has enough audits that others can be set beside.")
        return [heading, nothing, *limits]
    return [
        heading,
        Callout(data.warning),
        Paragraph(
            "Beside the share that an auditor found stands the share that others would have found "
            "among like audits, and the difference in percentage points with its 95% interval. "
            "The strong upright line is no difference; the faint ones at the edges are "
            f"{percent(data.reach).rstrip('%')} points."
        ),
        *notes.link(data.found.method),
        Table(_columns(data), [_row(each, data.reach) for each in data.found.auditors]),
        *limits,
    ]


def _columns(data: StrictnessData) -> list[Column]:
    return [
        Column("Auditor", CONTENT_WIDTH - _CHART - 2 * _SHARE - _POINTS),
        Column("Lower or higher", _CHART),
        Column(f"{data.good[:1].upper()}{data.good[1:]}", _SHARE, Align.RIGHT),
        Column("Expected", _SHARE, Align.RIGHT),
        Column("Difference", _POINTS, Align.RIGHT),
    ]


def _row(each: AuditorStrictness, reach: float) -> list[Cell]:
    name = TextCell(each.auditor, note=_VERDICTS[each.verdict])
    found = TextCell(wording.share_text(each.share), TABLE_STRONG, wording.count_text(each.share))
    difference = each.difference
    if difference is None or difference.low is None or difference.high is None:
        return [name, TextCell(wording.NOTHING), found, TextCell(wording.NOTHING, span=2)]
    ends = (difference.value, difference.low, difference.high)
    return [
        name,
        ChartCell(difference_mark(ends, reach, _CHART - 12, _BAR), describe_difference(ends)),
        found,
        _expected(each),
        TextCell(points(ends[0]), TABLE_STRONG, f"{points(ends[1])} to {points(ends[2])}"),
    ]


def _expected(each: AuditorStrictness) -> TextCell:
    """Return how many of the same audits would be good by the grading of others."""
    if each.expected is None:
        return TextCell(wording.NOTHING)
    n = known(each.share.n)
    return TextCell(percent(each.expected / n), note=f"{each.expected:.1f} of {n}")
