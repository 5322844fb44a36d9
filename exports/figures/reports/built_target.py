"""One measure against its target as a part of a report from a template."""

from __future__ import annotations

from collections.abc import Mapping

from db.store import ReadingStore
from exports.figures.facts import Facts
from exports.figures.process_charts.models import TargetStep
from exports.figures.report_data import Share
from exports.figures.reports.asked import KnownChange, OverTime, in_order
from exports.figures.reports.built_data import NotShown, ShownTarget
from exports.figures.reports.built_words import heading_of, not_shown
from exports.figures.reports.measures import Measures
from exports.figures.reports.over_time import changes_by_period, facts_by, line_limits
from exports.figures.reports.target_steps import step_figures
from forms.report_parts import Target


def target_part(
    store: ReadingStore,
    facts: Facts,
    part: Target,
    published: Mapping[str, Mapping[str, Share]] | None = None,
) -> ShownTarget | NotShown:
    """Return the line of a measure, or why there is none; within the snapshot of the facts.

    `published` is measure → quarter → the share that may be shown; of internal reports None.
    """
    try:
        asked = _asked(part)
    except ValueError as error:
        return not_shown(part, f"{error}: a target has one share for a day")
    if published is not None and part.every != "quarter":
        return not_shown(part, "published lines are by quarter: months hold too few audits")
    lines, tool = facts_by(store, facts, asked.every), facts.tools[0]
    measures = Measures(lines, tool, changes_by_period(asked), asked.chart, published)
    main = measures.called(asked.of, asked.steps)
    if main is None:
        return not_shown(
            part,
            "the section or question that it is about is not in the audit tool any more, or has "
            "no good answers",
        )
    if main.latest is None:
        return not_shown(part, "nothing that it is about was graded or answered")
    steps = step_figures(main, asked.steps)
    return ShownTarget(
        title=heading_of(part, f"Over time: {main.title if main.id else main.title.lower()}"),
        comment=part.comment,
        every=asked.every,
        main=main,
        steps=steps,
        limits=list(line_limits(facts, asked, main, steps, published=published is not None)),
    )


def _asked(part: Target) -> OverTime:
    """Return what is charted. Raises ValueError where two steps are for one day."""
    return OverTime(
        part.every,
        part.of,
        in_order([TargetStep(by=each.by, value=each.share) for each in part.steps]),
        tuple(KnownChange(each.day, each.what) for each in part.changes),
        part.chart,
    )
