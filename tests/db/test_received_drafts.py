import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.draft_reading import SoundDraft, read_drafts
from db.drafts import discard_draft, load_draft, save_field
from db.foreign import open_foreign
from db.listing import AuditFilter, audit_row, list_audits
from db.merging import merge_files
from db.received_drafts import (
    ReceivedDraft,
    continue_as_mine,
    forget_drafts_of,
    has_received,
    keep_drafts,
    load_received,
    receive_drafts,
    received_drafts,
)
from db.sealing import (
    complete_audit,
    load_current_audit,
    open_audit,
    reopen_audit,
    start_audit,
)
from db.store import Store
from db.tool_drafts import load_tool_draft, start_tool_draft
from db.tools import tool_key
from db.troubles import StoreCorrupt, StoreTrouble
from db.unmerging import list_batches, unmerge
from db.verifying import verify
from forms.audits import Audit
from forms.draft_copies import DraftCopy
from tests.db.conftest import MakeStore
from tests.db.making import an_audit, mini_tool


def _batch(store: Store, name: str) -> tuple[int, int]:
    """A merge of one file, of which only the drafts matter: numbers of batch and file."""
    batch = store.run("INSERT INTO batch (uid, merged_at) VALUES (?, '2026-05-01')", (name,))
    file = store.run(
        "INSERT INTO batch_file (batch, name, sha256) VALUES (?, ?, ?)", (batch, name, name)
    )
    return batch, file


def _receive(store: Store, other: Store, name: str = "one") -> tuple[int, int]:
    """Take the other's drafts over as a merge does; returns how many were new, and the batch."""
    with open_foreign(other.path) as foreign, store.transaction():
        batch, file = _batch(store, name)
        return receive_drafts(store, foreign.store, file), batch


def _begun(store: Store, case: str = "C-1", auditor: str = "auditor-01") -> str:
    return start_audit(store, mini_tool(), Audit(case=case, auditor=auditor))


def _shown(store: Store) -> list[tuple[str, str]]:
    return [(each.uid, each.author) for each in received_drafts(store)]


@pytest.fixture
def one(make_store: MakeStore) -> Store:
    return make_store("one")


@pytest.fixture
def lead(make_store: MakeStore) -> Store:
    return make_store("lead")


def test_a_draft_travels_whole_with_its_author_and_tool(one: Store, lead: Store) -> None:
    uid = _begun(one)
    save_field(one, uid, "finding.q1", {"answer": "yes", "evidence": "Życie dziecka."})
    assert _receive(lead, one)[0] == 1
    draft = load_received(lead, uid)
    assert (draft.author, draft.tool) == ("auditor-01", mini_tool().hash)
    assert draft.fields == load_draft(one, uid).fields
    assert tool_key(lead, mini_tool().hash)
    assert verify(lead).ok


def test_what_was_typed_wrongly_travels_as_it_was_typed(one: Store, lead: Store) -> None:
    uid = _begun(one)
    save_field(one, uid, "finding.q1", {"answer": "perhaps"})
    _receive(lead, one)
    assert load_received(lead, uid).fields["finding.q1"] == {"answer": "perhaps"}


def test_receiving_the_same_draft_again_changes_nothing(one: Store, lead: Store) -> None:
    _begun(one)
    _receive(lead, one)
    before = lead.rows("SELECT * FROM received_draft")
    assert _receive(lead, one, "again")[0] == 0
    assert lead.rows("SELECT * FROM received_draft") == before


def test_the_newer_of_two_states_is_shown_whatever_the_order(
    one: Store, make_store: MakeStore
) -> None:
    uid = _begun(one)
    save_field(one, uid, "strengths", "Time was taken.")
    with open_foreign(one.path) as foreign:
        early = list(read_drafts(foreign.store).drafts)
    save_field(one, uid, "strengths", None)
    late = read_drafts(one).drafts
    for name, order in (("a", (early, late)), ("b", (late, early))):
        store = make_store(name)
        for number, drafts in enumerate(order):
            keep_drafts(store, drafts, _batch(store, str(number))[1])
        assert "strengths" not in load_received(store, uid).fields, name
        assert len(received_drafts(store)) == 1


