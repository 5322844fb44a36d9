"""What figures are counted from is what the audits in the file say, whatever became of them."""

import json
import re
import shutil
import sqlite3
from collections import Counter
from pathlib import Path
from uuid import UUID

import pytest

from db.code_books import code_and_answer
from db.conflicts import conflicts
from db.erasing import erase
from db.handing_over import hand_over
from db.keys import unlock
from db.merging import merge_files
from db.migrations import LATEST
from db.opening import open_reading, open_store
from db.sealing import complete_audit, reopen_audit, seal, start_audit, void_audit
from db.store import ReadingStore, Store
from db.tallies import rebuild
from db.unmerging import unmerge
from db.verifying import verify
from forms.audits import AUDIT_KIND, Audit
from forms.revisions import Revision
from tests.db.making import an_audit, mini_tool
from tests.exports.making import Cabinet, a_tool, memory_cabinet
from tests.exports.making import an_audit as an_answered
from tests.ui.merge.sending import send

STORED = Path(__file__).parents[1] / "databases"


def plainly(store: ReadingStore) -> Counter[tuple[object, ...]]:
    """Tool, month, field, code and answer → audits, counted from the facts one by one."""
    rows = store.rows(
        "SELECT tool, substr(audited_on, 1, 7), name, code, value FROM current_audit "
        "JOIN current_fact USING (record) JOIN field ON field.id = current_fact.field "
        "LEFT JOIN revision_value ON revision = source "
        "AND revision_value.field = current_fact.field "
        "WHERE status <> 'void' AND conflicts = 0"
    )
    return Counter((*row[:-1], _answer(str(row[-2]), row[-1])) for row in rows)


def _answer(code: str, value: object) -> object:
    """A list, a number or a date that was answered; no words."""
    found = json.loads(str(value)) if code == "answered" and value else None
    answer = found.get("answer") if isinstance(found, dict) else None
    if isinstance(answer, str):
        return answer if re.fullmatch(r"\d{4}-\d\d-\d\d", answer) else None
    return tuple(answer) if isinstance(answer, list) else answer


def tallied(store: ReadingStore) -> Counter[tuple[object, ...]]:
    """The same as the file keeps it."""
    rows = store.rows(
        "SELECT tally.tool, month, field.name, code.name, audits FROM tally "
        "JOIN field ON field.id = field "
        "LEFT JOIN code ON code.tool = tally.tool AND code.number = tally.code"
    )
    assert len({row[:-1] for row in rows}) == len(rows)
    return Counter({(*row[:-2], *code_and_answer(str(row[-2]))): row[-1] for row in rows})


def is_right(store: ReadingStore) -> bool:
    assert tallied(store) == plainly(store)
    return verify(store).ok


def _completed(store: Store, case: str = "C-0001", **changes: object) -> str:
    uid = start_audit(store, mini_tool(), an_audit(case).model_copy(update=changes))
    complete_audit(store, uid, "auditor-01")
    return uid


def test_a_completed_audit_counts_from_its_seal_on(store: Store) -> None:
    uid = start_audit(store, mini_tool(), an_audit())
    assert not tallied(store)
    complete_audit(store, uid, "auditor-01")
    assert tallied(store)[1, "2026-04", "overall", "good", None] == 1
    assert is_right(store)


def test_a_correction_counts_in_place_of_what_it_corrects(store: Store) -> None:
    _completed(store, "C-0002")
    uid = _completed(store)
    before = tallied(store)
    reopen_audit(store, uid, "auditor-01")
    store.run("UPDATE draft_value SET value = '\"inadequate\"' WHERE field = 'overall'")
    store.run("UPDATE draft_value SET value = '\"2026-03-30\"' WHERE field = 'audited_on'")
    assert tallied(store) == before
    complete_audit(store, uid, "auditor-01")
    after = tallied(store)
    assert after[1, "2026-04", "overall", "good", None] == 1
    assert after[1, "2026-03", "overall", "inadequate", None] == 1
    assert is_right(store)


