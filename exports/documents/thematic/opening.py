"""The first pages: the cover, the one-page summary, and the contents."""

from collections.abc import Sequence
from typing import Final

from exports.charts.bars import distribution_bar, share_bar
from exports.charts.of_figures import scale_segments
from exports.charts.words import describe_distribution, describe_share
from exports.documents import wording
from exports.documents.base import PROGRAM
from exports.documents.blocks.block import Block
from exports.documents.blocks.cells import ChartCell, Column, TextCell
from exports.documents.blocks.cover import Cover, CoverText
from exports.documents.blocks.layout import BigFigure, SideBySide, Stack
from exports.documents.blocks.panels import Callout, Figure, Legend
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading, Paragraph
from exports.documents.styles import CONTENT_WIDTH, LEAD, SMALL, TABLE_STRONG, Align
from exports.documents.text.sentences import first_paragraph
from exports.figures.report_data import (
    CLASSIFIED,
    Profile,
    QuestionFigures,
    ReportData,
    SectionFigures,
    Share,
)
from exports.figures.reports.logos import Picture

_SMALL_PRINT: Final[dict[Profile, str]] = {
    "internal": f"{CLASSIFIED['internal']}. Made from case-file audits of children’s services. The "
    "words quoted are auditors’ own: read them before this report goes further than its purpose.",
    "published": f"{CLASSIFIED['published']}. Made from case-file audits of children’s services.",
}
_HALF_GAP: Final = 18.0
_HALF: Final = (CONTENT_WIDTH - _HALF_GAP) / 2
_PANEL_INNER: Final = CONTENT_WIDTH - 28
_FIGURE_WIDTH: Final = 160.0
_BAR: Final = 11.0
_SECTION_BAR: Final = 50.0
_QUESTION_BAR: Final = 84.0
_SECTION_SHARE: Final = 72.0
_SECTION_LINES: Final = 3
_MOST_SCOPE_LINES: Final = 2
_MOST_SECTIONS: Final = 3
_MOST_QUESTIONS: Final = 5
_MOST_LIMITS: Final = 2


def cover(
    report: ReportData, kind: str = "Thematic audit report", logo: Picture | None = None
) -> Cover:
    """Return the cover: what was audited, when, how much, by how many."""
    scope = report.figures.scope
    versions = ", ".join(report.tool_versions) or wording.NOTHING
    return Cover(
        CoverText(
            brand=PROGRAM,
            kind=kind,
            title=report.title,
            note=first_paragraph(report.purpose),
            pairs=[
                ("Audit tool", f"{report.tool_title}, version {versions}"),
                ("Period", wording.period_text(report)),
                ("Audits", wording.number_text(scope.audits)),
                ("Cases", wording.number_text(scope.cases)),
                ("Auditors", wording.number_text(report.auditors)),
                ("Audited twice", wording.number_text(report.double_audits)),
                ("Scope", wording.scope_text(scope)),
                ("Data as at", wording.day(report.as_at)),
            ],
            small_print=_SMALL_PRINT[report.profile],
        ),
        logo,
    )


def summary(report: ReportData, heading: Heading) -> list[Block]:
    """Return the page a busy manager acts on; what it holds is bounded so that it stays one."""
    return [
        heading,
        Paragraph(_told(report), LEAD),
        *_narrowed(report),
        _headline(report),
        SideBySide(
            [
                Stack(_HALF, _sections(report, "Strongest sections", report.strongest)),
                Stack(_HALF, _sections(report, "Weakest sections", report.weakest)),
            ],
            _HALF_GAP,
        ),
        *_attention(report),
        *_caution(report),
    ]


def _told(report: ReportData) -> str:
    scope = report.figures.scope
    audits = wording.amount(scope.audits, "audit", "audits")
    cases = wording.amount(scope.cases, "case", "cases")
    people = wording.amount(report.auditors, "auditor", "auditors")
    return f"{audits} of {cases} by {people}, {wording.period_text(report)}."


def _narrowed(report: ReportData) -> list[Block]:
    """Return which audits were left out by filters, where there are any."""
    scope = report.figures.scope
    if not scope.where:
        return []
    return [Paragraph(f"{wording.scope_text(scope)}.", SMALL, _MOST_SCOPE_LINES)]


def _headline(report: ReportData) -> Block:
    overall = report.figures.overall
    share = overall.good_or_better
    segments = scale_segments(overall, report.grades)
    figure = BigFigure(
        wording.share_text(share),
        f"of audits {report.grades.good_label}",
        [wording.count_text(share), wording.interval_words(share)],
    )
    width = _PANEL_INNER - _FIGURE_WIDTH - _HALF_GAP
    spread: list[Block] = [
        Paragraph("Overall grades", TABLE_STRONG),
        Figure(distribution_bar(segments, width, 26, overall.n), describe_distribution(segments)),
        Legend([(item.fill, f"{item.label} {item.number}") for item in segments]),
    ]
    return SideBySide([Stack(_FIGURE_WIDTH, [figure]), Stack(width, spread)], _HALF_GAP, panel=True)


def _sections(report: ReportData, title: str, ids: Sequence[str]) -> list[Block]:
    known = {section.figures.id: section.figures for section in report.sections}
    rows = [_section_row(known[name]) for name in ids[:_MOST_SECTIONS] if name in known]
    if not rows:
        return [Heading(title, 2), Paragraph("No section has been graded.", SMALL)]
    columns = [
        Column(title, _HALF - _SECTION_BAR - 10 - _SECTION_SHARE),
        Column("", _SECTION_BAR + 10),
        Column("Good", _SECTION_SHARE, Align.RIGHT),
    ]
    return [Table(columns, rows)]


def _section_row(section: SectionFigures) -> list[TextCell | ChartCell]:
    share = section.good_or_better
    return [
        TextCell(section.title, most_lines=_SECTION_LINES),
        share_cell(share, _SECTION_BAR),
        TextCell(wording.share_text(share), TABLE_STRONG, wording.interval_text(share)),
    ]


def share_cell(share: Share | None, width: float) -> ChartCell:
    """Return a share with its interval as a small chart."""
    values = (share.share, share.low, share.high) if share else (None, None, None)
    described = describe_share(*values, published=bool(share and share.published and share.n != 0))
    return ChartCell(share_bar(*values, width, _BAR), described)


def _no_attention(report: ReportData) -> str:
    shares = [question.good_or_better for question in report.figures.questions]
    if any(share and share.n for share in shares):
        return "No question was answered often enough, and with weak answers, to stand out."
    return "No question has been answered on a scale."


def _attention(report: ReportData) -> list[Block]:
    title = "What to look at first"
    if not report.attention:
        return [Heading(title, 2), Paragraph(_no_attention(report), SMALL)]
    columns = [
        Column(title, CONTENT_WIDTH - _QUESTION_BAR - 10 - 142),
        Column("", _QUESTION_BAR + 10),
        Column("Good", 72, Align.RIGHT),
        Column("Count", 70, Align.RIGHT),
    ]
    return [Table(columns, [_question_row(item) for item in report.attention[:_MOST_QUESTIONS]])]


def _question_row(question: QuestionFigures) -> list[TextCell | ChartCell]:
    share = question.good_or_better
    return [
        TextCell(question.label, most_lines=2),
        share_cell(share, _QUESTION_BAR),
        TextCell(wording.share_text(share), TABLE_STRONG, wording.interval_text(share)),
        TextCell(wording.count_text(share)),
    ]


def _caution(report: ReportData) -> list[Block]:
    text = " ".join(report.limits[:_MOST_LIMITS])
    return [Callout(text, SMALL, most_lines=3)] if text else []
