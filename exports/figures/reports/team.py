"""One team's report: its figures beside those of all other teams, worked out and not yet drawn."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from db.reading import AuditScope, Written
from db.store import ReadingStore
from exports.figures.answers import answer_distribution
from exports.figures.combining import CombinedQuestion, CombinedSection, CombinedTool
from exports.figures.facts import Facts, overall_by, read_facts
from exports.figures.fields import check_fields
from exports.figures.figures import figures_of
from exports.figures.method_notes import notes_on
from exports.figures.methods import Method
from exports.figures.quotes import QuoteChooser
from exports.figures.report_data import Distribution, Figures, QuestionFigures, SectionFigures
from exports.figures.reports.apart import in_words_of, without
from exports.figures.reports.scopes import (
    day_of,
    lot_sentences,
    quote_chooser,
    unnamed,
    words_read,
)
from exports.figures.reports.talking import choose_questions, with_words
from exports.figures.reports.team_beside import beside, question_beside
from exports.figures.reports.team_data import Beside, TeamData, TeamQuestion, TeamSection
from exports.figures.reports.team_published import publish_team
from exports.figures.reports.team_words import limits_of, small_numbers
from exports.figures.sentences import method_sentences
from exports.figures.shares import graded
from exports.figures.suppression.publishing import Publication, check_publishable
from exports.figures.thematic import only_tool
from exports.figures.themes import overall_quotes
from exports.figures.wording import listed
from forms.errors import AuditAppError

_FIELD: Final = "team"


def team_report(
    store: ReadingStore, scope: AuditScope, team: str, publication: Publication | None = None
) -> TeamData:
    """Return the report of one team's audits with one tool, from one state of the file.

    `scope` says which audits are looked at, the team's and those of others; it may not choose
    teams itself. The report names no case, no auditor and no worker. With a `publication` it is
    fit to be published, if no other team's is. Raises AuditAppError where there are no audits of
    the team (it then names the teams there are), or audits with several tools, or where a field to
    filter by is unknown or could name a person in what is published.
    """
    with store.snapshot():
        if publication:
            check_publishable(scope)
        return _Teams.read(store, scope).report(team, publication)


def team_reports(store: ReadingStore, scope: AuditScope) -> Generator[TeamData, None, None]:
    """Yield the report of every team in scope, by name, from one state of the file.

    Raises as `team_report`, and AuditAppError where no audit says its team.
    """
    with store.snapshot():
        teams = _Teams.read(store, scope)
        if not teams.names:
            raise AuditAppError("No audit in this selection says which team it is about.")
        for name in teams.names:
            yield teams.report(name)


class _Teams(NamedTuple):
    """What the reports of all teams of one scope have in common, read once."""

    store: ReadingStore
    whole: Facts
    nobody: Facts
    """Audits without a team."""
    names: list[str]
    chooser: QuoteChooser

    @classmethod
    def read(cls, store: ReadingStore, scope: AuditScope) -> _Teams:
        check_fields(store, scope)
        if _FIELD in scope.where:
            raise AuditAppError(
                "A team’s report chooses the team itself, and sets it beside all others: take the "
                "filter for the team away."
            )
        whole = read_facts(store, replace(scope, tool_id=only_tool(store, scope)))
        names = sorted(filter(None, overall_by(store, whole, _FIELD)), key=str.casefold)
        return cls(store, whole, _part(store, whole, ""), names, quote_chooser(store))

    def report(self, team: str, publication: Publication | None = None) -> TeamData:
        """Return the report of one team."""
        if team not in self.names:
            known = f"Teams there are: {listed(self.names)}." if self.names else "None is recorded."
            raise AuditAppError(f"No audit in this selection is of a team “{team}”. {known}")
        part = _part(self.store, self.whole, team)
        sides = _Sides(team, part, without(self.whole, part, self.nobody))
        figures = figures_of(self.store, part)
        report = _report(self, part, sides, figures)
        return publish_team(report, figures, part, publication) if publication else report


def _part(store: ReadingStore, whole: Facts, team: str) -> Facts:
    scope = replace(whole.scope, where={**whole.scope.where, _FIELD: team})
    return in_words_of(whole, read_facts(store, scope))


class _Sides(NamedTuple):
    """The facts of a team and those of all other teams."""

    team: str
    own: Facts
    others: Facts


def _report(teams: _Teams, part: Facts, sides: _Sides, figures: Figures) -> TeamData:
    tool, totals = part.tools[0], part.totals
    overall = beside(sides.team, figures.overall, _grades(tool, sides.others, "overall"))
    sections = list(_sections(tool, figures, sides))
    chosen = choose_questions(sections)
    chooser = teams.chooser.anew()
    fields = [f"finding.{each.question.figures.id}" for group in chosen for each in group]
    written = words_read(teams.store, part, [*fields, "strengths", "improvements"])
    evidence = _by_field(written)
    unplaced = teams.nobody.totals.audits
    return TeamData(
        team=sides.team,
        title=f"{sides.team}: {tool.newest.title}",
        tool_title=tool.newest.title,
        tool_versions=figures.scope.versions,
        scope=unnamed(figures.scope.model_copy(update={"where": dict(teams.whole.scope.where)})),
        first_audited=day_of(totals.first_audited),
        last_audited=day_of(totals.last_audited),
        as_at=day_of(totals.newest_sealed),
        auditors=totals.auditors,
        double_audits=totals.double_audits,
        other_teams=len(teams.names) - 1,
        other_audits=teams.whole.totals.audits - totals.audits - unplaced,
        without_team=unplaced,
        grades=tool.newest.grades,
        scales={each.scale.id: each.scale for each in tool.questions if each.scale},
        overall=overall,
        small=small_numbers(totals.audits),
        sections=sections,
        talk_about=with_words(tool, chosen.talk_about, "improvement", evidence, chooser),
        going_well=with_words(tool, chosen.going_well, "strength", evidence, chooser),
        trend=figures.trend,
        strengths=overall_quotes(tool, written, "strengths", chooser),
        improvements=overall_quotes(tool, written, "improvements", chooser),
        limits=limits_of(part, tool, figures, overall=overall.comparison, without_team=unplaced),
        method=[*method_sentences(tool), *lot_sentences(part)],
        notes=notes_on(_methods(figures)),
    )


def _methods(figures: Figures) -> list[Method]:
    is_broken = any(point.broken_by for point in figures.trend)
    return ["wilson", "difference", "rebasing"] if is_broken else ["wilson", "difference"]


def _by_field(written: Sequence[Written]) -> dict[str, list[Written]]:
    evidence: dict[str, list[Written]] = {}
    for row in written:
        if row.text.strip():
            evidence.setdefault(row.field, []).append(row)
    return evidence


def _grades(tool: CombinedTool, facts: Facts, field: str) -> Distribution:
    return graded(tool.newest.grades, facts.counted(tool.graded_alike, field))


def _sections(tool: CombinedTool, figures: Figures, sides: _Sides) -> Iterator[TeamSection]:
    questions = {each.id: each for each in figures.questions}
    for combined, own in zip(tool.sections, figures.sections, strict=True):
        yield TeamSection(
            id=own.id,
            title=own.title,
            grades=_section_grades(tool, combined, own, sides),
            questions=[
                _question(each, questions[each.question.id], sides) for each in combined.questions
            ],
        )


def _section_grades(
    tool: CombinedTool, combined: CombinedSection, own: SectionFigures, sides: _Sides
) -> Beside:
    nothing = Distribution(counts={}, n=0, good_or_better=None)
    others = _grades(tool, sides.others, f"section.{own.id}") if combined.graded else nothing
    team = Distribution(counts=own.counts, n=own.n, good_or_better=own.good_or_better)
    return beside(sides.team, team, others)


def _question(combined: CombinedQuestion, own: QuestionFigures, sides: _Sides) -> TeamQuestion:
    others = answer_distribution(sides.others, combined.newest)
    return question_beside(sides.team, own, others)
