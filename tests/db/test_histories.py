"""Histories: who sealed what when and why, what it changed, and every value of an answer."""

import pytest

from db.drafts import save_field
from db.histories import answer_history, compare, history_of, read_history, sealed_audit
from db.merging import merge_files
from db.projection import current_state
from db.report_templates import settle_template
from db.sealing import complete_audit, reopen_audit, seal, start_audit, void_audit
from db.store import Store
from db.tool_versions import publish_tool, withdraw_tool
from db.tools import add_tool
from db.troubles import StoreTrouble
from forms.audits import AUDIT_KIND
from forms.errors import AuditAppError
from forms.identity import tool_uid
from forms.revisions import Revision
from tests.db.conftest import MakeStore
from tests.db.making import an_audit, mini_tool, stricter_tool
from tests.db.test_report_templates import fork, kept


def _first(store: Store) -> str:
    uid = start_audit(store, mini_tool(), an_audit())
    complete_audit(store, uid, "auditor-01")
    return uid


def _again(store: Store, uid: str, author: str, **fields: object) -> str:
    reopen_audit(store, uid, author)
    for name, value in fields.items():
        save_field(store, uid, name.replace("__", "."), value)  # type: ignore[arg-type]
    return complete_audit(store, uid, author)


def test_a_history_says_who_sealed_what_when_why_and_with_which_tool(store: Store) -> None:
    uid = _first(store)
    _again(store, uid, "qa-lead", overall="outstanding", overall_reason="Read again.")
    void_audit(store, uid, "manager", "The wrong child")
    first, second, third = history_of(store, uid)
    assert [each.done for each in (first, second, third)] == [
        "Completed",
        "Completed",
        "Made void",
    ]
    assert [each.author for each in (first, second, third)] == ["auditor-01", "qa-lead", "manager"]
    assert third.reason == "The wrong child"
    assert first.tool_name == "Mini, version 1.0"
    assert first.sealed_at < second.sealed_at < third.sealed_at
    assert second.parents == (first.hash,)
    assert (first.own, first.came_with) == (True, ())
    assert second.place == "It builds on version 1. It was superseded by version 3."


def test_each_version_says_what_it_changed_in_the_words_of_the_tool(store: Store) -> None:
    uid = _first(store)
    second = _again(
        store,
        uid,
        "qa-lead",
        finding__q2={"answer": "inadequate", "evidence": "One drawing, undated."},
        attribute__team="South",
        overall="requires_improvement",
    )
    changes = read_history(store, uid).changes_in(second)
    assert [(each.heading, each.label, each.part, each.before, each.after) for each in changes] == [
        ("About the case", "Team", "", "North", "South"),
        ("First", "How well?", "", "Good", "Inadequate"),
        ("First", "How well?", "evidence", "Drawings on file.", "One drawing, undated."),
        ("The audit as a whole", "Overall grade", "", "Good", "Requires improvement"),
    ]
    assert history_of(store, uid)[1].changed == 4


def test_any_two_versions_are_compared(store: Store) -> None:
    uid = _first(store)
    _again(store, uid, "qa-lead", strengths="Much time was taken.")
    _again(store, uid, "qa-lead", strengths=None, improvements="Date the drawings.")
    first, _, third = history_of(store, uid)
    told = {
        each.label: (each.before, each.after) for each in compare(store, first.hash, third.hash)
    }
    assert told == {
        "Strengths": ("Time was taken.", ""),
        "Areas for improvement": ("", "Date the drawings."),
    }


def test_versions_made_with_different_tools_are_compared_through_their_own_words(
    store: Store,
) -> None:
    uid = _first(store)
    state = current_state(store, uid)
    assert state is not None
    add_tool(store, stricter_tool())
    fields = {**state.fields, "finding.q2": {"answer": "inadequate"}}
    newer = seal(
        store,
        Revision(
            kind=AUDIT_KIND,
            record=uid,
            parents=(state.heads[0].hash,),
            tool=stricter_tool().hash,
            author="qa-lead",
            sealed_at="2026-05-02T09:00:00.000000Z",
            act="completed",
            fields=fields,
        ),
    )
    changes = compare(store, state.heads[0].hash, newer)
    assert changes[0].label == "Audit tool"
    asked = next(each for each in changes if each.field == "finding.q2")
    assert (asked.label, asked.asked_before) == ("How very well?", "How well?")


def test_an_answer_tells_every_value_it_ever_had_with_who_and_when(store: Store) -> None:
    uid = _first(store)
    _again(store, uid, "qa-lead", strengths="Unrelated.")
    _again(
        store,
        uid,
        "manager",
        finding__q1={"answer": "no", "evidence": "Not seen."},
        finding__q2=None,
    )
    past = answer_history(store, uid, "finding.q1")
    assert [(each.entry.number, each.entry.author, each.told.text) for each in past] == [
        (1, "auditor-01", "Yes"),
        (3, "manager", "No"),
    ]
    assert past[1].told.evidence == "Not seen."
    gone = answer_history(store, uid, "finding.q2")
    assert [(each.entry.number, each.told.text) for each in gone] == [(1, "Good"), (3, "")]


