"""Report templates travel as audits do: merged, told, undone, handed over, and never trusted."""

from pathlib import Path

import pytest
from pydantic import JsonValue

from db.backups import backup
from db.batches import batch_summaries
from db.drafts import discard_draft, save_field
from db.handing_over import hand_over
from db.importing.inspection import Inspection
from db.importing.parcels import Arrived, Claim, Claims, Layout, Row, Rows
from db.keys import unlock
from db.merge_report import AuditCounts, MergeReport, others_told
from db.merging import merge_files
from db.received_drafts import add_copy, received_drafts
from db.report_templates import (
    continue_as_mine,
    draft_template,
    edit_template,
    keep_template,
    list_templates,
    open_template,
    settle_template,
    template_called,
    template_conflict,
    void_template,
)
from db.restoring import bring_back, what_would_come_back
from db.revisions import FieldKeys, add_revision
from db.sealing import complete_audit, open_audit, start_audit
from db.store import Store
from db.troubles import StoreTrouble
from db.unmerging import list_batches, unmerge
from db.verifying import verify
from forms.canonical import canonical_bytes
from forms.draft_copies import DraftCopy
from forms.errors import AuditAppError
from forms.manifests import HandOverSelection
from forms.report_parts import OwnWords
from forms.report_templates import TEMPLATE_KIND, ReportTemplate
from forms.revisions import Revision, RevisionHead
from forms.standalone import amounts_told
from tests.db.conftest import MakeStore
from tests.db.making import an_audit, mini_tool

BOARD = ReportTemplate(name="Board", tool="mini", introduction="Why we looked.")
SECRET = "unicorn-teapot-harvest-lagoon-quartz"
UID = "01890a5d-ac96-774b-bcce-b302099a8057"


@pytest.fixture
def one(make_store: MakeStore) -> Store:
    return make_store("one")


@pytest.fixture
def lead(make_store: MakeStore) -> Store:
    return make_store("lead")


def _kept(store: Store, template: ReportTemplate = BOARD) -> str:
    uid = draft_template(store, template, "auditor-01")
    keep_template(store, uid, "auditor-01")
    return uid


def _changed(store: Store, uid: str, field: str, value: JsonValue) -> None:
    edit_template(store, uid, "deputy")
    save_field(store, uid, field, value)
    keep_template(store, uid, "deputy")


def _merge(store: Store, other: Store) -> MergeReport:
    return merge_files(store, [other.path])


def _told(report: MergeReport) -> AuditCounts:
    return report.others[TEMPLATE_KIND]


def _names(store: Store) -> list[str]:
    return [row.name for row in list_templates(store)]


def test_a_template_comes_with_a_merge_and_is_told_apart_from_audits(
    one: Store, lead: Store
) -> None:
    uid = _kept(one)
    report = _merge(lead, one)
    assert _told(report) == AuditCounts(new=1)
    assert report.audits == AuditCounts()
    assert report.outcomes == []
    assert open_template(lead, uid).template == BOARD
    assert others_told(report.others) == ["Report templates: 1 new."]
    _changed(one, uid, "title", "For the board")
    assert _told(_merge(lead, one)) == AuditCounts(updated=1)
    discard_draft(one, start_audit(one, mini_tool(), an_audit()))  # another file, nothing new
    assert _told(_merge(lead, one)) == AuditCounts(identical=1)
    assert verify(lead).problems == []


def test_a_merge_without_templates_does_not_speak_of_them(one: Store, lead: Store) -> None:
    complete_audit(one, start_audit(one, mini_tool(), an_audit()), "auditor-01")
    report = _merge(lead, one)
    assert (report.others, others_told(report.others)) == ({}, [])


def test_the_stored_report_tells_of_templates_too(one: Store, lead: Store) -> None:
    _kept(one)
    _merge(lead, one)
    (batch,) = list_batches(lead)
    assert batch.report
    assert batch.report.others == {TEMPLATE_KIND: AuditCounts(new=1)}
    assert batch_summaries(lead)[0].audits == AuditCounts()


