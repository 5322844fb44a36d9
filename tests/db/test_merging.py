from dataclasses import replace
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import JsonValue

from db.backups import backup
from db.drafts import discard_draft, save_field
from db.merge_report import AuditCounts, AuditOutcome, MergedFile, MergeReport
from db.merging import merge_files
from db.opening import create_store, open_store
from db.projection import current_state, project
from db.recording import ToRecord, record_audits
from db.retention import erase
from db.revisions import FieldKeys, add_revision
from db.sealing import complete_audit, reopen_audit, start_audit
from db.standalone_states import uids_of
from db.store import Store
from db.tool_versions import tool_status
from db.tools import add_tool
from db.troubles import StoreTrouble
from db.unmerging import list_batches, unmerge
from db.verifying import verify
from forms.identity import recorded_uid, tool_uid
from forms.report_templates import TEMPLATE_KIND, ReportTemplate
from forms.revisions import Act, Revision
from forms.tool_records import ToolRecord
from tests.db.conftest import MakeStore
from tests.db.making import an_audit, mini_tool, stricter_tool, ticking_clock


def _recorded(store: Store, cases: range, auditor: str) -> None:
    audits = [
        ToRecord(
            recorded_uid("mini", f"C-{case}", auditor, "2026-04-02"),
            mini_tool(),
            an_audit(f"C-{case}", auditor),
        )
        for case in cases
    ]
    record_audits(store, audits)


def _merge(store: Store, *others: Store, dry_run: bool = False) -> MergeReport:
    return merge_files(store, [other.path for other in others], dry_run=dry_run)


def _content(store: Store) -> list[object]:
    """Everything a merge may change, in terms that hold across files."""
    return [
        sorted(store.rows("SELECT hash FROM revision")),
        sorted(store.rows("SELECT hash FROM tool")),
        sorted(store.rows("SELECT uid FROM record")),
        sorted(
            store.rows(
                "SELECT uid, status, conflicts, case_reference, overall FROM current_audit "
                "JOIN record ON record.id = record"
            )
        ),
        sorted(
            store.rows(
                "SELECT uid, name, code, hash FROM current_fact JOIN field ON field.id = field "
                "JOIN record ON record.id = current_fact.record "
                "LEFT JOIN revision ON revision.id = source"
            )
        ),
        [
            (uid, state.fields, [each.field for each in state.conflicts])
            for uid in uids_of(store, TEMPLATE_KIND)
            if (state := current_state(store, uid))
        ],
    ]


def test_merging_brings_everything_and_again_adds_nothing(make_store: MakeStore) -> None:
    one, two, lead = make_store("one"), make_store("two"), make_store("lead")
    _recorded(one, range(5), "auditor-01")
    _recorded(two, range(3), "auditor-02")
    report = _merge(lead, one, two)
    assert [file.status for file in report.files] == ["merged", "merged"]
    assert report.audits == AuditCounts(new=8)
    before = _content(lead)
    again = _merge(lead, one, two)
    assert [file.status for file in again.files] == ["already", "already"]
    assert _content(lead) == before
    assert verify(lead).ok


def test_a_dry_run_reports_the_same_and_changes_nothing(make_store: MakeStore) -> None:
    one, lead = make_store("one"), make_store("lead")
    _recorded(one, range(4), "auditor-01")
    before = _content(lead)
    dry = _merge(lead, one, dry_run=True)
    assert _content(lead) == before
    assert list_batches(lead) == []
    real = _merge(lead, one)
    assert replace(real, batch=None) == dry


