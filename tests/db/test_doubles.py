from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from db.doubles import double_audits, recent_audits, tool_twins
from db.drafts import save_field
from db.recording import ToRecord, record_audits
from db.sealing import reopen_audit
from db.store import Store
from db.tools import add_tool
from forms.identity import recorded_uid
from forms.tool_files import read_tool
from forms.tools import AuditTool
from tests.db.making import MINI, an_audit, mini_tool, stricter_tool


def _record(
    store: Store,
    case: str,
    auditor: str,
    day: str,
    tool: AuditTool | None = None,
) -> str:
    tool = tool or mini_tool()
    audit = an_audit(case, auditor).model_copy(update={"audited_on": date.fromisoformat(day)})
    uid = recorded_uid(tool.id, case, auditor, day)
    record_audits(store, [ToRecord(uid, tool, audit)])
    return uid


def _other_tool() -> AuditTool:
    return read_tool(MINI.replace(b"id: mini", b"id: other"), "other.yaml")


def test_two_auditors_of_one_case_in_one_quarter_are_a_double_audit(store: Store) -> None:
    first = _record(store, "C-0001", "auditor-01", "2026-04-02")
    second = _record(store, " c-0001", "auditor-02", "2026-06-30", stricter_tool())

    (double,) = double_audits(store, [second])

    assert double.case == "C-0001"
    assert double.tool == "Mini"
    assert double.audits == (
        (first, "auditor-01", "2026-04-02"),
        (second, "auditor-02", "2026-06-30"),
    )
    assert recent_audits(store, [second]) == []


def test_only_double_audits_that_were_asked_about_are_listed(store: Store) -> None:
    _record(store, "C-0001", "auditor-01", "2026-04-02")
    _record(store, "C-0001", "auditor-02", "2026-04-03")
    other = _record(store, "C-0002", "auditor-02", "2026-04-03")

    assert double_audits(store, [other]) == []


def test_no_double_audit_by_one_auditor_in_two_quarters_or_with_two_tools(store: Store) -> None:
    uids = [
        _record(store, "C-0001", "auditor-01", "2026-04-02"),
        _record(store, "C-0001", "Auditor-01 ", "2026-04-20"),
        _record(store, "C-0001", "auditor-02", "2026-07-01"),
        _record(store, "C-0001", "auditor-04", "2026-03-31"),
        _record(store, "C-0001", "auditor-03", "2026-04-02", _other_tool()),
    ]

    assert double_audits(store, uids) == []


def test_a_child_audited_again_within_twelve_months_is_listed(store: Store) -> None:
    _record(store, "C-0001", "auditor-01", "2024-02-29")
    earlier = _record(store, "C-0001", "auditor-01", "2025-04-02", _other_tool())
    later = _record(store, "c-0001", "auditor-02", "2026-04-02")

    (recent,) = recent_audits(store, [later])

    assert recent.earlier == (earlier, "auditor-01", "2025-04-02")
    assert recent.later == (later, "auditor-02", "2026-04-02")
    assert recent_audits(store, [earlier]) == [recent]


def test_a_year_and_a_day_is_not_within_twelve_months(store: Store) -> None:
    _record(store, "C-0001", "auditor-01", "2024-02-29")
    later = _record(store, "C-0001", "auditor-01", "2025-03-01")

    assert recent_audits(store, [later]) == []


def test_audits_on_one_day_with_two_tools_are_not_audits_again(store: Store) -> None:
    first = _record(store, "C-0001", "auditor-01", "2026-04-02")
    second = _record(store, "C-0001", "auditor-01", "2026-04-02", _other_tool())
    _record(store, "C-0001", "auditor-01", "2026-09-02", _other_tool())

    assert [each.earlier[0] for each in recent_audits(store, [first])] == [first]
    assert len(recent_audits(store, [first, second])) == 2


def test_void_audits_are_no_doubles(store: Store) -> None:
    uids = [
        _record(store, "C-0001", "auditor-01", "2026-04-02"),
        _record(store, "C-0001", "auditor-02", "2026-04-02"),
    ]
    store.run("UPDATE current_audit SET status = 'void' WHERE auditor = 'auditor-01'")

    assert double_audits(store, uids) == []
    assert recent_audits(store, uids) == []


def test_an_audit_that_is_being_changed_still_counts(store: Store) -> None:
    uid = _record(store, "C-0001", "auditor-01", "2026-04-02")
    other = _record(store, "C-0001", "auditor-02", "2026-04-02")
    reopen_audit(store, uid, "auditor-01")
    save_field(store, uid, "strengths", "More time was taken.")

    assert len(double_audits(store, [other])) == 1


def test_tools_of_the_same_name_and_version_are_twins(store: Store) -> None:
    for tool in (mini_tool(), stricter_tool(), _other_tool()):
        add_tool(store, tool)

    (twins,) = tool_twins(store)

    assert (twins.tool_id, twins.version) == ("mini", "1.0")
    assert set(twins.hashes) == {mini_tool().hash, stricter_tool().hash}


def test_many_audits_of_one_case_take_no_endless_time(store: Store) -> None:
    first = _record(store, "C-0001", "auditor-01", "2026-04-02")
    row = "tool, status, conflicts, case_reference, case_key, auditor, audited_on, overall"
    count = "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) "
    store.run(count + "INSERT INTO record SELECT i, 'audit-' || i, 'audit' FROM n")
    store.run(
        count + f"INSERT INTO current_audit SELECT i, {row.replace('auditor', 'i')}, attributes, "
        "sealed_at FROM n, current_audit WHERE record = 1"
    )
    _record(store, "C-0001", "auditor-01", "2026-04-03")
    uids = [str(uid) for (uid,) in store.rows("SELECT uid FROM record WHERE kind = 'audit'")]

    (double,) = double_audits(store, uids)

    assert first in [uid for uid, _, _ in double.audits]
    assert len(recent_audits(store, uids)) < len(uids) * 2


@given(st.lists(st.tuples(st.sampled_from("ab"), st.dates(date(2025, 1, 1), date(2026, 12, 31)))))
def test_pairs_are_in_order_and_within_a_year(audits: list[tuple[str, date]]) -> None:
    from db.doubles import _Audit, _pairs

    case = sorted(
        (
            _Audit(f"{place:03}", "C", "c", "mini", "Mini", auditor, day)
            for place, (auditor, day) in enumerate(audits)
        ),
        key=lambda audit: (audit.day, audit.uid),
    )
    pairs = list(_pairs(case, {audit.uid for audit in case}))

    assert len(pairs) == len(set(pairs))
    for earlier, later in pairs:
        assert 0 < (later.day - earlier.day).days <= 366
        assert not earlier.is_double_of(later)
