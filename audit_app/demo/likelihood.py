"""What facts a case file is likely to hold: choices, numbers and dates that fit the case."""

import math
import re
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from audit_app.demo.service import Case
from audit_app.demo.streams import clipped, stream
from forms.tools import AuditTool, Choice, Question

_LATER_IS_WORSE = re.compile(r"day|week|month|hour|late|gap|overdue|wait|changes of", re.I)
_RECENT = re.compile(r"\blast\b|latest|most recent", re.I)
_STRETCH = re.compile(r"gap|longest|since the last|caseload", re.I)
_TYPICAL = {
    **{"hours": 10, "days": 9, "weeks": 5, "months": 3, "years": 2, "%": 80, "percent": 80},
    **{"children": 17, "cases": 17, "supervisions": 8, "visits": 8},
}
_POOR = re.compile(r"(^|_)(no|not|none|never|un\w+|late\w*|refused|missing|waiting|absent)(_|$)")
_RARE = re.compile(r"(^|_)other(_|$)")
_OF_THE_YOUNG = re.compile(r"young|baby|infant")
_EXCLUSIVE = re.compile(r"^(none|no|nothing|not_.*|unknown)(_|$)")
_OF_AGE = re.compile(r"how old|\bage\b", re.I)
_OF_DISABILITY = re.compile(r"\bdisabled\b|\bdisability\b", re.I)
_AGES = re.compile(r"\d+")


def likely_choice(
    question: Question, choices: Sequence[Choice], case: Case, share: float, rng: Random
) -> str:
    """Return one of these choices: what the case says, else the likelier by far.

    Every question has its own common and rare answers; codes that sound poor are likelier the
    lower the share of points the section is to earn.
    """
    told = _told_by_case(question, choices, case)
    if told:
        return told
    weights = _weights(question, choices, case, share)
    return rng.choices([choice.code for choice in choices], weights)[0]


def likely_choices(
    question: Question, choices: Sequence[Choice], case: Case, share: float, rng: Random
) -> tuple[str, ...]:
    """Return some of these choices, in order; one such as “none of these” stands alone."""
    weights = _weights(question, choices, case, share)
    drawn = rng.choices([choice.code for choice in choices], weights, k=rng.randint(2, 5))
    if _EXCLUSIVE.match(drawn[0]):
        return (drawn[0],)
    wanted = {code for code in drawn if not _EXCLUSIVE.match(code)}
    return tuple(choice.code for choice in choices if choice.code in wanted)


def likely_number(question: Question, case: Case, share: float, rng: Random) -> int | float:
    """Return a number within the question's bounds: most near what is usual, a few far out."""
    about = f"{question.label} {question.unit}"
    low, high = _bounds(question)
    if _OF_AGE.search(question.label):
        drawn = float(max(case.age, 0))
    else:
        usual = _TYPICAL.get(question.unit.lower(), max(min(4.0, (low + high) / 2), 1.0))
        usual *= 3 if _STRETCH.search(about) else 1
        lean = (0.6 - share) * 1.5 if _LATER_IS_WORSE.search(about) else (share - 0.6) * 0.8
        drawn = rng.lognormvariate(math.log(usual) + lean, 0.5)
    drawn = clipped(drawn, low, high)
    if question.whole or drawn == int(drawn):
        return int(clipped(round(drawn), math.ceil(low), math.floor(high)))
    return round(drawn, 1) if low <= round(drawn, 1) <= high else drawn


def likely_date(
    question: Question, tool: AuditTool, audited_on: date, after: date | None, rng: Random
) -> str:
    """Return a date within the look-back period, soon after an earlier one of the section."""
    back = audited_on - timedelta(days=tool.look_back_months * 30)
    if after and after < audited_on:
        drawn = min(after + timedelta(days=int(rng.expovariate(1 / 9))), audited_on)
    elif _RECENT.search(question.label):
        drawn = audited_on - timedelta(days=int(rng.expovariate(1 / 16)))
    else:
        drawn = audited_on - timedelta(days=int((audited_on - back).days * rng.random() ** 2))
    latest = question.latest if isinstance(question.latest, date) else audited_on
    drawn = min(drawn, latest)
    return max(drawn, question.earliest or drawn).isoformat()


def _bounds(question: Question) -> tuple[float, float]:
    """Return the least and the greatest number; where the tool sets none, from 0 upwards."""
    low, high = question.minimum, question.maximum
    if low is None:
        low = min(0.0, high if high is not None else 0.0)
    return low, high if high is not None else max(10_000.0, low)


def _weights(
    question: Question, choices: Sequence[Choice], case: Case, share: float
) -> list[float]:
    usual = stream("usual", question.id)
    weights = []
    for at, choice in enumerate(choices):
        weight = usual.uniform(0.3, 1.0) / (1 + 0.3 * at)
        if _POOR.search(choice.code):
            weight *= 1.2 - clipped(share)
        elif _RARE.search(choice.code) or (_OF_THE_YOUNG.search(choice.code) and case.age > 3):
            weight *= 0.1
        weights.append(weight)
    return weights


def _told_by_case(question: Question, choices: Sequence[Choice], case: Case) -> str:
    if _OF_AGE.search(question.label):
        return next((each.code for each in choices if _fits_age(each, case.age)), "")
    if _OF_DISABILITY.search(question.label):
        start = "yes" if case.disabled else "no"
        return next((c.code for c in choices if c.label.lower().startswith(start)), "")
    return ""


def _fits_age(choice: Choice, age: int) -> bool:
    label = choice.label.lower()
    bounds = [int(number) for number in _AGES.findall(label)]
    if not bounds:
        return age < 0 and "born" in label
    if "under" in label:
        return 0 <= age < bounds[0]
    if len(bounds) == 1:
        return age >= bounds[0] if re.search(r"over|older|\+|more", label) else age == bounds[0]
    return bounds[0] <= age <= bounds[1]
