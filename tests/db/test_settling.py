"""Conflicts are settled per answer by a named person, and nothing is lost by it."""

from itertools import permutations

import pytest
from pydantic import JsonValue

from db.drafts import save_field
from db.merge_report import AuditCounts
from db.merging import merge_files
from db.opening import create_store
from db.projection import current_state
from db.revisions import FieldKeys, add_revision, each_revision
from db.sealing import complete_audit, open_audit, reopen_audit, start_audit, void_audit
from db.settling import accept_joined, conflict_of, conflicts, settle
from db.store import Store
from db.tools import add_tool
from db.troubles import StoreTrouble
from db.unmerging import unmerge
from db.verifying import verify
from forms.errors import AuditAppError
from forms.revisions import Revision
from forms.settlement_reasons import Chosen, read_settlement
from tests.db.conftest import MakeStore
from tests.db.making import an_audit, mini_tool, stricter_tool
from tests.forms.test_couplings import visits

LEAD = "qa-lead"
EVIDENCE: JsonValue = {"answer": "good", "evidence": "The child's own book is on file."}
OTHER: JsonValue = {"answer": "inadequate", "evidence": "No plan was shared."}


def merge(store: Store, *others: Store) -> AuditCounts:
    return merge_files(store, [other.path for other in others]).audits


def change(store: Store, uid: str, fields: dict[str, JsonValue], author: str) -> None:
    reopen_audit(store, uid, author)
    for field, value in fields.items():
        save_field(store, uid, field, value)
    complete_audit(store, uid, author)


def forked(make_store: MakeStore) -> tuple[Store, Store, Store, str]:
    """One completed audit on three laptops."""
    one, two, lead = make_store("one"), make_store("two"), make_store("lead")
    uid = start_audit(one, mini_tool(), an_audit())
    complete_audit(one, uid, "auditor-01")
    merge(two, one)
    merge(lead, one)
    return one, two, lead, uid


def in_conflict(make_store: MakeStore) -> tuple[Store, str]:
    """An overall grade and an answer that two people changed differently, and a third by one."""
    one, two, lead, uid = forked(make_store)
    change(
        one,
        uid,
        {"overall": "outstanding", "overall_reason": "It was outstanding.", "finding.q2": EVIDENCE},
        "auditor-01",
    )
    change(
        two,
        uid,
        {"overall": "inadequate", "finding.q2": OTHER, "improvements": "Share the plan."},
        "auditor-02",
    )
    merge(lead, one)
    merge(lead, two)
    return lead, uid


def fields_of(store: Store, uid: str) -> dict[str, JsonValue]:
    state = current_state(store, uid)
    assert state
    return state.fields


def test_a_conflict_is_listed_with_who_differs(make_store: MakeStore) -> None:
    lead, uid = in_conflict(make_store)
    row = conflicts(lead)[0]
    assert (row.uid, row.case, row.tool_title, row.authors) == (
        uid,
        "C-0001",
        "Mini",
        ("auditor-01", "auditor-02"),
    )
    assert not row.tools_differ
    assert not row.has_draft


def test_what_was_here_first_is_ours(make_store: MakeStore) -> None:
    lead, uid = in_conflict(make_store)
    conflict = conflict_of(lead, uid)
    assert [(side.name, side.author) for side in conflict.sides] == [
        ("ours", "auditor-01"),
        ("theirs", "auditor-02"),
    ]
    assert conflict.ancestor
    assert conflict.ancestor.fields["overall"] == "good"
    assert conflict.standoff
    assert list(conflict.standoff.contests) == ["finding.q2", "overall"]
    assert conflict.standoff.changed == {"improvements": ("theirs",)}


def test_each_answer_is_settled_by_itself_and_the_rest_joins(make_store: MakeStore) -> None:
    lead, uid = in_conflict(make_store)
    chosen = {"finding.q2": "theirs", "overall": "ours"}
    made = settle(lead, uid, chosen, "We met.", LEAD, {"overall": "It was seen."})
    now = fields_of(lead, uid)
    assert now["finding.q2"] == OTHER
    assert now["overall"] == "outstanding"
    assert now["improvements"] == "Share the plan."
    assert conflicts(lead) == []
    sealed = next(each for _, each in each_revision(lead) if each.id == made)
    assert (sealed.act, sealed.author, len(sealed.parents)) == ("settled", LEAD, 2)
    assert verify(lead).ok


