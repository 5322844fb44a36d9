import sqlite3

import pytest

from db.opening import open_reading
from db.sealing import complete_audit, start_audit
from db.store import Store
from db.verifying import verify
from tests.db.making import an_audit, mini_tool

CHANGES = [
    "UPDATE revision_value SET value = '\"inadequate\"' WHERE value = '\"good\"'",
    "UPDATE revision SET author = 'somebody else'",
    "UPDATE revision SET sealed_at = '2020-01-01T00:00:00.000000Z'",
    "UPDATE revision SET act = 'moderated'",
    "UPDATE revision SET reason = 'because'",
    "UPDATE record SET uid = '00000000-0000-7000-8000-000000000000'",
    "DELETE FROM revision_value WHERE field = (SELECT min(field) FROM revision_value)",
    "UPDATE tool SET body = replace(body, 'How well', 'How badly')",
    "UPDATE current_fact SET code = 'no' WHERE code = 'yes'",
    "UPDATE current_fact SET source = NULL",
    "DELETE FROM current_fact WHERE code = 'yes'",
    "INSERT INTO current_fact SELECT 1, id, 'yes', 1 FROM field WHERE name = 'case'",
    "UPDATE current_audit SET overall = 'outstanding'",
    "DELETE FROM current_audit",
    "UPDATE field SET name = 'finding.q9' WHERE name = 'finding.q2'",
]


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_to_what_was_sealed_is_found(
    store: Store, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete_audit(store, start_audit(store, mini_tool(), an_audit()), "auditor-01")
    assert verify(store).ok
    store.close()
    with sqlite3.connect(store.path) as connection:
        connection.execute(change)
    connection.close()
    with open_reading(store.path) as reading:
        report = verify(reading)
        monkeypatch.setattr("db.verifying.Proving.look_at", _nothing)
        assert report == verify(reading)
    assert not report.ok
    assert report.problems


def _nothing(*_: object) -> None:
    """Prove nothing at a glance: every record is worked out alone."""


def test_a_sound_audit_is_worked_out_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for case in ("C-1", "C-2"):
        complete_audit(store, start_audit(store, mini_tool(), an_audit(case)), "auditor-01")
    monkeypatch.setattr("db.verifying.projection_of", _nothing)
    assert verify(store).ok


def test_a_sound_file_is_counted(store: Store) -> None:
    complete_audit(store, start_audit(store, mini_tool(), an_audit()), "auditor-01")
    report = verify(store)
    assert (report.ok, report.revisions, report.audits, report.findings) == (True, 1, 1, 2)


def test_problems_never_quote_what_was_written(store: Store) -> None:
    complete_audit(store, start_audit(store, mini_tool(), an_audit()), "auditor-01")
    store.run("UPDATE revision_value SET value = '\"canary words\"' WHERE revision = 1")
    assert "canary" not in str(verify(store).problems)


@pytest.mark.parametrize("column", ["tool_id", "version", "title"])
def test_a_tool_that_is_listed_as_another_is_found(store: Store, column: str) -> None:
    complete_audit(store, start_audit(store, mini_tool(), an_audit()), "auditor-01")
    assert verify(store).ok
    store.run(f"UPDATE tool SET {column} = 'mioi'")
    assert any("listed as what it is not" in each for each in verify(store).problems)