def test_each_file_is_told_of_with_what_became_of_its_audits(make_store: MakeStore) -> None:
    one, two, lead = make_store("one"), make_store("two"), make_store("lead")
    _recorded(one, range(3), "auditor-01")
    _recorded(two, range(2), "auditor-01")
    told: list[tuple[MergedFile, list[AuditOutcome]]] = []
    report = merge_files(
        lead,
        [one.path, two.path, two.path.with_name("gone.audit")],
        author="qa-lead",
        on_file=lambda file, outcomes: told.append((file, outcomes)),
    )
    assert [file for file, _ in told] == report.files
    assert [each for _, outcomes in told for each in outcomes] == report.outcomes
    assert [file.audits for file in report.files[:2]] == [
        AuditCounts(new=3), AuditCounts(identical=2)
    ]  # fmt: skip
    assert report.outcomes[-1][:1] + report.outcomes[-1][2:] == (
        1, "identical", "C-1", "Mini, version 1.0", "auditor-01", "2026-04-02", ""
    )  # fmt: skip
    (batch,) = list_batches(lead)
    assert (batch.author, batch.report) == ("qa-lead", report)


def test_the_stored_report_names_nothing_that_was_erased(make_store: MakeStore) -> None:
    one, lead = make_store("one"), make_store("lead")
    _recorded(one, range(2), "auditor-01")
    _recorded(one, range(2), "auditor-02")
    report = _merge(lead, one)
    assert [double.case for double in report.doubles] == ["C-0", "C-1"]
    gone = report.outcomes[0].uid
    erase(lead, [gone], "records-officer", "Past its time.")
    (batch,) = list_batches(lead)
    assert batch.report
    assert [each.case for each in batch.report.outcomes].count("") == 1
    assert [double.case for double in batch.report.doubles] == ["C-1"]


def test_what_was_erased_stays_out_and_is_told(make_store: MakeStore) -> None:
    one, two, lead = make_store("one"), make_store("two"), make_store("lead")
    _recorded(one, range(2), "auditor-01")
    _recorded(two, range(3), "auditor-01")
    gone = _merge(lead, one).outcomes[0].uid
    erase(lead, [gone], "records-officer", "Past its time.")
    dry = _merge(lead, two, dry_run=True)
    report = _merge(lead, two)
    assert dry.outcomes == report.outcomes
    assert report.audits == AuditCounts(new=1, identical=1, erased=1)
    assert [each.uid for each in report.outcomes if each.outcome == "erased"] == [gone]
    assert lead.number("SELECT count(*) FROM record WHERE uid = ?", (gone,)) == 0
    assert verify(lead).ok


def test_after_cancelling_the_stored_report_says_which_files_are_in(make_store: MakeStore) -> None:
    one, two, lead = make_store("one"), make_store("two"), make_store("lead")
    _recorded(one, range(3), "auditor-01")
    _recorded(two, range(3), "auditor-02")

    def cancel_at_second(done: int, _total: int, _label: str) -> None:
        if done == 1:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        merge_files(lead, [one.path, two.path], progress=cancel_at_second)
    (batch,) = list_batches(lead)
    assert batch.report
    assert [Path(file.path).name for file in batch.report.files] == ["one.audit"]
    assert batch.report.audits == AuditCounts(new=3)


def test_after_cancelling_the_stored_report_lists_what_the_merged_files_have_in_common(
    make_store: MakeStore,
) -> None:
    one, two, three = make_store("one"), make_store("two"), make_store("three")
    lead = make_store("lead")
    _recorded(one, range(2), "auditor-01")
    _recorded(two, range(2), "auditor-02")
    _recorded(three, range(2), "auditor-03")

    def cancel_at_third(done: int, _total: int, _label: str) -> None:
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        merge_files(lead, [one.path, two.path, three.path], progress=cancel_at_third)

    (batch,) = list_batches(lead)
    assert batch.report
    assert [len(each.audits) for each in batch.report.doubles] == [2, 2]
    unmerge(lead, batch.uid)
    again = _merge(lead, one, two)
    assert batch.report.doubles == again.doubles


def test_a_killed_merge_tells_what_the_merged_files_have_in_common_once_it_is_looked_at(
    make_store: MakeStore, tmp_path: Path
) -> None:
    one, two, lead = make_store("one"), make_store("two"), make_store("lead")
    _recorded(one, range(2), "auditor-01")
    _recorded(two, range(2), "auditor-02")
    copy = tmp_path / "killed.audit"

    def keep_what_a_kill_leaves(file: MergedFile, _outcomes: list[AuditOutcome]) -> None:
        if Path(file.path) == two.path:
            backup(lead.path, copy)

    whole = merge_files(lead, [one.path, two.path], on_file=keep_what_a_kill_leaves)
    assert len(whole.doubles) == 2
    unmerge(lead, whole.batch or "")
    with open_store(copy) as killed:
        (batch,) = list_batches(killed)
        assert batch.report
        assert batch.report.doubles == whole.doubles