def test_what_two_people_changed_meets_as_it_does_for_audits(one: Store, lead: Store) -> None:
    uid = _kept(one)
    _merge(lead, one)
    _changed(one, uid, "title", "One")
    _changed(lead, uid, "introduction", "Why we look each quarter.")
    assert _told(_merge(lead, one)) == AuditCounts(joined=1)
    _changed(one, uid, "introduction", "Another reason.")
    assert _told(_merge(lead, one)) == AuditCounts(conflicts=1)
    texts = template_conflict(lead, uid).contests[0].texts
    assert {texts["ours"], texts["theirs"]} == {"Why we look each quarter.", "Another reason."}
    settle_template(lead, uid, {"introduction": "theirs"}, "lead", "It is right.")
    _merge(one, lead)
    assert template_called(one, "Board").template.introduction == "Another reason."


def test_a_merge_is_taken_back_with_its_templates(one: Store, lead: Store) -> None:
    uid = _kept(one)
    batch = _merge(lead, one).batch
    assert batch
    edit_template(lead, uid, "lead")
    with pytest.raises(StoreTrouble, match=r"builds on what it brought: “Board” \(report template"):
        unmerge(lead, batch)
    discard_draft(lead, uid)
    unmerge(lead, batch)
    assert list_templates(lead) == []
    for table in ("record", "revision", "revision_value", "batch_revision"):
        assert lead.number(f"SELECT count(*) FROM {table}") == 0
    assert verify(lead).problems == []


def test_two_templates_of_one_name_meet_and_both_stay(one: Store, lead: Store) -> None:
    _kept(one)
    _kept(lead)
    _merge(lead, one)
    assert _names(lead) == ["Board", "Board"]
    with pytest.raises(AuditAppError, match="2 report templates"):
        template_called(lead, "Board")


def test_a_void_template_stays_void_where_it_arrives(one: Store, lead: Store) -> None:
    uid = _kept(one)
    _merge(lead, one)
    void_template(one, uid, "auditor-01", "No longer needed.")
    _merge(lead, one)
    assert list_templates(lead) == []


def test_a_draft_travels_and_can_be_gone_on_with(one: Store, lead: Store) -> None:
    uid = draft_template(one, BOARD, "auditor-01")
    save_field(one, uid, "name", "")
    assert _merge(lead, one).drafts == 1
    (row,) = list_templates(lead)
    assert (row.drafted_by, row.has_draft, row.kept_at) == ("auditor-01", False, None)
    assert open_template(lead, uid).status == "received"
    assert continue_as_mine(lead, uid, "lead") == uid
    save_field(lead, uid, "name", "Board")
    keep_template(lead, uid, "lead")
    assert template_called(lead, "Board").author == "lead"
    assert verify(lead).problems == []


@pytest.fixture
def quick_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.keys.MEMORY_KIB", 64)
    monkeypatch.setattr("db.keys.PASSES", 1)


@pytest.mark.usefixtures("quick_guesses")
def test_a_hand_over_of_everything_takes_templates_and_one_of_some_audits_does_not(
    one: Store, lead: Store, tmp_path: Path
) -> None:
    complete_audit(one, start_audit(one, mini_tool(), an_audit()), "auditor-01")
    uid = _kept(one)
    edit_template(one, uid, "auditor-01")
    save_field(one, uid, "title", "In the making")
    draft_template(one, BOARD.model_copy(update={"name": "Area"}), "auditor-01")
    for name, selection in (("some", HandOverSelection(team="North")), ("all", None)):
        path = tmp_path / f"{name}.handover"
        made = hand_over(one, path, SECRET, selection=selection, author="auditor-01")
        key = unlock(path, SECRET)
        assert key
        report = merge_files(lead, [path], keys={path: key})
        assert (made.audits, report.set_aside) == (1, [])
        if selection:
            assert (list_templates(lead), made.drafts) == ([], 0)
        else:
            assert (_names(lead), made.drafts) == (["Area", "Board"], 2)
    assert open_template(lead, uid).template.title == "In the making"


@pytest.mark.usefixtures("quick_guesses")
def test_a_draft_goes_with_what_it_was_reopened_from_though_that_did_not_change(
    one: Store, lead: Store, tmp_path: Path
) -> None:
    uid = _kept(one)
    hand_over(one, tmp_path / "lost.handover", SECRET, author="auditor-01")
    edit_template(one, uid, "auditor-01")
    save_field(one, uid, "title", "In the making")
    path = tmp_path / "later.handover"
    hand_over(one, path, SECRET, selection=HandOverSelection(changed_only=True), author="x")
    key = unlock(path, SECRET)
    assert key
    merge_files(lead, [path], keys={path: key})
    continue_as_mine(lead, uid, "lead")
    keep_template(lead, uid, "lead")
    assert template_called(lead, "Board").template.title == "In the making"