def test_a_received_draft_is_handed_on_by_who_received_it(
    one: Store, lead: Store, make_store: MakeStore
) -> None:
    uid = _begun(one)
    _receive(lead, one)
    board = make_store("board")
    assert _receive(board, lead)[0] == 1
    assert load_received(board, uid) == load_received(lead, uid)


def test_a_draft_is_overtaken_by_what_was_sealed_without_it(one: Store, lead: Store) -> None:
    uid = start_audit(one, mini_tool(), an_audit())
    _receive(lead, one)
    complete_audit(one, uid, "auditor-01")
    merge_files(lead, [one.path])
    assert _shown(lead) == []
    reopen_audit(one, uid, "auditor-01")
    save_field(one, uid, "strengths", "More.")
    _receive(lead, one, "reopened")
    assert _shown(lead) == [(uid, "auditor-01")]  # it builds on all that was sealed
    assert load_received(lead, uid).fields["strengths"] == "More."


def test_an_own_draft_hides_the_received_one_until_it_is_discarded(one: Store, lead: Store) -> None:
    uid = _begun(one)
    _receive(lead, one)
    assert continue_as_mine(lead, uid, "qa-lead") == uid
    assert not has_received(lead, uid)
    with pytest.raises(StoreTrouble, match="overtaken"):
        load_received(lead, uid)
    own = load_draft(lead, uid)
    assert (own.author, own.fields) == ("qa-lead", load_draft(one, uid).fields)
    discard_draft(lead, uid)
    assert has_received(lead, uid)


def test_completing_what_both_went_on_with_meets_as_a_conflict(one: Store, lead: Store) -> None:
    uid = start_audit(one, mini_tool(), an_audit())
    _receive(lead, one)
    continue_as_mine(lead, uid, "qa-lead")
    save_field(lead, uid, "overall", "inadequate")
    save_field(lead, uid, "overall_reason", "Second reading.")
    complete_audit(lead, uid, "qa-lead")
    complete_audit(one, uid, "auditor-01")
    report = merge_files(lead, [one.path])
    assert report.audits.conflicts == 1
    assert lead.number("SELECT count(*) FROM revision") == 2


def test_going_on_with_a_reopened_audit_builds_on_what_it_built_on(one: Store, lead: Store) -> None:
    uid = start_audit(one, mini_tool(), an_audit())
    sealed = complete_audit(one, uid, "auditor-01")
    reopen_audit(one, uid, "auditor-01")
    _receive(lead, one)
    with pytest.raises(StoreTrouble, match="not in this database"):
        continue_as_mine(lead, uid, "qa-lead")
    merge_files(lead, [one.path])
    continue_as_mine(lead, uid, "qa-lead")
    assert load_draft(lead, uid).base == (sealed,)
    complete_audit(lead, uid, "qa-lead")
    assert load_current_audit(lead, uid)[1].case == "C-0001"


def test_a_tool_in_the_making_is_copied_under_an_id_of_its_own(one: Store, lead: Store) -> None:
    uid = start_tool_draft(one, {"id": "mine", "title": "Mine"}, "auditor-01")
    _receive(lead, one)
    own = continue_as_mine(lead, uid, "qa-lead")
    assert own != uid
    assert load_tool_draft(lead, own).data == {"id": "mine", "title": "Mine"}
    assert _shown(lead) == [(uid, "auditor-01")]


