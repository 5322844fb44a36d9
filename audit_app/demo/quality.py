"""How good a case's work is taken to be: from what lies behind it to a share of the points."""

import math
from itertools import pairwise
from random import Random
from statistics import NormalDist

from audit_app.demo.service import Auditor, Case
from audit_app.demo.streams import clipped, stream
from forms.evaluation.grades import overall_grade
from forms.tools import AuditTool

QUARTERS = 6

_CASE, _TOOL, _READING = 0.75, 0.3, 0.12
_GROWTH, _DIP = 0.13, (3, -0.35)
"""Improvement from one quarter to the next, and the quarter in which practice dipped."""
_SPREAD = 0.95
"""About the standard deviation of all of this together."""

_WORSE_THAN = ((0.0, 0.0), (0.25, 0.1), (0.5, 0.5), (0.75, 0.93), (1.0, 1.0))
"""Which part of the grades (worst first) holds which part of the audits: on a scale of four
10% lie in the worst, 40% in the next, 43% in the good and 7% in the best. Limiting rules and
weak sections then take a few of them down, as they do in life."""

_SECTION_NOISE = 0.08
_TRIES = 60


def standing(seed: int, tool: AuditTool, case: Case, auditor: Auditor, quarter: int) -> float:
    """Return where an audit stands among all audits: 0 the worst to 1 the best.

    The case itself weighs most, so that audits of one case with two tools resemble each other;
    then the team, the quarter, the auditor's strictness and what this tool looks at.
    """
    toolwise = stream(seed, "tool and case", tool.id, case.number).gauss(0, 1)
    reading = stream(seed, "reading", tool.id, case.number, auditor.code).gauss(0, 1)
    growth = case.team.growth * _GROWTH * (quarter - (QUARTERS - 1) / 2)
    dip = _DIP[1] if quarter == _DIP[0] else 0.0
    quality = (
        _CASE * case.latent
        + _TOOL * toolwise
        + _READING * reading
        + case.team.leaning
        + growth
        + dip
        - auditor.strictness
    )
    return NormalDist(0, _SPREAD).cdf(quality)


def wanted_share(tool: AuditTool, place: float) -> float:
    """Return the share of possible points that an audit standing here should earn."""
    grades = len(tool.grades.points)
    bounds = [_interpolated(at / grades) for at in range(grades + 1)]
    step = next(at for at in range(grades) if place <= bounds[at + 1] or at == grades - 1)
    within = clipped((place - bounds[step]) / (bounds[step + 1] - bounds[step]))
    cuts = [0.1, *reversed(tool.suggestion.cuts), 1.0]
    return cuts[step] + (cuts[step + 1] - cuts[step]) * clipped(within, 0.02, 0.98)


def grade_of(tool: AuditTool, share: float) -> str:
    """Return the grade that a section with this share of the points is suggested."""
    cuts = tool.suggestion.cuts
    index = next((at for at, cut in enumerate(cuts) if share >= cut), len(cuts))
    return tool.grades.codes[index]


def section_shares(
    seed: int, tool: AuditTool, case: Case, share: float, rng: Random
) -> dict[str, float]:
    """Spread an audit's share over its sections, so that they lead to the grade it stands for.

    Some sections are harder than others for everyone, and some for this case. Drawn again until
    the section grades suggest the wanted overall grade.
    """
    wanted = tool.grades.position(grade_of(tool, share))
    middle = {
        section.id: share + _ease(seed, tool, section.id) + _own_ease(seed, tool, case, section.id)
        for section in tool.sections
    }
    best: tuple[int, dict[str, float]] = (len(tool.grades.points), middle)
    for _ in range(_TRIES):
        drawn = {name: clipped(rng.gauss(at, _SECTION_NOISE)) for name, at in middle.items()}
        gap = abs(_leads_to(tool, drawn) - wanted)
        best = min(best, (gap, drawn), key=lambda each: each[0])
        if not gap:
            break
    return best[1]


def _leads_to(tool: AuditTool, shares: dict[str, float]) -> int:
    judged = [0] * len(tool.grades.points)
    for section in tool.sections:
        if section.graded:
            judged[tool.grades.position(grade_of(tool, shares[section.id]))] += 1
    code = overall_grade(tool.grades, judged, ()).code
    return tool.grades.position(code) if code else 0


def _ease(seed: int, tool: AuditTool, section: str) -> float:
    return stream(seed, "ease", tool.id, section).uniform(-0.08, 0.08)


def _own_ease(seed: int, tool: AuditTool, case: Case, section: str) -> float:
    return stream(seed, "own ease", tool.id, section, case.number).gauss(0, 0.04)


def _interpolated(at: float) -> float:
    for (low, from_), (high, to) in pairwise(_WORSE_THAN):
        if at <= high or math.isclose(at, high):
            return from_ + (to - from_) * (at - low) / (high - low)
    return 1.0