def test_a_backup_brings_templates_and_their_drafts_back(store: Store, tmp_path: Path) -> None:
    lost, draft = _kept(store), draft_template(store, BOARD.model_copy(update={"name": "A"}), "x")
    kept = tmp_path / "backup.audit"
    backup(store.path, kept)
    for table in ("own_revision", "revision_value", "revision"):
        store.run(f"DELETE FROM {table}")
    store.run("DELETE FROM record")
    discard_draft(store, draft)
    preview = what_would_come_back(store, kept)
    assert [(each.kind, each.tool) for each in preview.missing] == [
        (TEMPLATE_KIND, "Board (report template)")
    ]
    assert [each.tool for each in preview.drafts] == ["A (report template)"]
    brought = bring_back(store, kept, author="lead")
    assert brought.report
    assert (_told(brought.report), brought.drafts) == (AuditCounts(new=1), 1)
    assert amounts_told(brought.records) == ["1 report template"]
    assert {row.uid for row in list_templates(store)} == {lost, draft}
    assert verify(store).problems == []


def _crafted(store: Store, fields: dict[str, JsonValue], **changes: object) -> None:
    plain = {
        "kind": TEMPLATE_KIND,
        "record": UID,
        "author": "auditor-01",
        "sealed_at": "2026-05-01T09:00:00.000000Z",
        "act": "kept",
    }
    revision = Revision.model_validate({**plain, **changes, "fields": fields})
    add_revision(store, revision, FieldKeys(store))