def test_a_full_disk_is_told_even_where_it_keeps_the_report_from_being_completed(
    make_store: MakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, lead = make_store("one"), make_store("two"), make_store("lead")
    _recorded(one, range(2), "auditor-01")
    _recorded(two, range(2), "auditor-02")

    def full(*_: object) -> None:
        raise StoreTrouble("The disk is full.")

    def fill_at_second(done: int, _total: int, _label: str) -> None:
        if done == 1:
            monkeypatch.setattr("db.merge_run.keep_batch", full)
            raise StoreTrouble("No room for the second file.")

    with pytest.raises(StoreTrouble, match="No room for the second file"):
        merge_files(lead, [one.path, two.path], progress=fill_at_second)
    (batch,) = list_batches(lead)
    assert batch.report
    assert batch.report.audits == AuditCounts(new=2)


def test_a_copy_that_is_given_twice_is_told_with_the_file_it_is_the_same_as(
    make_store: MakeStore, tmp_path: Path
) -> None:
    one, lead = make_store("one"), make_store("lead")
    _recorded(one, range(1), "auditor-01")
    one.close()
    copy = tmp_path / "copy.audit"
    copy.write_bytes(one.path.read_bytes())

    both = merge_files(lead, [one.path, copy])
    later = merge_files(lead, [copy])

    assert both.files[1].reason == "The same as “one.audit”, given twice; it counts once."
    assert [file.status for file in both.files] == ["merged", "already"]
    assert later.files[0].reason == "This file was merged before."


def _forked(make_store: MakeStore) -> tuple[Store, Store, Store, str]:
    """One completed audit on three laptops."""
    one, two, lead = make_store("one"), make_store("two"), make_store("lead")
    uid = start_audit(one, mini_tool(), an_audit())
    complete_audit(one, uid, "auditor-01")
    _merge(two, one)
    _merge(lead, one)
    return one, two, lead, uid


def _change(store: Store, uid: str, field: str, value: str) -> None:
    reopen_audit(store, uid, "auditor-01")
    save_field(store, uid, field, value)
    complete_audit(store, uid, "auditor-01")


def test_different_fields_changed_on_two_sides_join_by_themselves(make_store: MakeStore) -> None:
    one, two, lead, uid = _forked(make_store)
    _change(one, uid, "strengths", "Patience.")
    _change(two, uid, "improvements", "Plans.")
    assert _merge(lead, one).audits == AuditCounts(updated=1)
    assert _merge(lead, two).audits == AuditCounts(joined=1)
    state = current_state(lead, uid)
    assert state
    assert (state.fields["strengths"], state.fields["improvements"]) == ("Patience.", "Plans.")
    assert verify(lead).ok


def test_the_same_field_changed_differently_waits_for_a_person(make_store: MakeStore) -> None:
    one, two, lead, uid = _forked(make_store)
    _change(one, uid, "overall", "outstanding")
    _change(two, uid, "overall", "inadequate")
    _merge(lead, one)
    assert _merge(lead, two).audits == AuditCounts(conflicts=1)
    state = current_state(lead, uid)
    assert state
    conflict = state.conflicts[0]
    assert (conflict.field, conflict.ancestor) == ("overall", "good")
    assert set(conflict.values) == {"outstanding", "inadequate"}
    with pytest.raises(StoreTrouble, match="settle the conflict"):
        reopen_audit(lead, uid, "qa-lead")


def test_tools_that_call_themselves_alike_but_differ_are_both_kept(make_store: MakeStore) -> None:
    one, two, lead = make_store("one"), make_store("two"), make_store("lead")
    for store, tool in ((one, mini_tool()), (two, stricter_tool())):
        complete_audit(store, start_audit(store, tool, an_audit()), "auditor-01")
    _merge(lead, one, two)
    assert lead.number("SELECT count(*) FROM tool") == 2


def test_a_merge_is_taken_back_exactly(make_store: MakeStore) -> None:
    one, two, lead = make_store("one"), make_store("two"), make_store("lead")
    _recorded(lead, range(2), "auditor-09")
    _recorded(one, range(4), "auditor-01")
    _recorded(two, range(2, 6), "auditor-01")
    before = _content(lead)
    first = _merge(lead, one)
    between = _content(lead)
    second = _merge(lead, two)
    assert first.batch and second.batch
    unmerge(lead, second.batch)
    assert _content(lead) == between
    unmerge(lead, first.batch)
    assert _content(lead) == before
    assert verify(lead).ok


def test_batches_are_undone_in_any_order(make_store: MakeStore) -> None:
    one, two, lead = make_store("one"), make_store("two"), make_store("lead")
    _recorded(one, range(4), "auditor-01")
    _recorded(two, range(4), "auditor-02")
    before = _content(lead)
    batches = [_merge(lead, one).batch, _merge(lead, two).batch]
    for batch in batches:
        assert batch
        unmerge(lead, batch)
    assert _content(lead) == before


def test_undo_is_refused_while_later_work_builds_on_it(make_store: MakeStore) -> None:
    one, lead = make_store("one"), make_store("lead")
    uid = start_audit(one, mini_tool(), an_audit())
    complete_audit(one, uid, "auditor-01")
    batch = _merge(lead, one).batch
    assert batch
    _change(lead, uid, "strengths", "Patience.")
    before = _content(lead)
    with pytest.raises(StoreTrouble, match=r"later work builds on what it brought: C-0001"):
        unmerge(lead, batch)
    assert _content(lead) == before


def test_the_source_is_never_written_to(make_store: MakeStore) -> None:
    one, lead = make_store("one"), make_store("lead")
    _recorded(one, range(3), "auditor-01")
    one.close()
    before = {path.name: path.read_bytes() for path in one.path.parent.glob("one.audit*")}
    _merge(lead, one)
    after = {path.name: path.read_bytes() for path in one.path.parent.glob("one.audit*")}
    assert after == before


def test_cancelling_leaves_whole_files_merged(make_store: MakeStore) -> None:
    one, two, lead = make_store("one"), make_store("two"), make_store("lead")
    _recorded(one, range(3), "auditor-01")
    _recorded(two, range(3), "auditor-02")

    def cancel_at_second(done: int, _total: int, _label: str) -> None:
        if done == 1:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        merge_files(lead, [one.path, two.path], progress=cancel_at_second)
    assert lead.number("SELECT count(*) FROM current_audit") == 3
    assert verify(lead).ok


TOOL_ACTS: tuple[Literal["published", "withdrawn"], ...] = ("published", "withdrawn")
VALUES = st.sampled_from(["a", "b", None])


@st.composite
def histories(draw: st.DrawFn) -> list[Revision]:
    """A random history of two audits, a tool and a report template.

    Each revision builds on some of the earlier ones.
    """
    revisions: list[Revision] = []
    for number in range(draw(st.integers(1, 7))):
        record = draw(st.sampled_from(("1", "2", "3", "tool")))
        uid = f"0000000{record}-0000-7000-8000-{0:012}"
        uid = tool_uid(mini_tool().hash) if record == "tool" else uid
        earlier = [each.id for each in revisions if each.record == uid]
        parents = draw(st.lists(st.sampled_from(earlier), unique=True)) if earlier else []
        texts = {name: draw(VALUES) for name in ("strengths", "improvements")}
        kind, act, fields = draw(_content_of(record, texts))
        revisions.append(
            Revision(
                kind=kind,
                record=uid,
                parents=tuple(sorted(parents)),
                tool=None if kind == TEMPLATE_KIND else mini_tool().hash,
                author="auditor-01",
                sealed_at=f"2026-05-01T09:00:{number:02d}.000000Z",
                act=act,
                fields=fields,
            )
        )
    return revisions


@st.composite
def _content_of(
    draw: st.DrawFn, record: str, texts: dict[str, str | None]
) -> tuple[str, Act, dict[str, JsonValue]]:
    """Kind, act and fields of a revision."""
    if record == "tool":
        status = draw(st.sampled_from(TOOL_ACTS))
        return "tool", status, ToolRecord(id="mini", version="1.0", status=status).to_fields()
    given = {name: text or "" for name, text in texts.items()}
    if record == "3":
        words = {"title": given["strengths"], "introduction": given["improvements"]}
        is_void = draw(st.sampled_from([False, False, True]))
        template = ReportTemplate(
            name="Board", tool="mini", parts=(), status="void" if is_void else "kept", **words
        )
        return TEMPLATE_KIND, "voided" if is_void else "kept", template.to_fields()
    audit = an_audit(f"C-{record}").model_copy(update=given)
    return "audit", draw(st.sampled_from(("completed", "moderated"))), audit.to_fields()


def _closed(revisions: list[Revision], chosen: set[str]) -> list[Revision]:
    """The chosen revisions and everything they build on, in order."""
    by_id = {each.id: each for each in revisions}
    waiting, wanted = list(chosen), set[str]()
    while waiting:
        each = waiting.pop()
        if each not in wanted:
            wanted.add(each)
            waiting.extend(by_id[each].parents)
    return [each for each in revisions if each.id in wanted]


def _filled(path: Path, revisions: list[Revision]) -> Path:
    with create_store(path, ticking_clock()) as store, store.transaction():
        add_tool(store, mini_tool())
        keys = FieldKeys(store)
        for revision in revisions:
            add_revision(store, revision, keys)
        project(store, {each.record for each in revisions}, keys)
    return path


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories(), st.data())
def test_merging_does_not_depend_on_order_grouping_or_repetition(
    revisions: list[Revision], data: st.DataObject
) -> None:
    ids = [each.id for each in revisions]
    with TemporaryDirectory() as folder:
        room = Path(folder)
        chosen = [data.draw(st.sets(st.sampled_from(ids))) for _ in range(2)] + [set(ids)]
        laptops = [
            _filled(room / f"{number}.audit", _closed(revisions, some))
            for number, some in enumerate(chosen)
        ]
        order = data.draw(st.permutations([*laptops, laptops[0]]))
        with create_store(room / "a.audit") as a, create_store(room / "b.audit") as b:
            merge_files(a, laptops)
            for path in order:
                merge_files(b, [path])
            assert _content(a) == _content(b)
            assert tool_status(a, mini_tool().hash) == tool_status(b, mini_tool().hash)
            assert {str(row[0]) for row in a.rows("SELECT hash FROM revision")} == set(ids)
            assert verify(a).ok


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories(), st.data())
def test_batches_undone_in_any_order_leave_what_was_never_merged(
    revisions: list[Revision], data: st.DataObject
) -> None:
    """Taking some merges back leaves what merging the others alone would have made."""
    ids = [each.id for each in revisions]
    with TemporaryDirectory() as folder:
        room = Path(folder)
        laptops = [
            _filled(room / f"{number}.audit", _closed(revisions, some))
            for number, some in enumerate(
                data.draw(
                    st.lists(st.sets(st.sampled_from(ids), min_size=1), min_size=2, max_size=4)
                )
            )
        ]
        with create_store(room / "a.audit") as store:
            batches = {path: merge_files(store, [path]).batch for path in laptops}
            gone = data.draw(st.lists(st.sampled_from(laptops), unique=True))
            undone = set[Path]()
            for path in gone:
                before = _content(store)
                batch = batches[path]
                assert batch  # each file is another one, even where it holds the same
                try:
                    unmerge(store, batch)
                    undone.add(path)
                except StoreTrouble as trouble:
                    assert "later work builds on" in str(trouble)
                    assert _content(store) == before
            with create_store(room / "b.audit") as other:
                for path in laptops:
                    if path not in undone:
                        merge_files(other, [path])
                assert _content(store) == _content(other)
            assert verify(store).ok


