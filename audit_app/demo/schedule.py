"""Who audits which case with a tool, and when: working days over six quarters."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from audit_app.demo.quality import QUARTERS
from audit_app.demo.service import Auditor, Case, DemoService
from audit_app.demo.streams import clipped, stream
from forms.tools import AuditTool

DOUBLE_SHARE = 0.04
_LAST_DAYS = 8
"""Nothing is begun in the last days, so that everything is sealed by the end."""


@dataclass(frozen=True)
class Assignment:
    """One auditor with one case. `quarter` counts from 0 over the demo's period."""

    case: Case
    auditor: int
    audited_on: date
    quarter: int
    second: bool = False
    """Whether another auditor was given the same case first: a double audit."""


def assignments(
    service: DemoService, tool: AuditTool, count: int, seed: int, until: date
) -> list[Assignment]:
    """Return `count` assignments by date; nobody audits a case of their own team's."""
    rng = stream(seed, "schedule", tool.id)
    doubles = round(count * DOUBLE_SHARE) if len(service.auditors) > 1 else 0
    numbers = rng.sample(range(count + count // 4 + 3), count - doubles)
    load: Counter[int] = Counter()
    first = []
    for number in numbers:
        case = service.case(number)
        day = _audit_day(rng, case.moment, until)
        auditor = _auditor(rng, service.auditors, case, load, avoid=None)
        first.append(Assignment(case, auditor, day, quarter_of(day, until)))
    second = []
    for one in rng.sample(first, doubles):
        day = _working_day(min(one.audited_on + timedelta(rng.randint(1, 9)), _last(until)))
        auditor = _auditor(rng, service.auditors, one.case, load, avoid=one.auditor)
        second.append(Assignment(one.case, auditor, day, quarter_of(day, until), second=True))
    return sorted([*first, *second], key=lambda each: (each.audited_on, each.case.number))


def first_day(until: date) -> date:
    """Return the first day of the six quarters that end with the one `until` lies in."""
    quarters = until.year * 4 + (until.month - 1) // 3 - (QUARTERS - 1)
    return date(quarters // 4, quarters % 4 * 3 + 1, 1)


def quarter_of(day: date, until: date) -> int:
    """Return which of the six quarters a day lies in: 0 to 5."""
    start = first_day(until)
    return (day.year - start.year) * 4 + (day.month - 1) // 3 - (start.month - 1) // 3


def at_work(day: date, rng: Random, *, earliest: int = 8, latest: int = 16) -> datetime:
    """Return a moment of a working day, in UTC, to the second."""
    moment = time(rng.randint(earliest, latest), rng.randrange(60), rng.randrange(60))
    return datetime.combine(day, moment, UTC)


def _audit_day(rng: Random, moment: float, until: date) -> date:
    days = (_last(until) - first_day(until)).days
    drawn = int(clipped(moment + rng.uniform(-0.03, 0.03)) * days)
    return _working_day(first_day(until) + timedelta(drawn))


def _last(until: date) -> date:
    return until - timedelta(_LAST_DAYS)


def _working_day(day: date) -> date:
    return day + timedelta((7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


def _auditor(
    rng: Random, auditors: tuple[Auditor, ...], case: Case, load: Counter[int], avoid: int | None
) -> int:
    """Give a case to one of the less busy; own teams only where nobody else is left."""
    able = [at for at in range(len(auditors)) if at != avoid]
    apart = [at for at in able if auditors[at].team != case.team.name] or able
    chosen = _least_busy(rng.sample(apart, min(2, len(apart))), load)
    load[chosen] += 1
    return chosen


def _least_busy(auditors: Iterable[int], load: Counter[int]) -> int:
    return min(auditors, key=lambda at: (load[at], at))
