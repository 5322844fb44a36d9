"""The overview of a few tools: a panel for each, with its share in large type."""

from __future__ import annotations

from typing import Final

from exports.charts.bars import distribution_bar
from exports.charts.of_figures import scale_segments
from exports.charts.words import describe_distribution
from exports.documents import wording
from exports.documents.blocks.block import Block
from exports.documents.blocks.layout import BigFigure, SideBySide, Stack
from exports.documents.blocks.panels import Figure, Legend
from exports.documents.blocks.text import Heading, Paragraph
from exports.documents.styles import CONTENT_WIDTH, SMALL
from exports.figures.reports.overview_data import ToolOverview

_GAP: Final = 18.0
_FIGURE: Final = 128.0
_WORDS: Final = CONTENT_WIDTH - 28 - _GAP - _FIGURE
_BAR: Final = 20.0


def card(tool: ToolOverview) -> Block:
    """Return one tool on a panel: share, grades, what changed, what to look at first."""
    share = tool.overall.good_or_better
    figure = BigFigure(
        wording.share_text(share),
        f"of audits {tool.grades.good_label}",
        [wording.count_text(share), f"95% interval {wording.interval_text(share) or '–'}"],
    )
    segments = scale_segments(tool.overall, tool.grades)
    title = Heading(tool.title, 2)
    title.most_lines = 1
    words: list[Block] = [
        title,
        Figure(distribution_bar(segments, _WORDS, _BAR), describe_distribution(segments)),
        Legend([(item.fill, f"{item.label} {item.number}") for item in segments]),
        Paragraph(tool.change.words, SMALL, most_lines=3),
        Paragraph(_concern(tool), SMALL, most_lines=3),
    ]
    return SideBySide([Stack(_FIGURE, [figure]), Stack(_WORDS, words)], _GAP, panel=True)


def _concern(tool: ToolOverview) -> str:
    if tool.concern is None:
        return "No question was answered often enough, and with weak answers, to stand out."
    share = tool.concern.share
    told = f"{wording.share_text(share)} good, {wording.count_text(share)}"
    return f"Look at first: {told}: {tool.concern.label}"
