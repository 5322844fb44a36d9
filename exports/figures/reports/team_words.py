"""What a team must know before it relies on its figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from exports.figures.combining import CombinedTool
from exports.figures.comparing import Comparison
from exports.figures.facts import Facts
from exports.figures.report_data import Count, Figures
from exports.figures.sentences import limit_sentences
from exports.figures.wording import amount

_SINGLE_CASES: Final = 5
_FEW: Final = 20


def small_numbers(audits: Count) -> str:
    """Return the warning that stands beside the first figure; "" where there are enough audits.

    Of a number that is not published nothing is said: it need not be small.
    """
    if audits == "c":
        return ""
    if audits < _SINGLE_CASES:
        only = amount(audits, "audit", "audits")
        return f"Only {only}: read them as single cases. A percentage of so few says nothing."
    if audits < _FEW:
        return (
            f"Only {amount(audits, 'audit', 'audits')}: one audit more or less moves the share by "
            f"about {round(100 / audits)} points, so read the interval and not the share alone."
        )
    return ""


def limits_of(
    part: Facts,
    tool: CombinedTool,
    figures: Figures,
    *,
    overall: Comparison | None,
    without_team: Count,
    double_audits: Count | None = None,
) -> list[str]:
    """Return the limits of a team's figures as whole sentences, the weightiest first.

    Of published figures also how many cases were audited twice, as that may be published.
    """
    return [
        "Teams have different cases and were audited by different people. A difference asks a "
        "question; it does not say who works better, and this report puts nobody in an order.",
        *_by_chance(overall),
        *_without_team(without_team),
        *limit_sentences(part, tool, figures, double_audits),
    ]


def _by_chance(overall: Comparison | None) -> Iterator[str]:
    if overall is not None:
        yield (
            "Many questions are compared here, and about one in twenty would look clear by chance "
            "alone. Read what auditors wrote before you draw a conclusion."
        )


def _without_team(audits: Count) -> Iterator[str]:
    if audits:
        have = amount(audits, "audit has", "audits have")
        stand = "stands" if audits == 1 else "stand"
        yield f"{have} no team recorded and {stand} on neither side."