def test_what_a_merge_brought_leaves_no_trace_when_it_is_taken_back(
    make_store: MakeStore,
) -> None:
    one, lead = make_store("one"), make_store("lead")
    audit = an_audit().model_copy(update={"strengths": "Kingfisher on the river bank."})
    complete_audit(one, start_audit(one, mini_tool(), audit), "auditor-01")
    batch = _merge(lead, one).batch
    assert batch
    lead.fold()
    assert b"Kingfisher" in lead.path.read_bytes()
    unmerge(lead, batch)
    lead.fold()
    beside = lead.path.parent.glob("lead.audit*")
    assert not any(b"Kingfisher" in path.read_bytes() for path in beside)


def test_a_parent_of_another_record_sets_a_revision_aside(make_store: MakeStore) -> None:
    """Else a crafted file could hide the head of an audit, or keep a merge from being undone."""
    one, lead = make_store("one"), make_store("lead")
    uid = start_audit(one, mini_tool(), an_audit())
    complete_audit(one, uid, "auditor-01")
    _merge(lead, one)
    (head,) = (str(row[0]) for row in one.rows("SELECT hash FROM revision"))
    crafted = Revision(
        kind="audit",
        record="00000001-0000-7000-8000-000000000000",
        parents=(head,),
        tool=mini_tool().hash,
        author="auditor-02",
        sealed_at="2026-05-01T09:00:00.000000Z",
        act="completed",
        fields=an_audit("C-2").to_fields(),
    )
    add_revision(one, crafted, FieldKeys(one))
    report = _merge(lead, one)
    assert [aside.record for aside in report.set_aside] == [crafted.record]
    assert (report.audits.identical, report.audits.set_aside) == (1, 1)
    assert verify(lead).ok


