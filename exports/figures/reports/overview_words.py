"""What the overview says beside its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from exports.figures.report_data import Count, QuestionFigures, Scope
from exports.figures.reports.changes import Periods
from exports.figures.reports.overview_data import ToolOverview, TopConcern
from exports.figures.standing_out import attention
from exports.figures.wording import amount, listed

_FEW: Final = 20
_ALWAYS: Final = (
    "Tools ask different things and stand on scales of their own: compare a tool with itself, "
    "never with another. Drafts and audits that were made void are not counted."
)


def top_concern(questions: Sequence[QuestionFigures]) -> TopConcern | None:
    """Return the question to look at first; None where none stands out."""
    weakest = next(iter(attention(questions)), None)
    if weakest is None or weakest.good_or_better is None:
        return None
    return TopConcern(label=weakest.label, share=weakest.good_or_better)


def which_periods(periods: Periods | None) -> str:
    """Return which periods stand side by side, as one sentence."""
    if periods is None:
        return "No period stands before the one reported, so no change is told."
    return (
        f"Change: {periods.now.name} against {periods.before.name}. It is clear only where the "
        "range below it leaves out 0."
    )


def notes_on_tools(
    scope: Scope, shown: Sequence[ToolOverview], beyond: int, audits_beyond: Count
) -> list[str]:
    """Return what the reader must know, the weightiest first.

    `beyond` tools with so many audits are not shown; published, these are not told.
    """
    return [
        *_beyond(beyond, audits_beyond),
        *_few(shown),
        *_left_out(scope.conflicts_left_out),
        _ALWAYS,
    ]


def _beyond(tools: int, audits: Count) -> Iterator[str]:
    if tools:
        whose = "" if audits == "c" else f" with {amount(audits, 'audit', 'audits')}"
        yield (
            f"{amount(tools, 'tool', 'tools')}{whose} not shown, being used least: choose one with "
            "a filter."
        )


def _few(shown: Sequence[ToolOverview]) -> Iterator[str]:
    few = [
        f"{tool.title} ({tool.audits})"
        for tool in shown
        if isinstance(tool.audits, int) and tool.audits < _FEW
    ]
    if few:
        yield (
            f"Fewer than {_FEW} audits, so that one more or less moves a share by more than "
            f"{100 // _FEW} points: {listed(sorted(few))}."
        )


def _left_out(conflicts: Count) -> Iterator[str]:
    if conflicts:
        yield (
            f"{amount(conflicts, 'audit is', 'audits are')} left out because two versions of the "
            "same audit differ and nobody has settled yet which answers stand."
        )
