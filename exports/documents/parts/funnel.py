"""Groups side by side as a chapter: the funnel plot, what it says, every number beneath it."""

from __future__ import annotations

from typing import Final

from exports.charts.funnel import describe_funnel, funnel_drawing
from exports.charts.numbers import percent
from exports.documents import wording
from exports.documents.blocks.block import Block
from exports.documents.blocks.cells import Cell, Column, TextCell
from exports.documents.blocks.method_notes import MethodNotes
from exports.documents.blocks.panels import Figure
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading, Paragraph, bullet_list
from exports.documents.styles import CONTENT_WIDTH, SMALL, TABLE_NOTE, TABLE_STRONG, Align
from exports.figures.funnel_data import FunnelData, FunnelGroup

_HEIGHT: Final = 236.0
_SHARE: Final = 66.0
_COUNT: Final = 76.0
_LIMITS: Final = 70.0
_STANDS: Final = 86.0
_BELOW: Final = "The table below has every number."


def funnel_chapter(data: FunnelData, heading: Heading, notes: MethodNotes) -> list[Block]:
    """Return how groups lie about the share of all, by name and without a rank.

    The link to the method stands where `notes` have one on funnels.
    """
    funnel = data.funnel
    limits = [Paragraph(each, SMALL) for each in data.limits]
    if not funnel.limits:
        return [heading, *bullet_list(funnel.words), *limits]
    return [
        heading,
        Paragraph(
            f"Each point is a {data.one}. The further right it stands, the more audits it has, and "
            "the less chance alone can move it: between the curves lies what chance would make of "
            f"{data.many} that are all alike."
        ),
        _chart(data),
        *notes.link(funnel.method),
        *bullet_list(funnel.words),
        Table(_columns(data), [_row(each) for each in funnel.groups]),
        *limits,
    ]


def _chart(data: FunnelData) -> Figure:
    caption = (
        f"Share of audits {data.good} by number of audits. One ring: beyond the 95% limits. Two: "
        "beyond the 99.8% limits, whose curves are broken."
    )
    drawing = funnel_drawing(data.funnel, CONTENT_WIDTH, _HEIGHT)
    return Figure(drawing, describe_funnel(data, _BELOW), caption)


def _columns(data: FunnelData) -> list[Column]:
    taken = _SHARE + _COUNT + 2 * _LIMITS + _STANDS
    return [
        Column(data.title, CONTENT_WIDTH - taken),
        Column("It lies", _STANDS),
        Column("Share", _SHARE, Align.RIGHT),
        Column("Count", _COUNT, Align.RIGHT),
        Column("95% limits", _LIMITS, Align.RIGHT),
        Column("99.8% limits", _LIMITS, Align.RIGHT),
    ]


def _row(group: FunnelGroup) -> list[Cell]:
    share, limits, fine = group.share, group.limits, group.share.published
    return [
        TextCell(group.name),
        _standing(group),
        TextCell(wording.share_text(share), TABLE_STRONG, wording.interval_text(share)),
        TextCell(wording.count_text(share)),
        TextCell(_between(limits.low_95, limits.high_95, fine=fine)),
        TextCell(_between(limits.low_998, limits.high_998, fine=fine)),
    ]


def _standing(group: FunnelGroup) -> TextCell:
    """Return where a group lies; how far is told by which of the limits it lies beyond."""
    if group.side is None:
        return TextCell("within", TABLE_NOTE)
    return TextCell(
        f"{group.side} {'99.8%' if group.stands == 'beyond_998' else '95%'}", TABLE_STRONG
    )


def _between(low: float, high: float, *, fine: bool) -> str:
    return f"{percent(low, fine=fine).rstrip('%')}–{percent(high, fine=fine)}"
