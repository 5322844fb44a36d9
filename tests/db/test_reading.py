"""What a scope holds besides counts of answers: how many audits, whose words are read."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.reading import (
    AuditScope,
    ScopeTotals,
    attribute_names,
    attribute_values,
    drawn_in_scope,
    people_and_cases,
    records_in_scope,
    scope_totals,
    written_values,
)
from db.scope_totals import totals_of_audits
from forms.audits import Audit
from tests.exports.making import SEALED, SEEN, Cabinet, a_tool, an_audit, memory_cabinet

VERSIONS = (a_tool(), a_tool(version="1.1"), a_tool("other"))
FIRST, LAST = date(2026, 2, 3), date(2026, 5, 20)


@pytest.fixture
def cabinet() -> Iterator[Cabinet]:
    with memory_cabinet() as opened:
        yield opened


class Kept(NamedTuple):
    """An audit as it was sealed; of one in conflict both sides stand on the same case and day."""

    tool: int
    audit: Audit
    is_conflict: bool


@st.composite
def kept(draw: st.DrawFn) -> Kept:
    days = st.dates(FIRST - timedelta(9), LAST + timedelta(60))
    audit = an_audit(
        case=draw(st.sampled_from(["C-1", "c -1", "C-2", "ﬃ", "C-3\n", ""])),
        auditor=draw(st.sampled_from(["auditor-01", "auditor-02"])),
        audited_on=draw(st.one_of(days, days, days, st.none())),
        attributes=draw(st.sampled_from([{}, {"team": "North"}])),
        status=draw(st.sampled_from(["completed", "completed", "moderated", "void"])),
    )
    return Kept(draw(st.integers(0, 2)), audit, draw(st.booleans()) and audit.status != "void")


SCOPES = (
    AuditScope("voice", FIRST, LAST),
    AuditScope("voice"),
    AuditScope(),
    AuditScope("voice", date(2026, 1, 1), date(2026, 3, 31)),
    AuditScope(None, date(2026, 4, 1), date(2026, 6, 30)),
    AuditScope("voice", date(2026, 2, 1), date(2026, 4, 30)),
    AuditScope("other", date(2026, 4, 1)),
    AuditScope(None, None, date(2026, 5, 31)),
    AuditScope("voice", where={"version": "1.1"}),
    AuditScope(where={"team": "North"}),
)


def put(cabinet: Cabinet, several: Sequence[Kept]) -> None:
    for tool, audit, is_conflict in several:
        if is_conflict:
            other = audit.model_copy(update={"overall": "inadequate"})
            cabinet.add_in_conflict(VERSIONS[tool], audit, other)
        else:
            cabinet.add(VERSIONS[tool], audit)


def _is_in(scope: AuditScope, each: Kept) -> bool:
    tool, day = VERSIONS[each.tool], str(each.audit.audited_on or "")
    facts = {"version": tool.version, "team": each.audit.attributes.get("team", "")}
    return (
        scope.tool_id in (None, tool.id)
        and (scope.audited_from is None or day >= str(scope.audited_from))
        and (scope.audited_to is None or day <= str(scope.audited_to))
        and all(facts[name] == value for name, value in scope.where.items())
    )


def plainly(several: Sequence[Kept], scope: AuditScope) -> ScopeTotals:
    """What the totals of a scope must be."""
    there = [each for each in several if each.audit.status != "void" and _is_in(scope, each)]
    counted = [each for each in there if not each.is_conflict]
    auditors: dict[object, set[str]] = {}
    for tool, audit, _ in counted:
        if audit.case:
            day = audit.audited_on
            quarter = day and (day.year, (day.month - 1) // 3)
            sitting = (_key(audit), VERSIONS[tool].id, quarter)
            auditors.setdefault(sitting, set()).add(audit.auditor)
    days = sorted(str(each.audit.audited_on) for each in counted if each.audit.audited_on)
    return ScopeTotals(
        audits=len(counted),
        cases=len({_key(each.audit) for each in counted}),
        auditors=len({each.audit.auditor for each in counted}),
        conflicts_left_out=len(there) - len(counted),
        double_audits=sum(len(each) > 1 for each in auditors.values()),
        first_audited=days[0] if days else "",
        last_audited=days[-1] if days else "",
        newest_sealed=SEALED if counted else "",
    )


def _key(audit: Audit) -> str:
    return {"C-2": "c-2", "ﬃ": "ffi"}.get(audit.case, audit.case.strip().lower().replace(" ", ""))


@settings(max_examples=60, deadline=None)
@given(st.lists(kept(), max_size=12))
def test_totals_are_what_a_plain_recount_gives(several: list[Kept]) -> None:
    with memory_cabinet() as cabinet:
        put(cabinet, several)
        for scope in SCOPES:
            assert scope_totals(cabinet.store, scope) == plainly(several, scope), scope
            assert totals_of_audits(cabinet.store, scope) == plainly(several, scope), scope


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 4, 1), date(2026, 6, 30), (2, 1, 1)),
        (date(2026, 4, 1), date(2026, 5, 31), (2, 1, 1)),
        (date(2026, 4, 1), date(2026, 4, 30), (1, 1, 0)),
        (date(2026, 5, 1), date(2026, 9, 30), (1, 1, 0)),
        (None, date(2026, 4, 30), (1, 1, 0)),
        (date(2026, 4, 1), None, (2, 1, 1)),
    ],
)
def test_a_double_audit_counts_where_both_its_audits_do(
    cabinet: Cabinet, first: date | None, last: date | None, expected: tuple[int, int, int]
) -> None:
    april, may = date(2026, 4, 2), date(2026, 5, 2)
    cabinet.add(VERSIONS[0], an_audit(audited_on=april))
    cabinet.add(VERSIONS[1], an_audit(audited_on=may, auditor="auditor-02"))
    totals = scope_totals(cabinet.store, AuditScope("voice", first, last))
    assert (totals.audits, totals.cases, totals.double_audits) == expected


def test_totals_of_whole_months_read_no_audit_but_the_first_and_the_last(cabinet: Cabinet) -> None:
    cabinet.add(VERSIONS[0], *(an_audit(case=f"C-{n // 2}") for n in range(6)))
    quarter = AuditScope("voice", date(2026, 4, 1), date(2026, 6, 30))
    told = scope_totals(cabinet.store, quarter)
    assert (told.audits, told.cases) == (6, 3)
    cabinet.store.run("DELETE FROM repeated_audit")
    cabinet.store.run("UPDATE current_audit SET case_key = record, auditor = record")
    assert scope_totals(cabinet.store, quarter) == told


def test_a_lot_draws_audits_in_scope_by_what_is_random_in_their_ids(cabinet: Cabinet) -> None:
    cabinet.add(VERSIONS[0], *(an_audit(case=f"C-{n}") for n in range(6)), an_audit(status="void"))
    cabinet.add(VERSIONS[2], an_audit())
    scope = AuditScope("voice")
    every = {each.record for each in records_in_scope(cabinet.store, scope)}
    drawn = drawn_in_scope(cabinet.store, scope, 4)
    assert len(set(drawn)) == 4
    assert set(drawn) < every
    assert drawn_in_scope(cabinet.store, scope, 9)[:4] == drawn
    cabinet.store.run(  # an id that begins with an earlier moment is drawn no sooner
        "UPDATE record SET uid = '00000000-0000-0000-0000-ffffffffffff' WHERE id = ?", (drawn[0],)
    )
    assert drawn_in_scope(cabinet.store, scope, 9)[-1] == drawn[0]


def test_words_of_some_audits_are_read_alone(cabinet: Cabinet) -> None:
    tool = a_tool(sections={"contact": (SEEN,)})
    cabinet.add(tool, *(an_audit({"seen": "yes"}, {"seen": word}) for word in ("one", "two")))
    second = records_in_scope(cabinet.store, AuditScope())[1].record
    fields = ["finding.seen"]
    read = written_values(cabinet.store, AuditScope(), fields, [second])
    assert [each.text for each in read] == ["two"]
    assert written_values(cabinet.store, AuditScope(), fields, []) == []
    assert len(written_values(cabinet.store, AuditScope(), fields)) == 2


def test_attributes_are_named_whatever_audits_have_them(cabinet: Cabinet) -> None:
    for attributes in ({"team": "N"}, {"ward": "E", "team": "S"}, {"team": "N"}, {}):
        cabinet.add(VERSIONS[0], an_audit(attributes=attributes))
    cabinet.add(VERSIONS[0], an_audit(attributes={"team": "W"}, status="void"))
    assert attribute_names(cabinet.store) == ["team", "ward"]
    assert attribute_values(cabinet.store, "team") == ["N", "S"]
    assert attribute_values(cabinet.store, "ward") == ["E"]
    assert attribute_values(cabinet.store, "quarter") == ["2026-Q2"]


def test_every_person_and_case_is_known_of_void_audits_and_conflicts_too(cabinet: Cabinet) -> None:
    void = an_audit(case='Ł "2"', auditor="Ben", status="void")
    put(cabinet, [Kept(0, an_audit(case="C-1", auditor="Ade"), is_conflict=True)])
    put(cabinet, [Kept(0, void, is_conflict=False)])
    assert people_and_cases(cabinet.store) == {"Ade", "Ben", "C-1", 'Ł "2"'}
    with memory_cabinet() as empty:
        assert people_and_cases(empty.store) == frozenset()
