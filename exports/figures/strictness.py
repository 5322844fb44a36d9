"""How strictly auditors grade, set against like audits of others: to talk, not to blame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from exports.figures.comparing import square_and_add
from exports.figures.complete import Complete
from exports.figures.methods import Method
from exports.figures.percentages import percent, points
from exports.figures.report_data import Share, known
from exports.figures.shares import share_of
from exports.figures.standardising import (
    LEAST_OTHERS,
    Audits,
    Expected,
    Graded,
    Likened,
    expected_share,
    gathered,
    likened,
    mean_difference,
)
from exports.figures.wording import amount, listed

Verdict = Literal["stricter", "milder", "in_line", "too_few"]

_LEAST_OWN: Final = 10
"""How many comparable audits of one’s own a verdict needs."""


class Ranged(Complete):
    """A number with its 95% interval, where the data allow one."""

    value: float
    low: float | None
    high: float | None


class AuditorStrictness(Complete):
    """One auditor beside others who audited alike; names a worker, so for internal use only.

    `share` counts only audits that could be compared; `expected` is how many of these would be
    good or better by the grading of others, and `ratio` is observed / expected. `difference` is
    the share less the one expected, as a fraction. Their intervals allow for the few audits of
    others too. `mean_difference` is the same of mean grades, from worst 0 to best 1. All are None
    where nothing could be compared; `ratio` also where the expected number is 0.
    """

    auditor: str
    audits: int
    share: Share
    expected: float | None = None
    ratio: Ranged | None = None
    difference: Ranged | None = None
    mean_difference: Ranged | None = None
    verdict: Verdict
    words: str


class Strictness(Complete):
    """All auditors by name, and what the comparison rests on."""

    auditors: list[AuditorStrictness]
    words: list[str]
    method: Method = "strictness"


def strictness(
    rows: Iterable[Graded], fields: Sequence[str], good: str = "good or better"
) -> Strictness:
    """Return how auditors’ grades compare with what like audits of others would lead to expect.

    `fields` names the strata of the rows, the coarsest first, as “tool”, “plan type”, “team”;
    `good` is what the share is of.
    Each audit is set against the finest stratum in which others made at least 5 audits; coarser
    ones stand in where that is thin, but never another first stratum. Observed and expected are
    of audits that were not shared out by lot, so what differs may still be the cases. Raises
    ValueError for an audit without a stratum or with a grade outside 0 to 1.

    Source: indirect standardisation, as of standardised ratios: N. E. Breslow and N. E. Day,
    “Statistical Methods in Cancer Research”, volume 2, IARC 1987, chapter 2; its intervals, see
    `exports.figures.standardising`.
    """
    audits = gathered(rows)
    names = sorted(audits.by_auditor, key=lambda name: (name.casefold(), name))
    pairs = {name: likened(audits, name) for name in names}
    return Strictness(
        auditors=[_auditor(name, pairs[name], audits, good) for name in names],
        words=list(_words(pairs.values(), fields)),
    )


def _auditor(name: str, every: Sequence[Likened], audits: Audits, good: str) -> AuditorStrictness:
    pairs = [pair for pair in every if pair.depth]
    own = sum(pair.own.n for pair in every)
    share = share_of(sum(pair.own.good for pair in pairs), sum(pair.own.n for pair in pairs))
    if share.share is None or share.low is None or share.high is None:
        words = f"{name}: others made too few like audits to compare with."
        return AuditorStrictness(
            auditor=name, audits=own, share=share, verdict="too_few", words=words
        )
    expected = expected_share(pairs)
    low, high = square_and_add((share.share, share.low, share.high), expected)
    n = known(share.n)
    verdict = _verdict(n, low, high)
    mean, mean_low, mean_high = mean_difference(pairs, audits)
    return AuditorStrictness(
        auditor=name,
        audits=own,
        share=share,
        expected=n * expected.value,
        ratio=_ratio(share.share, expected.value, low, high),
        difference=Ranged(value=share.share - expected.value, low=low, high=high),
        mean_difference=Ranged(value=mean, low=mean_low, high=mean_high),
        verdict=verdict,
        words=_auditor_words(name, (share, good), expected, (low, high), verdict),
    )


def _ratio(share: float, expected: float, low: float, high: float) -> Ranged | None:
    """Return observed / expected; its ends are those of the difference, so that both agree."""
    if not expected:
        return None
    return Ranged(
        value=share / expected, low=max(0.0, 1 + low / expected), high=1 + high / expected
    )


def _verdict(n: int, low: float, high: float) -> Verdict:
    if n < _LEAST_OWN:
        return "too_few"
    return "stricter" if high < 0 else "milder" if low > 0 else "in_line"


_VERDICTS: Final[dict[Verdict, str]] = {
    "stricter": "Grades lower than others on like audits, by more than chance would make",
    "milder": "Grades higher than others on like audits, by more than chance would make",
    "in_line": "No clear difference from others",
    "too_few": "Too few audits to say",
}


def _auditor_words(
    name: str,
    own: tuple[Share, str],
    expected: Expected,
    ends: tuple[float, float],
    verdict: Verdict,
) -> str:
    share, good = own
    audits = amount(share.n, "audit", "audits")
    would = f"{known(share.n) * expected.value:.1f} would be ({percent(expected.value)})"
    return (
        f"{name}: {share.count} of {audits} {good} ({percent(share.share or 0.0)}); by the "
        f"grading of others {would}. {_VERDICTS[verdict]}: the difference could be from "
        f"{points(ends[0])} to {points(ends[1])} points."
    )


def _words(every: Iterable[Sequence[Likened]], fields: Sequence[str]) -> Iterator[str]:
    by_depth: dict[int, int] = {}
    for pairs in every:
        for pair in pairs:
            by_depth[pair.depth] = by_depth.get(pair.depth, 0) + pair.own.n
    for depth in sorted(by_depth, reverse=True):
        audits = amount(by_depth[depth], "audit", "audits")
        if depth:
            alike = listed([f"the same {field}" for field in fields[:depth]])
            yield f"{audits} compared with audits by others of {alike}."
        else:
            yield (
                f"{audits} left out: others made fewer than {LEAST_OTHERS} audits of the same "
                f"{fields[0]}."
            )
    yield (
        "By chance alone about one auditor in 20 looks stricter or milder. Cases were not shared "
        "out by lot, so a difference may lie in the cases: read a few files together before "
        "drawing conclusions. Neither strict nor mild is the right grade by itself."
    )
