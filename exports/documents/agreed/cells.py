"""How figures of agreement are written in the cells of tables."""

from __future__ import annotations

from typing import Final

from exports.charts.bars import share_bar
from exports.charts.numbers import interval, percent
from exports.charts.words import describe_share
from exports.documents import wording
from exports.documents.blocks.cells import Cell, ChartCell, TextCell
from exports.documents.styles import TABLE_STRONG
from exports.figures.agreement.estimates import Estimate
from exports.figures.agreement.shares import AgreedShare, Apart
from exports.figures.percentages import decimal

_BAR: Final = 11.0


def bar_cell(share: AgreedShare, width: float) -> ChartCell:
    """Return a share with its interval as a small chart."""
    values = share.share, share.low, share.high
    return ChartCell(share_bar(*values, width, _BAR), describe_share(*values))


def share_cells(share: AgreedShare) -> list[Cell]:
    """Return a share with its interval, and how many of how many pairs it is."""
    return [
        TextCell(share_text(share), TABLE_STRONG, interval_text(share)),
        TextCell(f"{share.agreed:,} of {share.pairs:,}"),
    ]


def share_text(share: AgreedShare) -> str:
    """Return `70%`, or a dash where nothing was compared."""
    return wording.NOTHING if share.share is None else percent(share.share)


def interval_text(share: AgreedShare) -> str:
    """Return `48–85%`, or nothing."""
    if share.low is None or share.high is None:
        return ""
    return interval(share.low, share.high)


def estimate_cell(found: Estimate | None) -> TextCell:
    """Return a coefficient with its interval below, or a dash."""
    if found is None or found.value is None:
        return TextCell(wording.NOTHING)
    return TextCell(decimal(found.value), note=ends(found))


def ends(found: Estimate) -> str:
    """Return `0.32 to 0.90`, or nothing where there is no interval."""
    if found.low is None or found.high is None:
        return ""
    return f"{decimal(found.low)} to {decimal(found.high)}"


def apart_cell(found: Apart) -> TextCell:
    """Return how far apart answers were, from 0 to 1, or a dash."""
    if found.mean is None or found.low is None or found.high is None:
        return TextCell(wording.NOTHING)
    return TextCell(decimal(found.mean), note=f"{decimal(found.low)} to {decimal(found.high)}")
