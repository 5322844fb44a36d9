"""What a template can be put together from in this database, and the report it makes; as jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from forms.errors import AuditAppError
from ui.report.reads import ReportOptions, Worked, load_options

if TYPE_CHECKING:
    from datetime import date

    from db.store import ReadingStore
    from exports.reports.kinds import Batch, ReportRequest
    from forms.report_templates import ReportTemplate
    from ui.lanes import Progress

_KIND: Final = "built"
_PARTIES: Final = (("agency", "Agency"), ("role", "Role"))


class Offers(NamedTuple):
    """What there is to choose from.

    `fields` to compare by are (name, label); of the audit tool asked for, `sections` are (id,
    title), and `measures` (id, label), "" first for the overall grade.
    """

    scope: ReportOptions
    tool: str
    fields: list[tuple[str, str]]
    sections: list[tuple[str, str]]
    measures: list[tuple[str, str]]


def load_offers(store: ReadingStore, progress: Progress, tool_id: str) -> Offers:
    """Return what a template about a tool can be put together from; a tool without audits too."""
    from db.reading import tools_in_scope
    from db.scopes import AuditScope
    from exports.figures.facts import tools_of

    options = load_options(store, progress)
    asked = AuditScope(tool_id)
    used = tools_in_scope(store, asked)
    tool = next(iter(tools_of(store, asked, used)), None) if used else None
    sections = [(each.section.id, each.section.title) for each in tool.sections] if tool else []
    graded = [each.section for each in tool.sections if each.graded] if tool else []
    judged = [each.question for each in tool.questions if each.scale] if tool else []
    measures = [
        ("", "Overall grade"),
        *((section.id, f"Section: {section.title}") for section in graded),
        *((question.id, f"Question: {question.label}") for question in judged),
    ]
    fields = [(each.name, each.label) for each in options.fields if each.name != "auditor"]
    known = {name for name, _ in fields}
    fields += [party for party in _PARTIES if party[0] not in known]
    return Offers(options, tool_id, fields, sections, measures)


def work_out(
    store: ReadingStore, progress: Progress, template: ReportTemplate, today: date
) -> Worked | None:
    """Return the report that a template makes today; nothing where no audit matches."""
    from db.reading import scope_totals
    from exports.reports.catalogue import kind_called

    request = request_of(template, today)
    if not scope_totals(store, request.scope).audits:
        return None
    progress(0, 0, "Working out the figures …")
    return Worked(kind_called(_KIND).work_out(store, request), None)


def each_team(store: ReadingStore, template: ReportTemplate, today: date) -> Batch:
    """Return the report of each team. Raises AuditAppError where that cannot be."""
    from exports.reports.catalogue import kind_called

    each = kind_called(_KIND).work_out_each
    if each is None:
        raise AuditAppError("There is no report for each team of this kind.")
    return each(store, request_of(template, today))


def request_of(template: ReportTemplate, today: date) -> ReportRequest:
    """Return what a template asks for today; a named period is meant anew."""
    from exports.figures.suppression.publishing import Publication
    from exports.figures.view_scopes import template_scope
    from exports.reports.kinds import ReportRequest

    published = template.profile == "published"
    return ReportRequest(
        template_scope(template, today),
        template.profile,
        Publication(template.threshold) if published else None,
        template=template,
        today=today,
    )
