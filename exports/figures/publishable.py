"""What a reader of published figures may know beside them, read from the store."""

from __future__ import annotations

from collections.abc import Sequence

from db.store import ReadingStore
from exports.figures.combining import CombinedTool
from exports.figures.crossing_data import Crossing
from exports.figures.facts import Facts
from exports.figures.suppression.crossed import Theme
from exports.figures.suppression.meanings import meanings_of
from exports.figures.suppression.nesting import occurring
from exports.figures.suppression.publishing import check_publishable
from exports.figures.suppression.together import Known


def known_of(
    store: ReadingStore, facts: Facts, fields: Sequence[str], crossings: Sequence[Crossing] = ()
) -> Known:
    """Return what may be known of audits that are grouped by these fields, and by crossings.

    Raises AuditAppError where a field to filter or group by could name a case or a person.
    """
    crossed = [field for each in crossings for field in (each.by, each.across) if field]
    check_publishable(facts.scope, *fields, *crossed)
    every = list(dict.fromkeys([*fields, *crossed]))
    return Known(
        found=occurring(store, facts.scope, every),
        themes=[theme for tool in facts.tools for theme in themes_of(tool)],
        meanings=meanings_of(facts),
    )


def themes_of(tool: CombinedTool) -> list[Theme]:
    """Return the themes of a tool's judged questions."""
    titles = {theme.id: theme.title for version in tool.versions for theme in version.themes}
    judged = [each.question for each in tool.questions if each.scale]
    return [
        Theme(name, title, tuple(each.id for each in judged if each.theme == name))
        for name, title in titles.items()
    ]