def test_it_is_listed_and_opened_as_the_draft_of_its_author(one: Store, lead: Store) -> None:
    uid = start_audit(one, mini_tool(), an_audit("C-7"))
    _receive(lead, one)
    row = audit_row(lead, uid)
    assert row
    assert (row.status, row.drafted_by, row.case, row.team) == (
        "received",
        "auditor-01",
        "C-7",
        "North",
    )
    assert (row.answered, row.questions, row.overall) == (2, 3, "good")
    assert list_audits(lead, AuditFilter(status="received", text="North C-7")) == [row]
    opened = open_audit(lead, uid)
    assert (opened.status, opened.drafted_by, opened.editable) == ("received", "auditor-01", False)
    assert opened.audit == an_audit("C-7")


def test_a_completed_audit_that_somebody_reopened_is_listed_once(one: Store, lead: Store) -> None:
    uid = start_audit(one, mini_tool(), an_audit())
    complete_audit(one, uid, "auditor-01")
    merge_files(lead, [one.path])
    reopen_audit(one, uid, "auditor-02")
    save_field(one, uid, "strengths", "More.")
    _receive(lead, one)
    assert [(row.status, row.drafted_by) for row in list_audits(lead, AuditFilter())] == [
        ("received", "auditor-02")
    ]
    assert open_audit(lead, uid).audit.strengths == "More."
    assert [row.status for row in list_audits(one, AuditFilter())] == ["reopened"]
    unmerge(lead, list_batches(lead)[0].uid)
    assert [row.status for row in list_audits(lead, AuditFilter())] == ["completed"]


def test_taking_a_merge_back_takes_the_drafts_that_no_other_brought(
    one: Store, lead: Store, make_store: MakeStore
) -> None:
    shared = _begun(one)
    two = make_store("two")
    _receive(two, one)
    alone = _begun(two, "C-2", "auditor-02")
    first = _receive(lead, one, "first")[1]
    second = _receive(lead, two, "second")[1]
    forget_drafts_of(lead, second)
    assert _shown(lead) == [(shared, "auditor-01")]
    forget_drafts_of(lead, first)
    assert _shown(lead) == []
    assert not lead.number("SELECT count(*) FROM received_draft WHERE uid = ?", (alone,))


def test_a_draft_whose_own_merge_a_salvage_could_not_read_stays(
    one: Store, lead: Store, make_store: MakeStore
) -> None:
    uid, two = _begun(one), make_store("two")
    _begun(two, "C-2", "auditor-02")
    _receive(lead, one, "lost")
    _, kept = _receive(lead, two, "kept")
    lead.run("DELETE FROM batch_draft WHERE batch_file <> (SELECT max(id) FROM batch_file)")
    with lead.transaction():
        forget_drafts_of(lead, kept)
    assert [each.uid for each in received_drafts(lead)] == [uid]


def test_a_draft_of_an_erased_audit_stays_out(one: Store, lead: Store) -> None:
    uid = _begun(one)
    lead.run(
        "INSERT INTO erasure (record, kind, erased_at, author, reason, hashes) "
        "VALUES (?, 'audit', '', '', '', '[]')",
        (uid,),
    )
    assert _receive(lead, one)[0] == 0
    assert not lead.number("SELECT count(*) FROM received_draft")


@pytest.mark.parametrize(
    ("sql", "values", "reason"),
    [
        (
            "UPDATE draft_value SET value = ? WHERE field = 'auditor'",
            ('["CANARY"]',),
            "written as a draft",
        ),
        (
            "UPDATE draft_value SET value = ? WHERE field = 'auditor'",
            ("CANARY",),
            "written as a draft",
        ),
        ("UPDATE draft_value SET field = 'finding.' WHERE field = 'case'", (), "as a draft"),
        (
            "UPDATE draft_value SET field = ?, value = '{}' WHERE field = 'case'",
            ("finding.CANARY",),
            "a question that its audit tool does not ask",
        ),
        ("UPDATE draft SET tool = NULL", (), "audit tool is missing"),
        ("UPDATE draft SET kind = 'CANARY'", (), "as a draft"),
        ("UPDATE draft SET kind = 'plan'", (), "does not know the kind “plan”"),
        ("UPDATE draft SET started_at = '2026'", (), "as a draft"),
        ("UPDATE draft SET uid = 'CANARY'", (), "as a draft"),
        (
            "UPDATE draft_value SET value = printf('\"%.*c\"', 4000001, 'x')",
            (),
            "longer than any draft",
        ),
    ],
)
def test_a_bad_draft_is_set_aside_and_the_others_come(
    one: Store, lead: Store, sql: str, values: tuple[str, ...], reason: str
) -> None:
    _begun(one)
    one.run(sql, values)
    good = _begun(one, "C-2")
    read = read_drafts(one)
    assert [each.draft.uid for each in read.drafts] == [good]
    assert reason in read.set_aside[0].reason
    assert "CANARY" not in read.set_aside[0].reason
    assert _receive(lead, one)[0] == 1