def test_a_grade_brings_its_reason_unless_that_is_chosen_by_itself(make_store: MakeStore) -> None:
    lead, uid = in_conflict(make_store)
    settle(lead, uid, {"finding.q2": "ours", "overall": "theirs"}, "We met.", LEAD)
    assert fields_of(lead, uid)["overall_reason"] == "The drawings show it."  # as theirs was sealed


def test_a_reason_may_be_chosen_apart_from_its_grade(make_store: MakeStore) -> None:
    lead, uid = in_conflict(make_store)
    chosen = {"finding.q2": "ours", "overall": "theirs", "overall_reason": "ours"}
    settle(lead, uid, chosen, "We met.", LEAD)
    assert fields_of(lead, uid)["overall"] == "inadequate"
    assert fields_of(lead, uid)["overall_reason"] == "It was outstanding."


def test_the_version_before_can_be_chosen(make_store: MakeStore) -> None:
    lead, uid = in_conflict(make_store)
    settle(lead, uid, {"finding.q2": "ancestor", "overall": "ancestor"}, "Neither.", LEAD)
    assert fields_of(lead, uid)["overall"] == "good"
    assert fields_of(lead, uid)["finding.q2"] == an_audit().to_fields()["finding.q2"]


def test_the_reasons_say_of_each_answer_whose_it_was_and_why(make_store: MakeStore) -> None:
    lead, uid = in_conflict(make_store)
    ours, theirs = conflict_of(lead, uid).sides
    chosen = {"overall": "ours", "finding.q2": "theirs"}
    made = settle(lead, uid, chosen, "We met\non Monday.", LEAD, {"finding.q2": "Read\nagain."})
    sealed = next(each for _, each in each_revision(lead) if each.id == made)
    told = read_settlement(sealed.reason)
    assert told.reason == "We met\non Monday."
    assert list(told.chosen.items()) == [
        ("finding.q2", Chosen("theirs", theirs.hash[:12], "auditor-02", "Read again.")),
        ("overall", Chosen("ours", ours.hash[:12], "auditor-01", "")),
    ]


def test_what_was_not_chosen_stays_in_the_history(make_store: MakeStore) -> None:
    lead, uid = in_conflict(make_store)
    before = {each.id: each.fields for _, each in each_revision(lead)}
    settle(lead, uid, {"finding.q2": "theirs", "overall": "theirs"}, "We met.", LEAD)
    after = {each.id: each.fields for _, each in each_revision(lead)}
    assert len(after) == len(before) + 1
    assert {name: after[name] for name in before} == before
    assert any(fields.get("finding.q2") == EVIDENCE for fields in after.values())


def test_everything_wrong_with_choices_is_told_at_once(make_store: MakeStore) -> None:
    lead, uid = in_conflict(make_store)
    chosen = {"finding.q1": "ours", "overall": "side3"}
    with pytest.raises(AuditAppError) as refused:
        settle(lead, uid, chosen, "We met.", LEAD)
    said = str(refused.value)
    assert "“q2” is in conflict and not chosen." in said
    assert "“q1” is not in conflict." in said
    assert "“overall” cannot be “side3”: choose one of ancestor, ours, theirs." in said
    assert len(conflicts(lead)) == 1


@pytest.mark.parametrize(
    ("reason", "author", "said"),
    [(" ", LEAD, "Say why"), ("We met.", "", "Say who"), ("x" * 20_000, LEAD, "letters long")],
)
def test_a_person_with_a_reason_settles(
    make_store: MakeStore, reason: str, author: str, said: str
) -> None:
    lead, uid = in_conflict(make_store)
    with pytest.raises(AuditAppError, match=said):
        settle(lead, uid, {"finding.q2": "ours", "overall": "ours"}, reason, author)
    assert len(conflicts(lead)) == 1


