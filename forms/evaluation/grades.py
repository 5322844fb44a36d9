"""What grade the answers suggest, from what they earned and from the rules that limit it."""

from collections.abc import Sequence
from dataclasses import dataclass

from forms.scales import Scale
from forms.tools import AuditTool, Limit, Question

POINT = 10**12
"""One possible point, as a whole number: whole numbers add up the same in any order, so that a
sum kept from answer to answer equals one taken afresh."""


@dataclass(frozen=True)
class Cap:
    """A limiting rule that applies, and the best grade it leaves.

    `question` is None for a rule of the tool itself; `key` is that of the finding behind it.
    """

    question: Question | None
    limit: Limit
    key: str = ""


@dataclass(frozen=True)
class SuggestedGrade:
    """A calculated grade and why.

    `code` is None while there is nothing to work from. `uncapped` is what it would be without
    the limiting rules in `caps`. `because` is a sentence for the auditor.
    """

    code: str | None
    uncapped: str | None
    caps: tuple[Cap, ...]
    because: str


NOTHING_GRADED = SuggestedGrade(None, None, (), "No graded answers in this section yet.")


def section_grade(tool: AuditTool, earned: int, possible: int) -> SuggestedGrade:
    """Suggest a section's grade from the share of possible points its graded answers earned.

    Each counted answer earns its point's value (0 to 1) times the question's weight; not
    evidenced earns nothing; not applicable, unanswered and hidden are left out. The share is
    compared with the tool's cuts, best grade first. `earned` and `possible` are in `POINT`s.
    """
    if not possible:
        return NOTHING_GRADED
    share = earned / possible
    points = tool.grades.points
    cuts = tool.suggestion.cuts
    index = next((at for at, cut in enumerate(cuts) if share >= cut - 1e-9), len(points) - 1)
    code = points[index].code
    because = f"The answers earn {share:.0%} of the possible points in this section."
    return SuggestedGrade(code, code, (), because)


def overall_grade(grades: Scale, judged: Sequence[int], caps: tuple[Cap, ...]) -> SuggestedGrade:
    """Suggest the overall grade from the section grades and the limiting rules.

    `judged` says how many sections have each grade, best first. The typical section grade (the
    lower middle one), never more than one step above the weakest section, and never above what a
    limiting rule leaves. This is no average: the overall grade is a judgement.
    """
    sections = sum(judged)
    if not sections:
        return SuggestedGrade(None, None, caps, "No section is graded yet.")
    typical = _at(judged, sections // 2)
    position = max(typical, _at(judged, sections - 1) - 1)
    uncapped = grades.points[position].code
    capped = max([position, *(grades.position(cap.limit.cap) for cap in caps)])
    code = grades.points[capped].code
    return SuggestedGrade(code, uncapped, caps, _because(grades, uncapped, code, caps))


def asks_reason(suggestion: SuggestedGrade, given: str | None) -> bool:
    """Return whether a judgement must give its reason: it differs from what is suggested."""
    return given is not None and suggestion.code not in (None, given)


def _at(judged: Sequence[int], nth: int) -> int:
    """Return the position of the nth section, counted from 0 with the best graded first."""
    for position, count in enumerate(judged):
        nth -= count
        if nth < 0:
            return position
    raise IndexError(nth)


def _because(grades: Scale, uncapped: str, code: str, caps: tuple[Cap, ...]) -> str:
    labels = {point.code: point.label for point in grades.points}
    typical = f"Section grades point to “{labels[uncapped]}”."
    if code == uncapped:
        return typical
    reasons = "; ".join(cap.limit.reason for cap in caps if cap.limit.cap == code)
    return f"{typical} At most “{labels[code]}”, because {reasons}."
