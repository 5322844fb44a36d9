"""A second person moderates an audit: both grades are kept, and the service may dispute."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from pydantic import JsonValue

from db.conflicts import conflict_of, conflicts
from db.drafts import discard_draft, save_field
from db.histories import read_history
from db.listing import AuditFilter, Status, audit_row, list_audits
from db.merging import merge_files
from db.moderating import (
    begin_moderation,
    changed_in_moderation,
    dispute,
    gradings_before,
    moderate,
    seal_moderation,
)
from db.opening import create_store
from db.projection import current_state
from db.reading import AuditScope
from db.sealing import (
    complete_audit,
    load_current_audit,
    open_audit,
    reopen_audit,
    start_audit,
    void_audit,
)
from db.second_opinions import gradings, moderated
from db.settling import settle
from db.store import Store
from db.troubles import StoreTrouble
from db.unmerging import unmerge
from db.verifying import verify
from forms.errors import AuditAppError
from tests.db.conftest import MakeStore
from tests.db.making import an_audit, mini_tool, ticking_clock

MODERATOR = "lead-01"
GRADES = ("overall", "section.first")


def completed(store: Store, **more: str) -> str:
    uid = start_audit(store, mini_tool(), an_audit(**more))
    complete_audit(store, uid, "auditor-01")
    return uid


def regraded(store: Store, uid: str, grade: str = "inadequate", who: str = MODERATOR) -> str:
    """Moderate the overall grade of an audit and seal it."""
    begin_moderation(store, uid, who)
    save_field(store, uid, "overall", grade)
    return seal_moderation(store, uid, who, "The plan was never shared.")


def status(store: Store, uid: str) -> Status:
    row = audit_row(store, uid)
    assert row
    return row.status


def test_both_grades_stay_and_the_moderated_one_stands(store: Store) -> None:
    uid = completed(store)
    regraded(store, uid)

    opened = open_audit(store, uid)
    assert (opened.status, opened.audit.overall, opened.audit.auditor) == (
        "moderated", "inadequate", "auditor-01",
    )  # fmt: skip
    (auditor,) = gradings_before(store, uid)
    assert (auditor.name, auditor.fields["overall"]) == ("auditor-01", "good")
    first, second = read_history(store, uid).entries
    assert (second.act, second.author, second.reason) == (
        "moderated", MODERATOR, "The plan was never shared.",
    )  # fmt: skip
    assert (first.author, second.builds_on) == ("auditor-01", (1,))
    assert verify(store).problems == []


def test_agreement_sets_what_was_sealed_beside_the_auditors_grade(store: Store) -> None:
    uid = completed(store)
    regraded(store, uid)
    cases = moderated(store, AuditScope())
    assert [[each.grader for each in case.opinions] for case in cases] == [
        ["auditor-01", MODERATOR]
    ]
    ((_, codes),) = gradings(store, cases)
    assert [each["overall"] for each in codes] == ["good", "inadequate"]


@pytest.mark.parametrize("name", ["auditor-01", " AUDITOR-01 ", "", "  "])
def test_nobody_moderates_the_own_audit_or_without_a_name(store: Store, name: str) -> None:
    uid = completed(store)
    with pytest.raises(AuditAppError, match=r"yourself|who moderates"):
        begin_moderation(store, uid, name)
    begin_moderation(store, uid, MODERATOR)
    with pytest.raises(AuditAppError, match=r"yourself|who moderates"):
        seal_moderation(store, uid, name)
    assert status(store, uid) == "moderating"


def test_only_a_settled_completed_audit_without_a_draft_is_moderated(store: Store) -> None:
    draft = start_audit(store, mini_tool(), an_audit("C-2"))
    with pytest.raises(StoreTrouble):
        begin_moderation(store, draft, MODERATOR)
    uid = completed(store)
    reopen_audit(store, uid, "auditor-01")
    with pytest.raises(StoreTrouble, match="open draft"):
        begin_moderation(store, uid, MODERATOR)
    discard_draft(store, uid)
    void_audit(store, uid, "auditor-01", "The wrong case.")
    with pytest.raises(StoreTrouble, match="void"):
        begin_moderation(store, uid, MODERATOR)


def test_a_changed_grade_needs_a_reason_and_an_unchanged_one_needs_none(store: Store) -> None:
    uid = completed(store)
    begin_moderation(store, uid, MODERATOR)
    save_field(store, uid, "strengths", "Time was taken, and it shows.")
    assert changed_in_moderation(store, uid) == []
    save_field(store, uid, "section.first", "inadequate")
    (changed,) = changed_in_moderation(store, uid)
    assert changed == ("section.first", "Grade of “First”", "Good", "Inadequate")
    with pytest.raises(AuditAppError, match="Say why"):
        seal_moderation(store, uid, MODERATOR, "  ")
    save_field(store, uid, "section.first", "good")
    seal_moderation(store, uid, MODERATOR)
    assert status(store, uid) == "moderated"


def test_the_auditor_stays_whatever_the_moderator_types(store: Store) -> None:
    uid = completed(store)
    begin_moderation(store, uid, MODERATOR)
    save_field(store, uid, "auditor", MODERATOR)
    seal_moderation(store, uid, MODERATOR)
    assert open_audit(store, uid).audit.auditor == "auditor-01"


def test_blind_shows_the_evidence_and_no_grade_and_none_is_taken_over(store: Store) -> None:
    uid = completed(store)
    begin_moderation(store, uid, MODERATOR, "blind")

    audit = open_audit(store, uid).audit
    assert {key: (each.answer, each.evidence) for key, each in audit.findings.items()} == {
        "q1": (None, "Seen alone in March."),
        "q2": (None, "Drawings on file."),
    }
    assert (audit.overall, audit.sections, audit.section_reasons) == (None, {}, {})
    assert (audit.overall_reason, audit.strengths) == ("", "")
    row = audit_row(store, uid)
    assert row and (row.status, row.overall) == ("moderating", "")
    with pytest.raises(AuditAppError, match="missing"):
        seal_moderation(store, uid, MODERATOR, "Seen otherwise.")
    assert current_state(store, uid).fields["overall"] == "good"  # type: ignore[union-attr]


def test_a_blind_moderation_is_told_as_one(store: Store) -> None:
    uid = completed(store)
    begin_moderation(store, uid, MODERATOR, "blind")
    given: dict[str, JsonValue] = {
        "finding.q1": {"answer": "no", "evidence": "Seen alone in March."},
        "section.first": "good",
        "section_reason.first": "It was recorded why.",
        "overall": "good",
        "overall_reason": "The drawings show it.",
    }
    for field, value in given.items():
        save_field(store, uid, field, value)
    assert [each.before for each in changed_in_moderation(store, uid)] == ["Yes", "Good"]
    seal_moderation(store, uid, MODERATOR, "Nobody saw the child.")
    assert open_audit(store, uid).audit.moderation == "blind"
    changes = read_history(store, uid).changes_in(read_history(store, uid).entries[-1].hash)
    assert "Blind, without the auditor's grades in view" in [each.after for each in changes]
    assert verify(store).problems == []


def test_a_dispute_leaves_the_grade_and_a_further_moderation_settles_it(store: Store) -> None:
    uid = completed(store)
    regraded(store, uid)
    dispute(store, uid, "Service manager", "The plan is in another folder.")
    row = audit_row(store, uid)
    assert row and (row.status, row.overall) == ("disputed", "inadequate")
    with pytest.raises(StoreTrouble, match="disputed already"):
        dispute(store, uid, "Service manager", "Again.")

    begin_moderation(store, uid, "panel")
    beside = gradings_before(store, uid)
    assert [(each.whose, each.name, each.fields["overall"]) for each in beside] == [
        ("Auditor", "auditor-01", "good"),
        ("Moderator", MODERATOR, "inadequate"),
    ]
    save_field(store, uid, "overall", "requires_improvement")
    seal_moderation(store, uid, "panel", "The plan was found.")
    assert status(store, uid) == "moderated"
    ((_, codes),) = gradings(store, moderated(store, AuditScope()))
    assert [each["overall"] for each in codes] == ["good", "requires_improvement"]
    assert [each.act for each in read_history(store, uid).entries] == [
        "completed", "moderated", "disputed", "moderated",
    ]  # fmt: skip
    assert verify(store).problems == []


def test_a_disputed_audit_still_counts_as_moderated(store: Store) -> None:
    uid = completed(store)
    regraded(store, uid)
    dispute(store, uid, "Service manager", "The plan is in another folder.")
    ((_, codes),) = gradings(store, moderated(store, AuditScope()))
    assert [each["overall"] for each in codes] == ["good", "inadequate"]


@pytest.mark.parametrize(
    ("author", "reason"), [("", "Why not."), ("Manager", " "), ("Manager", "x" * 20_001)]
)
def test_a_dispute_needs_a_name_and_a_reason(store: Store, author: str, reason: str) -> None:
    uid = completed(store)
    regraded(store, uid)
    with pytest.raises(AuditAppError, match=r"Say w|20,000"):
        dispute(store, uid, author, reason)
    assert status(store, uid) == "moderated"


def test_only_a_moderation_is_disputed(store: Store) -> None:
    uid = completed(store)
    with pytest.raises(StoreTrouble, match="moderated"):
        dispute(store, uid, "Manager", "Not ours.")


def test_a_moderation_is_sealed_as_one_only_and_can_be_discarded(store: Store) -> None:
    uid = completed(store)
    begin_moderation(store, uid, MODERATOR)
    with pytest.raises(StoreTrouble, match="seal the moderation"):
        complete_audit(store, uid, "auditor-01")
    discard_draft(store, uid)
    assert status(store, uid) == "completed"
    reopen_audit(store, uid, "auditor-01")
    with pytest.raises(StoreTrouble, match="no moderation"):
        seal_moderation(store, uid, MODERATOR)


def test_reopening_a_moderated_audit_makes_it_its_auditors_again(store: Store) -> None:
    uid = completed(store)
    regraded(store, uid)
    reopen_audit(store, uid, "auditor-01")
    assert gradings_before(store, uid) == ()
    complete_audit(store, uid, "auditor-01")
    audit = open_audit(store, uid).audit
    assert (audit.status, audit.moderation) == ("completed", None)


def test_moderated_and_disputed_audits_are_found_by_their_status(store: Store) -> None:
    known: dict[Status, str] = {"completed": completed(store)}
    for number, wanted in enumerate(("moderating", "moderated", "disputed"), 2):
        uid = known[wanted] = completed(store, case=f"C-{number}")  # type: ignore[index]
        if wanted == "moderating":
            begin_moderation(store, uid, MODERATOR)
            continue
        regraded(store, uid)
        if wanted == "disputed":
            dispute(store, uid, "Manager", "The plan is in another folder.")
    for wanted_status, uid in known.items():
        for asked in (AuditFilter(status=wanted_status), AuditFilter(text=wanted_status[:-1])):
            assert [row.uid for row in list_audits(store, asked)] == [uid]


def test_two_moderations_apart_meet_as_a_conflict_and_undoing_parts_them(
    make_store: MakeStore,
) -> None:
    here, there = make_store("here"), make_store("there")
    uid = completed(here)
    merge_files(there, [here.path])
    regraded(here, uid, "inadequate")
    regraded(there, uid, "outstanding", "panel")
    batch = merge_files(here, [there.path]).batch
    assert [row.uid for row in conflicts(here)] == [uid]
    with pytest.raises(StoreTrouble, match="settle the conflict"):
        dispute(here, uid, "Manager", "Which of them?")
    assert batch
    unmerge(here, batch)
    assert (status(here, uid), open_audit(here, uid).audit.overall) == ("moderated", "inadequate")
    assert verify(here).problems == verify(there).problems == []


def test_two_moderations_are_settled_and_the_auditors_grade_is_still_there(
    make_store: MakeStore,
) -> None:
    here, there = make_store("here"), make_store("there")
    uid = completed(here)
    merge_files(there, [here.path])
    for store, who, grade, manner in (
        (here, MODERATOR, "inadequate", "open"),
        (there, "panel", "outstanding", "blind"),
    ):
        _, audit = load_current_audit(store, uid)
        typed = audit.model_copy(update={"overall": grade, "moderation": manner})
        moderate(store, uid, who, typed, "Seen otherwise.")
    merge_files(here, [there.path])
    standoff = conflict_of(here, uid).standoff
    assert standoff
    assert {*standoff.contests} == {"overall", "moderation"}
    settle(here, uid, dict.fromkeys(standoff.contests, "theirs"), "The panel read more.", "chair")
    opened = open_audit(here, uid)
    assert (opened.status, opened.audit.overall, opened.audit.moderation) == (
        "moderated", "outstanding", "blind",
    )  # fmt: skip
    (auditor,) = gradings_before(here, uid)
    assert auditor.fields["overall"] == "good"
    assert verify(here).problems == []


@settings(max_examples=10, deadline=None)
@drawn(
    grades=st.lists(
        st.tuples(
            st.sampled_from(GRADES),
            st.sampled_from(["outstanding", "good", "inadequate"]),
            st.booleans(),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_is_moderated_and_disputed_the_first_grades_are_never_lost(
    grades: list[tuple[str, str, bool]],
) -> None:
    with (
        TemporaryDirectory() as folder,
        create_store(Path(folder) / "any.audit", ticking_clock()) as store,
    ):
        _moderate_again_and_again(store, grades)


def _moderate_again_and_again(store: Store, grades: list[tuple[str, str, bool]]) -> None:
    uid = completed(store)
    sealed = current_state(store, uid)
    assert sealed
    for number, (field, grade, is_disputed) in enumerate(grades):
        begin_moderation(store, uid, f"panel {number}")
        save_field(store, uid, field, grade)
        seal_moderation(store, uid, f"panel {number}", "Seen otherwise.")
        if is_disputed:
            dispute(store, uid, "Manager", "We do not agree.")
        (auditor,) = gradings_before(store, uid)
        assert auditor.fields == sealed.fields
        assert open_audit(store, uid).audit.to_fields()[field] == grade
    ((case, codes),) = gradings(store, moderated(store, AuditScope()))
    assert case.opinions[-1].grader == f"panel {len(grades) - 1}"
    assert codes[0]["overall"] == "good"
    assert verify(store).problems == []