def test_a_reason_for_something_that_is_not_chosen_is_not_dropped(make_store: MakeStore) -> None:
    lead, uid = in_conflict(make_store)
    chosen = {"finding.q2": "ours", "overall": "ours"}
    with pytest.raises(AuditAppError, match="“q3”, which is not chosen"):
        settle(lead, uid, chosen, "We met.", LEAD, {"finding.q3": "Because."})


def test_what_changed_since_it_was_shown_is_looked_at_again(make_store: MakeStore) -> None:
    one, two, lead, uid = forked(make_store)
    change(one, uid, {"overall": "outstanding"}, "auditor-01")
    change(two, uid, {"overall": "inadequate"}, "auditor-02")
    merge(lead, one)
    merge(lead, two)
    shown = conflict_of(lead, uid).heads
    change(two, uid, {"strengths": "More was seen."}, "auditor-02")
    merge(lead, two)
    with pytest.raises(StoreTrouble, match="changed since it was shown"):
        settle(lead, uid, {"overall": "ours"}, "We met.", LEAD, shown=shown)
    now = conflict_of(lead, uid).heads
    settle(lead, uid, {"overall": "ours"}, "We met.", LEAD, shown=now)
    assert conflicts(lead) == []


def test_nothing_is_settled_while_a_draft_is_open(make_store: MakeStore) -> None:
    one, two, lead, uid = forked(make_store)
    reopen_audit(lead, uid, LEAD)
    change(one, uid, {"overall": "outstanding"}, "auditor-01")
    change(two, uid, {"overall": "inadequate"}, "auditor-02")
    merge(lead, one)
    merge(lead, two)
    assert conflicts(lead)[0].has_draft
    with pytest.raises(StoreTrouble, match="open draft"):
        settle(lead, uid, {"overall": "ours"}, "We met.", LEAD)


def test_an_audit_without_a_conflict_is_not_settled(make_store: MakeStore) -> None:
    one, *_, uid = forked(make_store)
    with pytest.raises(StoreTrouble, match="not in conflict"):
        settle(one, uid, {"overall": "ours"}, "We met.", LEAD)
    with pytest.raises(StoreTrouble, match="not in the file"):
        conflict_of(one, "00000000-0000-7000-8000-000000000000")


@pytest.mark.parametrize(("choice", "status"), [("theirs", "void"), ("ours", "completed")])
def test_work_against_a_void_is_a_choice(make_store: MakeStore, choice: str, status: str) -> None:
    one, two, lead, uid = forked(make_store)
    change(one, uid, {"strengths": "More was seen."}, "auditor-01")
    void_audit(two, uid, "auditor-02", "Wrong case.")
    merge(lead, one)
    merge(lead, two)
    settle(lead, uid, {"status": choice}, "We met.", LEAD)
    now = open_audit(lead, uid)
    assert (now.status, now.audit.strengths) == (status, "More was seen.")
    assert verify(lead).ok


def test_three_laptops_are_three_sides(make_store: MakeStore) -> None:
    one, two, lead, uid = forked(make_store)
    change(lead, uid, {"overall": "requires_improvement"}, LEAD)
    change(one, uid, {"overall": "outstanding"}, "auditor-01")
    change(two, uid, {"overall": "inadequate"}, "auditor-02")
    merge(lead, one, two)
    sides = conflict_of(lead, uid).sides
    assert [(side.name, side.author) for side in sides] == [
        ("ours", LEAD),
        ("theirs", "auditor-01"),
        ("side3", "auditor-02"),
    ]
    settle(lead, uid, {"overall": "side3"}, "We met.", LEAD)
    assert fields_of(lead, uid)["overall"] == "inadequate"


