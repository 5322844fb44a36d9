"""The figures of a team, section by section, beside those of all other teams."""

from __future__ import annotations

from exports.documents import wording
from exports.documents.blocks.block import Block
from exports.documents.blocks.cells import Cell, TextCell
from exports.documents.blocks.method_notes import MethodNotes
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading, Paragraph
from exports.documents.styles import SMALL, TABLE_NOTE
from exports.documents.team.cells import columns, question_row, share_cells
from exports.figures.reports.team_data import TeamData, TeamQuestion, TeamSection
from forms.scales import Scale


def how_to_read(report: TeamData, notes: MethodNotes) -> list[Block]:
    """Return what the marks mean, and what a difference does and does not say."""
    return [
        Paragraph(
            "In each row the filled mark is this team, the open mark below it all other teams. "
            "The lines are their 95% intervals: where the share would most likely lie if very many "
            f"such cases were audited. “Good” is {report.grades.good_label} for grades, and what "
            "the scale of a question counts as good."
        ),
        Paragraph(
            "A difference is called clear where chance alone would seldom make it. Where it is not "
            "clear, so few audits cannot tell; that does not make the two alike."
        ),
        *notes.link("wilson"),
        *notes.link("difference"),
    ]


def all_sections(report: TeamData, heading: Heading) -> list[Block]:
    """Return every section that the tool grades as a whole."""
    rows = [_section_row(section) for section in report.sections]
    return [heading, Table(columns("Section"), rows)] if rows else [heading, _nothing()]


def _nothing() -> Paragraph:
    return Paragraph("This tool has no sections.", SMALL)


def _section_row(section: TeamSection) -> list[Cell]:
    grades = section.grades
    label = TextCell(section.title)
    if grades.team.good_or_better is None:
        return [label, TextCell("Not graded as a whole by this tool", TABLE_NOTE, span=4)]
    shares = grades.team.good_or_better, grades.others.good_or_better
    return [label, *share_cells(*shares, grades.comparison)]


def one_section(report: TeamData, section: TeamSection, heading: Heading) -> list[Block]:
    """Return one section: its grades in a sentence, then its questions."""
    rows = [_question_row(question, report.scales) for question in section.questions]
    return [
        heading,
        *_grades_told(report, section),
        *([Table(columns("Question"), rows)] if rows else []),
    ]


def _grades_told(report: TeamData, section: TeamSection) -> list[Block]:
    comparison = section.grades.comparison
    if comparison is None:
        return []
    counts = wording.counts_text(section.grades.team, wording.point_labels(report.grades))
    return [Paragraph(comparison.words), Paragraph(f"This team: {counts}", SMALL)]


def _question_row(question: TeamQuestion, scales: dict[str, Scale]) -> list[Cell]:
    figures = question.figures
    scale = scales.get(figures.scale or "")
    if scale is not None:
        note = wording.counts_text(figures, wording.point_labels(scale))
        return question_row(question, note)
    told = wording.choices_text(figures) if figures.choices else wording.given_text(figures)
    note = wording.answered_text(figures)
    return [TextCell(figures.label, note=note), TextCell(told, TABLE_NOTE, span=4)]
