"""What a report from a template may publish: its figures and its views, all together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from db.reading import AuditScope
from db.store import ReadingStore
from exports.figures.crossing import Asked, plain_crossing
from exports.figures.facts import Facts
from exports.figures.report_data import ReportData
from exports.figures.reports.built_data import NotShown, ShownView
from exports.figures.reports.built_view import shown_view, unreadable
from exports.figures.reports.built_words import not_shown, refused
from exports.figures.suppression.publishing import Publication, check_publishable
from exports.figures.thematic import thematic_beside
from exports.figures.view_scopes import view_scope
from forms.errors import AuditAppError
from forms.report_parts import View

_OTHER_AUDITS: Final = (
    "it is on other audits than the report, and what is hidden in the one could be worked out from "
    "the other"
)


class PublishedTogether(NamedTuple):
    """The figures that parts share, and every view by its place: all published as one."""

    figures: ReportData
    views: dict[int, ShownView | NotShown]


class Wanted(NamedTuple):
    """What is published: groups by fields, what auditors wrote, views by their places."""

    fields: Sequence[str]
    words: bool
    views: Mapping[int, View]
    today: date


def published_together(
    store: ReadingStore, facts: Facts, publication: Publication, wanted: Wanted
) -> PublishedTogether:
    """Return figures and views in which nothing hidden can be worked out from all of them.

    A view on other audits than the report is left out, and so is one that may not be published or
    not beside the others: the later one goes first.
    """
    views, scope, today = wanted.views, facts.scope, wanted.today
    left = {place: _refusal(store, scope, view, today) for place, view in views.items()}
    shown = [place for place, refusal in left.items() if refusal is None]
    while True:
        asked = [_asked(views[place]) for place in shown]
        try:
            figures, crossings = thematic_beside(
                store, facts, asked, publication, fields=wanted.fields, words=wanted.words
            )
        except AuditAppError as error:
            if not shown:
                raise
            place = shown.pop()
            left[place] = refused(views[place], error)
            continue
        found = dict(zip(shown, crossings, strict=True))
        parts = {place: shown_view(views[place], crossing) for place, crossing in found.items()}
        missing = {place: refusal for place, refusal in left.items() if refusal is not None}
        return PublishedTogether(figures, {**missing, **parts})


def _refusal(store: ReadingStore, scope: AuditScope, part: View, today: date) -> NotShown | None:
    """Return why a view cannot be published at all; None where it may be."""
    asked = _asked(part)
    if view_scope(part.view, today) != scope:
        return not_shown(part, _OTHER_AUDITS)
    try:
        check_publishable(scope, *asked.fields)
        reason = unreadable(plain_crossing(store, scope, asked, for_publication=True))
    except AuditAppError as error:
        return refused(part, error)
    return not_shown(part, reason) if reason else None


def _asked(part: View) -> Asked:
    return Asked(part.view.measure, part.view.by, part.view.across)