def test_a_grade_that_one_took_back_and_another_still_holds_waits(make_store: MakeStore) -> None:
    """Beside the oldest version, who took it back looks like somebody who never touched it."""
    one, two, third, uid = forked(make_store)
    change(one, uid, {"overall": "outstanding"}, "auditor-01")
    merge(two, one)
    change(one, uid, {"strengths": "Much time was taken."}, "auditor-01")
    change(two, uid, {"overall": "good"}, "auditor-02")
    change(third, uid, {"improvements": "Share the plan."}, "auditor-03")
    several = permutations((one, two, third))
    for lead, others in zip(map(make_store, "abcdef"), several, strict=True):
        merge(lead, *others)
        conflict = conflict_of(lead, uid)
        assert conflict.standoff
        assert list(conflict.standoff.contests) == ["overall"]
        assert fields_of(lead, uid)["improvements"] == "Share the plan."
        settle(lead, uid, {"overall": "ancestor"}, "It was taken back.", LEAD)
        assert fields_of(lead, uid)["overall"] == "good"
        assert verify(lead).ok


def test_what_one_took_back_joins_while_only_those_two_differ(make_store: MakeStore) -> None:
    one, two, lead, uid = forked(make_store)
    change(one, uid, {"overall": "outstanding"}, "auditor-01")
    merge(two, one)
    change(one, uid, {"strengths": "Much time was taken."}, "auditor-01")
    change(two, uid, {"overall": "good"}, "auditor-02")
    merge(lead, one, two)
    assert fields_of(lead, uid)["overall"] == "good"
    assert not conflicts(lead)


def two_tools(make_store: MakeStore) -> tuple[Store, str]:
    """One audit, amended with another tool on another laptop."""
    one, two, lead, uid = forked(make_store)
    change(one, uid, {"overall": "outstanding"}, "auditor-01")
    base = conflict_free_head(two, uid)
    other = Revision(
        kind="audit",
        record=uid,
        parents=(base,),
        tool=stricter_tool().hash,
        author="auditor-02",
        sealed_at="2026-05-02T09:00:00.000000Z",
        act="completed",
        fields=an_audit(grade="inadequate").to_fields(),
    )
    with two.transaction():
        add_tool(two, stricter_tool())
        add_revision(two, other, FieldKeys(two))
    merge(lead, one)
    merge(lead, two)
    return lead, uid


def conflict_free_head(store: Store, uid: str) -> str:
    state = current_state(store, uid)
    assert state
    return state.heads[0].hash


def test_versions_of_different_tools_are_chosen_whole(make_store: MakeStore) -> None:
    lead, uid = two_tools(make_store)
    assert conflicts(lead)[0].tools_differ
    conflict = conflict_of(lead, uid)
    assert conflict.standoff is None
    ours, theirs = mini_tool().hash[:8], stricter_tool().hash[:8]  # both are “Mini, version 1.0”
    assert conflict.tool_names["ours"] == f"Mini, version 1.0 ({ours})"
    assert conflict.tool_names["theirs"] == f"Mini, version 1.0 ({theirs})"
    with pytest.raises(AuditAppError, match="chosen whole, as “audit”: choose one of ours, theirs"):
        settle(lead, uid, {"overall": "ours"}, "We met.", LEAD)
    settle(lead, uid, {"audit": "theirs"}, "We met.", LEAD)
    state = current_state(lead, uid)
    assert state
    assert state.heads[0].tool == stricter_tool().hash
    assert state.fields == an_audit(grade="inadequate").to_fields()
    assert verify(lead).ok


def settled_apart(make_store: MakeStore, first: str, second: str) -> tuple[list[Store], str]:
    """One conflict on two laptops, settled on each."""
    lead, uid = in_conflict(make_store)
    deputy = make_store("deputy")
    merge(deputy, lead)
    for store, author, choice in ((lead, LEAD, first), (deputy, "deputy", second)):
        sides = {each.author: each.name for each in conflict_of(store, uid).sides}
        settle(store, uid, {"finding.q2": sides[choice], "overall": sides[choice]}, "Seen.", author)
    return [lead, deputy], uid


def test_the_same_settlement_on_two_laptops_joins_quietly(make_store: MakeStore) -> None:
    stores, uid = settled_apart(make_store, "auditor-02", "auditor-02")
    for at, order in enumerate(permutations(stores)):
        target = make_store(f"target{at}")
        merge(target, *order)
        assert conflicts(target) == []
        assert fields_of(target, uid) == fields_of(stores[0], uid)
        assert verify(target).ok


