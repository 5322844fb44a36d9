"""Each part of a template as what stands in its report: figures, words, or why it is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from db.reading import AuditScope
from db.store import ReadingStore
from exports.figures.crossing_words import field_title
from exports.figures.facts import Facts
from exports.figures.report_data import GroupTable, ReportData
from exports.figures.reports.agreed import agreed_report
from exports.figures.reports.built_data import (
    NotShown,
    ShownAgreement,
    ShownComparison,
    ShownFunnel,
    ShownPart,
    ShownSections,
    ShownStrictness,
    ShownSummary,
    ShownTerms,
    ShownText,
    ShownTrend,
    ShownWords,
)
from exports.figures.reports.built_published import Together
from exports.figures.reports.built_target import target_part
from exports.figures.reports.built_view import view_part
from exports.figures.reports.built_words import heading_of, not_shown, refused
from exports.figures.reports.funnels import funnel_data
from exports.figures.reports.scopes import SECRET
from exports.figures.reports.strictly import read_strictness
from exports.figures.reports.terms_used import read_terms
from exports.figures.suppression.publishing import PUBLISHABLE
from exports.figures.terms_data import TermsData
from exports.figures.wording import amount
from forms.errors import AuditAppError
from forms.report_parts import (
    INTERNAL_ONLY,
    Agreement,
    Comparison,
    Funnel,
    Introduction,
    OwnWords,
    Recommendations,
    ReportPart,
    Sections,
    Strictness,
    Summary,
    Target,
    Terms,
    Trend,
    View,
    Words,
)
from forms.report_templates import ReportTemplate


class Sources(NamedTuple):
    """What the parts of one report are made from, all of one state of the file."""

    store: ReadingStore
    template: ReportTemplate
    facts: Facts
    today: date
    together: Together

    @property
    def figures(self) -> ReportData:
        """What all parts share that a thematic report has too."""
        return self.together.figures

    @property
    def scope(self) -> AuditScope:
        """Which audits the report is on."""
        return self.facts.scope

    @property
    def published(self) -> bool:
        """Whether the report is fit to be published."""
        return self.figures.profile == "published"


def shown_parts(sources: Sources) -> list[ShownPart]:
    """Return the parts of a template in their order, without those that have nothing to say."""
    found = (_part(sources, place, part) for place, part in enumerate(sources.template.parts))
    return [each for each in found if each is not None]


def grouped_by(parts: Sequence[ReportPart], scope: AuditScope, published: bool) -> list[str]:
    """Return the fields that parts set overall grades out by, and may, each once."""
    fields = [part.by for part in parts if isinstance(part, Comparison | Funnel)]
    kept = (each for each in fields if not _no_grouping(each, scope, published))
    return list(dict.fromkeys(kept))


def _part(sources: Sources, place: int, part: ReportPart) -> ShownPart | None:
    if sources.published and part.part in INTERNAL_ONLY:
        return not_shown(part, "it is for internal use alone, and this report is published")
    if place in sources.together.views:
        return sources.together.views[place]
    if isinstance(part, Introduction | Recommendations | OwnWords):
        return _text(sources.template, part)
    if isinstance(part, View | Target | Terms | Strictness | Agreement):
        return _read(sources, part)
    return _of_figures(sources, part)


def _text(
    template: ReportTemplate, part: Introduction | Recommendations | OwnWords
) -> ShownText | None:
    """Return words of its own; nothing where there are none."""
    written = {
        "introduction": template.introduction,
        "recommendations": template.recommendations,
    }.get(part.part, "")
    words = "\n\n".join(each for each in (part.comment, written) if each.strip())
    return ShownText(title=heading_of(part), comment=words) if words else None


def _of_figures(
    sources: Sources, part: Summary | Sections | Comparison | Trend | Words | Funnel
) -> ShownPart:
    """Return a part of the figures that all such parts share."""
    heads = {"title": heading_of(part), "comment": part.comment}
    found: ShownPart
    match part:
        case Summary():
            found = ShownSummary(**heads)
        case Sections():
            found = _sections(sources, part)
        case Comparison():
            found = _comparison(sources, part)
        case Trend():
            found = _trend(sources, part)
        case Words():
            found = ShownWords(**heads)
        case Funnel():
            found = _funnel(sources, part)
    return found


def _read(sources: Sources, part: View | Target | Terms | Strictness | Agreement) -> ShownPart:
    """Return a part whose figures are read for it alone."""
    store, scope = sources.store, sources.scope
    heads = {"title": heading_of(part), "comment": part.comment}
    found: ShownPart
    match part:
        case View():
            found = view_part(store, scope, part, sources.today)
        case Target():
            found = target_part(store, sources.facts, part, sources.together.lines)
        case Terms():
            found = ShownTerms(**heads, terms=_terms(sources))
        case Strictness():
            found = ShownStrictness(**heads, strictness=read_strictness(store, scope))
        case Agreement():
            found = _agreement(sources, part)
    return found


def _sections(sources: Sources, part: Sections) -> ShownSections | NotShown:
    there = [each.figures.id for each in sources.figures.sections]
    found = [each for each in there if not part.only or each in part.only]
    gone = len(set(part.only) - set(there))
    if not found:
        return not_shown(part, "the audit tool does not have these sections any more")
    are = amount(gone, "section that it names is", "sections that it names are")
    return ShownSections(
        title=heading_of(part),
        comment=part.comment,
        sections=found,
        questions=part.questions,
        missing=f"{are} not in the audit tool any more." if gone else "",
    )


def _comparison(sources: Sources, part: Comparison) -> ShownComparison | NotShown:
    table = _table(sources, part)
    if isinstance(table, NotShown):
        return table
    return ShownComparison(title=heading_of(part), comment=part.comment, field=part.by)


def _table(sources: Sources, part: Comparison | Funnel) -> GroupTable | NotShown:
    """Return the overall grades by the field of a part, or why there are none."""
    reason = _no_grouping(part.by, sources.scope, sources.published)
    if reason:
        return not_shown(part, reason)
    table = next((each for each in sources.figures.groups if each.field == part.by), None)
    if table is None:
        named = field_title(part.by).lower()
        return not_shown(part, f"nobody filled in the field “{named}” in these audits")
    return table


def _no_grouping(field: str, scope: AuditScope, published: bool) -> str:
    """Return why a report is not grouped by a field; "" where it may be."""
    if field in SECRET:
        return "a report compares groups of audits, not single cases or persons"
    if field in scope.where:
        named = field_title(field).lower()
        return f"the report is on one {named} alone: {scope.where[field]}"
    if published and field not in PUBLISHABLE:
        return "published figures are not grouped by a field of your own: it could name a person"
    return ""


def _trend(sources: Sources, part: Trend) -> ShownTrend | NotShown:
    if not sources.figures.figures.trend:
        return not_shown(part, "no audit says on which day it was done")
    return ShownTrend(title=heading_of(part), comment=part.comment)


def _funnel(sources: Sources, part: Funnel) -> ShownFunnel | NotShown:
    table = _table(sources, part)
    if isinstance(table, NotShown):
        return table
    try:
        data = funnel_data(table, sources.figures.grades.good_label)
    except ValueError:
        return not_shown(part, "it would need numbers that are not published")
    return ShownFunnel(title=heading_of(part), comment=part.comment, funnel=data)


def _terms(sources: Sources) -> TermsData:
    """Return frequent words; they are counted already where auditors are quoted too."""
    return sources.figures.terms or read_terms(sources.store, sources.facts)


def _agreement(sources: Sources, part: Agreement) -> ShownAgreement | NotShown:
    try:
        agreed = agreed_report(sources.store, sources.scope)
    except AuditAppError as error:
        return refused(part, error)
    return ShownAgreement(title=heading_of(part), comment=part.comment, agreed=agreed)
