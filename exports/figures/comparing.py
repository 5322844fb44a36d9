"""Two periods or two groups side by side: the difference of their shares, and what it tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt
from typing import Final, Literal, NamedTuple

from exports.figures.complete import Complete
from exports.figures.methods import Method
from exports.figures.percentages import percent, points
from exports.figures.report_data import AnswerPoint, Share, TrendPoint, known
from exports.figures.wording import amount, counted, listed

Verdict = Literal["higher", "lower", "unclear", "same", "not_comparable", "no_share"]
"""How the first stands to the second; “same” only where nothing is uncertain."""

Ends = tuple[float, float, float]
"""A share with the low and the high end of its interval."""

_FEW: Final = 20


class Side(NamedTuple):
    """One of the two that are compared: what it is called, and its share."""

    name: str
    share: Share


class Comparison(Complete):
    """Two shares, their difference with its 95% interval as fractions, and all of it in words.

    `now` is the later period or the first group, `before` the earlier or the second. `difference`
    is now − before. It and its interval are None where nothing may be compared or counted.
    """

    between: Literal["periods", "groups"]
    now_name: str
    now: Share
    before_name: str
    before: Share
    difference: float | None
    low: float | None
    high: float | None
    verdict: Verdict
    heading: str
    """The verdict in two or three words, such as “No clear change”."""
    words: str
    """The verdict with its numbers, one or more whole sentences."""
    cautions: list[str]
    method: Method = "difference"


def difference_interval(one: Share, other: Share) -> tuple[float, float]:
    """Return the 95% interval of the difference `one` − `other` of two independent shares.

    Raises ValueError where one of them has no share.

    Source: R. G. Newcombe, “Interval estimation for the difference between independent
    proportions: comparison of eleven methods”, Statistics in Medicine 17 (1998), pages 873 to 890,
    method 10: d − √((p₁ − l₁)² + (u₂ − p₂)²) to d + √((u₁ − p₁)² + (p₂ − l₂)²), with l and u the
    ends of each share’s own Wilson interval. That the same may be done with other intervals, as
    those of a cohort: G. Y. Zou and A. Donner, Statistics in Medicine 27 (2008), pages 1693 to
    1702.
    """
    return square_and_add(_ends(one), _ends(other))


def square_and_add(one: Ends, other: Ends) -> tuple[float, float]:
    """Return the interval of a difference from both shares with their own intervals."""
    (share, low, high), (other_share, other_low, other_high) = one, other
    difference = share - other_share
    down = sqrt((share - low) ** 2 + (other_high - other_share) ** 2)
    up = sqrt((high - share) ** 2 + (other_share - other_low) ** 2)
    return max(-1.0, difference - down), min(1.0, difference + up)


def compare_periods(
    now: Side,
    before: Side,
    broken_by: str | None = None,
    unit: tuple[str, str] = ("audit", "audits"),
) -> Comparison:
    """Return what changed from one period to a later one.

    `broken_by` is the sentence that says why they must not be compared: another tool, scale or
    standard. `unit` is what n counts, one and many.
    """
    return _compared("periods", now, before, broken_by, unit)


def compare_groups(
    one: Side,
    other: Side,
    broken_by: str | None = None,
    unit: tuple[str, str] = ("audit", "audits"),
) -> Comparison:
    """Return how two groups differ, as two teams in one period; arguments as of periods."""
    return _compared("groups", one, other, broken_by, unit)


def compare_points(
    trend: Sequence[TrendPoint | AnswerPoint],
    before: str,
    now: str,
    unit: tuple[str, str] = ("audit", "audits"),
) -> Comparison:
    """Return what changed between two periods of a line over time, unless it is broken between.

    Raises ValueError where a period is not on the line, or `before` is not before `now`.
    """
    places = {point.period: place for place, point in enumerate(trend)}
    if before not in places or now not in places or places[before] >= places[now]:
        raise ValueError("both periods must be on the line, the earlier one first")
    between = trend[places[before] + 1 : places[now] + 1]
    breaks = [point.broken_by for point in between if point.broken_by]
    sides = [Side(name, _share(trend[places[name]])) for name in (now, before)]
    return compare_periods(sides[0], sides[1], " ".join(dict.fromkeys(breaks)) or None, unit)


def _compared(
    between: Literal["periods", "groups"],
    now: Side,
    before: Side,
    broken_by: str | None,
    unit: tuple[str, str],
) -> Comparison:
    difference, low, high = _difference(now.share, before.share, broken_by)
    verdict = _verdict(low, high, broken_by)
    told = _Told(between, now, before, unit)
    return Comparison(
        between=between,
        now_name=now.name,
        now=now.share,
        before_name=before.name,
        before=before.share,
        difference=difference,
        low=low,
        high=high,
        verdict=verdict,
        heading=_HEADINGS[between][verdict],
        words=told.apart(broken_by) if broken_by else told.words(verdict, low, high),
        cautions=[] if low is None else list(told.cautions()),
    )


def _difference(
    now: Share, before: Share, broken_by: str | None
) -> tuple[float | None, float | None, float | None]:
    if broken_by or now.share is None or before.share is None:
        return None, None, None
    return now.share - before.share, *difference_interval(now, before)


def _verdict(low: float | None, high: float | None, broken_by: str | None) -> Verdict:
    if broken_by:
        return "not_comparable"
    if low is None or high is None:
        return "no_share"
    if low == high == 0:
        return "same"
    return "higher" if low > 0 else "lower" if high < 0 else "unclear"


_HEADINGS: Final[dict[str, dict[Verdict, str]]] = {
    "periods": {
        "higher": "Clear rise",
        "lower": "Clear fall",
        "unclear": "No clear change",
        "same": "No change",
        "not_comparable": "Not comparable",
        "no_share": "Nothing to compare",
    },
    "groups": {
        "higher": "Clearly higher",
        "lower": "Clearly lower",
        "unclear": "No clear difference",
        "same": "No difference",
        "not_comparable": "Not comparable",
        "no_share": "Nothing to compare",
    },
}


class _Told(NamedTuple):
    """Puts a comparison into sentences."""

    between: Literal["periods", "groups"]
    now: Side
    before: Side
    unit: tuple[str, str]

    def apart(self, broken_by: str) -> str:
        return f"{self.before.name} and {self.now.name} cannot be compared. {broken_by}"

    def words(self, verdict: Verdict, low: float | None, high: float | None) -> str:
        if low is None or high is None:
            if "c" in {
                each
                for side in (self.before, self.now)
                for each in (side.share.count, side.share.n)
            }:
                return "Nothing to compare: small numbers are not published."
            empty = [side.name for side in (self.before, self.now) if side.share.share is None]
            return f"Nothing to compare: no {self.unit[1]} with a grade in {listed(empty)}."
        return f"{self._claim(verdict)}: {self._shares()}; {_range(verdict, low, high)}."

    def cautions(self) -> Iterator[str]:
        sizes = [(side, known(side.share.n)) for side in (self.now, self.before)]
        for side, n in sizes:
            if n >= _FEW:
                continue
            yield (
                f"Only {amount(n, *self.unit)} in {side.name}: one more or less moves that share "
                f"by about {round(100 / n)} points."
            )

    def _claim(self, verdict: Verdict) -> str:
        heading = _HEADINGS[self.between][verdict]
        if self.between == "periods":
            return f"{heading} from {self.before.name} to {self.now.name}"
        if verdict in ("higher", "lower"):
            return f"{self.now.name} is {heading.lower()} than {self.before.name}"
        return f"{heading} between {self.now.name} and {self.before.name}"

    def _shares(self) -> str:
        now, before = (
            f"{percent(_ends(side.share)[0], fine=side.share.published)} of"
            for side in (self.now, self.before)
        )
        link = ", before" if self.between == "periods" else " against"
        audits = amount(self.now.share.n, *self.unit)
        return f"{now} {audits}{link} {before} {counted(self.before.share.n)}"


def _range(verdict: Verdict, low: float, high: float) -> str:
    if low == high:
        return f"the difference is {points(low)} points"
    if verdict == "unclear":
        return f"the difference could be from {points(low)} to {points(high)} points"
    return f"the difference is likely between {points(low)} and {points(high)} points"


def _share(point: TrendPoint | AnswerPoint) -> Share:
    figures = point.overall if isinstance(point, TrendPoint) else point
    return figures.good_or_better or Share(count=0, n=0, share=None, low=None, high=None)


def _ends(share: Share) -> Ends:
    if share.share is None or share.low is None or share.high is None:
        raise ValueError("a difference needs two shares")
    return share.share, share.low, share.high