def test_different_settlements_are_a_conflict_again_in_any_order(make_store: MakeStore) -> None:
    stores, uid = settled_apart(make_store, "auditor-01", "auditor-02")
    waiting = []
    for at, order in enumerate(permutations(stores)):
        target = make_store(f"target{at}")
        merge(target, *order)
        conflict = conflict_of(target, uid)
        assert conflict.standoff
        assert conflict.ancestor is None  # both sides build on both versions
        waiting.append(list(conflict.standoff.contests))
        with pytest.raises(AuditAppError, match="cannot be “ancestor”: choose one of ours, theirs"):
            settle(target, uid, dict.fromkeys(waiting[-1], "ancestor"), "Seen.", LEAD)
        settle(target, uid, dict.fromkeys(waiting[-1], "ours"), "Seen.", LEAD)
        assert verify(target).ok
    assert waiting == [["finding.q2", "overall"]] * 2


def test_a_settlement_travels_and_settles_elsewhere(make_store: MakeStore) -> None:
    lead, uid = in_conflict(make_store)
    other = make_store("other")
    merge(other, lead)
    assert len(conflicts(other)) == 1
    settle(lead, uid, {"finding.q2": "ours", "overall": "theirs"}, "We met.", LEAD)
    assert merge(other, lead).updated == 1
    assert conflicts(other) == []


def test_a_settlement_keeps_what_it_builds_on_from_being_taken_back(make_store: MakeStore) -> None:
    one, two, lead, uid = forked(make_store)
    change(one, uid, {"overall": "outstanding"}, "auditor-01")
    change(two, uid, {"overall": "inadequate"}, "auditor-02")
    merge(lead, one)
    batch = merge_files(lead, [two.path]).batch
    settle(lead, uid, {"overall": "ours"}, "We met.", LEAD)
    assert batch
    with pytest.raises(StoreTrouble, match="later work builds on"):
        unmerge(lead, batch)


def test_joined_versions_are_accepted_as_one(make_store: MakeStore) -> None:
    one, two, lead, uid = forked(make_store)
    change(one, uid, {"strengths": "Patience."}, "auditor-01")
    change(two, uid, {"improvements": "Plans."}, "auditor-02")
    merge(lead, one)
    merge(lead, two)
    joined = fields_of(lead, uid)
    accept_joined(lead, uid, LEAD)
    state = current_state(lead, uid)
    assert state
    assert (len(state.heads), state.heads[0].act, state.fields) == (1, "settled", joined)
    with pytest.raises(StoreTrouble, match="one version only"):
        accept_joined(lead, uid, LEAD)
    assert verify(lead).ok


def test_a_conflict_is_not_accepted_as_joined(make_store: MakeStore) -> None:
    lead, uid = in_conflict(make_store)
    with pytest.raises(StoreTrouble, match="settle the conflict first"):
        accept_joined(lead, uid, LEAD)


VISIT: dict[str, JsonValue] = {"status": "completed", "case": "C-1", "auditor": "a"}


def visited(store: Store, at: int, parents: tuple[str, ...], **more: JsonValue) -> str:
    """Seal a version of an audit with visits, as another laptop would."""
    fields = {**VISIT, **{name.replace("__", ".").replace("_n", "#"): more[name] for name in more}}
    made = Revision(
        kind="audit",
        record="019a0000-0000-7000-8000-000000000001",
        parents=parents,
        tool=visits().hash,
        author=f"auditor-0{at}",
        sealed_at=f"2026-05-0{at}T09:00:00.000000Z",
        act="completed",
        fields=fields,
    )
    with store.transaction():
        add_tool(store, visits())
        add_revision(store, made, FieldKeys(store))
    return made.id


YES: JsonValue = {"answer": "yes"}
NO: JsonValue = {"answer": "no"}
AWAY: JsonValue = {"answer": "Away"}
UID = "019a0000-0000-7000-8000-000000000001"


