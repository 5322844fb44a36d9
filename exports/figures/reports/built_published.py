"""What a report from a template may publish: figures, views and lines, all of them together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from db.reading import AuditScope
from db.store import ReadingStore
from exports.figures.crossing import Asked, plain_crossing
from exports.figures.crossing_data import Crossing
from exports.figures.facts import Facts
from exports.figures.report_data import ReportData, Share
from exports.figures.reports.built_data import NotShown, ShownView
from exports.figures.reports.built_view import shown_view, unreadable
from exports.figures.reports.built_words import not_shown, refused
from exports.figures.suppression.publishing import Publication, check_publishable
from exports.figures.thematic import thematic_beside
from exports.figures.view_scopes import view_scope
from forms.errors import AuditAppError
from forms.report_parts import ReportPart, Target, View

_OTHER_AUDITS: Final = (
    "it is on other audits than the report, and what is hidden in the one could be worked out from "
    "the other"
)

Lines = Mapping[str, Mapping[str, Share]]
"""Measure id, "" for the overall grade → quarter → the share that may be shown."""


class Together(NamedTuple):
    """The figures that parts share; of a published report also what else is published with them.

    `views` holds parts by their places in the template; `lines` is None in an internal report.
    """

    figures: ReportData
    views: Mapping[int, ShownView | NotShown]
    lines: Lines | None


class Wanted(NamedTuple):
    """What is worked out: groups by fields, what auditors wrote, and the parts of the template."""

    fields: Sequence[str]
    words: bool
    parts: Sequence[ReportPart]
    today: date


def published_together(
    store: ReadingStore, facts: Facts, publication: Publication, wanted: Wanted
) -> Together:
    """Return figures, views and lines in which nothing hidden can be worked out from all of them.

    A view on other audits than the report is left out, and so is what may not be published, or
    not beside the rest: the later part goes first.
    """
    missing = dict(_refused_views(store, facts.scope, wanted))
    asked = {
        place: each for place, each in _asked(wanted.parts, facts).items() if place not in missing
    }
    while True:
        try:
            figures, crossings = thematic_beside(
                store,
                facts,
                list(asked.values()),
                publication,
                fields=wanted.fields,
                words=wanted.words,
            )
        except AuditAppError as error:
            if not asked:
                raise
            place, _ = asked.popitem()
            missing[place] = refused(wanted.parts[place], error)
            continue
        return _together(figures, dict(zip(asked, crossings, strict=True)), missing, wanted.parts)


def _together(
    figures: ReportData,
    crossings: Mapping[int, Crossing],
    missing: Mapping[int, NotShown],
    parts: Sequence[ReportPart],
) -> Together:
    views: dict[int, ShownView | NotShown] = dict(missing)
    lines = dict(_lines(figures))
    for place, crossing in crossings.items():
        part = parts[place]
        if isinstance(part, View):
            views[place] = shown_view(part, crossing)
        elif isinstance(part, Target):
            lines[part.of] = {
                row.value: row.total.good_or_better
                for row in crossing.rows
                if row.total.good_or_better
            }
    return Together(figures, views, lines)


def _lines(figures: ReportData) -> Iterator[tuple[str, dict[str, Share]]]:
    """Yield the lines that the figures of every report hold: overall grades and questions."""
    overall = [(point.period, point.overall.good_or_better) for point in figures.figures.trend]
    yield "", {period: share for period, share in overall if share}
    for question in figures.figures.questions:
        answers = [(point.period, point.good_or_better) for point in question.trend]
        yield question.id, {period: share for period, share in answers if share}


def _asked(parts: Sequence[ReportPart], facts: Facts) -> dict[int, Asked]:
    """Return what is asked for beside the figures: views, and sections by quarter as lines."""
    graded = {each.section.id for each in facts.tools[0].sections if each.graded}
    found = {}
    for place, part in enumerate(parts):
        if isinstance(part, View):
            found[place] = _of_view(part)
        elif isinstance(part, Target) and part.of in graded and part.every == "quarter":
            found[place] = Asked(f"section:{part.of}", "quarter")
    return found


def _of_view(part: View) -> Asked:
    return Asked(part.view.measure, part.view.by, part.view.across)


def _refused_views(
    store: ReadingStore, scope: AuditScope, wanted: Wanted
) -> Iterator[tuple[int, NotShown]]:
    """Yield the views that cannot be published at all, by their places."""
    for place, part in enumerate(wanted.parts):
        refusal = _refusal(store, scope, part, wanted.today) if isinstance(part, View) else None
        if refusal:
            yield place, refusal


def _refusal(store: ReadingStore, scope: AuditScope, part: View, today: date) -> NotShown | None:
    if view_scope(part.view, today) != scope:
        return not_shown(part, _OTHER_AUDITS)
    asked = _of_view(part)
    try:
        check_publishable(scope, *asked.fields)
        reason = unreadable(plain_crossing(store, scope, asked, for_publication=True))
    except AuditAppError as error:
        return refused(part, error)
    return not_shown(part, reason) if reason else None
