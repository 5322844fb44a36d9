"""What figures of agreement mean, what they do not, and how they were made, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from exports.figures.agreement.agreement_data import Agreement, Levels, QuestionAgreement
from exports.figures.agreement.agreements import warning
from exports.figures.agreement.estimates import Estimate
from exports.figures.agreement.reading import Opinions
from exports.figures.agreement.shares import AgreedShare
from exports.figures.percentages import between, decimal, percent
from exports.figures.report_data import Scope
from exports.figures.wording import amount, listed

_ENOUGH: Final = 5
"""Cases that a question needs before a sentence names it."""
_NAMED: Final = 3
_FIRM: Final = 0.8
_TENTATIVE: Final = 0.667


def summary_sentences(
    opinions: Opinions, found: Levels, questions: Sequence[QuestionAgreement], *, moderation: bool
) -> list[str]:
    """Return what the figures say, in the order in which they should be read."""
    if not found.cases:
        return [_NOTHING_MODERATED if moderation else _NOTHING_DOUBLE]
    few = warning(found.cases)
    return [
        _how_many(opinions, moderation=moderation),
        *([few] if few else []),
        *_overall(found.overall, moderation=moderation),
        *_by_level(found),
        *([] if moderation else _beyond_chance(found.overall)),
        *_dividing(questions),
    ]


def limit_sentences(scope: Scope, audits: Opinions, moderations: Opinions) -> list[str]:
    """Return what the reader must know before relying on the figures."""
    return [
        *_conflicts(scope),
        *_several_scales(audits, moderations),
        *_several_people(audits),
        "Cases that two people graded are seldom drawn at random; the figures speak of these cases "
        "and these people.",
        "Agreement is not correctness: two people may agree and both be wrong.",
        "A moderator usually knows the auditor’s grade. How often moderation leaves it says how "
        "often it was changed, not how often two people would agree by themselves.",
        "Answers in parts that repeat, and answers by number, date, text or several choices, are "
        "not compared.",
    ]


def method_sentences() -> list[str]:
    """Return how the figures were made, as whole sentences."""
    return [
        "A double audit is one case audited with the same tool by two or more auditors within one "
        "calendar quarter; where a tool is for several agencies or roles, for the same one. Of "
        "audits that were moderated the auditor’s own grades are taken.",
        "Whole files, sections and questions are measured apart, because people agree less on a "
        "grade for a whole file than on single questions.",
        "Only what was given on the scale is compared, except that “said alike” also counts “not "
        "applicable” and “not evidenced” as answers. What one of two people did not answer is left "
        "out.",
        "Each case counts once, however many people graded it. The interval beside a share is the "
        "95% Wilson score interval for that number of cases.",
        "Kappa, alpha and Gwet’s coefficients are 1 where all agree and 0 where people agree no "
        "more often than chance would have it; they differ in what they take for chance. They are "
        "weighted so that a step of the scale weighs little and the whole scale most; alpha goes "
        "by the order of the grades. Kappa is Cohen’s where the two people are always the same, "
        "else Fleiss’.",
        "Where nearly all grades are the same, kappa and alpha are low although people agree: read "
        "them beside exact agreement and Gwet’s AC2, which stay high then.",
        "No coefficient is good or bad by itself. The one benchmark used here is K. "
        "Krippendorff’s (“Content Analysis”, 4th edition, 2019): alpha of 0.80 for firm and of "
        "0.667 for tentative conclusions.",
        "Intervals of Gwet’s coefficients and of Fleiss’ kappa come from K. L. Gwet’s variance "
        "(2014), of Cohen’s kappa from that of Fleiss, Cohen and Everitt (1969), of alpha from a "
        "jackknife over the cases; all with Student’s t. With few cases they are rather too "
        "narrow: in simulations with 20 cases that of AC2 held the true value in 88 of 100, that "
        "of alpha in 93.",
        "What divides people most is ranked by how far apart their answers were, as a part of the "
        "scale, at the lower end of its 95% interval: a few cases prove little.",
    ]


_NOTHING_DOUBLE: Final = (
    "No case in this selection was audited by two auditors with the same tool in one quarter, so "
    "nothing can be said of how far auditors agree."
)
_NOTHING_MODERATED: Final = "No audit in this selection was moderated by a second person."


def share_in_words(share: AgreedShare, what: str = "") -> str:
    """Return `14 of 20 pairs (70%, 95% interval 48% to 85%)`; “none” where nothing was compared."""
    if share.share is None or share.low is None or share.high is None:
        return "none"
    interval = f"95% interval {between(share.low, share.high)}"
    counted = f"{share.agreed:,} of {share.pairs:,} {what}".rstrip()
    return f"{counted} ({percent(share.share)}, {interval})"


def estimate_in_words(found: Estimate) -> str:
    """Return `0.61 (0.32 to 0.90)`, the value alone, or why there is none."""
    if found.value is None:
        return f"not defined: {found.reason}"
    if found.low is None or found.high is None:
        return f"{decimal(found.value)} (no interval: {found.reason})"
    return f"{decimal(found.value)} ({decimal(found.low)} to {decimal(found.high)})"


def pairs_of_audits(pairs: int) -> str:
    """Return what so many pairs are called, without the number."""
    return "pair of audits" if pairs == 1 else "pairs of audits"


def _how_many(opinions: Opinions, *, moderation: bool) -> str:
    cases = opinions.whole.cases
    if moderation:
        return f"{amount(cases, 'audit was', 'audits were')} moderated by a second person."
    return (
        f"{amount(cases, 'case was', 'cases were')} audited more than once: "
        f"{opinions.gradings:,} audits by {amount(opinions.people, 'auditor', 'auditors')}."
    )


def _overall(overall: Agreement, *, moderation: bool) -> Iterator[str]:
    if overall.exact.share is None:
        yield "No overall grades can be compared."
        return
    near = overall.within_one
    close = f", and grades at most one step apart in {share_in_words(near)}" if near else ""
    if not moderation:
        same = share_in_words(overall.exact, pairs_of_audits(overall.pairs))
        yield f"Two auditors gave the same overall grade in {same}{close}."
    if overall.moved:
        same = share_in_words(overall.exact, "audits")
        yield (
            f"Moderation left the overall grade as it was in {same}, made it better in "
            f"{overall.moved.better:,} and worse in {overall.moved.worse:,}."
        )


def _by_level(found: Levels) -> Iterator[str]:
    levels = [
        (found.questions, "answers to questions"),
        (found.sections, "section grades"),
        (found.overall.exact, "overall grades"),
    ]
    told = [
        f"{percent(share.share)} of {what}" for share, what in levels if share.share is not None
    ]
    if len(told) > 1:
        yield f"The same was given for {listed(told)}."


def _beyond_chance(overall: Agreement) -> Iterator[str]:
    alpha = overall.alpha
    if alpha.value is None or alpha.low is None or alpha.high is None:
        return
    told = f"Beyond chance, alpha of the overall grade is {estimate_in_words(alpha)}"
    asked = "Krippendorff sets"
    if alpha.low >= _FIRM:
        yield f"{told}: the whole interval reaches the 0.80 {asked} for firm conclusions."
    elif alpha.low >= _TENTATIVE:
        yield (
            f"{told}: the whole interval reaches the 0.667 {asked} for tentative conclusions, but "
            "not the 0.80 for firm ones."
        )
    elif alpha.high < _TENTATIVE:
        yield (
            f"{told}: the whole interval lies below the 0.667 {asked} even for tentative "
            "conclusions, so one person’s overall grade should not stand alone."
        )
    else:
        yield (
            f"{told}. With these cases it may lie on either side of the 0.667 {asked} even for "
            "tentative conclusions."
        )


def _dividing(questions: Sequence[QuestionAgreement]) -> Iterator[str]:
    named = [
        f"“{each.label}” (the same in {each.said_alike.agreed:,} of {each.said_alike.pairs:,})"
        for each in questions
        if each.said_alike.cases >= _ENOUGH and each.apart.mean
    ][:_NAMED]
    if named:
        yield f"What divides people most: {listed(named)}."


def _conflicts(scope: Scope) -> Iterator[str]:
    left_out = scope.conflicts_left_out
    if left_out:
        yield (
            f"{amount(left_out, 'audit is', 'audits are')} left out because two versions of the "
            "same audit differ and nobody has settled yet which answers stand."
        )


def _several_people(audits: Opinions) -> Iterator[str]:
    if audits.gradings > 2 * audits.whole.cases:
        yield (
            "Some cases were graded by more than two people. Each case counts once, so that a "
            "share there is not exactly the number of pairs that agree, divided by all pairs."
        )


def _several_scales(*several: Opinions) -> Iterator[str]:
    if any(len(opinions.whole.overall) > 1 for opinions in several):
        yield (
            "Some tools grade whole files on another scale than most cases here; their overall "
            "grades are not counted in the overall figures. Their sections and questions are."
        )