def test_a_void_audit_counts_no_more_and_leaves_no_row(store: Store) -> None:
    void_audit(store, _completed(store), "qa-lead", "Not in the sample.")
    assert store.number("SELECT count(*) FROM tally") == 0
    assert store.number("SELECT count(*) FROM current_codes") == 0
    assert is_right(store)


def _revision(audit: Audit, number: int) -> Revision:
    return Revision(
        kind=AUDIT_KIND,
        record=f"00000000-0000-7000-8000-{number:012}",
        tool=mini_tool().hash,
        author=audit.auditor,
        sealed_at="2026-05-01T09:00:00.000000Z",
        act="completed",
        fields=audit.to_fields(),
    )


def test_an_audit_in_conflict_does_not_count(store: Store) -> None:
    _completed(store)
    seal(store, _revision(an_audit("C-0002"), 1))
    assert is_right(store)
    seal(store, _revision(an_audit("C-0002", grade="inadequate"), 1))
    assert len(conflicts(store)) == 1
    assert tallied(store)[1, "2026-04", "overall", "good", None] == 1
    assert is_right(store)


def test_a_merge_counts_what_came_and_undoing_it_counts_as_before(
    store: Store, tmp_path: Path
) -> None:
    _completed(store)
    before = tallied(store)
    first = send(tmp_path / "a.audit", "auditor-02", "C-0002", "C-0003")
    again = tmp_path / "again.audit"
    shutil.copy(first, again)
    with open_store(again) as other:
        (uid, *_) = (str(row[0]) for row in other.rows("SELECT uid FROM record"))
        void_audit(other, uid, "auditor-02", "Audited by mistake.")
    merged = merge_files(store, [first])
    assert sum(tallied(store).values()) == 3 * sum(before.values())
    assert is_right(store)
    later = merge_files(store, [again])
    assert sum(tallied(store).values()) == 2 * sum(before.values())
    assert is_right(store)
    for report in (later, merged):
        unmerge(store, str(report.batch))
        assert is_right(store)
    assert tallied(store) == before


def test_erasing_leaves_nothing_of_what_was_counted(store: Store) -> None:
    erase(store, [_completed(store)], "records-officer", "Past its time.")
    for table in ("tally", "current_codes", "code", "code_layout"):
        assert store.number(f"SELECT count(*) FROM {table}") == 0
    assert is_right(store)


def test_erasing_leaves_no_answer_that_was_counted() -> None:
    with memory_cabinet() as cabinet:
        _erase_one_of_two(cabinet)


def _erase_one_of_two(cabinet: Cabinet) -> None:
    days = {"seen": "yes", "visits": 77, "last": "2026-02-13", "words": "2001-01-01"}
    cabinet.add(a_tool(), an_answered({**days, "methods": ("art",)}), an_answered({"visits": 3}))
    store = cabinet.store
    names = {str(row[0]) for row in store.rows("SELECT name FROM code")}
    assert {"answered 77", 'answered "2026-02-13"', 'answered ["art"]'} < names
    assert is_right(store)
    erase(store, [str(UUID(int=1))], "records-officer", "Past its time.")
    left = {str(row[0]) for row in store.rows("SELECT name FROM code")}
    assert "answered 3" in left
    assert not [name for name in left if "77" in name or "2026" in name or "art" in name]
    assert is_right(store)


def test_erasing_one_audit_leaves_the_others_counted(store: Store) -> None:
    _completed(store)
    before = tallied(store)
    erase(store, [_completed(store, "C-2", overall="inadequate")], "officer", "Past its time.")
    assert tallied(store) == before
    assert is_right(store)


@pytest.mark.parametrize("schema", range(1, LATEST + 1))
def test_an_older_file_is_counted_when_it_is_upgraded(tmp_path: Path, schema: int) -> None:
    path = tmp_path / "stored.audit"
    shutil.copy(STORED / f"schema-{schema}.audit", path)
    with open_store(path) as store:
        assert sum(tallied(store).values()) > 300
        assert is_right(store)
        kept = tallied(store)
        rebuild(store)
        assert tallied(store) == kept
        (uid,) = store.rows(
            "SELECT uid FROM current_audit JOIN record ON id = record WHERE case_reference = ?",
            ("C-8001",),
        )[0]
        void_audit(store, str(uid), "qa-lead", "Not in the sample.")
        assert is_right(store)


