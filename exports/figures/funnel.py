"""Teams side by side without a league table: which lie further off than chance would put them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

from exports.figures.binomial import Limit, at_least, lower_limit, upper_limit
from exports.figures.complete import Complete
from exports.figures.methods import Method
from exports.figures.percentages import percent
from exports.figures.report_data import Share
from exports.figures.shares import share_of
from exports.figures.wording import amount, listed

Stands = Literal["inside", "beyond_95", "beyond_998"]

_TAIL_95: Final = 0.025
_TAIL_998: Final = 0.001
_STEPS: Final = 60
"""At how many sizes, at most, the funnel is drawn."""
_TOO_MANY: Final = 0.01
"""How unlikely it may be that so many teams lie outside before that is said."""


class Counted(NamedTuple):
    """A team with how many of its n audits are good."""

    name: str
    good: int
    n: int


class FunnelLimits(Complete):
    """The funnel at one size: between which shares a team with n audits lies by chance."""

    n: int
    low_998: float
    low_95: float
    high_95: float
    high_998: float


class FunnelTeam(Complete):
    """One team: its share with interval, the funnel at its size, and where it stands to it."""

    name: str
    share: Share
    limits: FunnelLimits
    stands: Stands
    side: Literal["above", "below"] | None
    words: str


class Funnel(Complete):
    """Teams by name, the share of all of them, and the funnel about it from the smallest n on.

    `left_out` names teams without a graded audit. Without two teams `limits` is empty.
    """

    overall: Share
    teams: list[FunnelTeam]
    limits: list[FunnelLimits]
    left_out: list[str]
    words: list[str]
    method: Method = "funnel"


def funnel(teams: Iterable[Counted]) -> Funnel:
    """Return how the shares of teams lie about the share of all their audits together.

    Limits are exact for the binomial distribution at each n: a team with the practice of all lies
    below the lower 95% limit with a probability under 2.5%, the 99.8% limit under 0.1%, and so
    above. Teams are told by name, never by rank: a rank says more than such numbers can. Raises
    ValueError unless 0 <= good <= n for each.

    Source: D. J. Spiegelhalter, “Funnel plots for comparing institutional performance”, Statistics
    in Medicine 24 (2005), pages 1185 to 1202; how limits go between whole numbers, see
    `exports.figures.binomial`.
    """
    ordered = sorted(teams, key=lambda team: (team.name.casefold(), team.name))
    if any(not 0 <= team.good <= team.n for team in ordered):
        raise ValueError("a funnel needs 0 <= good <= n for every team")
    counted = [team for team in ordered if team.n]
    left_out = [team.name for team in ordered if not team.n]
    overall = share_of(sum(team.good for team in counted), sum(team.n for team in counted))
    if len(counted) < 2 or overall.share is None:
        words = ["There are not two teams with graded audits, so there is nothing to compare."]
        words += _left_out_words(left_out)
        return Funnel(overall=overall, teams=[], limits=[], left_out=left_out, words=words)
    centre = overall.share
    placed = [_team(team, centre) for team in counted]
    sizes = _sizes(max(team.n for team in counted))
    return Funnel(
        overall=overall,
        teams=placed,
        limits=[_Funnel.at(n, centre).limits(n) for n in sizes],
        left_out=left_out,
        words=list(_words(placed, overall, left_out)),
    )


class _Funnel(NamedTuple):
    """The four limits at one size."""

    low_998: Limit
    low_95: Limit
    high_95: Limit
    high_998: Limit

    @classmethod
    def at(cls, n: int, centre: float) -> _Funnel:
        return cls(
            lower_limit(n, centre, _TAIL_998),
            lower_limit(n, centre, _TAIL_95),
            upper_limit(n, centre, _TAIL_95),
            upper_limit(n, centre, _TAIL_998),
        )

    def limits(self, n: int) -> FunnelLimits:
        return FunnelLimits(
            n=n,
            low_998=self.low_998.share,
            low_95=self.low_95.share,
            high_95=self.high_95.share,
            high_998=self.high_998.share,
        )

    def stands(self, good: int) -> tuple[Stands, Literal["above", "below"] | None]:
        """Return where a count stands: beyond a limit means a tail under its probability."""
        if good < self.low_95.whole:
            return ("beyond_998" if good < self.low_998.whole else "beyond_95"), "below"
        if good > self.high_95.whole:
            return ("beyond_998" if good > self.high_998.whole else "beyond_95"), "above"
        return "inside", None


def _team(team: Counted, centre: float) -> FunnelTeam:
    about = _Funnel.at(team.n, centre)
    stands, side = about.stands(team.good)
    return FunnelTeam(
        name=team.name,
        share=share_of(team.good, team.n),
        limits=about.limits(team.n),
        stands=stands,
        side=side,
        words=_team_words(team, stands, side),
    )


def _team_words(team: Counted, stands: Stands, side: str | None) -> str:
    shown = f"{team.name}: {percent(team.good / team.n)} of {amount(team.n, 'audit', 'audits')}"
    if stands == "inside":
        return f"{shown}, within what chance alone would make."
    limits, how = ("99.8%", "hardly ever") if stands == "beyond_998" else ("95%", "seldom")
    return f"{shown}, {side} the {limits} limits: chance alone would {how} put it there."


def _sizes(largest: int) -> list[int]:
    """Return at most 60 sizes from 1 to the largest, closer where the funnel bends more."""
    ratio = largest ** (1 / (_STEPS - 1))
    return sorted({min(largest, max(1, round(ratio**step))) for step in range(_STEPS)} | {largest})


def _words(teams: Sequence[FunnelTeam], overall: Share, left_out: Sequence[str]) -> Iterator[str]:
    outside = [team for team in teams if team.stands != "inside"]
    all_of = f"{amount(len(teams), 'team', 'teams')} with {amount(overall.n, 'audit', 'audits')}"
    yield f"{percent(overall.share or 0.0)} over {all_of}."
    yield from _outside_words(teams, outside)
    yield (
        "By chance alone up to one team in 20 lies outside the 95% limits and up to one in 500 "
        "outside the 99.8% limits. Teams have different cases and auditors: a place outside asks "
        "a question, and answers none."
    )
    yield from _left_out_words(left_out)


def _left_out_words(left_out: Sequence[str]) -> Iterator[str]:
    if left_out:
        yield f"Without a graded audit, and left out: {listed(left_out)}."


def _outside_words(teams: Sequence[FunnelTeam], outside: Sequence[FunnelTeam]) -> Iterator[str]:
    if not outside:
        yield "Every team lies within the limits: chance alone would make such differences."
        return
    for stands, limits in (("beyond_95", "95%"), ("beyond_998", "99.8%")):
        for side in ("above", "below"):
            names = [team.name for team in outside if (team.stands, team.side) == (stands, side)]
            if names:
                yield f"Beyond the {limits} limits, {side}: {listed(names)}."
    if at_least(len(outside), len(teams), 2 * _TAIL_95) < _TOO_MANY and len(outside) > 1:
        yield (
            "More teams lie outside than chance would leave. Something sets teams apart in "
            "general: look at cases, tools and auditors before looking at any one team."
        )