_SOUND: dict[str, JsonValue] = {"name": "Area", "tool": "mini", "parts": []}
_HOSTILE: dict[str, tuple[dict[str, JsonValue], dict[str, object]]] = {
    "words without end": ({**_SOUND, "introduction": "x" * 20_001}, {}),
    "parts without end": ({**_SOUND, "parts": [{"part": "summary"}] * 101}, {}),
    "more words than could be handed on": (
        {**_SOUND, "parts": [{"part": "own_words", "comment": "x" * 19_900}] * 38},
        {},
    ),
    "attributes without end": ({**_SOUND, **{f"where.a{n}": "x" for n in range(101)}}, {}),
    "a part that does not exist": ({**_SOUND, "parts": [{"part": "macro"}]}, {}),
    "a logo that is no picture": ({**_SOUND, "logo": {"png": "PHN2Zz4=", "told": "x"}}, {}),
    "a field that no template has": ({**_SOUND, "script": "x"}, {}),
    "words in a field that is left out when it is read": ({**_SOUND, "where": {"a": "b"}}, {}),
    "no name": ({"tool": "mini", "parts": []}, {}),
    "an act of audits": (_SOUND, {"act": "completed"}),
    "void, but kept": ({**_SOUND, "status": "void"}, {}),
    "the id of a tool": (_SOUND, {"record": "01890a5d-ac96-874b-bcce-b302099a8057"}),
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_a_bad_template_is_set_aside_and_the_rest_goes_on(
    one: Store, lead: Store, name: str
) -> None:
    _kept(one)
    fields, changes = _HOSTILE[name]
    _crafted(one, fields, **changes)
    problems = verify(one).problems
    assert len(problems) == 1, "verify tells it, too"
    report = _merge(lead, one)
    assert _told(report) == AuditCounts(new=1, set_aside=1)
    assert report.audits == AuditCounts()
    (aside,) = report.set_aside
    assert "x" * 9 not in aside.reason
    assert _names(lead) == ["Board"]
    assert verify(lead).problems == []


@pytest.mark.parametrize("sealed", [True, False])
def test_a_template_with_the_id_of_an_audit_changes_nothing(
    one: Store, lead: Store, *, sealed: bool
) -> None:
    """Else the audit would have a second head that can be neither read nor settled."""
    uid = start_audit(lead, mini_tool(), an_audit())
    parents: tuple[str, ...] = ()
    if sealed:
        parents = (complete_audit(lead, uid, "auditor-01"),)
    _crafted(one, _SOUND, record=uid)
    draft_template(one, BOARD, "auditor-01")
    one.run("UPDATE draft SET uid = ?", (uid,))
    report = _merge(lead, one)
    assert [each.record for each in report.set_aside] == [uid]
    assert _told(report) == AuditCounts(identical=sealed, set_aside=1)
    assert open_audit(lead, uid).audit.case == "C-0001"
    assert (received_drafts(lead), list_templates(lead)) == ([], [])
    if not sealed:
        complete_audit(lead, uid, "auditor-01")
    assert verify(lead).problems == []
    assert parents == () or open_audit(lead, uid).status == "completed"


def test_a_draft_with_the_id_of_an_audit_that_comes_later_is_not_shown(
    one: Store, lead: Store, make_store: MakeStore
) -> None:
    """Even where it claims to build on that audit, so that it would be shown in its place."""
    other = make_store("other")
    uid = start_audit(other, mini_tool(), an_audit())
    head = complete_audit(other, uid, "auditor-02")
    moment = "2026-06-01T09:00:00.000000Z"
    crafted = DraftCopy(
        kind=TEMPLATE_KIND, uid=uid, started_at=moment, saved_at=moment, base=(head,), fields=_SOUND
    )
    add_copy(one, crafted)
    _merge(lead, one)
    assert _names(lead) == ["Area"]
    _merge(lead, other)
    assert list_templates(lead) == []
    assert open_audit(lead, uid).status == "completed"


def test_a_draft_with_the_id_of_an_audit_in_draft_does_not_take_its_place(
    one: Store, lead: Store, make_store: MakeStore
) -> None:
    other = make_store("other")
    uid = start_audit(other, mini_tool(), an_audit())
    _merge(lead, other)
    draft_template(one, BOARD, "auditor-01")
    one.run("UPDATE draft SET uid = ?", (uid,))
    one.run("UPDATE draft_value SET saved_at = '2027-01-01T09:00:00.000+00:00'")
    _merge(lead, one)
    assert [each.kind for each in received_drafts(lead)] == ["audit"]


def test_a_template_of_the_longest_parts_can_be_handed_on(one: Store, lead: Store) -> None:
    """A file with a longer value would be refused whole, audits and all."""
    words = OwnWords(comment="é" * 9_990)
    uid = _kept(one, BOARD.model_copy(update={"parts": (words,) * 34}))
    edit_template(one, uid, "auditor-01")
    parts = open_template(one, uid).fields["parts"]
    assert isinstance(parts, list)
    save_field(one, uid, "parts", [*parts, *parts[:2]])
    with pytest.raises(AuditAppError, match="too many words together"):
        keep_template(one, uid, "auditor-01")
    discard_draft(one, uid)
    assert _told(_merge(lead, one)) == AuditCounts(new=1)
    assert len(open_template(lead, uid).template.parts) == 34


def test_a_draft_that_holds_what_no_template_can_is_left_out(one: Store, lead: Store) -> None:
    draft_template(one, BOARD, "auditor-01")
    save_field(one, one.row("SELECT uid FROM draft")[0], "script", "x")  # type: ignore[index,arg-type]
    report = _merge(lead, one)
    assert [each.reason for each in report.set_aside] == [
        "it does not hold a report template in the making as it must be"
    ]
    assert list_templates(lead) == []


@pytest.mark.parametrize(
    ("changes", "is_sound"),
    [
        ({}, True),
        ({"fields": {**_SOUND, "parts": [{"part": "macro"}]}}, False),
        ({"act": "completed"}, False),
        ({"kind": "spell"}, False),
    ],
)
def test_what_a_reading_process_sends_as_a_template_passes_its_model_again(
    changes: dict[str, object], *, is_sound: bool
) -> None:
    """The process may have been taken over by the file it read."""
    plain = {
        "kind": TEMPLATE_KIND,
        "record": UID,
        "author": "auditor-01",
        "sealed_at": "2026-05-01T09:00:00.000000Z",
        "act": "kept",
        "fields": _SOUND,
    }
    revision = Revision.model_validate({**plain, **changes})
    names = tuple(sorted(revision.fields))
    values = [canonical_bytes(revision.fields[name]).decode() for name in names]
    head = RevisionHead(**{name: getattr(revision, name) for name in RevisionHead.model_fields})
    row = Row(revision.id, head, Layout(0, names), values, None, Layout(1, ()), [])
    inspection = Inspection()
    inspection.inspect(Arrived("0" * 64))
    claims = Claims([Claim(revision.id, UID, revision.kind)])
    inspection.inspect(claims)
    inspection.expect(claims, [0])
    if is_sound:
        inspection.inspect(Rows([row]))
    else:
        with pytest.raises(ValueError, match="not sound"):
            inspection.inspect(Rows([row]))
