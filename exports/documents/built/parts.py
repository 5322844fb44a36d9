"""The parts of a report from a template, each made of the blocks that other reports have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from reportlab.platypus import CondPageBreak, Flowable

from exports.documents.agreed.guide import what_it_is
from exports.documents.agreed.whole import one_part
from exports.documents.blocks.block import Block
from exports.documents.blocks.method_notes import MethodNotes
from exports.documents.blocks.panels import Callout
from exports.documents.blocks.text import Heading, Paragraph, bullet_list, numbered_list
from exports.documents.built.own_words import plain_blocks
from exports.documents.built.view import view_blocks
from exports.documents.chapters import Chapters, half_a_page
from exports.documents.over_time.charts import how_to_read as how_to_read_charts
from exports.documents.over_time.charts import one_series
from exports.documents.over_time.opening import steps
from exports.documents.parts.funnel import funnel_chapter
from exports.documents.parts.strictness import strictness_chapter
from exports.documents.parts.terms import terms_chapter
from exports.documents.styles import CONTENT_HEIGHT, SMALL
from exports.documents.thematic.guide import grade_meanings, has_share, how_to_read
from exports.documents.thematic.opening import summary
from exports.documents.thematic.results import all_sections, one_grouping, one_section, trend
from exports.documents.thematic.words import one_theme, overall_words
from exports.figures.reports.built_data import (
    BuiltReport,
    NotShown,
    ShownAgreement,
    ShownComparison,
    ShownFunnel,
    ShownPart,
    ShownSections,
    ShownStrictness,
    ShownSummary,
    ShownTarget,
    ShownTerms,
    ShownText,
    ShownTrend,
    ShownView,
    ShownWords,
)

_MOST_OF_A_PAGE: Final = CONTENT_HEIGHT * 0.65


class PartDrawer:
    """Draws the parts of one report; how to read figures is told with the first that need it."""

    def __init__(self, report: BuiltReport, headed: Chapters, notes: MethodNotes) -> None:
        self._report = report
        self._headed = headed
        self._notes = notes
        self._told: set[str] = set()
        self._drawers: dict[type, Callable[..., Sequence[Block]]] = {
            ShownText: lambda _, heading: [heading],
            ShownSummary: lambda _, heading: summary(report.figures, heading),
            ShownSections: self._sections,
            ShownComparison: self._comparison,
            ShownTrend: self._trend,
            ShownWords: self._words,
            ShownView: lambda part, heading: view_blocks(part, heading, notes),
            ShownFunnel: lambda part, heading: funnel_chapter(part.funnel, heading, notes),
            ShownTarget: self._target,
            ShownTerms: lambda part, heading: terms_chapter(part.terms, heading, notes),
            ShownStrictness: lambda part, heading: strictness_chapter(
                part.strictness, heading, notes
            ),
            ShownAgreement: self._agreement,
            NotShown: lambda part, heading: [heading, Callout(part.reason)],
        }

    def blocks(self, part: ShownPart) -> list[Flowable]:
        """Return a part: its heading, the comment on it, then what it shows."""
        heading = self._headed(part.title, 1)
        _, *shown = self._drawers[type(part)](part, heading)
        return [*_begin(part), heading, *plain_blocks(part.comment), *shown]

    def _first(self, what: str) -> bool:
        """Whether this is told for the first time; from now on it has been."""
        is_first = what not in self._told
        self._told.add(what)
        return is_first

    def _sections(self, part: ShownSections, heading: Heading) -> list[Block]:
        every = self._report.figures.sections
        chosen = [each for each in every if each.figures.id in part.sections]
        figures = self._report.figures.model_copy(update={"sections": chosen})
        blocks: list[Block] = [heading]
        if has_share(figures) and self._first("shares"):
            guide = self._headed("How to read the figures", 2)
            blocks += how_to_read(figures, guide, self._notes)
        if len(chosen) > 1 or not part.questions:
            title = "All sections" if len(chosen) == len(every) else "Sections side by side"
            blocks += all_sections(figures, self._headed(title, 2))
        if self._first("grades"):
            blocks += grade_meanings(figures, self._headed("What the grades mean", 2))
        for section in chosen if part.questions else []:
            blocks += one_section(figures, section, self._headed(section.figures.title, 2))
        return [*blocks, *([Paragraph(part.missing, SMALL)] if part.missing else [])]

    def _comparison(self, part: ShownComparison, heading: Heading) -> list[Block]:
        figures = self._report.figures
        table = next(each for each in figures.groups if each.field == part.field)
        return one_grouping(figures, table, heading)

    def _trend(self, _: ShownTrend, heading: Heading) -> list[Block]:
        figures = self._report.figures
        return trend(figures.figures.trend, figures.grades, heading, self._notes)

    def _words(self, _: ShownWords, heading: Heading) -> list[Block]:
        blocks = overall_words(self._report.figures, heading)
        for theme in self._report.figures.themes:
            blocks += one_theme(theme, self._headed(theme.title, 2))
        return blocks

    def _target(self, part: ShownTarget, heading: Heading) -> list[Block]:
        blocks = one_series(part.main, part.every, heading, self._notes)
        blocks += [*steps(part.steps), *bullet_list(part.limits, SMALL)]
        if self._first("charts"):
            blocks += how_to_read_charts(self._headed("How to read the chart", 2))
        return blocks

    def _agreement(self, part: ShownAgreement, heading: Heading) -> list[Block]:
        agreed, headed = part.agreed, self._headed
        blocks: list[Block] = [heading, *what_it_is(headed("What agreement is", 2))]
        for found, title, where in (
            (agreed.double_audits, "Double audits", ""),
            (agreed.moderations, "Moderations", " in moderation"),
        ):
            if found:
                blocks += [headed(title, 2), *one_part(agreed, found, _below, where)]
        return [*blocks, headed("What to do about it", 2), *numbered_list(agreed.to_do)]


def _begin(part: ShownPart) -> list[Flowable]:
    """Return what comes before a part: most of a page for what takes one, nothing for words."""
    if isinstance(part, ShownText | NotShown):
        return []
    return [CondPageBreak(_MOST_OF_A_PAGE) if isinstance(part, ShownSummary) else half_a_page()]


def _below(text: str, level: int) -> Heading:
    """Return a heading one level deeper, which the contents do not list."""
    return Heading(text, level + 1)