def test_an_altered_received_draft_is_set_aside(
    one: Store, lead: Store, make_store: MakeStore
) -> None:
    _begun(one)
    _receive(lead, one)
    lead.run("UPDATE received_draft SET fields = replace(fields, 'C-1', 'C-9')")
    assert _receive(make_store("board"), lead)[0] == 0
    assert "does not match its hash" in read_drafts(lead).set_aside[0].reason


def test_an_altered_draft_is_neither_shown_nor_unnoticed(one: Store, lead: Store) -> None:
    uid = _begun(one)
    _receive(lead, one)
    assert verify(lead).ok
    lead.run("UPDATE received_draft SET saved_at = replace(saved_at, '09', '08')")
    (problem,) = verify(lead).problems
    assert problem.endswith("its content does not match its hash")
    with pytest.raises(StoreCorrupt, match="damaged"):
        load_received(lead, uid)


def test_a_tool_in_the_making_is_no_deeper_than_a_tool_may_be(one: Store) -> None:
    deep: dict[str, object] = {}
    for _ in range(60):
        deep = {"x": deep}
    start_tool_draft(one, json.loads(json.dumps(deep)), "auditor-01")
    assert "larger than an audit tool" in read_drafts(one).set_aside[0].reason


def test_a_file_of_countless_drafts_is_refused(one: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.draft_reading.MAX_DRAFTS", 1)
    _begun(one)
    _begun(one, "C-2")
    with pytest.raises(StoreCorrupt, match="more than 1 drafts"):
        read_drafts(one)


DRAFTS = st.builds(
    lambda audit, second, text: DraftCopy(
        kind="tool",
        uid=f"0000000{audit}-0000-7000-8000-{0:012}",
        author="auditor-01",
        started_at="2026-05-01T09:00:00.000000Z",
        saved_at=f"2026-05-01T09:00:0{second}.000000Z",
        fields={"body": {"title": text}},
    ),
    st.integers(1, 3),
    st.integers(0, 3),
    st.sampled_from("ab"),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(st.lists(DRAFTS, max_size=4), min_size=1, max_size=4), data=st.data())
def test_order_and_repetition_of_merges_do_not_matter_and_undoing_is_exact(
    store: Store, files: list[list[DraftCopy]], data: st.DataObject
) -> None:
    def received(order: list[list[DraftCopy]]) -> tuple[list[ReceivedDraft], list[int]]:
        batches = [_batch(store, str(number)) for number in range(len(order))]
        for (_, file), drafts in zip(batches, order, strict=True):
            keep_drafts(store, [SoundDraft(each, ()) for each in drafts], file)
        return received_drafts(store), [batch for batch, _ in batches]

    again = data.draw(st.permutations([*files, files[0]]))
    with store.rehearsal():
        once, _ = received(files)
    with store.rehearsal():
        shown, batches = received(again)
        assert shown == once
        for batch in data.draw(st.permutations(batches)):
            forget_drafts_of(store, batch)
        assert not store.number("SELECT count(*) FROM received_draft")
