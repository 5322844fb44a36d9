"""The measures of one tool as lines over time: overall grades, sections, questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from exports.figures.combining import CombinedQuestion, CombinedSection, CombinedTool
from exports.figures.facts import Facts
from exports.figures.process_charts.charting import measured, process_chart
from exports.figures.process_charts.models import (
    Assurance,
    Kind,
    ProcessChart,
    Signal,
    Stretch,
    TargetStep,
    Wanted,
)
from exports.figures.report_data import AnswerPoint, Distribution, Share, TrendPoint
from exports.figures.reports.over_time_data import Series, SeriesPoint
from exports.figures.reports.over_time_published import as_published
from exports.figures.reports.over_time_words import pattern_of, pattern_words, period_name, renamed
from exports.figures.trends import answer_points, trend_points
from forms.scales import Scale

Steps = Sequence[TargetStep]
_AUDITS = ("audit", "audits")
_ANSWERS = ("answer", "answers")
_Part = TypeVar("_Part", Signal, Stretch, Assurance)


class _Named(NamedTuple):
    """What a measure is: its id and title, the section it stands in, what is good, what n is."""

    id: str
    title: str
    section: str
    good: str
    unit: tuple[str, str]


class Measures(NamedTuple):
    """Makes the series of one tool; `changes` is period → what changed in practice.

    `published` is the id of a measure → period → the share that may be shown of it; of internal
    figures None.
    """

    facts: Facts
    tool: CombinedTool
    changes: Mapping[str, str]
    chart: Kind | None
    published: Mapping[str, Mapping[str, Share]] | None = None

    def called(self, name: str, steps: Steps) -> Series | None:
        """Return the section or question of an id, of "" the overall grades; None if there is none.

        A section that is not graded, and a question without good answers, is none.
        """
        if not name:
            return self.overall(steps)
        for section in self.tool.sections:
            if section.graded and section.section.id == name:
                return self.section(section, steps)
            for question in section.questions:
                if question.question.id == name:
                    return next(self.question(section, question, steps), None)
        return None

    def overall(self, steps: Steps) -> Series:
        """Return the overall grades over time."""
        grades = self.tool.newest.grades
        named = _Named("", "Overall grades", "", grades.good_label, _AUDITS)
        return self._series(named, trend_points(self.facts, grades), steps)

    def section(self, section: CombinedSection, steps: Steps) -> Series:
        """Return the grades of one section over time."""
        grades, found = self.tool.newest.grades, section.section
        named = _Named(found.id, found.title, "", grades.good_label, _AUDITS)
        points = trend_points(self.facts, grades, f"section.{found.id}")
        return self._series(named, points, steps)

    def question(
        self, section: CombinedSection, question: CombinedQuestion, steps: Steps
    ) -> Iterator[Series]:
        """Yield the answers to a question over time; nothing where none of them is good."""
        scale = question.scale
        if scale is None or not _has_good(scale):
            return
        found = question.question
        named = _Named(found.id, found.label, section.section.title, scale.good_label, _ANSWERS)
        points = answer_points(self.facts, self.tool, question)
        yield self._series(named, points, steps)

    def _series(
        self, named: _Named, trend: Sequence[TrendPoint | AnswerPoint], steps: Steps
    ) -> Series:
        if self.published is not None:
            trend = [_shown(each, self.published.get(named.id, {})) for each in trend]
        wanted = Wanted(kind=self.chart, steps=tuple(steps))
        chart = _called(process_chart(measured(trend, self.changes), wanted))
        valued = [place for place, each in enumerate(chart.points) if each.value is not None]
        series = Series(
            **named._asdict(),
            points=[self._point(each) for each in trend],
            chart=chart,
            latest=valued[-1] if valued else None,
            pattern=pattern_of(chart),
            told=pattern_words(chart),
        )
        return series if self.published is None else as_published(series)

    def _point(self, point: TrendPoint | AnswerPoint) -> SeriesPoint:
        figures: Distribution = point.overall if isinstance(point, TrendPoint) else point
        reasons = [each for each in (point.broken_by, self.changes.get(point.period)) if each]
        return SeriesPoint(
            name=period_name(point.period),
            share=figures.good_or_better,
            anew=" ".join(reasons),
        )


def _shown(
    point: TrendPoint | AnswerPoint, shares: Mapping[str, Share]
) -> TrendPoint | AnswerPoint:
    """Return a point with what may be shown of its share."""
    share = {"good_or_better": shares.get(point.period)}
    if isinstance(point, TrendPoint):
        return point.model_copy(update={"overall": point.overall.model_copy(update=share)})
    return point.model_copy(update=share)


def _has_good(scale: Scale) -> bool:
    return any(point.good for point in scale.points)


def _called(chart: ProcessChart) -> ProcessChart:
    """Return a chart whose words call its periods as people do."""
    name = renamed(point.period for point in chart.points)
    return chart.model_copy(
        update={
            "words": [name(each) for each in chart.words],
            "signals": [_said(each, name) for each in chart.signals],
            "stretches": [_said(each, name) for each in chart.stretches],
            "assurances": [_said(each, name) for each in chart.assurances],
        }
    )


def _said(part: _Part, name: Callable[[str], str]) -> _Part:
    return part.model_copy(update={"words": name(part.words)})
