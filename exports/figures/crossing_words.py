"""A crossing in plain words: what it is called, its headline, and what to read with care."""

from __future__ import annotations

from math import floor
from typing import Final

from exports.figures.crossing_data import Crossing
from exports.figures.percentages import percent
from exports.figures.report_data import Scope
from exports.figures.wording import amount, counted
from forms.audits import ATTRIBUTES

_TINY: Final = 1e-9
_TITLES: Final = {
    **ATTRIBUTES,
    "auditor": "Auditor",
    "case": "Case",
    "overall": "Overall grade",
    "version": "Tool version",
    "quarter": "Quarter",
    "month": "Month",
}


def field_title(field: str) -> str:
    """Return what people call a field: `plan_type` is “Plan type”."""
    return _TITLES.get(field) or field.replace("_", " ").capitalize()


def crossing_title(crossing: Crossing) -> str:
    """Return `Overall grade by team and quarter`; a question stands in quotation marks."""
    fields = [field_title(each).lower() for each in (crossing.by, crossing.across) if each]
    is_titled = crossing.kind in {"grade", "theme"}
    measure = crossing.label if is_titled else f"“{crossing.label}”"
    return f"{measure} by {' and '.join(fields)}"


def crossing_headline(crossing: Crossing) -> str:
    """Return what all groups together say, with n and interval, as one or two sentences."""
    scope, share = crossing.scope, crossing.total.good_or_better
    audits = amount(scope.audits, "audit", "audits")
    cases = amount(scope.cases, "case", "cases")
    told = f"{audits} of {cases}."
    if share is None:
        return f"{told} {amount(crossing.total.n, 'answer', 'answers')} counted."
    if share.share is None or share.low is None or share.high is None:
        return f"{told} Nothing was graded." if not share.n else told
    fine = share.published
    low = f"{share.low * 100:.1f}" if fine else f"{floor(share.low * 100 + _TINY)}"  # as in charts
    between = f"{low}–{percent(share.high, fine=fine)}"
    return (
        f"{told} {percent(share.share, fine=fine)} good or better: {counted(share.count)} of "
        f"{counted(share.n)}, 95% interval {between}."
    )


def left_out(scope: Scope) -> list[str]:
    """Return how many audits are left out as nobody settled how they stand."""
    if not scope.conflicts_left_out:
        return []
    audits = amount(scope.conflicts_left_out, "audit is", "audits are")
    return [f"{audits} left out because two versions differ and nobody has settled them yet."]


def breaks(crossing: Crossing) -> list[str]:
    """Return why periods must not be compared with the one before, as sentences."""
    return [
        f"{each.title}: {each.broken_by}"
        for each in (*crossing.rows, *crossing.columns)
        if each.broken_by
    ]
