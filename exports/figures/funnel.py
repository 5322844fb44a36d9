"""Teams side by side without a league table: which lie further off than chance would put them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import Final, NamedTuple

from exports.figures.binomial import Limit, at_least, lower_limit, upper_limit
from exports.figures.counts import Share
from exports.figures.funnel_data import Funnel, FunnelGroup, FunnelLimits, Side, Stands
from exports.figures.percentages import percent
from exports.figures.shares import share_of
from exports.figures.wording import amount, listed

_TAIL_95: Final = 0.025
_TAIL_998: Final = 0.001
_STEPS: Final = 60
"""At how many sizes, at most, the funnel is drawn."""
_MOST_MARKS: Final = 7
_TOO_MANY: Final = 0.01
"""How unlikely it may be that so many groups lie outside before that is said."""


class Counted(NamedTuple):
    """A group with how many of its n audits are good."""

    name: str
    good: int
    n: int


class Told(NamedTuple):
    """How a funnel is told: what one group is called, what several are, and shares to a decimal."""

    one: str = "team"
    many: str = "teams"
    fine: bool = False

    def percent(self, share: Share) -> str:
        """Return a share that there is."""
        return percent(share.share or 0.0, fine=self.fine)


def funnel(groups: Iterable[Counted], told: Told | None = None) -> Funnel:
    """Return how the shares of groups lie about the share of all their audits together.

    Limits are exact for the binomial distribution at each n: a team with the practice of all lies
    below the lower 95% limit with a probability under 2.5%, the 99.8% limit under 0.1%, and so
    above. Groups are told by name, never by rank: a rank says more than such numbers can. Raises
    ValueError unless 0 <= good <= n for each.

    Source: D. J. Spiegelhalter, “Funnel plots for comparing institutional performance”, Statistics
    in Medicine 24 (2005), pages 1185 to 1202; how limits go between whole numbers, see
    `exports.figures.binomial`.
    """
    told = told or Told()
    ordered = sorted(groups, key=lambda each: (each.name.casefold(), each.name))
    if any(not 0 <= each.good <= each.n for each in ordered):
        raise ValueError("a funnel needs 0 <= good <= n for every group")
    counted = [each for each in ordered if each.n]
    left_out = [each.name for each in ordered if not each.n]
    overall = _share(sum(each.good for each in counted), sum(each.n for each in counted), told)
    if len(counted) < 2 or overall.share is None:
        return _without_limits(overall, left_out, told)
    centre, largest = overall.share, max(each.n for each in counted)
    placed = [_group(each, centre, told) for each in counted]
    return Funnel(
        overall=overall,
        groups=placed,
        limits=[_Funnel.at(n, centre).limits(n) for n in _sizes(largest)],
        marks=_marks(largest),
        left_out=left_out,
        words=list(_words(placed, overall, left_out, told)),
    )


def _share(good: int, n: int, told: Told) -> Share:
    return share_of(good, n).model_copy(update={"published": told.fine})


def _without_limits(overall: Share, left_out: list[str], told: Told) -> Funnel:
    nothing = f"There are not two {told.many} with graded audits, so there is nothing to compare."
    words = [nothing, *_left_out_words(left_out)]
    return Funnel(overall=overall, groups=[], limits=[], marks=[], left_out=left_out, words=words)


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

    def stands(self, good: int) -> tuple[Stands, Side | None]:
        """Return where a count stands: beyond a limit means a tail under its probability."""
        if good < self.low_95.whole:
            return ("beyond_998" if good < self.low_998.whole else "beyond_95"), "below"
        if good > self.high_95.whole:
            return ("beyond_998" if good > self.high_998.whole else "beyond_95"), "above"
        return "inside", None


def _group(group: Counted, centre: float, told: Told) -> FunnelGroup:
    about, share = _Funnel.at(group.n, centre), _share(group.good, group.n, told)
    stands, side = about.stands(group.good)
    shown = f"{group.name}: {told.percent(share)} of {amount(group.n, 'audit', 'audits')}"
    return FunnelGroup(
        name=group.name,
        share=share,
        limits=about.limits(group.n),
        stands=stands,
        side=side,
        words=f"{shown}, {_standing_words(stands, side)}",
    )


def _standing_words(stands: Stands, side: Side | None) -> str:
    if stands == "inside":
        return "within what chance alone would make."
    limits, how = ("99.8%", "hardly ever") if stands == "beyond_998" else ("95%", "seldom")
    return f"{side} the {limits} limits: chance alone would {how} put it there."


def _sizes(largest: int) -> list[int]:
    """Return at most 60 sizes from 1 to the largest, closer where the funnel bends more."""
    ratio = largest ** (1 / (_STEPS - 1))
    return sorted({min(largest, max(1, round(ratio**step))) for step in range(_STEPS)} | {largest})


def _marks(largest: int) -> list[int]:
    """Return up to seven round numbers, the same distance apart, up to the largest."""
    steps = (factor * 10**power for power in count() for factor in (1, 2, 5))
    step = next(each for each in steps if largest // each <= _MOST_MARKS)
    return list(range(step, largest + 1, step))


def _words(
    groups: Sequence[FunnelGroup], overall: Share, left_out: Sequence[str], told: Told
) -> Iterator[str]:
    outside = [each for each in groups if each.stands != "inside"]
    all_of = f"{amount(len(groups), *told[:2])} with {amount(overall.n, 'audit', 'audits')}"
    yield f"{told.percent(overall)} over {all_of}."
    yield from _outside_words(groups, outside, told)
    yield (
        f"By chance alone up to one {told.one} in 20 lies outside the 95% limits and up to one in "
        f"500 outside the 99.8% limits. {told.many.capitalize()} have different cases and "
        "auditors: a place outside asks a question, and answers none."
    )
    yield from _left_out_words(left_out)


def _left_out_words(left_out: Sequence[str]) -> Iterator[str]:
    if left_out:
        yield f"Without a graded audit, and left out: {listed(left_out)}."


def _outside_words(
    groups: Sequence[FunnelGroup], outside: Sequence[FunnelGroup], told: Told
) -> Iterator[str]:
    if not outside:
        yield f"Every {told.one} lies within the limits: chance alone would make such differences."
        return
    for stands, limits in (("beyond_95", "95%"), ("beyond_998", "99.8%")):
        for side in ("above", "below"):
            names = [each.name for each in outside if (each.stands, each.side) == (stands, side)]
            if names:
                yield f"Beyond the {limits} limits, {side}: {listed(names)}."
    if at_least(len(outside), len(groups), 2 * _TAIL_95) < _TOO_MANY and len(outside) > 1:
        yield (
            f"More {told.many} lie outside than chance would leave. Something sets {told.many} "
            "apart in general: look at cases, tools and auditors before looking at any one "
            f"{told.one}."
        )
