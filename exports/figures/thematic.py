"""The thematic report of one audit tool, complete and not yet drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from db.reading import AuditScope, tools_in_scope
from db.store import ReadingStore
from db.tools import load_tool
from exports.figures.cohorts import report_in_cohort
from exports.figures.combining import CombinedTool
from exports.figures.crossing import Asked, plain_crossing
from exports.figures.crossing_data import Crossing
from exports.figures.crossing_words import field_title
from exports.figures.facts import Facts, read_facts
from exports.figures.fields import check_fields
from exports.figures.figures import figures_of, overall_groups_by_each
from exports.figures.funnel_data import FunnelData
from exports.figures.method_notes import MethodNote, notes_on
from exports.figures.methods import Method
from exports.figures.publishable import known_of
from exports.figures.quotes import QuoteChooser
from exports.figures.report_data import (
    Figures,
    GroupFigures,
    GroupTable,
    ReportData,
    ReportSection,
)
from exports.figures.reports.funnels import telling_funnels, unpublished_sentences
from exports.figures.reports.scopes import (
    day_of,
    lot_sentences,
    secret_values,
    unnamed,
    words_read,
)
from exports.figures.reports.terms_used import terms_data
from exports.figures.sentences import limit_sentences, method_sentences
from exports.figures.standing_out import attention, strongest_and_weakest
from exports.figures.suppression.publishing import (
    Publication,
    c_sentence,
    check_publishable,
    publishing_sentences,
)
from exports.figures.suppression.together import publish_report_with
from exports.figures.terms_data import TermsData
from exports.figures.themes import (
    WhatWasWritten,
    nothing_written,
    what_was_written,
    written_fields,
)
from exports.figures.wording import listed
from forms.audits import AGE_BANDS, PLAN_TYPES
from forms.errors import AuditAppError
from forms.scales import Scale

GROUPED: Final = ("agency", "role", "team", "service", "plan_type")
"""Fields that a thematic report sets overall grades out by."""

_ORDERS: Final = {"plan_type": PLAN_TYPES, "age_band": AGE_BANDS}
_PARTIES: Final = ("agency", "role")


def thematic_report(
    store: ReadingStore,
    scope: AuditScope,
    publication: Publication | None = None,
    cohort: int | None = None,
) -> ReportData:
    """Return the thematic report of one tool's audits, from one state of the file.

    Without a tool in the scope it is the only one its audits used. The report names no case, no
    auditor and no worker. With a `publication` it is fit to be published. `cohort` is how many
    cases the audited ones were drawn from, where that is known. Raises AuditAppError where there
    are no audits, or audits with several tools (it then names them), where a field to filter by is
    unknown or could name a person in what is published, a quote chosen is not there, or the cohort
    is smaller than what was audited.
    """
    with store.snapshot():
        check_fields(store, scope)
        if publication:
            check_publishable(scope)
        facts = read_facts(store, replace(scope, tool_id=only_tool(store, scope)))
        report = thematic_of(store, facts, publication)
    return report_in_cohort(report, cohort) if cohort else report


def thematic_of(
    store: ReadingStore,
    facts: Facts,
    publication: Publication | None = None,
    *,
    fields: Sequence[str] = GROUPED,
    words: bool = True,
) -> ReportData:
    """Return the same of facts that were read in the same snapshot.

    Of its parts that take reading there are only groups by these `fields`, without those that
    nobody filled in or that are set, and what auditors wrote only with `words`.
    """
    report = _report(store, facts, fields, words)
    return _published(store, report, facts, publication)[0] if publication else report


def thematic_beside(
    store: ReadingStore,
    facts: Facts,
    asked: Sequence[Asked],
    publication: Publication,
    *,
    fields: Sequence[str] = GROUPED,
    words: bool = True,
) -> tuple[ReportData, list[Crossing]]:
    """Return the same to be published, and crossings of the same audits to stand in it.

    Nothing hidden in any of them can be worked out from all of them. Raises AuditAppError where
    crossings may not be published, or not together, and as `cross`.
    """
    crossings = [plain_crossing(store, facts.scope, each, for_publication=True) for each in asked]
    report = _report(store, facts, fields, words)
    return _published(store, report, facts, publication, crossings)


def _published(
    store: ReadingStore,
    report: ReportData,
    facts: Facts,
    publication: Publication,
    crossings: Sequence[Crossing] = (),
) -> tuple[ReportData, list[Crossing]]:
    """Return a report without small numbers, in which all that is told comes from what is shown."""
    fields = [*(table.field for table in report.groups), "quarter"]
    parties = party_titles(facts.tools[0])
    known = known_of(store, facts, fields, crossings)
    called = {field: parties for field in fields if field in _PARTIES}
    shown, crossed = publish_report_with(
        report, crossings, publication, known._replace(called=called)
    )
    tool = facts.tools[0]
    strongest, weakest = strongest_and_weakest(shown.figures.sections)
    limits = limit_sentences(facts, tool, shown.figures, shown.double_audits)
    funnels = telling_funnels(shown.groups, tool.newest.grades.good_label)
    told = shown.model_copy(
        update={
            "strongest": strongest,
            "weakest": weakest,
            "attention": attention(shown.figures.questions),
            "funnels": funnels,
            "terms": None,
            "limits": [
                c_sentence(publication.threshold),
                *limits,
                *unpublished_sentences(shown.groups),
            ],
            "method": method_sentences(tool, publishing_sentences(publication.threshold)),
            "notes": _notes(shown.figures, funnels, None),
        }
    )
    return told, crossed


def only_tool(store: ReadingStore, scope: AuditScope) -> str:
    """Return the id of the one tool that audits in scope used.

    Raises AuditAppError where there are none, or several (it then names them).
    """
    tools = {tool.id: tool for tool in (load_tool(store, h) for h in tools_in_scope(store, scope))}
    if not tools:
        raise AuditAppError(
            "There is nothing to report: no completed audit matches this tool, period and "
            "selection. Choose a longer period or fewer filters."
        )
    if len(tools) > 1:
        names = listed([f"{tools[each].title} ({each})" for each in sorted(tools)])
        raise AuditAppError(f"This report is about one audit tool. Choose one of these: {names}.")
    return next(iter(tools))


def _report(store: ReadingStore, facts: Facts, fields: Sequence[str], words: bool) -> ReportData:
    tool, figures = facts.tools[0], figures_of(store, facts)
    strongest, weakest = strongest_and_weakest(figures.sections)
    groups, totals = _groups(store, facts, fields), facts.totals
    funnels = telling_funnels(groups, tool.newest.grades.good_label)
    written, terms = _words(store, facts, figures) if words else (nothing_written(), None)
    return ReportData(
        title=f"{tool.newest.title}: thematic audit",
        tool_title=tool.newest.title,
        tool_versions=figures.scope.versions,
        purpose=tool.newest.purpose,
        look_back_months=tool.newest.look_back_months,
        as_at=day_of(totals.newest_sealed),
        first_audited=day_of(totals.first_audited),
        last_audited=day_of(totals.last_audited),
        auditors=totals.auditors,
        double_audits=totals.double_audits,
        figures=figures.model_copy(update={"scope": unnamed(figures.scope)}),
        grades=tool.newest.grades,
        scales=_scales(tool),
        sections=_sections(tool, figures),
        strongest=strongest,
        weakest=weakest,
        attention=attention(figures.questions),
        groups=groups,
        funnels=funnels,
        **written,
        terms=terms,
        limits=limit_sentences(facts, tool, figures),
        method=[*method_sentences(tool), *(lot_sentences(facts) if words else ())],
        notes=_notes(figures, funnels, terms),
    )


def _words(
    store: ReadingStore, facts: Facts, figures: Figures
) -> tuple[WhatWasWritten, TermsData | None]:
    """Return what is quoted, and which words were used often."""
    tool, never = facts.tools[0], secret_values(store)
    written = words_read(store, facts, written_fields(tool))
    terms = terms_data(facts, written, never)
    quoted = what_was_written(tool, written, QuoteChooser(never), figures)
    return quoted, terms if terms.themes else None


def _notes(
    figures: Figures, funnels: Sequence[FunnelData], terms: TermsData | None
) -> list[MethodNote]:
    """Return notes on the methods that this report's figures were made by."""
    is_broken = any(point.broken_by for point in figures.trend)
    used: list[tuple[Method, bool]] = [
        ("wilson", True),
        ("rebasing", is_broken),
        ("funnel", bool(funnels)),
        ("terms", terms is not None),
    ]
    return notes_on(method for method, is_used in used if is_used)


