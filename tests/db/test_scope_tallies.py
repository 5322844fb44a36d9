"""What is kept of audits, auditors and cases is a recount's, whatever becomes of the audits."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, cast
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.audit_tallies import AuditTallies, Counted, TallyOf
from db.erasing import erase
from db.migrations import to_4
from db.scope_totals import totals_of_audits, totals_of_months
from db.scopes import AuditScope
from db.sealing import seal
from db.store import Store
from db.tallies import rebuild
from db.tally_checks import tally_faults
from db.tools import add_tool
from forms.audits import AUDIT_KIND, Audit
from forms.revisions import Revision
from tests.exports.making import SEALED, Cabinet, a_tool, an_audit, memory_cabinet

if TYPE_CHECKING:
    from sqlite_utils import Database

TOOLS = (a_tool(), a_tool(version="1.1"), a_tool("other"))
SCOPES = (
    AuditScope("voice"),
    AuditScope(None, date(2026, 4, 1), date(2026, 6, 30)),
    AuditScope("voice", date(2026, 3, 1), date(2026, 4, 30)),
    AuditScope(where={"version": "1.0"}),
)
TABLES = ("current_codes", "code_kind", "audit_tally", "repeated_audit", "repeat_tally",
          "double_tally")  # fmt: skip


@pytest.fixture
def cabinet() -> Iterator[Cabinet]:
    with memory_cabinet() as opened:
        yield opened


class History:
    """Seals versions of some audits, each on what stands there or beside it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._newest: dict[str, str] = {}
        for tool in TOOLS:
            add_tool(store, tool)

    def seal(self, number: int, tool: int, audit: Audit, second: int, *, beside: bool) -> None:
        uid = str(UUID(int=number))
        parent = self._newest.get(uid)
        revision = Revision(
            kind=AUDIT_KIND,
            record=uid,
            tool=TOOLS[tool].hash,
            parents=() if parent is None or beside else (parent,),
            author=audit.auditor,
            sealed_at=f"2026-07-01T09:00:{second:02}.000000Z",
            act="completed",
            fields=audit.to_fields(),
        )
        self._newest[uid] = seal(self.store, revision)

    def erase(self, number: int) -> None:
        if self._newest.pop(str(UUID(int=number)), None):
            erase(self.store, [str(UUID(int=number))], "officer", "Past its time.")


class Runs:
    """What a step asks of a database."""

    def __init__(self, store: Store) -> None:
        self.execute = store.run


AUDITS = st.builds(
    lambda case, auditor, day, team, status: an_audit(
        case=case, auditor=auditor, audited_on=day, attributes={"team": team}, status=status
    ),
    st.sampled_from(["C-1", "C-1", "C-2", ""]),
    st.sampled_from(["auditor-01", "auditor-02"]),
    st.sampled_from([None, date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 1)]),
    st.sampled_from(["North", "South"]),
    st.sampled_from(["completed", "completed", "void"]),
)
STEP = st.tuples(
    st.sampled_from(["seal", "seal", "seal", "beside", "erase"]),
    st.integers(1, 4),
    st.integers(0, 2),
    AUDITS,
    st.integers(0, 59),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, max_size=14))
def test_it_follows_every_turn_of_a_history(
    steps: list[tuple[str, int, int, Audit, int]],
) -> None:
    with memory_cabinet() as cabinet:
        history = History(cabinet.store)
        for act, number, tool, audit, second in steps:
            if act == "erase":
                history.erase(number)
            else:
                history.seal(number, tool, audit, second, beside=act == "beside")
            assert list(tally_faults(cabinet.store)) == []
            for scope in SCOPES:
                of_months = totals_of_months(cabinet.store, scope)
                assert of_months == totals_of_audits(cabinet.store, scope)
        kept = _kept(cabinet.store)
        rebuild(cabinet.store)
        assert _kept(cabinet.store) == kept
        _as_in_schema_3(cabinet.store)
        to_4.migrate(cast("Database", Runs(cabinet.store)))
        assert _kept(cabinet.store) == kept
        assert list(tally_faults(cabinet.store)) == []


def _as_in_schema_3(store: Store) -> None:
    """Take back what schema 4 changed."""
    for statement in (
        "ALTER TABLE current_codes RENAME TO newer_codes",
        "CREATE TABLE current_codes (record INTEGER PRIMARY KEY REFERENCES record(id), tool "
        "INTEGER NOT NULL REFERENCES tool(id), month TEXT NOT NULL, layout INTEGER NOT NULL, "
        "codes TEXT NOT NULL) STRICT",
        "INSERT INTO current_codes SELECT record, newer_codes.tool, month, layout, codes "
        "FROM newer_codes JOIN code_kind ON id = kind",
        "DROP TABLE newer_codes",
        *(f"DROP TABLE {table}" for table in TABLES[1:]),
        "DROP INDEX current_audit_in_conflict",
    ):
        store.run(statement)


def _kept(store: Store) -> list[Counter[object]]:
    """Return all that is kept, but for the numbers that kinds have in this file."""
    codes = store.rows(
        "SELECT record, month, attributes FROM current_codes JOIN code_kind ON id = kind"
    )
    tables = (store.rows(f"SELECT * FROM {table}") for table in TABLES[2:])
    return [Counter(codes), *map(Counter, tables)]


def test_of_a_case_no_trace_is_left_where_all_its_audits_are_erased(cabinet: Cabinet) -> None:
    tool, case = a_tool(), "C-1"
    attributes = {"team": "A team of one"}
    cabinet.add(tool, *(an_audit(case=case, attributes=attributes) for _ in range(3)))
    cabinet.add(tool, an_audit(case=case, audited_on=date(2026, 1, 9), auditor="auditor-02"))
    assert cabinet.store.number("SELECT count(*) FROM repeated_audit") == 4
    erase(cabinet.store, [str(UUID(int=n)) for n in range(1, 5)], "officer", "Past its time.")
    for table in TABLES:
        assert cabinet.store.number(f"SELECT count(*) FROM {table}") == 0


def test_audits_alike_share_a_kind_and_the_last_to_go_takes_it_along(cabinet: Cabinet) -> None:
    north, south = ({"team": name} for name in ("North", "South"))
    each = count(1)
    cabinet.add(a_tool(), *(an_audit(case=f"C-{next(each)}", attributes=north) for _ in range(9)))
    cabinet.add(a_tool(), an_audit(attributes=south))
    assert cabinet.store.number("SELECT count(*) FROM code_kind") == 2
    erase(cabinet.store, [str(UUID(int=10))], "officer", "Past its time.")
    assert cabinet.store.rows("SELECT attributes FROM code_kind") == [('{"team": "North"}',)]


def test_what_comes_and_leaves_in_one_go_is_not_the_newest(cabinet: Cabinet) -> None:
    """As a merge brings an audit, and later in the same file that it was taken back."""
    cabinet.add(a_tool(), an_audit())
    later = Counted(TallyOf(1, "2026-04", "auditor-01"), "c-0009", "2027-01-01T09:00:00.000000Z")
    tallies = AuditTallies(cabinet.store)
    tallies.enter([later])
    tallies.leave([later])
    tallies.write()
    assert cabinet.store.rows("SELECT audits, newest FROM audit_tally") == [(1, SEALED)]
