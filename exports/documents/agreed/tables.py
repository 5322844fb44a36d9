"""The tables of agreement: levels, coefficients, sections, questions, teams, pairs of people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from exports.documents import wording
from exports.documents.agreed.cells import (
    apart_cell,
    bar_cell,
    ends,
    estimate_cell,
    share_cells,
    share_text,
)
from exports.documents.blocks.block import Block
from exports.documents.blocks.cells import Cell, Column, TextCell
from exports.documents.blocks.table import Table
from exports.documents.blocks.text import Heading, Paragraph
from exports.documents.styles import CONTENT_WIDTH, SMALL, TABLE_NOTE, TABLE_STRONG, Align
from exports.figures.agreement.agreement_data import (
    Agreement,
    Consistency,
    Levels,
    QuestionAgreement,
    SectionAgreement,
)
from exports.figures.agreement.estimates import Estimate
from exports.figures.agreement.shares import AgreedShare
from exports.figures.agreement.words import estimate_in_words
from exports.figures.percentages import decimal
from exports.figures.reports.agreed_data import AgreedData, AgreedPart

_CHART: Final = 92.0
_SMALL_CHART: Final = 60.0
_SHARE: Final = 60.0
_COUNT: Final = 62.0
_NUMBER: Final = 66.0


def levels(found: Consistency, heading: Heading) -> list[Block]:
    """Return how often two people say the same of a file, a section, a question."""
    near = found.overall.within_one
    told = [
        ("Overall grade", found.overall.exact),
        *([("Overall grade, at most one step apart", near)] if near else []),
        ("All section grades together", found.sections),
        ("All answers together", found.questions),
    ]
    rows: list[list[Cell]] = [
        [TextCell(name), bar_cell(share, _CHART - 10), *share_cells(share)] for name, share in told
    ]
    return [heading, Table(_columns("Both gave the same", "Share"), rows)]


def _columns(first: str, share: str, *more: str) -> list[Column]:
    """Return columns for a name, a bar, a share, a count, and further numbers."""
    chart = _width(len(more))
    taken = chart + _SHARE + _COUNT + _NUMBER * len(more)
    return [
        Column(first, CONTENT_WIDTH - taken),
        Column("", chart),
        Column(share, _SHARE, Align.RIGHT),
        Column("Count", _COUNT, Align.RIGHT),
        *(Column(name, _NUMBER, Align.RIGHT) for name in more),
    ]


def _width(numbers: int) -> float:
    """Return the room for a bar beside so many further numbers."""
    return _CHART if numbers < 2 else _SMALL_CHART


def beyond_chance(found: Consistency, heading: Heading) -> list[Block]:
    """Return the coefficients of the overall grade, each with its interval or why it has none."""
    overall = found.overall
    kappa = "Cohen’s kappa" if overall.kappa_form == "cohen" else "Fleiss’ kappa"
    weighted = ", quadratic-weighted" if overall.ac2 else ""
    told = [
        ("Krippendorff’s alpha" + (", ordinal" if overall.ac2 else ""), overall.alpha),
        (f"{kappa}{weighted}", overall.kappa),
        *([(f"Gwet’s AC2{weighted}", overall.ac2)] if overall.ac2 else []),
        ("Gwet’s AC1", overall.ac1),
    ]
    columns = [
        Column("Overall grade", CONTENT_WIDTH - 2 * 120),
        Column("Value", 120, Align.RIGHT),
        Column("95% interval", 120, Align.RIGHT),
    ]
    return [heading, Table(columns, [_coefficient(*each) for each in told])]


def _coefficient(name: str, found: Estimate) -> list[Cell]:
    if found.value is None:
        told = estimate_in_words(found)
        return [TextCell(name), TextCell(told, TABLE_NOTE, span=2, align=Align.RIGHT)]
    label = TextCell(name, note=f"No interval: {found.reason}." if found.low is None else "")
    return [label, TextCell(decimal(found.value), TABLE_STRONG), TextCell(ends(found) or "–")]


def sections(found: Consistency, heading: Heading) -> list[Block]:
    """Return every section that was graded twice."""
    rows = [_section(each) for each in found.by_section]
    return [heading, Table(_columns("Section", "Same", "Alpha"), rows)]


def _section(each: SectionAgreement) -> list[Cell]:
    if not each.exact.pairs:
        return [TextCell(each.title), TextCell("Not graded by two people", TABLE_NOTE, span=4)]
    near = each.within_one
    within = f"At most one step apart: {near.agreed:,} of {near.pairs:,}" if near else ""
    return [
        TextCell(each.title, note=within),
        bar_cell(each.exact, _CHART - 10),
        *share_cells(each.exact),
        estimate_cell(each.alpha),
    ]


def questions(report: AgreedData, part: AgreedPart, heading: Heading) -> list[Block]:
    """Return every question that two people answered of one case, in the order given."""
    left_out = part.questions_left_out
    missing = wording.amount(left_out, "question was", "questions were")
    rows = [_question(each, report.sections) for each in part.figures.by_question]
    return [
        heading,
        *([Paragraph("No question was answered by two people.", SMALL)] if not rows else []),
        *([Table(_columns("Question", "Said alike", "Apart", "AC"), rows)] if rows else []),
        *(
            [Paragraph(f"{missing} not answered by two people of any case.", SMALL)]
            if left_out
            else []
        ),
    ]


def _question(each: QuestionAgreement, titles: dict[str, str]) -> list[Cell]:
    """Return a question; AC2 where its answers have an order, else AC1."""
    return [
        TextCell(each.label, note=titles.get(each.section, "")),
        bar_cell(each.said_alike, _SMALL_CHART - 10),
        *share_cells(each.said_alike),
        apart_cell(each.apart),
        estimate_cell(_ac(each)),
    ]


def _ac(each: Agreement) -> Estimate:
    return each.ac2 or each.ac1


def teams(found: Consistency, heading: Heading) -> list[Block]:
    """Return the overall grades of each team, and how often parts of them were the same."""
    rows = [_of_levels(each.team or "Not recorded", each) for each in found.by_team]
    return [heading, _levels_table("Team", rows)]


def pairs(part: AgreedPart, heading: Heading) -> list[Block]:
    """Return the pairs of people with most cases in common."""
    found, left_out = part.figures, part.pairs_left_out
    rows = [_of_levels(" and ".join(each.graders), each) for each in found.by_pair]
    more = wording.amount(left_out, "further pair has", "further pairs have")
    return [
        heading,
        Paragraph("A few cases say little of two people. Read the files together.", SMALL),
        _levels_table("People", rows),
        *([Paragraph(f"{more} fewer cases in common.", SMALL)] if left_out else []),
    ]


def _levels_table(first: str, rows: Sequence[Sequence[Cell]]) -> Table:
    return Table(_columns(first, "Overall", "Sections", "Questions"), rows)


def _of_levels(name: str, found: Levels) -> list[Cell]:
    return [
        TextCell(name, note=wording.amount(found.cases, "case", "cases")),
        bar_cell(found.overall.exact, _SMALL_CHART - 10),
        *share_cells(found.overall.exact),
        _counted(found.sections),
        _counted(found.questions),
    ]


def _counted(share: AgreedShare) -> TextCell:
    return TextCell(share_text(share), note=f"{share.agreed:,} of {share.pairs:,}")
