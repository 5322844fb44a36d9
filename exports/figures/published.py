"""All figures of a scope as they may be published, and measures set out by one field or two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from db.reading import AuditScope, tools_in_scope
from db.store import ReadingStore
from exports.figures.crossing import Asked, plain_crossing
from exports.figures.crossing_data import Crossing
from exports.figures.facts import read_facts, tools_of
from exports.figures.fields import check_fields
from exports.figures.figures import figures_of
from exports.figures.publishable import known_of, themes_of
from exports.figures.report_data import Figures
from exports.figures.suppression.nesting import occurring
from exports.figures.suppression.publishing import Publication, check_publishable
from exports.figures.suppression.together import (
    Known,
    publish_crossings,
    publish_figures_with,
)


class PublishedFigures(NamedTuple):
    """Figures, and crossings published together with them."""

    figures: Figures
    crossings: list[Crossing]


def work_out_published(
    store: ReadingStore,
    scope: AuditScope,
    by: str | None,
    publication: Publication,
    asked: Sequence[Asked] = (),
) -> PublishedFigures:
    """Return all figures of a scope without small numbers; arguments as of `work_out_figures`.

    The crossings asked for are published together with them. Raises AuditAppError where a field
    to filter or group by is unknown, or could name a case or a person, and as `cross`.
    """
    with store.snapshot():
        check_fields(store, scope, by)
        check_publishable(scope, by)
        facts = read_facts(store, scope)
        crossings = [plain_crossing(store, scope, each, for_publication=True) for each in asked]
        known = known_of(store, facts, [by, "quarter"] if by else ["quarter"], crossings)
        figures = figures_of(store, facts, by)
    return PublishedFigures(*publish_figures_with(figures, by, crossings, publication, known))


def published_crossings(
    store: ReadingStore, scope: AuditScope, asked: Sequence[Asked], publication: Publication
) -> list[Crossing]:
    """Return crossings of the same audits of which none gives away what another hides.

    Raises AuditAppError as `cross`, and where more could be told from them together than anybody
    can rule out.
    """
    fields = list(dict.fromkeys(field for each in asked for field in each.fields))
    check_publishable(scope, *fields)
    with store.snapshot():
        crossings = [plain_crossing(store, scope, each, for_publication=True) for each in asked]
        tools = tools_of(store, scope, tools_in_scope(store, scope))
        themes = [theme for tool in tools for theme in themes_of(tool)]
        known = Known(occurring(store, scope, fields), themes)
    return publish_crossings(crossings, publication, known)