DAMAGE = [
    "UPDATE tally SET audits = audits + 1 WHERE code = 1",
    "DELETE FROM tally WHERE code = 1",
    "UPDATE tally SET month = '2026-05'",
    "INSERT INTO tally SELECT tool, '', field, code, audits FROM tally",
    "UPDATE current_codes SET codes = replace(codes, '!', '\"')",
    "UPDATE current_codes SET codes = codes || '!'",
    "UPDATE current_codes SET codes = ''",
    "DELETE FROM current_codes",
    "UPDATE code_kind SET month = '2025-01'",
    "UPDATE code_kind SET layout = 9",
    "UPDATE code_kind SET attributes = '{}'",
    "UPDATE code_kind SET id = id + 7",
    "DELETE FROM code_kind",
    "INSERT INTO code_kind SELECT 99, tool, '2025-01', layout, attributes FROM code_kind LIMIT 1",
    "UPDATE audit_tally SET audits = audits + 1",
    "UPDATE audit_tally SET caseless = 1",
    "UPDATE audit_tally SET newest = '2020-01-01T00:00:00.000000Z'",
    "UPDATE audit_tally SET month = '2025-01'",
    "UPDATE audit_tally SET auditor = 'auditor-09'",
    "DELETE FROM audit_tally",
    "INSERT INTO repeated_audit VALUES ('c-0001', 1, 1, '2026-04-02', 'auditor-01')",
    "UPDATE code SET name = 'outstanding' WHERE name = 'good'",
    "UPDATE code SET number = -40 WHERE name = 'good'",
    "DELETE FROM code",
    "UPDATE code_layout SET fields = fields || ',77'",
    "UPDATE code_layout SET fields = 'x'",
    "DELETE FROM code_layout",
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_found_and_mended(store: Store, damage: str) -> None:
    _completed(store)
    uid = _completed(store, "C-0002")
    store.close()
    with sqlite3.connect(store.path) as connection:
        connection.execute(damage)
    connection.close()
    with open_store(store.path) as again:
        (*_, last) = problems = verify(again).problems
        assert "figures" in last
        assert "C-000" not in str(problems)
        rebuild(again)
        assert is_right(again)
        void_audit(again, uid, "qa-lead", "Not in the sample.")
        assert is_right(again)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE current_codes SET codes = codes || '!'",
        "UPDATE code_kind SET layout = 9",
        "DELETE FROM code_kind",
    ],
)
def test_work_goes_on_where_what_is_counted_is_damaged(store: Store, damage: str) -> None:
    _completed(store)
    uid = _completed(store, "C-0002")
    store.run(damage)
    void_audit(store, uid, "qa-lead", "Not in the sample.")
    assert is_right(store)


def test_what_a_received_file_says_of_its_counts_is_not_believed(
    store: Store, tmp_path: Path
) -> None:
    sent = send(tmp_path / "a.audit", "auditor-02", "C-0002", "C-0003")
    with sqlite3.connect(sent) as connection:
        connection.execute("UPDATE tally SET audits = 1000")
        connection.execute("UPDATE current_codes SET codes = '!!!'")
        connection.execute("UPDATE code SET name = 'outstanding' WHERE name = 'good'")
        connection.execute("UPDATE code_kind SET month = '1999-01', attributes = '{}'")
        connection.execute("UPDATE audit_tally SET audits = 1000")
    connection.close()
    report = merge_files(store, [sent])
    assert report.audits.new == 2
    assert tallied(store)[1, "2026-04", "overall", "good", None] == 2
    assert is_right(store)


def test_what_is_handed_over_counts_alike(store: Store, tmp_path: Path) -> None:
    _completed(store)
    _completed(store, "C-0002", overall="inadequate")
    target, passphrase = tmp_path / "out.audit", "four slow blue lanterns"
    hand_over(store, target, passphrase, author="auditor-01")
    with open_reading(target, unlock(target, passphrase)) as handed:
        assert sum(tallied(handed).values()) == sum(tallied(store).values())
        assert is_right(handed)
