"""The figures: each section with its questions, then teams, plan types and quarters."""

from collections.abc import Sequence
from typing import Final

from exports.charts.bars import count_bar, distribution_bar
from exports.charts.of_figures import period_name, scale_segments, trend_marks
from exports.charts.palette import fills
from exports.charts.trend import trend_chart
from exports.charts.words import describe_distribution, describe_trend
from exports.documents import wording
from exports.documents.blocks.block import Block
from exports.documents.blocks.cells import Cell, ChartCell, Column, Tally, TallyCell, TextCell
from exports.documents.blocks.method_notes import MethodNotes
from exports.documents.blocks.panels import Figure, Legend
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading, Paragraph, bullet_list
from exports.documents.styles import CONTENT_WIDTH, SMALL, TABLE_NOTE, TABLE_STRONG, Align
from exports.documents.thematic.opening import share_cell
from exports.figures.report_data import (
    Distribution,
    GroupTable,
    QuestionFigures,
    ReportData,
    ReportSection,
    SectionFigures,
    TrendPoint,
)
from forms.scales import Scale

_BAR: Final = 13.0
_ANSWERS: Final = 146.0
_CHOICE_BAR: Final = 44.0
_CHOICE_HEIGHT: Final = 7.0
_SHARE_COLUMN: Final = Column("Good", 72, Align.RIGHT)
_COUNT_COLUMN: Final = Column("Count", 72, Align.RIGHT)
_NUMBERS: Final = _SHARE_COLUMN.width + _COUNT_COLUMN.width
_TREND_HEIGHT: Final = 190.0


def all_sections(report: ReportData, heading: Heading) -> list[Block]:
    """Return every section on one page's table: grades, share and interval."""
    rows: list[list[Cell]] = [
        [
            TextCell(section.figures.title),
            *_section_cells(report, section.figures),
        ]
        for section in report.sections
    ]
    columns = [Column("Section", CONTENT_WIDTH - 154 - _NUMBERS), Column("Grades", 154)]
    return [
        heading,
        Paragraph(
            f"Each section is graded as a whole. “Good” is the share of audits graded "
            f"{report.grades.good_label}, with its 95% interval below."
        ),
        _grade_legend(report.grades),
        Table([*columns, _SHARE_COLUMN, _COUNT_COLUMN], rows),
    ]


def _section_cells(report: ReportData, figures: SectionFigures) -> list[Cell]:
    """Return the grades of a section with their share, or that there are none."""
    share = figures.good_or_better
    if share is None:
        return [TextCell("Not graded as a whole by this tool", TABLE_NOTE, span=3)]
    if not share.n:
        return [TextCell("No audit graded this section", TABLE_NOTE, span=3)]
    return [_spread(figures, report.grades, 140), *_share_cells(figures)]


def _grade_legend(scale: Scale) -> Legend:
    looks = fills(scale)
    return Legend([(looks[point.code], point.label) for point in scale.points])


def one_section(report: ReportData, section: ReportSection, heading: Heading) -> list[Block]:
    """Return one section: its grades in a sentence, then its questions."""
    return [
        heading,
        *([Paragraph(section.guidance, SMALL)] if section.guidance else []),
        *_grades_told(report, section.figures),
        Table(
            [
                Column("Question", CONTENT_WIDTH - _ANSWERS - _NUMBERS),
                Column("Answers", _ANSWERS),
                _SHARE_COLUMN,
                _COUNT_COLUMN,
            ],
            [_question_row(question, report.scales) for question in section.questions],
        ),
    ]


def _grades_told(report: ReportData, figures: SectionFigures) -> list[Block]:
    """Return what is said of a section's grades; nothing where the tool does not grade it."""
    share = figures.good_or_better
    if share is None:
        return []
    if not share.n:
        return [Paragraph("No audit graded this section.")]
    told = wording.graded_text(share, report.grades.good_label)
    counts = wording.counts_text(figures, wording.point_labels(report.grades))
    return [Paragraph(told), Paragraph(counts, SMALL)]


