"""Audits over some years, double audits and moderations, sealed in a store of their own."""

from collections.abc import Sequence
from datetime import date
from random import Random
from uuid import UUID

from db.reading import AuditScope
from db.sealing import seal
from db.tools import add_tool
from exports.figures.process_charts.models import TargetStep
from exports.figures.reports.agreed import agreed_report
from exports.figures.reports.agreed_data import AgreedData
from exports.figures.reports.asked import KnownChange, OverTime
from exports.figures.reports.over_time import over_time_report
from exports.figures.reports.over_time_data import OverTimeData
from forms.audits import AUDIT_KIND, Audit
from forms.revisions import Act, Revision
from forms.tools import AuditTool
from tests.exports.making import HEARD, PLACE, SEEN, Cabinet, a_tool, an_audit, memory_cabinet

ALWAYS_HEARD = HEARD.model_copy(update={"relevant": ""})
GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
STEPS = (
    TargetStep(by=date(2023, 12, 31), value=0.35),
    TargetStep(by=date(2025, 9, 30), value=0.6),
    TargetStep(by=date(2030, 12, 31), value=0.85),
)


def plain_tool(label: str = SEEN.label, **more: object) -> AuditTool:
    """A tool with one section of three questions, the first of which bears this label."""
    seen = SEEN.model_copy(update={"label": label})
    return a_tool(sections={"contact": (seen, ALWAYS_HEARD, PLACE)}, **more)


def quarterly(
    good: Sequence[int | None], n: int = 8, first: int = 2023, tool: AuditTool | None = None
) -> list[Audit]:
    """Return `n` audits for each quarter from January of a year, so many of them good.

    None is a quarter without audits.
    """
    found = []
    for place, number in enumerate(good):
        if number is None:
            continue
        year, quarter = first + place // 4, place % 4
        for at in range(n):
            grade = "good" if at < number else "inadequate"
            found.append(
                an_audit(
                    {"seen": "yes" if at < number else "no", "heard": grade, "place": "home"},
                    {"seen": "Seen on file."},
                    case=f"C-{place:03}{at:03}",
                    auditor=f"auditor-{at}",
                    audited_on=date(year, quarter * 3 + 1 + at % 3, 1 + at % 28),
                    overall=grade,
                    sections={"contact": grade},
                    attributes={"team": "North"},
                )
            )
    return found


STEADY = (3, 4, 3, 5, 4, 3, 4, 4, 3, 7, 7, 8, 7, 8)
"""Good audits of 8 in 14 quarters: more from the tenth on."""


def over_time(
    good: Sequence[int | None] = STEADY,
    asked: OverTime | None = None,
    tool: AuditTool | None = None,
    **more: int,
) -> OverTimeData:
    """Return the report of these audits; without `asked` against a target in three steps."""
    with memory_cabinet() as cabinet:
        cabinet.add(tool or plain_tool(), *quarterly(good, **more))
        return over_time_report(cabinet.store, AuditScope(), asked or OverTime(steps=STEPS))


def a_change(day: date = date(2025, 4, 1), what: str = "New supervision policy") -> KnownChange:
    """Return a change of practice."""
    return KnownChange(day, what)


def graded(case: int, auditor: str, grade: str, **more: object) -> Audit:
    """Return one audit of a case with this overall and section grade."""
    answers = {"seen": more.pop("seen", "yes"), "heard": grade, "place": "home"}
    return an_audit(
        answers, case=f"C-{case}", auditor=auditor, overall=grade, sections={"contact": grade},
        attributes={"team": more.pop("team", "NS"[case % 2])}, **more,
    )  # fmt: skip


def add_doubles(cabinet: Cabinet, tool: AuditTool, cases: int, seed: int = 1) -> None:
    """Seal so many cases, each audited by two of five people who often agree."""
    chance = Random(seed)
    for case in range(cases):
        one, other = chance.sample(range(5), 2)
        grade = chance.choice(GRADES)
        again = grade if chance.random() < 0.6 else chance.choice(GRADES)
        seen = "yes" if chance.random() < 0.5 else "no"
        cabinet.add(
            tool,
            graded(case, f"auditor-{one}", grade),
            graded(case, f"auditor-{other}", again, seen=seen),
        )


def add_moderated(cabinet: Cabinet, tool: AuditTool, grades: Sequence[tuple[str, str]]) -> None:
    """Seal an audit for each pair of grades: the auditor's, then the moderator's."""
    add_tool(cabinet.store, tool)
    for case, (first, after) in enumerate(grades, 5000):
        record = str(UUID(int=case))
        before = _sealed(cabinet, tool, record, graded(case, "auditor-0", first))
        moderated = graded(case, "auditor-0", after, status="moderated")
        _sealed(cabinet, tool, record, moderated, before.id)


def _sealed(
    cabinet: Cabinet,
    tool: AuditTool,
    record: str,
    audit: Audit,
    *parents: str,
) -> Revision:
    act: Act = "moderated" if parents else "completed"
    author = "lead" if act == "moderated" else "auditor-0"
    revision = Revision(
        kind=AUDIT_KIND, record=record, parents=parents, tool=tool.hash, author=author,
        sealed_at="2026-05-02T09:00:00.000000Z", act=act, fields=audit.to_fields(),
    )  # fmt: skip
    seal(cabinet.store, revision)
    return revision


MODERATED = (
    *[("good", "good")] * 9,
    *[("good", "requires_improvement")] * 6,
    ("requires_improvement", "good"),
    *[("outstanding", "good")] * 3,
    *[("inadequate", "inadequate")] * 4,
)


def agreed(
    doubles: int = 24,
    moderated: Sequence[tuple[str, str]] = MODERATED,
    tool: AuditTool | None = None,
) -> AgreedData:
    """Return the report on so many double audits and these moderations."""
    with memory_cabinet() as cabinet:
        chosen = tool or plain_tool()
        add_doubles(cabinet, chosen, doubles)
        add_moderated(cabinet, chosen, moderated)
        return agreed_report(cabinet.store, AuditScope())
