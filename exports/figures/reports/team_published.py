"""A team's report made fit to be published: its own figures and those of others as one system."""

from __future__ import annotations

from typing import Final, NamedTuple

from exports.figures.facts import Facts
from exports.figures.quotes import QuoteChooser
from exports.figures.report_data import Distribution, Figures, known
from exports.figures.reports.talking import choose_questions, with_words
from exports.figures.reports.team_beside import beside, question_beside
from exports.figures.reports.team_data import TeamData, TeamQuestion, TeamSection
from exports.figures.reports.team_words import limits_of, small_numbers
from exports.figures.sentences import method_sentences
from exports.figures.suppression.counting import Counted, count_figures
from exports.figures.suppression.distributions import Worth, add_distribution
from exports.figures.suppression.meanings import Meanings, meanings_of
from exports.figures.suppression.people import add_people
from exports.figures.suppression.publishing import (
    Publication,
    c_sentence,
    first_of_month,
    last_of_month,
    publishing_sentences,
    showing_of,
)
from exports.figures.suppression.showing import Showing
from forms.scales import Scale

_OVERALL: Final = Worth(500_000, 10_000)
_SECTION: Final = Worth(100_000, 3_000)
_QUESTION: Final = Worth(25_000, 1_000)
"""What others' figures are worth: less than the team's own."""
_AUDITS: Final = 10**6


def publish_team(
    report: TeamData, figures: Figures, facts: Facts, publication: Publication
) -> TeamData:
    """Return the report of a team without small numbers, and without what auditors wrote.

    `figures` and `facts` are those of the team's own audits. Nothing hidden can be worked out from
    this report; from it and that of another team much could.
    """
    meanings = meanings_of(facts)
    counted = count_figures(figures, meanings)
    add_people(counted, report.auditors, report.double_audits)
    _add_others(counted, report, meanings)
    showing = showing_of(counted, publication)
    shown = _Shown(report, showing, showing.figures(figures)).report()
    tool = facts.tools[0]
    limits = limits_of(
        facts,
        tool,
        showing.figures(figures),
        overall=shown.overall.comparison,
        without_team=shown.without_team,
        double_audits=shown.double_audits,
    )
    chosen = choose_questions(shown.sections)
    nothing = QuoteChooser(())
    return shown.model_copy(
        update={
            "small": small_numbers(shown.scope.audits),
            "talk_about": with_words(tool, chosen.talk_about, "improvement", {}, nothing),
            "going_well": with_words(tool, chosen.going_well, "strength", {}, nothing),
            "limits": [c_sentence(publication.threshold), *limits],
            "method": method_sentences(
                tool, publishing_sentences(publication.threshold, quoted=False)
            ),
        }
    )


def _add_others(counted: Counted, report: TeamData, meanings: Meanings) -> None:
    """Add the figures of all other teams, each under its own key with `others` in front."""
    system, grades = counted.system, report.grades
    audits = counted.count(("others",), known(report.other_audits), _AUDITS)
    counted.count(("unplaced",), known(report.without_team), 0)
    overall = _add(counted, ("overall",), report.overall.others, grades, _OVERALL)
    system.total(audits, [overall])
    asked = [audits]
    for section in report.sections:
        if section.grades.comparison is not None:
            key = "section", section.id
            graded = _add(counted, key, section.grades.others, grades, _SECTION)
            system.total(audits, [graded])
        for question in section.questions:
            name = question.figures.tool, question.figures.id
            scale = meanings.scale_of(*name, question.others)
            found = _add(counted, ("question", *name), question.others, scale, _QUESTION)
            asked += [found] if system.cells[found].value else []
    system.like(asked)


def _add(
    counted: Counted, key: tuple[str, ...], figures: Distribution, scale: Scale | None, worth: Worth
) -> int:
    """Add figures of others; return how many were counted in them."""
    cells = add_distribution(counted.system, figures, scale, worth)
    counted.distributions["others", *key] = cells
    counted.system.shared.add(cells.all)
    return cells.all


class _Shown(NamedTuple):
    """Writes a report anew from what may be shown."""

    given: TeamData
    showing: Showing
    figures: Figures

    def report(self) -> TeamData:
        given, count = self.given, self.showing.count
        others = self._others(("overall",), given.overall.others)
        return given.model_copy(
            update={
                "profile": "published",
                "scope": self.showing.scope(given.scope),
                "first_audited": first_of_month(given.first_audited),
                "last_audited": last_of_month(given.last_audited),
                "auditors": count(("auditors",)),
                "double_audits": count(("doubles",)),
                "other_audits": count(("others",)),
                "without_team": count(("unplaced",)),
                "overall": beside(given.team, self.figures.overall, others),
                "sections": [self._section(each) for each in given.sections],
                "trend": self.figures.trend,
                "strengths": [],
                "improvements": [],
            }
        )

    def _section(self, section: TeamSection) -> TeamSection:
        (own,) = (each for each in self.figures.sections if each.id == section.id)
        team = section.grades.team.model_copy(
            update={name: getattr(own, name) for name in ("counts", "n", "good_or_better")}
            | {"published": True}
        )
        others = self._others(("section", section.id), section.grades.others)
        return section.model_copy(
            update={
                "grades": beside(self.given.team, team, others),
                "questions": [self._question(each) for each in section.questions],
            }
        )

    def _question(self, question: TeamQuestion) -> TeamQuestion:
        name = question.figures.tool, question.figures.id
        (own,) = (each for each in self.figures.questions if (each.tool, each.id) == name)
        others = self._others(("question", *name), question.others)
        return question_beside(self.given.team, own, others)

    def _others(self, key: tuple[str, ...], figures: Distribution) -> Distribution:
        return self.showing.distribution(("others", *key), figures)
