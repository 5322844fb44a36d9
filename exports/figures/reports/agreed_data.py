"""Every number and word of a report on agreement, complete before it is drawn."""

from __future__ import annotations

from exports.figures.agreement.agreement_data import Consistency
from exports.figures.complete import Complete
from exports.figures.reports.strictness_data import StrictnessData
from exports.figures.reports.tool_report import ToolReport
from forms.scales import Scale


class GradeMoves(Complete):
    """What became of one grade in moderation: `n` such grades, and how many got which one.

    `became` holds the label of every grade, best first.
    """

    grade: str
    n: int
    became: dict[str, int]


class AgreedPart(Complete):
    """All double audits, or all moderations.

    Of the figures only the pairs of people with most cases are kept, and only questions that two
    people answered of one case; the others are counted. `moves` stands for moderations alone.
    """

    figures: Consistency
    pairs_left_out: int
    questions_left_out: int
    moves: list[GradeMoves]


class AgreedData(ToolReport):
    """How far people agree who graded the same cases with one tool, and what to do about it.

    `double_audits` or `moderations` is None where there are none, never both, `strictness` where
    nobody made enough audits to be set beside others. The report names auditors, and no case: it is
    for internal use.
    """

    grades: Scale
    sections: dict[str, str]
    """Section id → title."""
    double_audits: AgreedPart | None
    moderations: AgreedPart | None
    strictness: StrictnessData | None = None
    to_do: list[str]
