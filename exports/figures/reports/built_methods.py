"""How the figures of a report from a template were made: only those that it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from exports.figures.crossing_compared import compared
from exports.figures.crossing_data import Crossing
from exports.figures.crossing_words import breaks
from exports.figures.methods import Method
from exports.figures.report_data import ReportData
from exports.figures.reports.built_data import (
    NotShown,
    ShownAgreement,
    ShownFunnel,
    ShownPart,
    ShownStrictness,
    ShownTarget,
    ShownTerms,
    ShownText,
    ShownTrend,
    ShownView,
)
from exports.figures.reports.over_time import line_methods
from exports.figures.reports.over_time_words import method_of_lines


def method_of(parts: Sequence[ShownPart]) -> Iterator[str]:
    """Yield what is to be said of the method of parts, beyond that of every report."""
    for part in parts:
        if isinstance(part, ShownTarget):
            yield from method_of_lines(part.every)
        elif isinstance(part, ShownAgreement):
            yield from part.agreed.method


def methods_of(figures: ReportData, parts: Sequence[ShownPart]) -> Iterator[Method]:
    """Yield the methods that the figures of parts were made by."""
    for part in parts:
        if isinstance(part, ShownText | NotShown):
            continue
        yield "wilson"
        match part:
            case ShownTrend():
                yield from _rebased(any(each.broken_by for each in figures.figures.trend))
            case ShownView():
                yield from _of_crossing(part.crossing)
            case ShownTarget():
                yield from line_methods([part.main], part.steps)
            case ShownFunnel():
                yield from (note.method for note in part.funnel.notes)
            case ShownTerms():
                yield from (note.method for note in part.terms.notes)
            case ShownStrictness():
                yield from (note.method for note in part.strictness.notes)
            case ShownAgreement():
                yield from (note.method for note in part.agreed.notes)


def _of_crossing(crossing: Crossing) -> Iterator[Method]:
    if compared(crossing):
        yield "difference"
    yield from _rebased(bool(breaks(crossing)))


def _rebased(is_broken: bool) -> list[Method]:
    return ["rebasing"] if is_broken else []


def once(sentences: Iterable[str]) -> list[str]:
    """Return sentences in their order, none twice."""
    return list(dict.fromkeys(sentences))