def _sections(tool: CombinedTool, figures: Figures) -> list[ReportSection]:
    return [
        ReportSection(
            figures=section,
            guidance=combined.section.guidance,
            questions=[each for each in figures.questions if each.section == section.id],
        )
        for combined, section in zip(tool.sections, figures.sections, strict=True)
    ]


def _scales(tool: CombinedTool) -> dict[str, Scale]:
    scales = [question.scale for question in tool.questions if question.scale]
    return {scale.id: scale for scale in scales}


def _groups(store: ReadingStore, facts: Facts, fields: Sequence[str]) -> list[GroupTable]:
    """Return the overall grades by field, without fields that nobody filled in or that are set.

    Agencies and roles are called what the tool calls them, and stand in its order.
    """
    parties = party_titles(facts.tools[0])
    orders = {**_ORDERS, "agency": tuple(parties), "role": tuple(parties)}
    tables = []
    for field, groups in overall_groups_by_each(store, facts, fields).items():
        if field in facts.scope.where or not any(group.value for group in groups):
            continue
        order = {value: place for place, value in enumerate(orders.get(field, ()))}
        groups.sort(key=lambda group: (not group.value, order.get(group.value, len(order))))
        named = [_called(group, parties if field in _PARTIES else {}) for group in groups]
        tables.append(GroupTable(field=field, title=field_title(field), groups=named))
    return tables


def party_titles(tool: CombinedTool) -> dict[str, str]:
    """Return what agencies and roles are called, by id."""
    newest = tool.newest
    return {party.id: party.title for party in (*newest.agencies, *newest.roles)}


def _called(group: GroupFigures, parties: Mapping[str, str]) -> GroupFigures:
    return group.model_copy(update={"value": parties.get(group.value, group.value)})