def test_every_field_that_any_version_held_is_listed_in_the_order_of_the_form(
    store: Store,
) -> None:
    uid = _first(store)
    labels = list(read_history(store, uid).fields().values())
    assert labels.index("Case reference") < labels.index("Was the child seen?")
    assert labels.index("Was the child seen?") < labels.index("First: Grade of the section")
    assert labels.index("First: Grade of the section") < labels.index("Overall grade")


def test_a_history_says_which_files_brought_a_version_and_which_was_made_here(
    make_store: MakeStore,
) -> None:
    ours, theirs = make_store("own"), make_store("theirs")
    uid = _first(theirs)
    merge_files(ours, [theirs.path])
    _again(ours, uid, "qa-lead", strengths="More.")
    _again(theirs, uid, "auditor-01", improvements="Less.")
    merge_files(ours, [theirs.path])
    first, second, third = history_of(ours, uid)
    assert [came.file for came in first.came_with] == ["theirs.audit", "theirs.audit"]
    assert not first.own
    own = next(each for each in (second, third) if each.own)
    came = next(each for each in (second, third) if not each.own)
    assert own.came_with == ()
    assert own.place.endswith("neither builds on the other.")
    assert {own.lane, came.lane} == {0, 1}


def test_a_version_that_joins_two_changed_what_neither_said(make_store: MakeStore) -> None:
    ours, theirs = make_store("own"), make_store("theirs")
    uid = _first(theirs)
    merge_files(ours, [theirs.path])
    _again(ours, uid, "qa-lead", strengths="More.")
    _again(theirs, uid, "auditor-01", improvements="Less.")
    merge_files(ours, [theirs.path])
    state = current_state(ours, uid)
    assert state is not None
    joined = seal(
        ours,
        Revision(
            kind=AUDIT_KIND,
            record=uid,
            parents=tuple(sorted(head.hash for head in state.heads)),
            tool=state.heads[0].tool,
            author="qa-lead",
            sealed_at="2026-06-01T09:00:00.000000Z",
            act="settled",
            reason="Agreed by telephone.",
            fields={**state.fields, "strengths": "Most."},
        ),
    )
    history = read_history(ours, uid)
    assert history.entry(joined).place.startswith("It brings versions 2 and 3 together.")
    assert [(each.label, each.before, each.after) for each in history.changes_in(joined)] == [
        ("Strengths", "More.", "Most.")
    ]


def test_the_history_of_a_tool_says_who_published_and_withdrew_it_and_why(store: Store) -> None:
    publish_tool(store, mini_tool(), "qa-lead")
    withdraw_tool(store, mini_tool().hash, "manager", "Superseded by the new standard")
    published, withdrawn = history_of(store, tool_uid(mini_tool().hash))
    assert (published.done, published.author) == ("Published", "qa-lead")
    assert (withdrawn.done, withdrawn.reason) == ("Withdrawn", "Superseded by the new standard")
    with pytest.raises(AuditAppError, match="only audits"):
        sealed_audit(store, published.hash)


def test_an_old_version_is_read_as_it_was_sealed(store: Store) -> None:
    uid = _first(store)
    _again(store, uid, "qa-lead", strengths="Other words.")
    first = history_of(store, uid)[0]
    sealed = sealed_audit(store, first.hash)
    assert sealed.audit.strengths == "Time was taken."
    assert sealed.entry.built_on_by == (2,)


def test_what_was_never_sealed_has_no_history(store: Store) -> None:
    uid = start_audit(store, mini_tool(), an_audit())
    with pytest.raises(StoreTrouble, match="no history"):
        history_of(store, uid)
    with pytest.raises(StoreTrouble, match="not in the file"):
        sealed_audit(store, "0" * 64)


def test_the_history_of_a_report_template_tells_every_text_it_ever_had(store: Store) -> None:
    """Also that of a version which lost where two people changed it."""
    uid = kept(store)
    fork(store, uid, {"introduction": "One."}, {"introduction": "Two.", "where.team": None})
    settle_template(store, uid, {"introduction": "theirs"}, "lead", "It is shorter.")
    history = read_history(store, uid)
    assert [(each.done, each.tool) for each in history.entries] == [
        ("Kept", ""),
        ("Kept", ""),
        ("Kept", ""),
        ("Conflict settled", ""),
    ]
    told = [each.told.text for each in history.answers("introduction")]
    assert told == ["Why we looked.", "One.", "Two.", "Two."]
    first, *_, last = (each.hash for each in history.entries)
    assert [(c.heading, c.label, c.before, c.after) for c in compare(store, first, last)] == [
        ("Report template", "Introduction", "Why we looked.", "Two."),
        ("Report template", "Only where team is", "North", ""),
    ]
    with pytest.raises(AuditAppError, match="only audits are printed"):
        sealed_audit(store, first)