def test_an_older_version_that_comes_late_changes_no_current_value(make_store: MakeStore) -> None:
    one, two, lead, uid = _forked(make_store)
    _change(one, uid, "strengths", "Patience.")
    _merge(two, one)
    _change(two, uid, "improvements", "Plans.")
    newest = make_store("newest")
    _merge(newest, two)
    before = _content(newest)
    assert _merge(newest, one).audits == AuditCounts(identical=1)
    assert _merge(newest, lead).audits == AuditCounts(identical=1)
    assert _content(newest) == before


def _tools(store: Store) -> list[str]:
    return [str(row[0]) for row in store.rows("SELECT hash FROM tool ORDER BY hash")]


def test_a_tool_that_nobody_used_yet_stays_when_a_merge_is_taken_back(
    make_store: MakeStore,
) -> None:
    """It was there before, whether the merge brought it again or had nothing to do with it."""
    one, lead = make_store("one"), make_store("lead")
    complete_audit(one, start_audit(one, mini_tool(), an_audit()), "auditor-01")
    for tool in (mini_tool(), stricter_tool()):
        discard_draft(lead, start_audit(lead, tool, an_audit("C-2")))
    before = _tools(lead)
    assert len(before) == 2
    unmerge(lead, _merge(lead, one).batch or "")
    assert _tools(lead) == before
    assert verify(lead).ok


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_tool_goes_with_the_last_merge_that_brought_it(
    make_store: MakeStore, order: tuple[int, ...]
) -> None:
    lead = make_store("lead")
    discard_draft(lead, start_audit(lead, stricter_tool(), an_audit("C-2")))
    batches = []
    for number in range(3):
        one = make_store(f"one-{number}")
        uid = start_audit(one, mini_tool(), an_audit(f"C-{number}"))
        if number != 1:  # the second brings it with a draft alone
            complete_audit(one, uid, "auditor-01")
        batches.append(_merge(lead, one).batch or "")
    for at, number in enumerate(order):
        assert (mini_tool().hash in _tools(lead)) == (at < 3)
        unmerge(lead, batches[number])
    assert _tools(lead) == [stricter_tool().hash]
    assert verify(lead).ok
