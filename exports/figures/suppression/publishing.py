"""Figures and reports made fit to be published: no small number, nothing that gives one away."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from exports.figures.quotes import quote_id
from exports.figures.report_data import (
    Figures,
    Quote,
    ReportData,
    ReportSection,
    ThemeWords,
)
from exports.figures.suppression.counting import Counted, add_groups, count_figures
from exports.figures.suppression.nesting import Occurring, add_nesting
from exports.figures.suppression.people import add_people
from exports.figures.suppression.showing import Showing
from exports.figures.wording import listed
from forms.audits import ATTRIBUTES
from forms.errors import AuditAppError

if TYPE_CHECKING:
    from datetime import date

    from db.reading import AuditScope
    from exports.figures.suppression.meanings import Meanings

LARGEST_THRESHOLD: Final = 10
PUBLISHABLE: Final = (*ATTRIBUTES, "agency", "role", "overall", "version", "quarter")
"""Fields to choose and group published figures by; nobody knows whom others would name."""


@dataclass(frozen=True, slots=True)
class Publication:
    """How figures are published: counts from 1 to `threshold` hidden, `quotes` chosen by id.

    Raises ValueError unless the threshold is from 1 to 10.
    """

    threshold: int = 5
    quotes: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not 1 <= self.threshold <= LARGEST_THRESHOLD:
            raise ValueError("the threshold is from 1 to 10")


def check_publishable(scope: AuditScope, *by: str | None) -> None:
    """Raise AuditAppError where figures are asked for that name a case or may name a person."""
    refused = sorted({*scope.where, *filter(None, by)} - set(PUBLISHABLE))
    if refused:
        raise AuditAppError(
            f"Published figures cannot be chosen or grouped by {listed(refused)}: that could name "
            f"a case or a person. Fields for published figures are: {listed(sorted(PUBLISHABLE))}."
        )


def publish_figures(
    figures: Figures,
    meanings: Meanings,
    publication: Publication,
    together: Occurring | None = None,
) -> Figures:
    """Return figures in which small counts are “c”, and so is what would give them away.

    Noughts are shown. No hidden count can be worked out exactly from all that is shown together;
    between which numbers it lies may be known. That holds for these figures alone: two sets of
    figures that differ by a few audits can be compared. `together` says which groups, and which
    quarters, hold the same audits.
    """
    counted = count_figures(figures, meanings)
    if together:
        by = {group.value: counted.group("", n) for n, group in enumerate(figures.by)}
        add_nesting(counted, together, {together.fields[0]: by, "quarter": counted.quarters()})
    return showing_of(counted, publication).figures(figures)


def publish_report(
    report: ReportData,
    meanings: Meanings,
    publication: Publication,
    together: Occurring | None = None,
) -> ReportData:
    """Return a report with published figures in all its tables, and with the quotes chosen alone.

    What it tells in sentences and lists is for the caller to take from the published figures.
    Raises AuditAppError where a quote is chosen that the report does not have.
    """
    report = with_quotes(report, publication.quotes)
    counted = count_report(report, meanings, together)
    return show_report(report, counted, showing_of(counted, publication))


def count_report(
    report: ReportData, meanings: Meanings, together: Occurring | None = None
) -> Counted:
    """Return the counts of all tables of a report, and what holds between them."""
    counted = count_figures(report.figures, meanings)
    for table in report.groups:
        add_groups(counted, table.field, table.groups, meanings)
    if together:
        groups = {
            table.field: {
                each.value: counted.group(table.field, n) for n, each in enumerate(table.groups)
            }
            for table in report.groups
        }
        add_nesting(counted, together, {**groups, "quarter": counted.quarters()})
    add_people(counted, report.auditors, report.double_audits)
    _add_themes(counted, report)
    return counted


def show_report(report: ReportData, counted: Counted, showing: Showing) -> ReportData:
    """Return a report whose counts stand in `counted` with what is shown of them."""
    figures = showing.figures(report.figures)
    return report.model_copy(
        update={
            "profile": "published",
            "figures": figures,
            "first_audited": first_of_month(report.first_audited),
            "last_audited": last_of_month(report.last_audited),
            "auditors": showing.count(("auditors",)),
            "double_audits": showing.count(("doubles",)),
            "sections": [_section_shown(part, figures) for part in report.sections],
            "groups": [
                table.model_copy(update={"groups": showing.groups(table.field, table.groups)})
                for table in report.groups
            ],
            "themes": [
                theme.model_copy(
                    update={"share": showing.share(counted.themes[theme.id]), "left_out": 0}
                )
                for theme in report.themes
            ],
        }
    )


def _section_shown(part: ReportSection, figures: Figures) -> ReportSection:
    place = part.figures.tool, part.figures.id
    return part.model_copy(
        update={
            "figures": next(each for each in figures.sections if (each.tool, each.id) == place),
            "questions": [each for each in figures.questions if (each.tool, each.section) == place],
        }
    )


def showing_of(counted: Counted, publication: Publication) -> Showing:
    """Return what may be shown of counts, all of which are published together."""
    from exports.figures.suppression.choosing import hidden_cells  # HiGHS is slow to load

    hidden = hidden_cells(counted.system, publication.threshold)
    return Showing(counted, hidden, publication.threshold)


def _add_themes(counted: Counted, report: ReportData) -> None:
    """Add the shares of themes, and what quotations let a reader know of answers."""
    for theme in report.themes:
        cells = counted.add_theme(theme.id, theme.share, report.figures.questions)
        quoted = Counter((each.about, True) for each in theme.strengths)
        quoted += Counter((each.about, False) for each in theme.improvements)
        for question, share in cells:
            for good, place in ((True, share.good), (False, share.weak)):
                counted.system.at_least(place, quoted[question.label, good])


def with_quotes(report: ReportData, chosen: frozenset[str]) -> ReportData:
    """Return a report with the quotations chosen alone. Raises AuditAppError as publishing does."""
    missing = sorted(chosen - {quote_id(each) for each in report_quotes(report)})
    if missing:
        raise AuditAppError(
            f"The report has no quotation {listed(missing)}. List its quotations again: their ids "
            "change with their words, and others may be quoted now."
        )

    def kept(quotes: list[Quote]) -> list[Quote]:
        """Leave out which grade the words stand beside: it would tell of one case."""
        found = [each for each in quotes if quote_id(each) in chosen]
        return [each.model_copy(update={"answer": ""}) for each in found]

    def theme_kept(theme: ThemeWords) -> ThemeWords:
        words = {"strengths": kept(theme.strengths), "improvements": kept(theme.improvements)}
        return theme.model_copy(update=words)

    return report.model_copy(
        update={
            "strengths": kept(report.strengths),
            "improvements": kept(report.improvements),
            "themes": [theme_kept(each) for each in report.themes],
        }
    )


def report_quotes(report: ReportData) -> list[Quote]:
    """Return all quotations of a report in its order."""
    themed = [each for theme in report.themes for each in (*theme.strengths, *theme.improvements)]
    return [*report.strengths, *report.improvements, *themed]


def c_sentence(threshold: int) -> str:
    """Return what “c” stands for."""
    return (
        f"“c” stands for a number from 1 to {threshold}, or for one that would let such a number "
        "be worked out."
    )


def publishing_sentences(threshold: int, *, quoted: bool = True) -> list[str]:
    """Return how figures were made fit to be published, as whole sentences.

    `quoted` says whether quotations could be chosen.
    """
    words = (
        "Quotations were chosen one by one by the person who made the report."
        if quoted
        else "Nothing that auditors wrote is quoted."
    )
    return [
        f"Counts from 1 to {threshold} are left out, and as many further counts as it takes that "
        "none of them can be worked out exactly from the others of this report. Noughts are "
        "shown. A share is shown where its count and its n are.",
        "This holds for this report by itself. Two reports on nearly the same audits can still be "
        "compared with one another: publish reports on audits that are the same, or quite others.",
        "Cases, auditors and workers are not named, and the days of the first and the last audit "
        f"are widened to whole months. {words}",
    ]


def first_of_month(day: date | None) -> date | None:
    """Return the first day of its month, in place of a day that is one of a single case."""
    return day.replace(day=1) if day else None


def last_of_month(day: date | None) -> date | None:
    """Return the last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1]) if day else None
