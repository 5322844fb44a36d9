"""A report from a template, worked out and not yet drawn."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from db.reading import AuditScope
from db.store import ReadingStore
from exports.figures.facts import overall_by, read_facts
from exports.figures.fields import check_fields
from exports.figures.method_notes import notes_on
from exports.figures.report_data import ReportData
from exports.figures.reports.built_data import BuiltReport, ShownAgreement, ShownPart
from exports.figures.reports.built_methods import method_of, methods_of, once
from exports.figures.reports.built_parts import Sources, grouped_by, shown_parts
from exports.figures.reports.built_published import Together, Wanted, published_together
from exports.figures.reports.funnels import unpublished_sentences
from exports.figures.reports.logos import picture_of
from exports.figures.suppression.publishing import Publication, check_publishable
from exports.figures.thematic import only_tool, thematic_of
from forms.errors import AuditAppError
from forms.report_parts import View, Words
from forms.report_templates import ReportTemplate

_TEAM: Final = "team"
_NO_LOGO: Final = "The logo could not be shown: its picture is empty, or cannot be read."


def built_report(
    store: ReadingStore,
    template: ReportTemplate,
    scope: AuditScope,
    today: date,
    publication: Publication | None = None,
) -> BuiltReport:
    """Return the report of a template on the audits in a scope, from one state of the file.

    `scope` is what the template is about (`template_scope`) unless somebody asked for other
    audits; `today` says what is meant by the named periods of its views. A part that cannot be
    made is a sentence in its place. With a `publication` it is fit to be published, without parts
    that are for internal use. Raises AuditAppError where there are no audits, or where a field to
    filter by is unknown or could name a person in what is published.
    """
    with store.snapshot():
        check_fields(store, scope)
        if publication:
            check_publishable(scope)
        facts = read_facts(store, replace(scope, tool_id=only_tool(store, scope)))
        wanted = Wanted(
            grouped_by(template.parts, scope, publication is not None),
            any(isinstance(part, Words) for part in template.parts),
            template.parts,
            today,
        )
        if publication:
            together = published_together(store, facts, publication, wanted)
        else:
            figures = thematic_of(store, facts, fields=wanted.fields, words=wanted.words)
            together = Together(figures, {}, None)
        parts = shown_parts(Sources(store, template, facts, today, together))
    return _report(template, together.figures, parts)


def built_reports(
    store: ReadingStore, template: ReportTemplate, scope: AuditScope, today: date
) -> Generator[tuple[str, int, BuiltReport], None, None]:
    """Yield each team in a scope, of how many, with the report of a template on it alone.

    All come from one state of the file, and their views are on that team alone too. Raises as
    `built_report`, and AuditAppError where no audit says its team or the scope chooses one.
    """
    if _TEAM in scope.where:
        raise AuditAppError(
            "A report for each team chooses the teams itself: take the filter for the team away."
        )
    with store.snapshot():
        check_fields(store, scope)
        whole = read_facts(store, replace(scope, tool_id=only_tool(store, scope)))
        teams = sorted(filter(None, overall_by(store, whole, _TEAM)), key=str.casefold)
        if not teams:
            raise AuditAppError("No audit in this selection says which team it is about.")
        for team in teams:
            of_team = replace(scope, where={**scope.where, _TEAM: team})
            report = built_report(store, _for_team(template, team), of_team, today)
            yield team, len(teams), _titled(report, f"{team}: {report.title}")


def _for_team(template: ReportTemplate, team: str) -> ReportTemplate:
    """Return a template whose views are on one team alone."""

    def narrowed(view: View) -> View:
        where = {**view.view.where, _TEAM: team}
        return view.model_copy(update={"view": view.view.model_copy(update={"where": where})})

    parts = [narrowed(each) if isinstance(each, View) else each for each in template.parts]
    return template.model_copy(update={"parts": tuple(parts)})


def _titled(report: BuiltReport, title: str) -> BuiltReport:
    figures = report.figures.model_copy(update={"title": title})
    return report.model_copy(update={"title": title, "figures": figures})


def _report(
    template: ReportTemplate, figures: ReportData, parts: Sequence[ShownPart]
) -> BuiltReport:
    logo = picture_of(template.logo) if template.logo else None
    title = template.title or figures.tool_title
    return BuiltReport(
        title=title,
        tool_title=figures.tool_title,
        tool_versions=figures.tool_versions,
        scope=figures.figures.scope,
        first_audited=figures.first_audited,
        last_audited=figures.last_audited,
        as_at=figures.as_at,
        limits=_limits(figures, parts, unread=template.logo is not None and logo is None),
        method=once([*figures.method, *method_of(parts)]),
        notes=notes_on(methods_of(figures, parts)),
        profile=figures.profile,
        logo=logo,
        figures=figures.model_copy(update={"title": title, "funnels": [], "terms": None}),
        parts=list(parts),
    )


def _limits(figures: ReportData, parts: Sequence[ShownPart], *, unread: bool) -> list[str]:
    agreed = [part.agreed for part in parts if isinstance(part, ShownAgreement)]
    told = [*figures.limits, *(limit for each in agreed for limit in each.limits)]
    elsewhere = set(unpublished_sentences(figures.groups))  # the parts themselves tell it
    return [
        *(each for each in once(told) if each not in elsewhere),
        *([_NO_LOGO] if unread else []),
    ]
