"""A small service with sixty audits, and every kind of report on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from random import Random

from db.reading import AuditScope
from exports.figures.suppression.publishing import Publication
from exports.reports.kinds import Profile, ReportKind, ReportRequest, WorkedOut
from forms.audits import Audit
from tests.exports.built_samples import LOGOS, TODAY, a_template
from tests.exports.making import Cabinet, a_tool, an_audit, memory_cabinet

FIRST = date(2025, 1, 8)


@contextmanager
def a_service() -> Iterator[Cabinet]:
    """Give a store of sixty audits by four teams over six quarters, some cases audited twice."""
    random = Random(5)
    with memory_cabinet() as cabinet:
        cabinet.add(a_tool(), *(_audit(random, place) for place in range(60)))
        yield cabinet


def worked_out(kind: ReportKind, cabinet: Cabinet, profile: Profile = "internal") -> WorkedOut:
    """Return a report of a kind on all audits, the team North or one case."""
    request = ReportRequest(
        AuditScope("voice"),
        profile,
        Publication() if profile == "published" else None,
        team="North",
        audit="C-0040",
        template=a_template(logo=LOGOS["ordinary"]),
        today=TODAY,
    )
    return kind.work_out(cabinet.store, request)


def _audit(random: Random, place: int) -> Audit:
    answers = {
        "seen": random.choice(["yes", "yes", "no", "not_applicable", "unclear"]),
        "heard": random.choice(["outstanding", "good", "requires_improvement", "not_evidenced"]),
        "place": random.choice(["home", "school"]),
        "methods": ["play", "talk"][: random.randint(1, 2)],
        "visits": random.randint(1, 30),
    }
    told = f"Visit {place + 100} is on the file and says who spoke with the child at school."
    return an_audit(
        answers,
        {"seen": told},
        case=f"C-{place - place % 2 if place < 24 else place:04}",
        auditor=f"auditor-{place % 5:02}",
        audited_on=FIRST + timedelta(days=9 * place),
        overall=random.choice(["outstanding", "good", "good", "requires_improvement"]),
        sections={"contact": random.choice(["good", "inadequate"])},
        attributes={"team": ("North", "South", "East", "West")[place % 4]},
    )
