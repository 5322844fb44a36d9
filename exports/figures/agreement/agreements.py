"""From tallies to figures: every coefficient of one thing, and of a group of cases."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final, NamedTuple

from exports.figures.agreement.agreement_data import Agreement, Levels, Moved
from exports.figures.agreement.alpha import alpha
from exports.figures.agreement.chance import fleiss, gwet
from exports.figures.agreement.cohen import cohen
from exports.figures.agreement.reading import Group, Item, Opinions
from exports.figures.agreement.shares import (
    AgreedShare,
    agreed_share,
    apart,
    exact,
    within_one,
)
from exports.figures.agreement.tallies import Measure, Tally, Together
from exports.figures.agreement.weights import nearness
from exports.figures.wording import amount

FEW: Final = 20
"""Below about so many cases graded twice, figures of agreement are a prompt, not a measure."""


def agreement(tally: Tally, *, moderation: bool) -> Agreement:
    """Return all figures of agreement on one thing.

    In a moderation the first of a pair is the auditor and the second the moderator, so that the
    two are told apart; else only where the same two people graded every case.
    """
    ratings, measure = tally.ratings, tally.measure
    ordered = measure.weighting != "identity"
    fixed = moderation or len(tally.graders) == 2
    near = nearness("linear" if ordered else "identity", measure.points, measure.others)
    return Agreement(
        cases=ratings.cases,
        pairs=ratings.twice.pairs,
        graders=len(tally.graders),
        exact=exact(ratings),
        within_one=within_one(ratings) if ordered and measure.points > 2 else None,
        said_alike=exact(tally.all_answers),
        apart=apart(tally.all_answers, near),
        kappa=cohen(tally.pairs, measure.points, measure.weighting)
        if fixed
        else fleiss(ratings, measure.weighting),
        kappa_form="cohen" if fixed else "fleiss",
        alpha=alpha(ratings, "ordinal" if ordered else "nominal"),
        ac1=gwet(ratings),
        ac2=gwet(ratings, measure.weighting) if ordered else None,
        moved=_moved(tally) if moderation and ordered else None,
        warning=warning(ratings.cases),
    )


class Look(NamedTuple):
    """How groups of cases are looked at: whose grades they are, and which scale of whole files.

    Where tools grade whole files on different scales, those of one scale are put together.
    """

    moderation: bool
    scale: Hashable
    measure: Measure

    def levels(self, group: Group) -> Levels:
        """Return whole files, sections and questions of a group."""
        tally = group.overall.get(self.scale) or Tally(self.measure)
        return Levels(
            cases=group.cases,
            overall=agreement(tally, moderation=self.moderation),
            sections=_together(group.sections),
            questions=_together(group.questions),
        )


def look_at(opinions: Opinions, *, moderation: bool) -> Look:
    """Return the look at the scale that most cases were graded on."""
    overall = [item for item in opinions.items if item.level == "overall"]
    if not overall:
        return Look(moderation, None, Measure({}, 0, "quadratic"))
    tallies = opinions.whole.overall

    def cases(item: Item) -> int:
        return tallies[item.scale].ratings.cases if item.scale in tallies else 0

    most = max(overall, key=cases)
    return Look(moderation, most.scale, most.measure)


def warning(cases: int) -> str | None:
    """Return what to keep in mind where few cases were graded twice."""
    if cases >= FEW:
        return None
    if not cases:
        return "No case was graded by two people."
    return (
        f"Only {amount(cases, 'case was', 'cases were')} graded by two people. With fewer than "
        f"about {FEW} one case can change these figures a great deal: talk about the cases, and "
        "do not take the figures for a measure."
    )


def _together(together: Together) -> AgreedShare:
    if not together.cases:
        return agreed_share(0, 0, 0, 0.0)
    share = together.agreed / together.pairs
    return agreed_share(together.cases, together.pairs, together.agreed, share)


def _moved(tally: Tally) -> Moved:
    """Return how grades moved; the scale stands best first."""
    better = sum(n for (first, after), n in tally.pairs.items() if after < first)
    worse = sum(n for (first, after), n in tally.pairs.items() if after > first)
    n = sum(tally.pairs.values())
    return Moved(n=n, better=better, same=n - better - worse, worse=worse)