def test_a_visit_is_chosen_with_all_that_is_in_it(store: Store) -> None:
    first = visited(store, 1, (), finding__alone_n1=YES)
    both: dict[str, JsonValue] = {"finding__alone_n1": YES, "instances__visit": [1, 2]}
    visited(store, 2, (first,), **both, finding__alone_n2=YES)
    visited(store, 3, (first,), **both, finding__alone_n2=NO, finding__why_n2=AWAY)
    conflict = conflict_of(store, UID)
    assert conflict.standoff
    assert list(conflict.standoff.contests) == ["instances.visit"]
    settle(store, UID, {"instances.visit": "theirs"}, "Hers was the visit.", LEAD)
    found = open_audit(store, UID).audit
    assert found.instances == {"visit": (1, 2)}
    assert {key: each.answer for key, each in found.findings.items()} == {
        "alone#1": "yes",
        "alone#2": "no",
        "why#2": "Away",
    }


def test_two_visits_under_one_number_are_both_kept_and_the_reason_says_so(store: Store) -> None:
    first = visited(store, 1, (), finding__alone_n1=YES)
    both: dict[str, JsonValue] = {"finding__alone_n1": YES, "instances__visit": [1, 2]}
    visited(store, 2, (first,), **both, finding__alone_n2=YES)
    visited(store, 3, (first,), **both, finding__alone_n2=NO)
    made = settle(store, UID, {"instances.visit": "both"}, "Both were made.", LEAD)
    found = open_audit(store, UID).audit
    assert found.instances == {"visit": (1, 2, 3)}
    assert (found.findings["alone#2"].answer, found.findings["alone#3"].answer) == ("yes", "no")
    sealed = next(each for _, each in each_revision(store) if each.id == made)
    assert read_settlement(sealed.reason).chosen == {"instances.visit": Chosen("both", "", "")}
    assert verify(store).ok


def test_a_visit_that_goes_takes_its_answers_along(store: Store) -> None:
    two: dict[str, JsonValue] = {"instances__visit": [1, 2], "finding__alone_n2": YES}
    first = visited(store, 1, (), finding__alone_n1=YES, **two)
    visited(store, 2, (first,), finding__alone_n1=YES, instances__visit=[1])
    visited(store, 3, (first,), finding__alone_n1=NO, **two, finding__why_n2=AWAY)
    settle(store, UID, {"instances.visit": "ours"}, "There was no such visit.", LEAD)
    found = open_audit(store, UID).audit
    assert found.instances == {"visit": (1,)}
    assert {key: each.answer for key, each in found.findings.items()} == {"alone#1": "no"}
    assert verify(store).ok


def test_calculations_are_worked_out_anew(store: Store) -> None:
    first = visited(store, 1, (), finding__days={"answer": 7}, finding__weeks={"answer": 1})
    ours: dict[str, JsonValue] = {"finding__days": {"answer": 14}, "strengths": "A"}
    visited(store, 2, (first,), **ours, finding__weeks={"answer": 2})
    theirs: dict[str, JsonValue] = {"finding__days": {"answer": 21}, "strengths": "B"}
    visited(store, 3, (first,), **theirs, finding__weeks={"answer": 3})
    conflict = conflict_of(store, UID)
    assert conflict.standoff
    assert list(conflict.standoff.contests) == ["finding.days", "strengths"]
    settle(store, UID, {"finding.days": "theirs", "strengths": "ours"}, "Counted.", LEAD)
    found = open_audit(store, UID).audit
    assert (found.findings["days"].answer, found.findings["weeks"].answer) == (21, 3)
    assert found.strengths == "A"


def test_a_settled_file_opens_read_only_elsewhere(make_store: MakeStore) -> None:
    """The act of settling is one that every program of this schema takes in a merge."""
    lead, uid = in_conflict(make_store)
    settle(lead, uid, {"finding.q2": "ours", "overall": "ours"}, "We met.", LEAD)
    with create_store(lead.path.with_name("fresh.audit")) as fresh:
        report = merge_files(fresh, [lead.path])
        assert report.set_aside == []
        assert fields_of(fresh, uid) == fields_of(lead, uid)
