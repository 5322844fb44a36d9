"""All figures of a scope as they may be published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.figures.facts import read_facts
from exports.figures.fields import check_fields
from exports.figures.figures import figures_of
from exports.figures.suppression.meanings import meanings_of
from exports.figures.suppression.nesting import occurring
from exports.figures.suppression.publishing import (
    Publication,
    check_publishable,
    publish_figures,
)

if TYPE_CHECKING:
    from db.reading import AuditScope
    from db.store import ReadingStore
    from exports.figures.report_data import Figures


def work_out_published(
    store: ReadingStore, scope: AuditScope, by: str | None, publication: Publication
) -> Figures:
    """Return all figures of a scope without small numbers; arguments as of `work_out_figures`.

    Raises AuditAppError where a field to filter or group by is unknown, or could name a case or a
    person.
    """
    with store.snapshot():
        check_fields(store, scope, by)
        check_publishable(scope, by)
        facts = read_facts(store, scope)
        figures = figures_of(store, facts, by)
        together = occurring(store, facts, (by, "quarter")) if by and by != "quarter" else None
    return publish_figures(figures, meanings_of(facts), publication, together)