def _question_row(question: QuestionFigures, scales: dict[str, Scale]) -> list[Cell]:
    scale = scales.get(question.scale or "")
    if not question.n:
        note = wording.counts_text(question, {})
        return [TextCell(question.label, note=note), TextCell("No answers", TABLE_NOTE, span=3)]
    if scale is not None:
        answers = _spread(question, scale, _ANSWERS - 12)
        note = wording.counts_text(question, wording.point_labels(scale))
        return [TextCell(question.label, note=note), answers, *_share_cells(question)]
    if question.choices:
        note = wording.answered_text(question)
        return [TextCell(question.label, note=note), _choices(question)]
    told = TextCell(wording.given_text(question), TABLE_NOTE, span=2)
    note = wording.counts_text(question, {})
    return [TextCell(question.label, note=note), told, TextCell(wording.number_text(question.n))]


def _choices(question: QuestionFigures) -> TallyCell:
    """Return every choice in the tool's order, across the room that shares take elsewhere."""
    counts = {code: question.counts.get(code, 0) for code in question.choices}
    tallies = [
        Tally(
            label,
            wording.number_text(counts[code]),
            wording.choice_share(question, code),
            count_bar(counts[code], question.n, _CHOICE_BAR, _CHOICE_HEIGHT),
        )
        for code, label in question.choices.items()
    ]
    return TallyCell(tallies, span=3)


def _spread(figures: Distribution, scale: Scale, width: float) -> ChartCell:
    segments = scale_segments(figures, scale)
    bar = distribution_bar(segments, width, _BAR, figures.n)
    return ChartCell(bar, describe_distribution(segments))


def _share_cells(figures: Distribution) -> list[Cell]:
    share = figures.good_or_better
    return [
        TextCell(wording.share_text(share), TABLE_STRONG, wording.interval_text(share)),
        TextCell(wording.count_text(share)),
    ]


def one_grouping(report: ReportData, table: GroupTable, heading: Heading) -> list[Block]:
    """Return the overall grades by one field, such as team."""
    rows: list[list[Cell]] = [
        [
            TextCell(group.value or "Not recorded"),
            _spread(group.overall, report.grades, 120),
            share_cell(group.overall.good_or_better, 84),
            *_share_cells(group.overall),
        ]
        for group in table.groups
    ]
    columns = [
        Column(table.title, CONTENT_WIDTH - 132 - 96 - _NUMBERS),
        Column("Overall grades", 132),
        Column("Share and interval", 96),
        _SHARE_COLUMN,
        _COUNT_COLUMN,
    ]
    return [heading, Table(columns, rows)]


def trend(
    points: Sequence[TrendPoint], grades: Scale, heading: Heading, notes: MethodNotes
) -> list[Block]:
    """Return the share by quarter as a chart, broken where quarters must not be compared."""
    marks = trend_marks(points)
    breaks = [f"{period_name(each)}: {each.broken_by}" for each in points if each.broken_by]
    caption = (
        f"Share of audits {grades.good_label} in each quarter, with its 95% interval; "
        "n is the number of graded audits."
    )
    chart = trend_chart(marks, CONTENT_WIDTH, _TREND_HEIGHT)
    blocks: list[Block] = [heading, Figure(chart, describe_trend(marks), caption)]
    blocks += notes.link("wilson")
    if breaks:
        text = "The line is broken where a quarter must not be compared with the one before:"
        blocks += [Paragraph(text), *bullet_list(breaks), *notes.link("rebasing")]
    return [*blocks, _quarters(points, grades)]


def _quarters(points: Sequence[TrendPoint], grades: Scale) -> Table:
    rows: list[list[Cell]] = [
        [
            TextCell(period_name(point)),
            _spread(point.overall, point.scale or grades, 170),
            *_share_cells(point.overall),
        ]
        for point in points
    ]
    columns = [Column("Quarter", CONTENT_WIDTH - 190 - _NUMBERS), Column("Overall grades", 190)]
    return Table([*columns, _SHARE_COLUMN, _COUNT_COLUMN], rows)
