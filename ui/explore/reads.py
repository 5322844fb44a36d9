"""What the page asks of the database; each runs as a job, away from the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ui.explore.shown import Shown, make_shown
from ui.report.reads import ReportOptions, load_options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from db.scopes import AuditScope
    from db.store import ReadingStore
    from exports.figures.combining import CombinedTool
    from exports.figures.crossing_data import Crossing
    from forms.explore_views import ExploreView
    from ui.lanes import Progress

OVERALL: Final = "overall"
_ANSWERED: Final = frozenset({"one_of"})
"""Kinds without a scale that can be told apart in a bar all the same."""


class Options(NamedTuple):
    """What can be explored: the tools and filters of a report, and the fields to group by."""

    scope: ReportOptions
    fields: list[tuple[str, str]]


class Explored(NamedTuple):
    """What came of a view: what its tool can be asked about, and what is shown.

    `view` is the one that was worked out: where its measure is not one of its tool's, it is that
    of the overall grade. `shown` is None where no audit matches.
    """

    view: ExploreView
    measures: list[tuple[str, str]]
    shown: Shown | None


class Behind(NamedTuple):
    """The audits behind a number: their permanent ids, and what they are."""

    uids: list[str]
    told: str


def load_explore_options(store: ReadingStore, progress: Progress) -> Options:
    """Return what can be explored in this database."""
    from exports.figures.crossing_words import field_title

    scope = load_options(store, progress)
    fields = [(each.name, each.label) for each in scope.fields if each.name != "auditor"]
    rest = ("quarter", "month", "overall", "version", "auditor")
    return Options(scope, [*fields, *((each, field_title(each)) for each in rest)])


def explore(
    store: ReadingStore,
    progress: Progress,
    view: ExploreView,
    today: date,
    *,
    published: bool = False,
) -> Explored:
    """Work a view out. Raises AuditAppError where it asks for what is not there.

    Also for what cannot be `published`.
    """
    from db.reading import tools_in_scope
    from db.scopes import AuditScope
    from exports.figures.crossing import cross
    from exports.figures.facts import tools_of
    from exports.figures.view_scopes import view_scope

    progress(0, 2, "Counting …")
    of_tool = AuditScope(view.tool)
    used = tools_in_scope(store, of_tool)
    tools = tools_of(store, of_tool, used) if used else []
    measures = [each for tool in tools for each in _measures(tool)]
    if view.measure not in dict(measures):
        view = view.model_copy(update={"measure": OVERALL})
    scope = view_scope(view, today)
    if not used or not tools_in_scope(store, scope):
        return Explored(view, measures, None)
    asked = view.measure, view.by, view.across
    crossing = _published(store, scope, asked) if published else cross(store, scope, *asked)
    progress(1, 2, "Drawing the chart …")
    return Explored(view, measures, make_shown(crossing))


def _published(
    store: ReadingStore, scope: AuditScope, asked: tuple[str, str, str | None]
) -> Crossing:
    """Return a crossing that says first what its “c” stands for."""
    from exports.figures.crossing import cross
    from exports.figures.suppression.publishing import Publication, c_sentence

    publication = Publication()
    crossing = cross(store, scope, *asked, publication=publication)
    limits = [c_sentence(publication.threshold), *crossing.limits]
    return crossing.model_copy(update={"limits": limits})


def _measures(tool: CombinedTool) -> Iterator[tuple[str, str]]:
    """Yield what a tool can be asked about, as (measure, label); titles of their own tell parts."""
    yield OVERALL, "Overall grade"
    titles = {theme.id: theme.title for version in tool.versions for theme in version.themes}
    judged = {each.question.theme for each in tool.questions if each.scale}
    for name, title in titles.items():
        if name in judged:
            yield f"theme:{name}", f"Theme: {title}"
    for section in tool.sections:
        if section.graded:
            yield f"section:{section.section.id}", f"Section: {section.section.title}"
        for question in section.questions:
            if question.scale or question.question.kind in _ANSWERED:
                label = f"Question: {question.question.label}"
                yield f"question:{question.question.id}", label


def find_behind(  # noqa: PLR0917 -- a job
    store: ReadingStore,
    _progress: Progress,
    view: ExploreView,
    crossing: Crossing,
    row: int | None,
    column: int | None,
    code: str | None,
) -> Behind:
    """Return the audits behind a cell of a crossing, or behind one code in it."""
    from db.scopes import AuditScope
    from exports.figures.behind import audits_of_cell
    from exports.tables.crossing_table import code_titles

    told, group = [crossing.label], dict[str, str]()
    if row is not None:
        group[crossing.by] = crossing.rows[row].value
        told.append(crossing.rows[row].title)
    if column is not None and crossing.across:
        group[crossing.across] = crossing.columns[column].value
        told.append(crossing.columns[column].title)
    if code:
        told.append(code_titles(crossing).get(code, code))
    asked = crossing.scope
    scope = AuditScope(view.tool, asked.from_, asked.to, dict(view.where))
    uids = audits_of_cell(store, scope, crossing.measure, group, code)
    return Behind(uids, ", ".join(told))


def save_bytes(_store: ReadingStore, _progress: Progress, data: bytes, target: Path) -> None:
    """Write a picture or table whole or not at all. Raises AuditAppError when that fails."""
    from exports.documents.saving import save_whole

    save_whole(data, target)


def table_bytes(crossing: Crossing) -> bytes:
    """Return the table of a crossing as CSV."""
    from exports.tables.crossing_table import crossing_csv

    return crossing_csv(crossing)


def table_text(crossing: Crossing) -> str:
    """Return the table of a crossing with tabs between cells."""
    from exports.tables.crossing_table import crossing_text

    return crossing_text(crossing)
